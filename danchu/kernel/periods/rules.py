"""Reporting periods: what they are called, when they begin and end.

Codes: ``2023-07``, ``2023Q3``, ``2023H1``, ``2023-9M``, ``2023`` in the calendar;
the same with ``a`` behind in the administrative calendar, which runs from the 15th to
the 14th (NĐ 09/2019/NĐ-CP); ``W:`` and a name for a window, which is never compared
with, or added to, anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from danchu.kernel.errors import RuleBroken


class Kind(StrEnum):
    """How long a period is."""

    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    NINE_MONTHS = "9M"
    YEAR = "Y"
    WINDOW = "W"


class Calendar(StrEnum):
    """By which days a period begins and ends."""

    CALENDAR = "calendar"
    ADMINISTRATIVE = "administrative"
    WINDOW = "window"


FIRST_YEAR, LAST_YEAR = 1900, 2999
LONGEST_CODE = 62

_MONTHS = {
    Kind.MONTH: 1,
    Kind.QUARTER: 3,
    Kind.HALF: 6,
    Kind.NINE_MONTHS: 9,
    Kind.YEAR: 12,
}
_CODE = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?P<M>0[1-9]|1[0-2])|Q(?P<Q>[1-4])|H(?P<H>[12])|-(?P<nine>9M))?"
    r"(?P<administrative>a)?"
)
_WINDOW = re.compile(r"W:[a-z0-9]+(?:-[a-z0-9]+)*")
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both included, under one code."""

    code: str
    kind: Kind
    calendar: Calendar
    start: date
    end: date
    label: str

    @classmethod
    def parse(cls, code: str) -> Self:
        """Return the period that a code means; a window needs its row as well.

        >>> Period.parse("2023H1a").start, Period.parse("2023H1a").end
        (datetime.date(2022, 12, 15), datetime.date(2023, 6, 14))
        """
        found = _CODE.fullmatch(code)
        if found is None:
            raise RuleBroken("periods.unknown", code=code[:LONGEST_CODE])
        kind, number = Kind.YEAR, 1
        for of in (Kind.MONTH, Kind.QUARTER, Kind.HALF):
            if found[of.value]:
                kind, number = of, int(found[of.value])
        if found["nine"]:
            kind = Kind.NINE_MONTHS
        return cls._of(int(found["year"]), kind, number, bool(found["administrative"]))

    @classmethod
    def month(cls, year: int, number: int, *, administrative: bool = False) -> Self:
        """Return a month."""
        return cls._of(year, Kind.MONTH, number, administrative)

    @classmethod
    def quarter(cls, year: int, number: int, *, administrative: bool = False) -> Self:
        """Return a quarter.

        >>> Period.quarter(2026, 2).label
        'quý II/2026'
        """
        return cls._of(year, Kind.QUARTER, number, administrative)

    @classmethod
    def half(cls, year: int, number: int, *, administrative: bool = False) -> Self:
        """Return the first or the second half of a year."""
        return cls._of(year, Kind.HALF, number, administrative)

    @classmethod
    def nine_months(cls, year: int, *, administrative: bool = False) -> Self:
        """Return the first nine months of a year."""
        return cls._of(year, Kind.NINE_MONTHS, 1, administrative)

    @classmethod
    def year(cls, year: int, *, administrative: bool = False) -> Self:
        """Return a whole year."""
        return cls._of(year, Kind.YEAR, 1, administrative)

    @classmethod
    def window(cls, name: str, start: date, end: date, label: str) -> Self:
        """Return a named window: a campaign, a session, the days of one report."""
        code = f"W:{name}"
        if not _WINDOW.fullmatch(code) or len(code) > LONGEST_CODE:
            raise RuleBroken("periods.unknown", code=code[:LONGEST_CODE])
        if end < start:
            raise RuleBroken("periods.ends_before_it_begins", start=start, end=end)
        return cls(code, Kind.WINDOW, Calendar.WINDOW, start, end, label or name)

    @classmethod
    def holding(cls, day: date, kind: Kind, *, administrative: bool = False) -> Self:
        """Return the period of a kind in which `day` lies.

        Nine months are asked by year: the last quarter has none of its own.
        """
        if kind is Kind.WINDOW:
            raise RuleBroken("periods.window_stands_alone", code="W:")
        length = 12 if kind is Kind.NINE_MONTHS else _MONTHS[kind]
        index = _month_index(day)
        if administrative and day.day >= _TURN:
            index += 1
        year, month = divmod(index, 12)
        return cls._of(year, kind, month // length + 1, administrative)

    @classmethod
    def _of(cls, year: int, kind: Kind, number: int, administrative: bool) -> Self:  # noqa: FBT001 -- private, called by the named constructors above
        months = _MONTHS[kind]
        highest = 1 if kind is Kind.NINE_MONTHS else 12 // months
        code = _code(year, kind, number, administrative=administrative)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= highest):
            raise RuleBroken("periods.unknown", code=code)
        first = year * 12 + (number - 1) * months
        if administrative:
            start = _day_of(first - 1, _TURN)
            end = _day_of(first + months - 1, _TURN - 1)
        else:
            start = _day_of(first, 1)
            end = _day_of(first + months, 1) - _ONE_DAY
        calendar = Calendar.ADMINISTRATIVE if administrative else Calendar.CALENDAR
        label = _label(year, kind, number)
        if administrative:
            label += f" (từ {_on_paper(start)} đến {_on_paper(end)})"
        return cls(code, kind, calendar, start, end, label)

    @property
    def is_administrative(self) -> bool:
        """Whether it runs from the 15th to the 14th."""
        return self.calendar is Calendar.ADMINISTRATIVE

    @property
    def is_window(self) -> bool:
        """Whether it stands alone, neither compared nor added."""
        return self.calendar is Calendar.WINDOW

    def contains(self, day: date) -> bool:
        """Tell whether `day` lies in the period.

        >>> Period.half(2023, 1, administrative=True).contains(date(2022, 12, 15))
        True
        """
        return self.start <= day <= self.end

    def previous(self) -> Self:
        """Return the period of the same kind and calendar just before.

        >>> Period.quarter(2026, 1).previous().code
        '2025Q4'
        """
        return self._step(-1)

    def next(self) -> Self:
        """Return the period of the same kind and calendar just after."""
        return self._step(1)

    def comparable_with(self, other: "Period") -> bool:
        """Tell whether a change from one to the other means anything."""
        return (
            not self.is_window
            and self.kind is other.kind
            and self.calendar is other.calendar
        )

    def is_made_of(self, parts: Sequence["Period"]) -> bool:
        """Tell whether the parts cover this period exactly, each day once.

        >>> year = Period.year(2023)
        >>> year.is_made_of([Period.half(2023, 1), Period.half(2023, 2)])
        True
        """
        if self.is_window or any(part.calendar is not self.calendar for part in parts):
            return False
        ordered = sorted(parts, key=lambda part: part.start)
        following = self.start
        for part in ordered:
            if part.start != following:
                return False
            following = part.end + _ONE_DAY
        return following == self.end + _ONE_DAY

    def _step(self, by: int) -> Self:
        if self.is_window:
            raise RuleBroken("periods.window_stands_alone", code=self.code)
        months = 12 if self.kind is Kind.NINE_MONTHS else _MONTHS[self.kind]
        first = _month_index(self.start) + self.is_administrative + by * months
        year, month = divmod(first, 12)
        number = month // months + 1
        return self._of(year, self.kind, number, self.is_administrative)


