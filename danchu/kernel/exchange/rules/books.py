"""A workbook that came back: recognised by its marks, read cell by cell.

What the reading process tells of a sheet is taken apart here. A cell that a person may
misread, such as a formula or a number that became a day, has a fault and no value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.rules.tables import FORMAT, HIDDEN_SHEET, MARK, Place

FAULTS = {
    "f": "là công thức; hãy dán lại dạng giá trị (Paste Values)",
    "e": "là lỗi của Excel; hãy ghi số",
    "b": "là TRUE hoặc FALSE; hãy ghi số",
    "m": "nằm trong ô gộp; hãy bỏ gộp ô rồi ghi lại",
}
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Sheet:
    """One sheet as the reading process tells it.

    `rows` hold nothing, a text, or a kind and a text: `n` number, `d` day, `b` truth.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[Sequence[int]] = ()
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What stands in a cell of the file: a number, a text, or a fault."""

    number: Decimal | None = None
    text: str = ""
    fault: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Book:
    """A recognised workbook."""

    facts: Mapping[str, str]
    cells: Mapping[Place, Found]
    seen: Mapping[Place, str]


def recognised(sheets: Sequence[Sheet]) -> Book:
    """Return what a workbook of ours says; refuse one that is not.

    Refuses with ``exchange.unknown_book`` a file without our marks, and with
    ``exchange.twofold`` one in which the table, a line or a column stands twice.
    """
    hidden = [sheet for sheet in sheets if sheet.name == HIDDEN_SHEET]
    marked = [
        (sheet, row)
        for sheet in sheets
        if sheet.name != HIDDEN_SHEET
        for row, cells in enumerate(sheet.rows)
        if cells and cells[0] == MARK
    ]
    if len(hidden) != 1 or not marked:
        raise RuleBroken("exchange.unknown_book")
    if len(marked) > 1:
        raise RuleBroken("exchange.twofold", what="bảng số liệu")
    facts, seen = _hidden(hidden[0])
    if facts.get("format") != FORMAT:
        raise RuleBroken("exchange.unknown_book")
    return Book(facts, dict(_cells(*marked[0])), seen)


def _hidden(sheet: Sheet) -> tuple[dict[str, str], dict[Place, str]]:
    facts: dict[str, str] = {}
    seen: dict[Place, str] = {}
    columns: list[str] = []
    for row in sheet.rows:
        kind, name, *rest = [*map(_text, row), "", ""]
        if kind == "fact":
            facts[name] = rest[0]
        elif kind == "columns":
            columns = [code for code in rest if code]
        elif kind == "seen":
            faces = zip(columns, rest, strict=False)
            seen |= {(name, column): face for column, face in faces if face}
    return facts, seen


def _cells(sheet: Sheet, head: int) -> Iterator[tuple[Place, Found]]:
    columns = _once(enumerate(map(_text, sheet.rows[head])), "cột")
    lines = _once(
        (
            (at, _text(sheet.rows[at][0]))
            for at in range(head + 1, len(sheet.rows))
            if sheet.rows[at]
        ),
        "dòng",
    )
    merged = list(_merged(sheet))
    for code, row in lines.items():
        cells = sheet.rows[row]
        for name, column in columns.items():
            if name != MARK:
                ref = ref_of(row, column)
                is_merged = any(
                    top <= row <= bottom and left <= column <= right
                    for top, left, bottom, right in merged
                )
                mark = "m" if is_merged else sheet.marks.get(ref, "")
                cell = cells[column] if column < len(cells) else None
                yield (code, name), _found(cell, mark, ref)


def _merged(sheet: Sheet) -> Iterator[tuple[int, int, int, int]]:
    for area in sheet.merged:
        top, left, bottom, right = area
        yield top, left, bottom, right


def _once(codes: Iterator[tuple[int, str]], what: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, code in codes:
        if code and found.setdefault(code, at) != at:
            raise RuleBroken("exchange.twofold", what=f"{what} {code[:40]}")
    return found


def ref_of(row: int, column: int) -> str:
    """Return how a spreadsheet names a cell.

    >>> ref_of(0, 0), ref_of(11, 27)
    ('A1', 'AB12')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _text(cell: Any) -> str:
    return str(cell[1] if isinstance(cell, list) else cell or "")


def _found(cell: Any, mark: str, ref: str) -> Found:
    if mark:
        return Found(text=_text(cell)[:100], fault=FAULTS[mark], ref=ref)
    if cell is None:
        return Found(ref=ref)
    if isinstance(cell, str):
        return Found(text=cell[:LONGEST_TEXT], ref=ref)
    kind, text = cell
    if kind == "n":
        return Found(number=Decimal(text), text=text, ref=ref)
    day = f"Excel đã đổi thành ngày {text}; hãy đặt lại ô về kiểu số rồi ghi số"
    return Found(text=text, fault=day if kind == "d" else FAULTS["b"], ref=ref)
