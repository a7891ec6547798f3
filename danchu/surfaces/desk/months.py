"""A month on one small page, with the days on which something is due."""

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danchu.kernel.deadlines.queries import working_calendar

WEEKDAYS = (
    ("T2", "Thứ Hai"),
    ("T3", "Thứ Ba"),
    ("T4", "Thứ Tư"),
    ("T5", "Thứ Năm"),
    ("T6", "Thứ Sáu"),
    ("T7", "Thứ Bảy"),
    ("CN", "Chủ nhật"),
)


@dataclass(frozen=True)
class Day:
    """One day of the month; `number` is 0 for a day of another month."""

    number: int
    is_off: bool = False
    is_today: bool = False
    due: int = 0
    is_overdue: bool = False


@dataclass(frozen=True)
class Month:
    """The weeks of a month, Monday first."""

    number: int
    year: int
    weeks: tuple[tuple[Day, ...], ...]
    weekdays: tuple[tuple[str, str], ...] = WEEKDAYS


def month_of(today: date, due: Iterable[date | None]) -> Month:
    """Return the month of `today` with how many things are due on each day."""
    counts = Counter(due)
    worked = working_calendar()
    weeks = Calendar(0).monthdatescalendar(today.year, today.month)
    return Month(
        today.month,
        today.year,
        tuple(
            tuple(
                Day(
                    number=day.day,
                    is_off=not worked.is_working(day),
                    is_today=day == today,
                    due=counts[day],
                    is_overdue=bool(counts[day]) and day < today,
                )
                if day.month == today.month
                else Day(0)
                for day in week
            )
            for week in weeks
        ),
    )
