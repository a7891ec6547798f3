"""Reading the shipped tables: a damaged line is named, and nothing is half loaded."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from danchu.kernel.errors import RuleBroken

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Line:
    """One line of a table and where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def damaged(self, why: str) -> RuleBroken:
        """Return the refusal that names this line."""
        return RuleBroken(
            "indicators.damaged_row", file=self.file, line=self.number, why=why
        )

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        if not self.cells[column].strip():
            raise self.damaged(f"thiếu {column}")
        return self.cells[column].strip()

    def word(self, column: str, known: Collection[str]) -> str:
        """Return a cell that must be one of the known words."""
        word = self.cells[column].strip()
        if word not in known:
            raise self.damaged(f"{column} “{word}” không có trong danh mục")
        return word

    def words(self, column: str, known: Collection[str], apart: str = ";") -> list[str]:
        """Return the list in a cell, every word of it known, at least one."""
        words = [word.strip() for word in self.text(column).split(apart)]
        for word in words:
            if word not in known:
                raise self.damaged(f"{column} “{word}” không có trong danh mục")
        return words

    def day(self, column: str) -> date | None:
        """Return a day, or `None` where the cell is empty."""
        text = self.cells[column].strip()
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise self.damaged(f"{column} “{text}” không phải là ngày") from None

    def number_of(self, column: str) -> Decimal | None:
        """Return a number that is not negative, or `None` where the cell is empty."""
        text = self.cells[column].strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise self.damaged(f"{column} “{text}” không phải là số") from None
        if not number.is_finite() or number < 0:
            raise self.damaged(f"{column} “{text}” không phải là số đếm được")
        return number


def read_table(path: Path, columns: Collection[str]) -> Iterator[Line]:
    """Yield the lines of a table that has all its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(columns) - set(reader.fieldnames or ()):
            why = f"thiếu cột {', '.join(sorted(missing))}"
            raise Line(path.name, 1, {}).damaged(why)
        for cells in reader:
            line = Line(path.name, reader.line_num, cells)
            if None in cells or None in cells.values():
                raise line.damaged("số ô không khớp số cột")
            yield line