_TURN = 15
"""The day on which an administrative month begins."""

_ONE_DAY = timedelta(days=1)


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_of(month_index: int, day: int) -> date:
    year, month = divmod(month_index, 12)
    return date(year, month + 1, day)


def _on_paper(day: date) -> str:
    # NĐ 30/2020/NĐ-CP: a zero before days below 10 and before months 1 and 2 only.
    month = f"{day.month:02}" if day.month < 3 else str(day.month)  # noqa: PLR2004 -- February
    return f"{day.day:02}/{month}/{day.year}"


def _code(year: int, kind: Kind, number: int, *, administrative: bool) -> str:
    body = {
        Kind.MONTH: f"-{number:02}",
        Kind.QUARTER: f"Q{number}",
        Kind.HALF: f"H{number}",
        Kind.NINE_MONTHS: "-9M",
        Kind.YEAR: "",
    }[kind]
    return f"{year}{body}{'a' if administrative else ''}"


def _label(year: int, kind: Kind, number: int) -> str:
    if kind is Kind.MONTH:
        return f"tháng {number}/{year}"
    if kind is Kind.QUARTER:
        return f"quý {_ROMAN[number - 1]}/{year}"
    if kind is Kind.HALF:
        return f"6 tháng {_HALVES[number - 1]} năm {year}"
    if kind is Kind.NINE_MONTHS:
        return f"9 tháng đầu năm {year}"
    return f"năm {year}"
