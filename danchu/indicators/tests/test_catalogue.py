import shutil
from pathlib import Path

import pytest

from danchu.indicators.models import Check, FormRow, Indicator, Member
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
