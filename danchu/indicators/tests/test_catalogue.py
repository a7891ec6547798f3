import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from danchu.indicators.models import (
    Check,
    Form,
    FormRow,
    Indicator,
    IndicatorVersion,
    Member,
)
from danchu.indicators.queries.versions import versions_of
from danchu.indicators.services import load_catalogue
from danchu.indicators.services.tables import DATA
from danchu.kernel.errors import RuleBroken, explain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in DATA.glob("*.csv"):
        shutil.copy(file, tmp_path)
    return tmp_path


def counts() -> list[int]:
    return [each.objects.count() for each in (Indicator, Check, FormRow, Member)]


def test_the_whole_catalogue_is_loaded_and_loaded_again(folder: Path) -> None:
    first = load_catalogue(folder)
    known = counts()

    again = load_catalogue(folder)

    assert (first, again) == (289, 289)
    assert known == counts() == [289, 135, 314, 115]
    parts = Indicator.objects.values_list("numerator__code", "denominator__code")
    assert parts.get(code="G06") == ("G05", "G03")


def test_a_change_in_the_file_is_taken_over(folder: Path) -> None:
    load_catalogue(folder)
    file = folder / "indicators.csv"
    file.write_text(file.read_text().replace("Số lượt tiếp công dân,", "Lượt tiếp,"))

    load_catalogue(folder)

    assert Indicator.objects.get(code="H01").name == "Lượt tiếp"


@pytest.mark.parametrize(
    ("file", "sound", "damaged", "why"),
    [
        ("indicators.csv", "G01,", "g1,", "không có dạng G01"),
        ("indicators.csv", "G02,", "G01,", "xuất hiện hai lần"),
        ("indicators.csv", ",turns,lượt,", ",steps,lượt,", "measure “steps”"),
        ("indicators.csv", ",G05,G03,", ",G05,Z99,", "denominator_code “Z99”"),
        ("indicators.csv", "2014-07-01", "01/7/2014", "không phải là ngày"),
        ("indicators.csv", ",public,,,", ",public,,", "số ô không khớp"),
        ("indicators.csv", "code,group", "ma,group", "thiếu cột code"),
        ("checks.csv", "I05+I06+I07", "I05+I06+I99", "right “I99”"),
        ("forms.csv", "administrative+3d", "administrative+3", "hạn nộp"),
        ("forms.csv", "PL9,", "PL1,", "xuất hiện hai lần"),
        ("recipients.csv", "PL1,line", "PL1,road", "tree “road”"),
        ("recipients.csv", "PL1,line", "PL1,territory", "xuất hiện hai lần"),
        ("dimensions.csv", "GIOI,Giới,NU", "GIOI,Giới,NAM", "xuất hiện hai lần"),
    ],
)
def test_a_damaged_row_is_named_and_nothing_is_half_loaded(
    folder: Path, file: str, sound: str, damaged: str, why: str
) -> None:
    path = folder / file
    text = path.read_text()
    path.write_text(text.replace(sound, damaged, 1))
    line = text[: text.index(sound)].count("\n") + 1

    with pytest.raises(RuleBroken) as refused:
        load_catalogue(folder)

    assert refused.value.code == "indicators.damaged_row"
    assert refused.value.facts["file"] == file
    assert why in refused.value.facts["why"]
    assert refused.value.facts["line"] == line
    assert file in explain(refused.value).text
    assert counts() == [0, 0, 0, 0]


def versions(code: str) -> list[tuple[date, str]]:
    rows = IndicatorVersion.objects.filter(indicator__code=code).order_by("since")
    return [(row.since, row.definition["name"]) for row in rows]


def rename(folder: Path, before: str, after: str) -> None:
    file = folder / "indicators.csv"
    file.write_text(file.read_text().replace(before, after, 1))


def test_a_changed_definition_is_a_version_of_its_day(folder: Path) -> None:
    first, later = date(2026, 7, 1), date(2026, 8, 1)
    load_catalogue(folder, on=first)
    load_catalogue(folder, on=date(2026, 7, 15))
    all_of_them = IndicatorVersion.objects.count()

    rename(folder, "Số lượt tiếp công dân,", "Lượt tiếp,")
    load_catalogue(folder, on=later)
    rename(folder, "Lượt tiếp,", "Lượt tiếp dân,")
    load_catalogue(folder, on=later)

    assert all_of_them == 289
    assert IndicatorVersion.objects.count() == 290
    assert versions("H01") == [
        (first, "Số lượt tiếp công dân"),
        (later, "Lượt tiếp dân"),
    ]
    pk = Indicator.objects.get(code="H01").pk
    told = versions_of(pk)
    assert [one.since for one in told] == [later, first]
    assert [(c.label, c.before, c.after) for c in told[0].changes] == [
        ("tên", "Số lượt tiếp công dân", "Lượt tiếp dân")
    ]


