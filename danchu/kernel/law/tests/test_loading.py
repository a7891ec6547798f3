"""The shipped tables load; damaged ones say which line, and load nothing."""

import csv
import shutil
from pathlib import Path

import pytest

from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.law.models import LawItem, LawRule
from danchu.kernel.law.services import SHIPPED, Loaded, load_law

RULES, ITEMS = "deadlines.csv", "content_items.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (RULES, ITEMS):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


def rewrite(path: Path, line: int, column: str, cell: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def refusal(folder: Path) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        load_law(folder)
    assert not LawRule.objects.exists()
    assert not LawItem.objects.exists()
    return refused.value


def test_loading_twice_changes_nothing() -> None:
    load_law()
    first = list(LawRule.objects.order_by("pk").values())
    items = list(LawItem.objects.order_by("pk").values())

    loaded = load_law()

    assert loaded == Loaded(rules=161, items=92)
    assert list(LawRule.objects.order_by("pk").values()) == first
    assert list(LawItem.objects.order_by("pk").values()) == items


def test_a_corrected_file_corrects_the_row_and_keeps_its_place(folder: Path) -> None:
    load_law()
    before = LawRule.objects.get(code="R001")
    rewrite(folder / RULES, 2, "note_vi", "đã đối chiếu")

    load_law(folder)

    after = LawRule.objects.get(code="R001")
    assert (after.pk, after.note) == (before.pk, "đã đối chiếu")


def test_every_cell_arrives_in_its_column() -> None:
    load_law()

    rule = LawRule.objects.get(code="R017")
    assert (rule.numerator, rule.denominator, rule.measure) == (2, 3, "share")
    assert rule.unit_kinds == ["commune"]
    assert (rule.confidence, rule.source) == ("verified", "LQ")
    assert LawRule.objects.get(code="R122").replaces_id == "R121"
    assert int(LawRule.objects.get(code="R182a").value) == 110
    item = LawItem.objects.get(code="XA-QD-3")
    assert (item.deadline_rule_id, item.threshold_rule_id) == ("R063", "R019")
    assert (item.quorum_rules, item.recognition_rule_id) == (["R062"], "R064")
    assert (item.decide_forms, item.fallback_forms) == (
        ["meeting", "ballot"],
        ["ballot"],
    )
    kept = LawItem.objects.get(code="XA-CK-04")
    assert (kept.is_permanent, kept.board_days) == (True, None)
    assert LawItem.objects.get(code="XA-CK-01").board_days == 30
    assert LawItem.objects.get(code="XA-YK-1").min_comment_days == 20


@pytest.mark.parametrize(
    ("file", "column", "cell", "why"),
    [
        (RULES, "code", "", "cột code để trống"),
        (RULES, "code", "R1", "cột code ghi “R1”, không phải mã quy định"),
        (RULES, "code", "R001", "mã R001 đã có ở dòng trên"),
        (RULES, "stem", "S" * 13, "cột stem quá dài hoặc có ký tự lạ"),
        (RULES, "duty_vi", "a\0b", "cột duty_vi quá dài hoặc có ký tự lạ"),
        (
            RULES,
            "domain",
            "khác",
            "cột domain ghi “khác”, không có trong danh mục",
        ),
        (
            RULES,
            "unit_kinds",
            "commune;town",
            "cột unit_kinds ghi “town”, không có trong danh mục",
        ),
        (RULES, "value", "năm", "cột value ghi “năm”, không phải số"),
        (RULES, "value", "NaN", "cột value ghi “NaN”, ngoài khoảng cho phép"),
        (RULES, "value", "-1", "cột value ghi “-1”, ngoài khoảng cho phép"),
        (RULES, "value_fraction", "1/2", "cột value_fraction chỉ dành cho tỷ lệ"),
        (
            RULES,
            "effective_from",
            "01/7/2023",
            "cột effective_from ghi “01/7/2023”, không phải ngày",
        ),
        (
            RULES,
            "effective_to",
            "2001-01-01",
            "cột effective_to đứng trước cột effective_from",
        ),
        (RULES, "confidence", "sure", "cột confidence ghi “sure”"),
        (
            RULES,
            "article",
            "khoản 3",
            "cột article ghi “khoản 3”, không khớp với văn bản",
        ),
        (RULES, "replaces", "R999", "dẫn mã R999 không có trong bảng quy định"),
        (RULES, "replaces", "R004", "thay mã R004 khi mã ấy còn hiệu lực"),
        (ITEMS, "board_days", "ba mươi", "cột board_days ghi “ba mươi”, không phải số"),
        (
            ITEMS,
            "quorum_rule",
            "R048;1/2",
            "cột quorum_rule ghi “1/2”, không phải mã quy định",
        ),
        (ITEMS, "quorum_rule", "R999", "dẫn mã R999 không có trong bảng quy định"),
        (ITEMS, "deadline_rule", "R999", "dẫn mã R999 không có trong bảng quy định"),
        (
            ITEMS,
            "recognised_by",
            "hội",
            "cột recognised_by ghi “hội”, không có trong danh mục",
        ),
    ],
)
def test_a_damaged_cell_is_named_and_nothing_is_loaded(
    folder: Path, file: str, column: str, cell: str, why: str
) -> None:
    rewrite(folder / file, 3, column, cell)

    broken = refusal(folder)

    assert broken.code == "law.damaged_row"
    assert broken.facts == {"file": file, "line": 3, "why": why}
    assert explain(broken).text == f"Tệp {file}, dòng 3: {why}."


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("value_fraction", "", "cột value_fraction ghi “”, không phải phân số"),
        ("value_fraction", "2/0", "cột value_fraction ghi “2/0”, không phải phân số"),
        ("value", "0.7", "cột value ghi “0.7”, không bằng 1/10"),
    ],
)
def test_a_share_is_an_exact_fraction(
    folder: Path, column: str, cell: str, why: str
) -> None:
    rewrite(folder / RULES, 7, column, cell)

    assert refusal(folder).facts == {"file": RULES, "line": 7, "why": why}


