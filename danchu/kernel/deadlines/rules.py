"""Counting days the way the law counts them.

Conventions, all in this file: the day from which a term runs does not count (Bộ luật
Dân sự 2015 Điều 147); a last day that is a day off gives way to the next working day
(Điều 148); a term in months ends on the same day of the last month, or on its last day
(Điều 148). “At least n days before” counts back in the same way, the day of the event
not counting, and is not moved: an earlier day is always allowed, a later one never.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import holidays

from danchu.kernel.access.actions import Action, Role, Where

Counting = Literal["working", "calendar"]

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """What a correction says about a day."""

    OFF = "off"
    WORKED = "worked"


class TermUnit(StrEnum):
    """In what a term is counted; the law's own words, never converted."""

    WORKING_DAY = "wd"
    DAY = "d"
    MONTH = "month"
    YEAR = "year"


class Direction(StrEnum):
    """On which side of the day it is counted from a term lies."""

    AFTER = "after"
    BEFORE = "before"


class Standing(StrEnum):
    """How a clock stands, in the words of the look."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"


SOON_DAYS = 3
"""A clock is due soon from three days before its last day."""

MARK_DAY = Action(
    "deadlines.mark_day",
    "Sửa bảng ngày nghỉ, ngày làm bù",
    frozenset({Role.ADMINISTRATOR}),
    Where.OWN,
)


@dataclass(frozen=True)
class Deadline:
    """A promise a capability makes: ``Deadline("petitions.answer", …, rule="R107")``.

    Its length is a law row, or a fixed number of days that is no law's, or nothing:
    then the day is given when the clock starts (a form's own due rule).
    """

    code: str
    label: str
    rule: str | None = None
    days: int | None = None
    counting: Counting = "working"

    def __post_init__(self) -> None:
        if self.rule is not None and self.days is not None:
            message = f"{self.code}: either the law counts or we do"
            raise ValueError(message)


@dataclass(frozen=True)
class Term:
    """So many days, months or years after or before a day."""

    value: int
    unit: TermUnit
    direction: Direction = Direction.AFTER


CORRECTIONS: Mapping[date, DayKind] = MappingProxyType(
    {
        # Friday 2 January 2026 was swapped with Saturday 10 January; `holidays` 0.109
        # does not know.
        date(2026, 1, 2): DayKind.OFF,
        date(2026, 1, 10): DayKind.WORKED,
    }
)


@lru_cache(maxsize=64)
def public_days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return a year's days off and the weekend days worked instead.

    From the `holidays` library: Tết, Giỗ Tổ, days in lieu and swaps already announced.
    Years not yet announced are what the Labour Code gives, without swaps.
    """
    known = holidays.country_holidays("VN", years=year, expand=False)
    worked = {day for day in known.weekend_workdays if day.year == year}
    return frozenset(known.keys()), frozenset(worked)


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked; `changes` are the rows people keep, and they win."""

    changes: Mapping[date, DayKind] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on a day.

        >>> WorkingCalendar().is_working(date(2026, 8, 22))  # a Saturday, swapped
        True
        """
        said = self.changes.get(day) or CORRECTIONS.get(day)
        if said is not None:
            return said is DayKind.WORKED
        off, worked = public_days(day.year)
        return day in worked or (day.weekday() < _SATURDAY and day not in off)

    def roll_forward(self, day: date) -> date:
        """Return `day`, or the next working day if it is a day off."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def shift(self, day: date, working_days: int) -> date:
        """Return the day so many working days after, or before if negative.

        >>> WorkingCalendar().shift(date(2026, 2, 13), 1)  # Tết in between
        datetime.date(2026, 2, 23)
        """
        step = _ONE_DAY if working_days > 0 else -_ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to `end`; none if it is not later."""
        days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on, or the last day of that month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(
        date(year, month + 1, 1) + (day.day - 1) * _ONE_DAY, following - _ONE_DAY
    )


def runs_out(term: Term, counted_from: date, calendar: WorkingCalendar) -> date:
    """Return the last day of a term as counted, before any day off moves it."""
    value = term.value if term.direction is Direction.AFTER else -term.value
    if term.unit is TermUnit.WORKING_DAY:
        return calendar.shift(counted_from, value)
    if term.unit is TermUnit.DAY:
        return counted_from + timedelta(value)
    return add_months(counted_from, value * (12 if term.unit is TermUnit.YEAR else 1))


def due_day(term: Term, counted_out: date, calendar: WorkingCalendar) -> date:
    """Return the last day on which the duty is done in time."""
    if term.direction is Direction.BEFORE:
        return counted_out
    return calendar.roll_forward(counted_out)


def days_left(
    unit: TermUnit, today: date, counted_out: date, calendar: WorkingCalendar
) -> int:
    """Return what is left of a term, in its own days; never negative."""
    if unit is TermUnit.WORKING_DAY:
        return calendar.working_days_between(today, counted_out)
    return max(0, (counted_out - today).days)


def counted_out_again(
    unit: TermUnit, resumed_on: date, left: int, calendar: WorkingCalendar
) -> date:
    """Return the last day of a term that goes on with the days that were left."""
    if unit is TermUnit.WORKING_DAY:
        return calendar.shift(resumed_on, left)
    return resumed_on + timedelta(left)


def standing(
    *, due_on: date, paused: bool, stopped_on: date | None, today: date
) -> Standing:
    """Say how a clock stands; the last day itself is not late."""
    if stopped_on is not None:
        return Standing.LATE if stopped_on > due_on else Standing.MET
    if paused:
        return Standing.PAUSED
    if today > due_on:
        return Standing.OVERDUE
    soon = due_on - timedelta(SOON_DAYS)
    return Standing.DUE_SOON if today >= soon else Standing.IN_TIME