def test_a_change_taken_back_on_its_day_leaves_no_version(folder: Path) -> None:
    load_catalogue(folder, on=date(2026, 7, 1))
    rename(folder, "Số lượt tiếp công dân,", "Lượt tiếp,")
    load_catalogue(folder, on=date(2026, 8, 1))

    rename(folder, "Lượt tiếp,", "Số lượt tiếp công dân,")
    load_catalogue(folder, on=date(2026, 8, 1))

    assert versions("H01") == [(date(2026, 7, 1), "Số lượt tiếp công dân")]


def test_the_forms_say_along_which_trees_they_go(folder: Path) -> None:
    load_catalogue(folder)

    trees = dict(Form.objects.values_list("code", "trees"))

    both = {code for code, some in trees.items() if some == ["territory", "line"]}
    alone = {code for code, some in trees.items() if some == ["territory"]}
    assert both == {"PL1", "PL6"}
    assert both | alone == set(trees)


def test_a_form_without_a_row_goes_up_the_territory(folder: Path) -> None:
    (folder / "recipients.csv").write_text("form_code,tree\nPL4,line\n")

    load_catalogue(folder)

    assert Form.objects.get(code="PL4").trees == ["line"]
    assert Form.objects.get(code="PL1").trees == ["territory"]


EXPRESSION_COLUMNS = (
    "code", "kind", "left", "right", "severity", "message_vi", "legal_ref", "note",
    "expression",
)  # fmt: skip


def with_expressions(folder: Path, *expressions: str) -> None:
    """Have a province write checks of its own, on the lines 2, 3 …"""
    with (folder / "checks.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, EXPRESSION_COLUMNS, restval="")
        table.writeheader()
        for at, text in enumerate(expressions, start=1):
            row = {"code": f"T{at:03}", "kind": "expression", "severity": "block"}
            table.writerow(row | {"expression": text})


def test_an_expression_becomes_a_check_with_a_sentence(folder: Path) -> None:
    with_expressions(folder, "nếu G01 > 0 thì G02 ≥ 2 × G01", "H09.DAT_DAI ≤ G01")

    load_catalogue(folder)

    check, member = Check.objects.order_by("code")
    assert (check.kind, check.left, check.right) == ("expression", ["G01", "G02"], [])
    dialogues, turns = (Indicator.objects.get(code=c).name for c in ("G01", "G02"))
    assert check.message == (
        f"Nếu {dialogues} (G01) lớn hơn 0 thì {turns} (G02) phải không nhỏ hơn "
        f"2 × {dialogues} (G01)."
    )
    assert member.left == ["H09.DAT_DAI", "G01"]


def test_two_sums_held_together_become_a_check_with_two_sides(folder: Path) -> None:
    with_expressions(folder, "I05 + I06 + I07 = I04", "J01 ≥ J02 + J03")

    load_catalogue(folder)

    rows = Check.objects.order_by("code")
    assert list(rows.values_list("kind", "left", "right", "expression")) == [
        ("partition", ["I04"], ["I05", "I06", "I07"], ""),
        ("compare", ["J02", "J03"], ["J01"], ""),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("G01 / G02 ≥ 1", "ký tự 5: không có phép chia"),
        ("G01 ≥ G99", "không có mã G99 trong danh mục"),
        ("G01 ≥ G02.TOT", "không có mã G02.TOT trong danh mục"),
        ("G06 ≥ 80", "ký tự 1: G06 là tỷ lệ do hệ thống tính"),
        ("2 × I14 = G01", "ký tự 5: I14 không công khai"),
        ("", "chưa có biểu thức"),
    ],
)
def test_a_bad_expression_is_named_by_line_and_place(
    folder: Path, text: str, why: str
) -> None:
    with_expressions(folder, "G01 ≤ G02", text)

    with pytest.raises(RuleBroken) as refused:
        load_catalogue(folder)

    assert (refused.value.facts["file"], refused.value.facts["line"]) == (
        "checks.csv",
        3,
    )
    assert why in refused.value.facts["why"]
    assert counts() == [0, 0, 0, 0]


def test_a_percent_is_not_made_of_itself(folder: Path) -> None:
    file = folder / "indicators.csv"
    file.write_text(file.read_text().replace(",G05,G03,", ",G06,G03,", 1))

    with pytest.raises(RuleBroken) as refused:
        load_catalogue(folder)

    assert "G06 → G06 tính vòng quanh" in refused.value.facts["why"]
