"""Loading both maps of the nation and the links between them.

Source: vietnamadminunits 1.0.4 (MIT). The old map holds from an unknown day to
30 June 2025, the new one from 1 July 2025 (Nghị quyết 202 and 203/2025/QH15).
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.copying import copy_rows, new_ids
from danchu.kernel.units.models import Placement, Succession, Unit, UnitCode, UnitName
from danchu.kernel.units.rules import FIRST_NEW_DAY, LAST_OLD_DAY, Tree, UnitKind
from danchu.kernel.units.services import rebuild_ancestry
from danchu.lib.vietnamese import fold, sort_key

DATA = Path(__file__).parent / "data"
_COLUMNS = ("code", "parent_code", "level", "kind", "name", "lat", "lon")
_LEVELS = {"province", "district", "commune"}
_UNIT = (
    *("id", "kind", "label", "name", "sort_key", "latitude", "longitude"),
    *("area_km2", "sector", "is_special_zone", "valid_from", "valid_to"),
)
_NAME = (
    *("unit_id", "name", "bare", "folded", "folded_bare"),
    *("valid_from", "valid_to"),
)
_TWO_WORDS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu")
Link = tuple[str, str, bool, bool]
"""Old code, new code, whether it is the main heir, whether it went whole."""
COUNTRY_NAME, COUNTRY_CODE = "Việt Nam", "VN"


@dataclass(frozen=True)
class Row:
    """One line of a map file, checked."""

    code: str
    parent_code: str
    level: str
    label: str
    name: str
    latitude: float
    longitude: float
    area_km2: float | None


@dataclass(frozen=True)
class Map:
    """One map: its rows and the days on which it holds."""

    rows: tuple[Row, ...]
    first: date | None
    last: date | None


def load_units(folder: Path = DATA) -> int:
    """Load both maps, once, and return how many units there are.

    Refuses with ``units.damaged_row`` naming file and line; then nothing is loaded.
    """
    if Unit.objects.filter(kind=UnitKind.COUNTRY).exists():
        _mend_names()
        return Unit.objects.count()
    old = Map(tuple(read_map(folder / "units_2024.csv")), None, LAST_OLD_DAY)
    new = Map(tuple(read_map(folder / "units_2025.csv")), FIRST_NEW_DAY, None)
    links = list(read_links(folder / "succession_2025.csv", old, new))
    with transaction.atomic():
        root = _add_country()
        olds = _add_map(old, root)
        news = _add_map(new, root)
        _add_links(links, old, new, olds, news)
        rebuild_ancestry()
    return Unit.objects.count()


def _mend_names() -> None:
    """Write the names of a nation loaded before as `official_name` does, ids kept."""
    for table in (Unit, UnitName):
        for label in _TWO_WORDS:
            wrong = table.objects.filter(name__startswith=f"{label.title()} ")
            rest = Substr("name", len(label) + 1)
            wrong.update(name=Concat(Value(label), rest))


def read_map(path: Path) -> Iterator[Row]:
    """Yield the checked rows of a map file."""
    known: dict[str, str] = {}
    for line, cells in _lines(path, _COLUMNS):
        row = _row(path, line, cells)
        above = known.get(row.parent_code, "")
        if row.code in known:
            raise _damaged(path, line, f"mã {row.code} xuất hiện hai lần")
        if row.level != "province" and not above:
            raise _damaged(path, line, f"không có đơn vị cấp trên “{row.parent_code}”")
        known[row.code] = row.level
        yield row


def read_links(path: Path, old: Map, new: Map) -> Iterator[Link]:
    """Yield old code, new code, is_main, is_whole of every succession."""
    olds, news = {row.code for row in old.rows}, {row.code for row in new.rows}
    for line, cells in _lines(path, ("old_code", "new_code", "is_main", "whole")):
        was, becomes = cells["old_code"], cells["new_code"]
        if was not in olds or becomes not in news:
            raise _damaged(path, line, f"không có đơn vị {was} hoặc {becomes}")
        if {cells["is_main"], cells["whole"]} - {"0", "1"}:
            raise _damaged(path, line, "is_main và whole phải là 0 hoặc 1")
        yield was, becomes, cells["is_main"] == "1", cells["whole"] == "1"


def _lines(
    path: Path, columns: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(columns) - set(reader.fieldnames or ()):
            raise _damaged(path, 1, f"thiếu cột {', '.join(sorted(missing))}")
        for cells in reader:
            if None in cells or None in cells.values():
                raise _damaged(path, reader.line_num, "số ô không khớp số cột")
            yield reader.line_num, cells


def _row(path: Path, line: int, cells: dict[str, str]) -> Row:
    if not cells["code"].isdigit() or cells["level"] not in _LEVELS:
        raise _damaged(path, line, "mã hoặc cấp không hợp lệ")
    if not cells["name"].strip():
        raise _damaged(path, line, "thiếu tên")
    try:
        latitude, longitude = float(cells["lat"]), float(cells["lon"])
        area = float(cells["area_km2"]) if cells.get("area_km2") else None
    except ValueError:
        raise _damaged(path, line, "tọa độ hoặc diện tích không phải số") from None
    return Row(
        code=cells["code"],
        parent_code=cells["parent_code"],
        level=cells["level"],
        label=cells["kind"].capitalize(),
        name=official_name(cells["name"]),
        latitude=latitude,
        longitude=longitude,
        area_km2=area,
    )


def official_name(name: str) -> str:
    """Return a name with its label as laws write it: “Thị xã”, not “Thị Xã”.

    Ten rows of the source write the second word of the label large, against the other
    thousands and against the resolutions that made the units; the name itself stays.

    >>> official_name("Thị Xã Việt Yên"), official_name("Xã Thị Trấn")
    ('Thị xã Việt Yên', 'Xã Thị Trấn')
    """
    for label in _TWO_WORDS:
        if name.casefold().startswith(f"{label} ".casefold()):
            return label + name[len(label) :]
    return name


def _damaged(path: Path, line: int, why: str) -> RuleBroken:
    return RuleBroken("units.damaged_row", file=path.name, line=line, why=why)


def _add_country() -> Unit:
    root = Unit.objects.create(
        kind=UnitKind.COUNTRY,
        name=COUNTRY_NAME,
        sort_key=sort_key(COUNTRY_NAME),
        latitude=16.0,
        longitude=107.0,
    )
    UnitCode.objects.create(unit=root, code=COUNTRY_CODE)
    UnitName.objects.create(
        unit=root,
        name=COUNTRY_NAME,
        bare=COUNTRY_NAME,
        folded=fold(COUNTRY_NAME),
        folded_bare=fold(COUNTRY_NAME),
    )
    return root


def _add_map(one: Map, root: Unit) -> dict[str, int]:
    """Write the units of a map and return their ids by code."""
    ids = dict(
        zip(
            (row.code for row in one.rows),
            new_ids(Unit, len(one.rows)),
            strict=True,
        )
    )
    copy_rows(Unit, _UNIT, (_unit(row, ids[row.code], one) for row in one.rows))
    copy_rows(UnitName, _NAME, (_name(row, ids[row.code], one) for row in one.rows))
    copy_rows(
        UnitCode,
        ("unit_id", "scheme", "code", "valid_from", "valid_to"),
        ((ids[row.code], "gso", row.code, one.first, one.last) for row in one.rows),
    )
    copy_rows(
        Placement,
        ("tree", "unit_id", "parent_id", "valid_from", "valid_to"),
        (
            (
                Tree.TERRITORY.value,
                ids[row.code],
                ids.get(row.parent_code, root.pk),
                one.first,
                one.last,
            )
            for row in one.rows
        ),
    )
    return ids


def _unit(row: Row, pk: int, one: Map) -> tuple[object, ...]:
    return (
        pk,
        row.level,
        row.label,
        row.name,
        sort_key(_bare(row)),
        row.latitude,
        row.longitude,
        row.area_km2,
        "",
        row.label == "Đặc khu",
        one.first,
        one.last,
    )


def _name(row: Row, pk: int, one: Map) -> tuple[object, ...]:
    bare = _bare(row)
    return (pk, row.name, bare, fold(row.name), fold(bare), one.first, one.last)


def _bare(row: Row) -> str:
    """Return the name without its label: “Xã Việt Lập” is “Việt Lập”."""
    start = len(row.label)
    labelled = row.name.casefold().startswith(row.label.casefold() + " ")
    return row.name[start:].strip() if labelled else row.name


def _add_links(
    links: list[Link],
    old: Map,
    new: Map,
    olds: dict[str, int],
    news: dict[str, int],
) -> None:
    copy_rows(
        Succession,
        ("predecessor_id", "successor_id", "on", "is_main", "is_whole"),
        (
            (olds[was], news[becomes], FIRST_NEW_DAY, is_main, is_whole)
            for was, becomes, is_main, is_whole in (
                *links,
                *province_links(links, old, new),
            )
        ),
    )


def province_links(links: list[Link], old: Map, new: Map) -> Iterator[Link]:
    """Yield which province each old province went into.

    The data links communes only; a province follows most of its communes, and is
    whole when all of them went the same way.
    """
    above_old = {row.code: row.parent_code for row in old.rows}
    above_new = {row.code: row.parent_code for row in new.rows}
    went: dict[str, Counter[str]] = {}
    for was, becomes, is_main, _ in links:
        province = above_old[was]
        province = above_old.get(province) or province
        if is_main:
            went.setdefault(province, Counter())[above_new[becomes]] += 1
    for province, heirs in went.items():
        heir, count = heirs.most_common(1)[0]
        yield province, heir, True, count == heirs.total()
