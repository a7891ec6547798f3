"""Loading the law tables."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction

from danchu.kernel.law.models import LawItem, LawRule
from danchu.kernel.law.reading import (
    ITEM_COLUMNS,
    RULE_COLUMNS,
    Line,
    item_values,
    lines,
    rule_values,
)

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Loaded:
    """How many rows the tables hold after loading."""

    rules: int
    items: int


@transaction.atomic
def load_law(folder: Path = SHIPPED) -> Loaded:
    """Bring both tables to what the files say; loading twice changes nothing.

    The files are read to their last line before the first row is written, so a damaged
    line leaves the tables as they were. Rows missing from the files stay: dossiers
    were started under them.
    """
    rules = _read(folder / "deadlines.csv", RULE_COLUMNS)
    items = _read(folder / "content_items.csv", ITEM_COLUMNS)
    rows = _rows(rules, rule_values)
    known = {row["code"] for row in rows}
    _check_links(rules, rows, known)
    _check_replacements(rules, rows)
    item_rows = _rows(items, item_values)
    _check_links(items, item_rows, known)
    return Loaded(rules=_write(LawRule, rows), items=_write(LawItem, item_rows))


def _read(path: Path, columns: list[str]) -> list[Line]:
    table = list(lines(path, columns))
    if not table:
        Line(path.name, 2, {}).damaged("bảng không có dòng nào")
    return table


def _rows(table: list[Line], convert: Any) -> list[dict[str, Any]]:
    seen: set[str] = set()
    rows = []
    for line in table:
        row = line.read(convert)
        if row["code"] in seen:
            line.damaged(f"mã {row['code']} đã có ở dòng trên")
        seen.add(row["code"])
        rows.append(row)
    return rows


def _check_links(
    table: list[Line], rows: list[dict[str, Any]], known: set[str]
) -> None:
    for line, row in zip(table, rows, strict=True):
        cited = [row[column] for column in row if column.endswith("_id")]
        for code in [*cited, *row.get("quorum_rules", [])]:
            if code is not None and code not in known:
                line.damaged(f"dẫn mã {code} không có trong bảng quy định")


def _check_replacements(table: list[Line], rows: list[dict[str, Any]]) -> None:
    # A rule ends before the one that replaces it begins; so no chain comes full circle.
    last_days = {row["code"]: row["effective_to"] for row in rows}
    for line, row in zip(table, rows, strict=True):
        if row["replaces_id"] is None:
            continue
        ended = last_days[row["replaces_id"]]
        if ended is None or ended >= row["effective_from"]:
            line.damaged(f"thay mã {row['replaces_id']} khi mã ấy còn hiệu lực")


def _write(model: type[models.Model], rows: list[dict[str, Any]]) -> int:
    columns = [column.removesuffix("_id") for column in rows[0] if column != "code"]
    model._default_manager.bulk_create(  # noqa: SLF001 -- Django's public name for it
        [model(**row) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=columns,
    )
    return model._default_manager.count()  # noqa: SLF001 -- as above
