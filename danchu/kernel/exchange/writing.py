"""Writing a declared table as a workbook that looks like the annex of a report."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # -- ships no types

from danchu.kernel.exchange.rules.tables import (
    FORMAT,
    HIDDEN_SHEET,
    MARK,
    Box,
    Column,
    Line,
    Place,
    Table,
    Value,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_GRID = {**_FONT, "border": 1, "text_wrap": True}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": _FONT,
    "bold": {**_FONT, "bold": True, "align": "center_across"},
    "across": {**_FONT, "align": "center_across"},
    "slanted": {**_FONT, "italic": True, "align": "center_across"},
    "note": {**_FONT, "italic": True, "font_size": 11},
    "head": {**_GRID, "bold": True, "align": "center", "bg_color": "#E8EEF4"},
    "band": {**_GRID, "bold": True, "text_wrap": False, "bg_color": "#F4F4F4"},
    "label": _GRID,
    "part": {**_GRID, "indent": 2},
    "number": {**_GRID, "align": "right", "num_format": "#,##0"},
    "parts": {**_GRID, "align": "right", "num_format": "#,##0.0###"},
    "shut": {**_GRID, "align": "right", "bg_color": "#EDEDED"},
}
_OPEN = {"locked": False, "bg_color": "#FFFBE6"}
_WRONG = {"bg_color": "#F8C8C4"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MOST_HINT, _MOST_TITLE = 255, 32
_HIGH = 130


@dataclass(frozen=True)
class Mark:
    """What was sent in a cell and is refused, and why."""

    text: str
    why: str


def workbook(table: Table, marks: Mapping[Place, Mark] | None = None) -> bytes:
    """Return a table as a file: headers locked, open cells with hints.

    `marks` are filled in red and say in a comment why they were refused.
    """
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, _OPTIONS) as book:
        _Writer(book, table, marks or {}).write()
    return raw.getvalue()


class _Writer:
    def __init__(self, book: Any, table: Table, marks: Mapping[Place, Mark]) -> None:
        self.book, self.table, self.marks = book, table, marks
        self.sheet = book.add_worksheet(table.sheet)
        self._looks: dict[tuple[str, bool, bool], Any] = {}
        self._is_told_apart = any(line.hint for line in table.lines)

    def write(self) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, 0, None, {"hidden": True})
        for at, column in enumerate(self.table.columns, start=1):
            sheet.set_column(at, at, column.width)
        titles = self._columns(self._head())
        first = titles + 1
        frozen = self.table.frozen
        sheet.freeze_panes(first, frozen + 1 if frozen else 0)
        sheet.repeat_rows(titles)
        for row, line in enumerate(self.table.lines, start=first):
            self._line(row, line)
        self._hints(first, first + len(self.table.lines) - 1)
        self._signs(first + len(self.table.lines) + 1)
        self._page()
        self._facts()

    def _look(self, name: str, *, is_open: bool = False, is_wrong: bool = False) -> Any:
        key = (name, is_open, is_wrong)
        if key not in self._looks:
            made = dict(_LOOKS[name])
            made |= _OPEN if is_open else {}
            made |= _WRONG if is_wrong else {}
            self._looks[key] = self.book.add_format(made)
        return self._looks[key]

    def _head(self) -> int:
        head, last = self.table.head, len(self.table.columns)
        middle = max(2, (last + 1) // 2)
        for at, text in enumerate(head.left):
            self._across(at, 1, middle, text, "bold")
        for at, text in enumerate(head.right):
            is_date = at == len(head.right) - 1 and at > 1
            look = "slanted" if is_date else "bold"
            self._across(at, middle + 1, last, text, look)
        row = max(len(head.left), len(head.right)) + 1
        for at, text in enumerate(head.title):
            look = "bold" if at < len(head.title) - 1 else "slanted"
            self._across(row, 1, last, text, look)
            row += 1
        for text in head.notes:
            self.sheet.write_string(row, 1, text, self._look("note"))
            row += 1
        return row + 1

    def _across(self, row: int, first: int, last: int, text: str, look: str) -> None:
        self.sheet.write_string(row, first, text, self._look(look))
        for column in range(first + 1, last + 1):
            self.sheet.write_blank(row, column, None, self._look(look))

    def _columns(self, row: int) -> int:
        self.sheet.write_string(row, 0, MARK)
        self.sheet.set_row(row, None, None, {"hidden": True})
        groups = any(column.group for column in self.table.columns)
        titles = row + 2 if groups else row + 1
        before = ""
        for at, column in enumerate(self.table.columns, start=1):
            self.sheet.write_string(row, at, column.code)
            self.sheet.write_string(titles, at, column.title, self._look("head"))
            if groups:
                told = column.group if column.group != before else ""
                self.sheet.write_string(row + 1, at, told, self._look("band"))
                before = column.group
        if self.table.frozen:
            self.sheet.set_row(titles, _HIGH)
        return titles

    def _line(self, row: int, line: Line) -> None:
        if line.title:
            self.sheet.write_string(row, 1, line.title, self._look("band"))
            for at in range(2, len(self.table.columns) + 1):
                self.sheet.write_blank(row, at, None, self._look("band"))
            return
        self.sheet.write_string(row, 0, line.code)
        boxes = zip(self.table.columns, line.boxes, strict=True)
        for at, (column, box) in enumerate(boxes, start=1):
            mark = self.marks.get((line.code, column.code))
            look = self._look(
                _look_of(column, box, line), is_open=box.is_open, is_wrong=bool(mark)
            )
            self._write(row, at, mark.text if mark else box.value, look)
            if mark:
                note = {"x_scale": 2, "author": ""}
                self.sheet.write_comment(row, at, mark.why, note)
            if box.is_open and self._is_told_apart:
                hint = "\n".join(text for text in (line.hint, column.hint) if text)
                self._hint((row, row), at, column, hint)

    def _write(self, row: int, column: int, value: Value, look: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, look)
        else:
            self.sheet.write_number(row, column, value, look)

    def _hints(self, first: int, last: int) -> None:
        """Give the hints of columns whose lines have none of their own, once each."""
        if self._is_told_apart:
            return
        for at, column in enumerate(self.table.columns, start=1):
            if column.is_open and column.hint:
                self._hint((first, last), at, column, column.hint)

    def _hint(self, rows: tuple[int, int], at: int, column: Column, hint: str) -> None:
        said = {
            "validate": "any",
            "input_title": column.title.partition("\n")[0][:_MOST_TITLE],
            "input_message": hint[:_MOST_HINT],
        }
        if hint:
            self.sheet.data_validation(rows[0], at, rows[1], at, said)

    def _signs(self, row: int) -> None:
        signs, last = self.table.head.signs, len(self.table.columns)
        if signs:
            share = max(1, last // len(signs))
            for at, text in enumerate(signs):
                first = 1 + at * share
                end = last if at == len(signs) - 1 else first + share - 1
                self._across(row, first, end, text, "bold")
                under = "(Ký, ghi rõ họ tên)"
                self._across(row + 1, first, end, under, "slanted")

    def _page(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        if self.table.frozen:
            self.sheet.repeat_columns(1, self.table.frozen)
        else:
            self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        allowed = {"format_columns": True, "format_rows": True, "format_cells": True}
        self.sheet.protect("", allowed)

    def _facts(self) -> None:
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        table = self.table
        facts = {
            "format": FORMAT,
            "kind": table.kind,
            "template": table.template,
            **table.facts,
        }
        opened = [at for at, one in enumerate(table.columns) if one.is_open]
        rows: list[tuple[str, ...]] = [("fact", *pair) for pair in facts.items()]
        rows.append(("columns", "", *(table.columns[at].code for at in opened)))
        rows += [
            ("seen", line.code, *(line.boxes[at].seen for at in opened))
            for line in table.lines
            if line.boxes
        ]
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(at, column, text)
        sheet.very_hidden()


def _look_of(column: Column, box: Box, line: Line) -> str:
    if column.is_text:
        return "part" if line.is_part and not box.is_open else "label"
    if column.is_open and not box.is_open:
        return "shut"
    return "number" if box.is_whole else "parts"