@pytest.mark.parametrize(
    ("damage", "line", "why"),
    [
        (lambda text: text.replace(b"code,stem", b"ma,nhom", 1), 1, "tên cột"),
        (lambda text: text.splitlines()[0], 2, "bảng không có dòng nào"),
        (lambda _: b"", 1, "tên cột"),
        (lambda text: text + b"R999,R999\r\n", 163, "có 2 ô thay vì 20"),
        (lambda text: text.replace("Đ12.3".encode(), b"\xff", 1), 2, "UTF-8"),
        (lambda text: text + b'"R999', 163, "không đọc được"),
    ],
    ids=["header", "no rows", "empty", "short", "bytes", "open quote"],
)
def test_a_damaged_file_says_where(
    folder: Path, damage: object, line: int, why: str
) -> None:
    assert callable(damage)
    path = folder / RULES
    path.write_bytes(damage(path.read_bytes()))

    broken = refusal(folder)

    assert (broken.code, broken.facts["line"]) == ("law.damaged_row", line)
    assert why in broken.facts["why"]


def test_a_missing_file_is_said_by_name(folder: Path) -> None:
    (folder / ITEMS).unlink()

    broken = refusal(folder)

    assert (broken.code, broken.facts) == ("law.missing_file", {"file": ITEMS})


def test_a_damaged_file_leaves_what_was_loaded_before(folder: Path) -> None:
    load_law()
    rewrite(folder / RULES, 2, "note_vi", "mới")
    rewrite(folder / ITEMS, 2, "scope", "nước")

    with pytest.raises(RuleBroken, match=r"law\.damaged_row"):
        load_law(folder)

    assert LawRule.objects.get(code="R001").note == ""
    assert LawRule.objects.count() == 161
