"""A damaged file is refused by name and line, and leaves nothing behind."""

import re
import shutil
from pathlib import Path

import pytest

from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.units.loading import DATA, load_units, read_map
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_labels_are_written_as_laws_write_them(copy: Path) -> None:
    wrong = re.compile(r",(Thị Xã|Thị Trấn|Thành Phố) ")
    source = "".join(path.read_text(encoding="utf-8") for path in DATA.glob("*.csv"))
    assert len(wrong.findall(source)) == 10
    rows = [*read_map(copy / "units_2024.csv"), *read_map(copy / "units_2025.csv")]

    assert [row.name for row in rows if wrong.match(f",{row.name}")] == []
    assert {"Thị xã Việt Yên", "Thị trấn Óc Eo"} <= {row.name for row in rows}


def test_a_nation_loaded_before_gets_its_labels_mended_and_keeps_its_ids() -> None:
    Unit.objects.create(kind=UnitKind.COUNTRY, name="Việt Nam")
    unit = Unit.objects.create(kind=UnitKind.DISTRICT, name="Thị Xã Việt Yên")
    other = Unit.objects.create(kind=UnitKind.COMMUNE, name="Xã Tân Xã")

    load_units()

    unit.refresh_from_db()
    other.refresh_from_db()
    assert (unit.name, other.name) == ("Thị xã Việt Yên", "Xã Tân Xã")


@pytest.mark.parametrize(
    ("file", "good", "bad", "why"),
    [
        ("units_2024.csv", "21.027764", "hai mốt", "tọa độ hoặc diện tích"),
        ("units_2024.csv", "01,,province", "0x,,province", "mã hoặc cấp"),
        ("units_2024.csv", "Thành phố Hà Nội,", " ,", "thiếu tên"),
        ("units_2024.csv", "02,,province", "01,,province", "hai lần"),
        ("units_2024.csv", ",105.83416", "", "số ô không khớp"),
        ("units_2024.csv", "code,parent_code", "ma,parent_code", "thiếu cột code"),
        ("units_2025.csv", "01,,province", "01,,commune", "không có đơn vị cấp trên"),
        ("succession_2025.csv", "00001,00097", "99999,00097", "99999"),
        ("succession_2025.csv", "00001,00097,1", "00001,00097,2", "0 hoặc 1"),
    ],
)
def test_a_damaged_row_is_named_and_nothing_is_loaded(
    copy: Path, file: str, good: str, bad: str, why: str
) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    with pytest.raises(RuleBroken, match=r"units\.damaged_row") as refused:
        load_units(copy)

    told = explain(refused.value)
    assert told.text.startswith(f"Tệp {file}, dòng ")
    assert why in told.text
    assert Unit.objects.count() == 0
