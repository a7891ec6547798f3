"""Tables as files that spreadsheets and programs read: CSV, XLSX, JSON.

Rows come as they are made and leave as they come: memory does not grow with a table,
but for XLSX, whose format is written as a whole on the disk.
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import IO

import xlsxwriter  # type: ignore[import-untyped]  # -- ships no types

Cell = str | int | Decimal | date | None
Row = Sequence[Cell]
MOST_ROWS = 1_000_000
"""Of an XLSX file; the format has room for few more."""
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = b"\xef\xbb\xbf"
_ROWS_A_PART = 500


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; as it is in all others.

    >>> harmless("=1+1"), harmless("Xã Ba")
    ("'=1+1", 'Xã Ba')
    """
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def csv_parts(head: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a table as RFC 4180 wants it, in UTF-8 with the mark Excel looks for."""
    yield _BOM + _csv_lines([head])
    for some in _parts(rows):
        yield _csv_lines([[_in_csv(cell) for cell in row] for row in some])


def json_parts(head: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a table as one JSON array of objects; exact numbers, days as ISO 8601."""
    begun = False
    for some in _parts(rows):
        lines = ",\n".join(_json_line(head, row) for row in some)
        yield f"{',' if begun else '['}\n{lines}".encode()
        begun = True
    yield b"\n]\n" if begun else b"[]\n"


def xlsx_parts(head: Sequence[str], rows: Iterable[Row], title: str) -> Iterator[bytes]:
    """Yield a workbook of one sheet; texts stay texts, none is a formula or a link.

    Raises ValueError beyond `MOST_ROWS`.
    """
    with tempfile.TemporaryFile() as file:
        _write_book(file, head, rows, title)
        file.seek(0)
        while part := file.read(65_536):
            yield part


def _write_book(
    file: IO[bytes],
    head: Sequence[str],
    rows: Iterable[Row],
    title: str,
) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, head, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise ValueError("too many rows for XLSX")
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while some := list(islice(rest, _ROWS_A_PART)):
        yield some


def _csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _json_line(head: Sequence[str], row: Row) -> str:
    pairs = zip(head, row, strict=True)
    said = (f"{_in_json(name)}:{_in_json(cell)}" for name, cell in pairs)
    return "{" + ",".join(said) + "}"


def _in_json(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return f'"{cell.isoformat()}"'
    return json.dumps(cell, ensure_ascii=False)
