"""The workbook of one filing: the annex with its cells, as it leaves and comes back."""

from collections.abc import Iterable, Mapping
from datetime import date

from danchu.indicators.models import Form
from danchu.indicators.queries.asked import Asked, asked_of, filing_of, form_by_code
from danchu.indicators.queries.closed import closed_to
from danchu.indicators.queries.contents import contents, previous_totals
from danchu.indicators.queries.grid import Beside, RowView, Typed, sections_of
from danchu.indicators.queries.papers import heading_of
from danchu.indicators.queries.places import Address, Someone
from danchu.indicators.rules.amounts import TWOFOLD, State, vietnamese
from danchu.indicators.rules.cells import Cell
from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.rules.books import Book, Found
from danchu.kernel.exchange.rules.tables import (
    Box,
    Column,
    Head,
    Line,
    Place,
    Table,
    Value,
    is_kept_by_spreadsheets,
    shape_of,
)
from danchu.kernel.exchange.writing import Mark, workbook
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.ui import numerals

KIND = "indicators.filing"
NUMBER, NOTE = "ky-nay", "ghi-chu"
HINT = (
    "Không phát sinh ghi 0; không áp dụng ghi K; chưa có số ghi C; "
    "có thể ghi “hơn 4.000”, “gần 60”."
)
COLUMNS = (
    Column("stt", "STT", 6, is_text=True),
    Column("ma", "Mã", 18, is_text=True),
    Column("chi-tieu", "Chỉ tiêu", 52, is_text=True),
    Column("dvt", "ĐVT", 12, is_text=True),
    Column(NUMBER, "Kỳ này", 16, is_open=True, hint=HINT),
    Column("nam-truoc", "Cùng kỳ năm trước", 16, is_text=True),
    Column(NOTE, "Ghi chú", 34, is_open=True, is_text=True),
)
MANY = "indicators.filings"
KINDS = {KIND: "một đơn vị", MANY: "nhiều đơn vị"}
"""What workbooks of figures hold."""
_SHORT = {State.NOT_APPLICABLE: "K", State.NOT_YET: "C"}


def filing_workbook(
    *,
    user: Someone,
    where: Address,
    today: date,
    sent: Mapping[Place, Found] | None = None,
    refused: Mapping[str, str] | None = None,
) -> bytes:
    """Return the workbook of a filing, without the rows that are closed to the reader.

    With `sent` it holds what came in a file instead, and marks each cell of `refused`.
    """
    table = filing_table(user=user, where=where, today=today, sent=sent or {})
    marks = {
        (name, NUMBER): Mark(shown_text((sent or {}).get((name, NUMBER))), why)
        for name, why in (refused or {}).items()
    }
    return workbook(table, marks)


def filing_table(
    *, user: Someone, where: Address, today: date, sent: Mapping[Place, Found]
) -> Table:
    """Return what the workbook of a filing holds."""
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    cells, _ = contents(asked, filing_of(asked.form, where.unit, where.period))
    asked = closed_to(user, asked).rows_of(asked)
    beside = Beside(previous=previous_totals(asked, today), is_open=False)
    sections = sections_of(asked, cells, [], Typed({}, {}), beside)
    return Table(
        kind=KIND,
        facts={
            "form": asked.form.code,
            "unit": str(where.unit.pk),
            "unit_name": where.unit.name,
            "period": where.period.code,
        },
        shape=_shape(asked),
        columns=COLUMNS,
        lines=tuple(_lines(asked, sections, cells, sent)),
        sheet=f"Biểu {asked.form.code}"[:31],
        head=head_of(asked.unit, asked.form, asked.period, today),
    )


def check_place(book: Book, where: Address) -> None:
    """Refuse a workbook of another form, unit or period, and one of an old template."""
    facts = book.facts
    check_kind(book, KIND, where.form, where.period)
    if facts.get("unit") != str(where.unit.pk):
        name = facts.get("unit_name", "đơn vị khác")[:100]
        raise RuleBroken(
            "indicators.book_of_other_unit", theirs=name, ours=where.unit.name
        )
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    if facts.get("template") != shape_of(_shape(asked)):
        raise RuleBroken("indicators.old_book", form=where.form)


