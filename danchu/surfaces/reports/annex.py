"""The annex of a report as a workbook: one sheet for each group of figures."""

import io
import re
from collections.abc import Sequence

import xlsxwriter  # type: ignore[import-untyped]  # -- ships no types

from danchu.surfaces.reports.papers import (
    ANNEX_HEAD,
    LATE_HEAD,
    AnnexTable,
    Paper,
)

_WIDTHS = (6, 60, 9, 16, 16, 18, 34, 50)
_LATE_WIDTHS = (6, 50, 9, 40, 14, 14, 26)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def annex_of(paper: Paper) -> bytes:
    """Return the annex as .xlsx; every cell is a text or a number, none a formula."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(file, options)
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center"}
    )
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    tables: list[tuple[Sequence[str], Sequence[int], AnnexTable]]
    tables = [(ANNEX_HEAD, _WIDTHS, table) for table in paper.annex]
    if paper.late:
        tables.append((LATE_HEAD, _LATE_WIDTHS, paper.late))
    for place, (head_row, widths, table) in enumerate(tables, 1):
        sheet = book.add_worksheet(_name(place, table.title))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.write_string(0, 0, f"{table.title}: {paper.unit}, {paper.period}")
        for column, (text, width) in enumerate(zip(head_row, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, text, head)
        for number, row in enumerate(table.rows, 3):
            for column, text in enumerate(row.cells):
                sheet.write_string(number, column, text, plain)
    if not tables:
        book.add_worksheet("Phụ lục").write_string(0, 0, "Chưa có số liệu.")
    book.close()
    return file.getvalue()


def _name(place: int, title: str) -> str:
    return f"{place}. {_FORBIDDEN.sub(' ', title)}"[:_LONGEST_NAME].strip()
