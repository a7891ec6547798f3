import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # -- ships no types
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.reading import MOST_BYTES, read_workbook
from danchu.kernel.exchange.rules.tables import (
    FORMAT,
    HIDDEN_SHEET,
    MARK,
    Box,
    Column,
    Line,
    Table,
)
from danchu.kernel.exchange.writing import Mark, workbook

COLUMNS = (
    Column("ten", "Tên", 20, is_text=True),
    Column("so", "Số", 12, is_open=True, hint="Ghi số"),
    Column("chu", "Ghi chú", 20, is_open=True, is_text=True),
)
NUMBERS = st.decimals(0, 10**11, places=4, allow_nan=False) | st.integers(
    0, 10**15 - 1
).map(Decimal)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40
)


def a_table(values: list[Any], notes: list[str]) -> Table:
    lines = [
        Line(
            f"d{at}",
            (Box("Xã"), Box(value, is_open=True, seen=note), Box(note, is_open=True)),
        )
        for at, (value, note) in enumerate(zip(values, notes, strict=True))
    ]
    facts = {"form": "PL4"}
    lines.insert(0, Line(title="Mục I"))
    return Table("k", facts, ["a"], COLUMNS, lines)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.none() | NUMBERS | TEXTS, TEXTS), min_size=1, max_size=12))
def test_what_is_written_is_read_back_the_same(
    rows: list[tuple[Decimal | str | None, str]],
) -> None:
    values, notes = [row[0] for row in rows], [row[1] for row in rows]

    book = read_workbook(workbook(a_table(values, notes)))

    assert book.facts["form"] == "PL4"
    for at, (value, note) in enumerate(rows):
        found = book.cells[f"d{at}", "so"]
        is_text = isinstance(value, str)
        assert found.fault == ""
        assert found.number == (None if is_text or value is None else value)
        assert not is_text or found.text == value
        assert book.cells[f"d{at}", "chu"].text == note
        assert book.seen.get((f"d{at}", "so"), "") == note


def a_book(fill: Callable[[Any, Any], None]) -> bytes:
    """Write a workbook with our marks and whatever somebody did to it."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        sheet = book.add_worksheet("Biểu")
        sheet.write_row(0, 0, [MARK, "so"])
        sheet.write_row(1, 0, ["d0"])
        fill(book, sheet)
        hidden = book.add_worksheet(HIDDEN_SHEET)
        hidden.write_row(0, 0, ["fact", "format", FORMAT])
    return raw.getvalue()


@pytest.mark.parametrize(
    ("fill", "fault"),
    [
        (lambda _, sheet: sheet.write_formula("B2", "=1+1", value=2), "là công thức"),
        (
            lambda _, sheet: sheet.write_formula("B2", "=1/0", value="#DIV/0!"),
            "công thức",
        ),
        (lambda _, sheet: sheet.write_boolean("B2", True), "TRUE"),
        (lambda _, sheet: sheet.merge_range("B2:C3", "5"), "ô gộp"),
        (
            lambda book, sheet: sheet.write_number(
                "B2", 45000, book.add_format({"num_format": "dd/mm/yyyy"})
            ),
            "ngày 15/03/2023",
        ),
    ],
)
def test_what_a_person_may_misread_is_a_fault_of_its_cell(
    fill: Callable[[Any, Any], None], fault: str
) -> None:
    found = read_workbook(a_book(fill)).cells["d0", "so"]

    assert fault in found.fault
    assert (found.number, found.ref) == (None, "B2")


def packed(**parts: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return raw.getvalue()


def with_macros() -> bytes:
    raw = io.BytesIO(workbook(a_table([None], [""])))
    with zipfile.ZipFile(raw, "a") as file:
        file.writestr("xl/vbaProject.bin", b"Sub")
    return raw.getvalue()


def with_far_cell() -> bytes:
    return a_book(lambda _, sheet: sheet.write_number("XFD1048576", 1))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (lambda: b"", "exchange.not_a_workbook"),
        (lambda: b"a,b\n1,2", "exchange.not_a_workbook"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "exchange.not_a_workbook"),
        (lambda: packed(a=b"1"), "exchange.not_a_workbook"),
        (lambda: packed(xl__workbook_xml=b"<a>"), "exchange.unreadable"),
        (lambda: packed(xl__workbook_xml=bytes(60 << 20)), "exchange.too_heavy"),
        (with_far_cell, "exchange.too_heavy"),
        (with_macros, "exchange.macros"),
        (lambda: bytes(MOST_BYTES + 1), "exchange.too_large"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    raw: Callable[[], bytes], code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_workbook(raw())

    assert refused.value.code == code


def test_a_workbook_of_somebody_else_is_refused() -> None:
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        book.add_worksheet().write(0, 0, 5)

    with pytest.raises(RuleBroken) as refused:
        read_workbook(raw.getvalue())

    assert refused.value.code == "exchange.unknown_book"


def test_a_line_that_stands_twice_is_refused() -> None:
    raw = a_book(lambda _, sheet: sheet.write_row(2, 0, ["d0", 7]))

    with pytest.raises(RuleBroken) as refused:
        read_workbook(raw)

    assert refused.value.code == "exchange.twofold"


def test_refused_cells_come_back_marked() -> None:
    raw = workbook(a_table([None], [""]), {("d0", "so"): Mark("1,5", "phải nguyên")})

    assert read_workbook(raw).cells["d0", "so"].text == "1,5"
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        assert "phải nguyên" in file.read("xl/comments1.xml").decode()
