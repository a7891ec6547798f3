"""What goes out as CSV, XLSX and JSON comes back the same, and runs nowhere."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from danchu.lib import tables_out
from danchu.lib.tables_out import Row, csv_parts, harmless, json_parts, xlsx_parts

HEAD = ["tên", "số", "ngày"]
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]),
    max_size=40,
)
starts = st.sampled_from(["", "=", "+", "-", "@", "\t", "=cmd|' /C calc'!A0", '"', ","])
cells = st.tuples(starts, texts).map("".join)
numbers = st.decimals(-(10**9), 10**9, places=2) | st.none()
days = st.dates(date(1945, 9, 2), date(2100, 1, 1)) | st.none()
tables = st.lists(st.tuples(cells, numbers, days), max_size=8)


def back(text: str) -> str:
    """Read a cell as a person does who sees the apostrophe."""
    return text.removeprefix("'") if text.startswith("'") else text


@settings(deadline=None)
@given(tables)
def test_csv_comes_back_and_begins_no_formula(rows: list[Row]) -> None:
    whole = b"".join(csv_parts(HEAD, rows))

    assert whole.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline="")))
    assert read[0] == HEAD
    for (text, number, day), (name, figure, when) in zip(rows, read[1:], strict=True):
        assert isinstance(text, str)
        assert name == harmless(text)
        assert not name.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert figure == ("" if number is None else f"{number:f}")
        assert when == ("" if day is None else str(day))


@settings(deadline=None)
@given(tables)
def test_json_comes_back_exactly(rows: list[Row]) -> None:
    whole = b"".join(json_parts(HEAD, rows))

    read = json.loads(whole, parse_float=Decimal, parse_int=Decimal)
    said = [
        dict(zip(HEAD, (text, number, day and str(day)), strict=True))
        for text, number, day in rows
    ]
    assert read == said


@settings(deadline=None, max_examples=30)
@given(tables)
def test_a_workbook_holds_texts_as_texts(rows: list[Row]) -> None:
    whole = b"".join(xlsx_parts(HEAD, rows, "so-lieu"))

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_index(0)
    read = sheet.to_python(skip_empty_area=False)
    assert read[0] == HEAD
    kept = [row for row in rows if any(cell not in {None, ""} for cell in row)]
    found = [row for row in read[1:] if any(cell != "" for cell in row)]
    assert len(found) == len(kept)
    for (text, number, day), (name, figure, when) in zip(kept, found, strict=True):
        assert name == text
        assert number is None or float(str(figure)) == pytest.approx(float(str(number)))
        assert day is None or str(when).startswith(str(day))


def test_rows_leave_as_they_come() -> None:
    asked: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(10_000):
            asked.append(number)
            yield (str(number), Decimal(1), None)

    for make in (csv_parts, json_parts):
        asked.clear()
        parts = make(HEAD, rows())
        next(parts)
        next(parts)
        assert len(asked) <= 1_001


def test_a_workbook_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_out, "MOST_ROWS", 2)

    with pytest.raises(ValueError, match="too many"):
        list(xlsx_parts(HEAD, [("a", None, None)] * 3, "x"))