def check_kind(book: Book, kind: str, form: str, period: Period) -> None:
    """Refuse a workbook that is not of this kind, form and period."""
    facts = book.facts
    if facts.get("form") != form or facts.get("kind") not in KINDS:
        theirs = facts.get("form", "khác")[:20]
        raise RuleBroken("indicators.book_of_other_form", theirs=theirs, ours=form)
    if facts["kind"] != kind:
        raise RuleBroken(
            "indicators.book_of_other_kind",
            theirs=KINDS[facts["kind"]],
            ours=KINDS[kind],
        )
    if facts.get("period") != period.code:
        theirs = facts.get("period", "khác")[:30]
        raise RuleBroken(
            "indicators.book_of_other_period", theirs=theirs, ours=period.code
        )


def _shape(asked: Asked) -> list[str]:
    return [column.code for column in COLUMNS] + sorted(asked.cells)


def _lines(
    asked: Asked,
    sections: tuple[tuple[str, tuple[RowView, ...]], ...],
    cells: Mapping[str, Cell],
    sent: Mapping[Place, Found],
) -> Iterable[Line]:
    whole = {name for row in asked.rows if row.is_whole for name, _ in row.keys}
    number = 0
    for title, rows in sections:
        yield Line(title=title)
        for one in (row.cell for row in rows):
            number += not one.is_part
            cell = cells.get(one.name, Cell())
            is_open = not one.is_computed
            value = one.text if one.is_computed else value_of(cell)
            note = cell.note
            if (one.name, NUMBER) in sent:
                value = sent_value(sent[one.name, NUMBER])
                note = shown_text(sent.get((one.name, NOTE)))
            boxes = (
                Box("" if one.is_part else str(number)),
                Box(one.name),
                Box(one.label),
                Box(one.unit_of_measure),
                Box(value, is_open, cell.face, one.name in whole),
                Box(one.previous),
                Box(note, is_open),
            )
            yield Line(one.name, boxes, hint=one.unit_of_measure, is_part=one.is_part)


def value_of(cell: Cell) -> Value:
    """Return a cell as a spreadsheet keeps it, so that it is read as the same again."""
    if cell.amount is None:
        return _SHORT.get(cell.state)
    number = cell.amount.number
    is_plain = cell.amount.typed == vietnamese(number)
    is_safe = is_plain and not TWOFOLD.fullmatch(vietnamese(number))
    return number if is_safe and is_kept_by_spreadsheets(number) else cell.text


def typed_in(found: Found) -> str:
    """Return what stands in a cell of a file as a person would type it.

    A number of a spreadsheet is written with the comma that Vietnamese papers use.
    """
    if found.number is None:
        return found.text
    return f"{found.number:f}".replace(".", ",")


def sent_value(found: Found) -> Value:
    """Return what stood in a cell of a file, to be shown there again."""
    if found.fault:
        return found.text
    return found.text if found.number is None else found.number


def shown_text(found: Found | None) -> str:
    """Return what stood in a cell of a file as text."""
    return typed_in(found) if found else ""


def head_of(unit: Unit, form: Form, period: Period, today: date) -> Head:
    """Return what stands around the table of a form that `unit` issues."""
    heading = heading_of(unit, None, today)
    above = (heading.above,) if heading.above else ()
    motto = (
        ("ĐẢNG CỘNG SẢN VIỆT NAM",)
        if heading.is_party
        else ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    )
    span = numerals.span_of_days(period.start, period.end)
    return Head(
        left=(*above, *heading.issuer),
        right=(*motto, f"{heading.place}, ngày …… tháng …… năm ……"),
        title=(
            f"BIỂU {form.code}",
            form.name.upper(),
            f"{period.label} ({span})" if span else period.label,
        ),
        notes=(
            "Chỉ ghi vào ô nền vàng; không gộp ô, không dùng công thức.",
            HINT,
        ),
        signs=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
    )
