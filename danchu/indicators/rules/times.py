"""Which periods may be combined, and which rows of a form a period asks for."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from danchu.kernel.periods.rules import Kind, Period


def may_combine(periods: Sequence[Period]) -> bool:
    """Tell whether periods, earliest first, follow on one another day by day.

    One period always may; a window stands alone; years of two calendars never meet,
    nor do the first nine months of two years.

    >>> may_combine([Period.quarter(2026, 1), Period.quarter(2026, 2)])
    True
    >>> may_combine([Period.quarter(2026, 1), Period.half(2026, 1)])
    False
    >>> may_combine([Period.nine_months(2024), Period.nine_months(2025)])
    False
    """
    if len(periods) == 1:
        return True
    return all(
        earlier.comparable_with(later) and earlier.end + _ONE_DAY == later.start
        for earlier, later in pairwise(periods)
    ) and bool(periods)


_ONE_DAY = timedelta(days=1)
SOON_DAYS = 15
"""A filing shows up this many days before its period ends."""


def latest_ended(
    kinds: Iterable[Kind], today: date, *, administrative: bool
) -> Period | None:
    """Return the period that ended last before `today`; of equals the longest.

    On 1 July both the second quarter and the half-year are over; the half-year is
    what a unit is asked for.

    >>> kinds = [Kind.QUARTER, Kind.HALF, Kind.YEAR]
    >>> latest_ended(kinds, date(2026, 7, 8), administrative=False).code
    '2026H1'
    >>> latest_ended(kinds, date(2026, 6, 20), administrative=True).code
    '2026H1a'
    """
    ended = []
    for kind in _counted(kinds):
        period = Period.holding(today, kind, administrative=administrative)
        if period.end >= today:
            period = period.previous()
        ended.append(period)
    return _last_and_longest(ended)


def soon_ending(
    kinds: Iterable[Kind], today: date, *, administrative: bool
) -> Period | None:
    """Return the period that will end within `SOON_DAYS`; of equals the longest.

    >>> soon_ending([Kind.QUARTER], date(2026, 7, 8), administrative=False) is None
    True
    """
    running = [
        Period.holding(today, kind, administrative=administrative)
        for kind in _counted(kinds)
    ]
    close = [one for one in running if 0 <= (one.end - today).days <= SOON_DAYS]
    return _last_and_longest(close)


def year_before(period: Period) -> Period | None:
    """Return the same period of the year before; a window has none.

    >>> year_before(Period.half(2026, 1)).code
    '2025H1'
    >>> year_before(Period.quarter(2026, 3)).code
    '2025Q3'
    """
    if period.is_window:
        return None
    steps = {Kind.MONTH: 12, Kind.QUARTER: 4, Kind.HALF: 2}.get(period.kind, 1)
    for _ in range(steps):
        period = period.previous()
    return period


def _counted(kinds: Iterable[Kind]) -> list[Kind]:
    return [kind for kind in kinds if kind is not Kind.WINDOW]


def _last_and_longest(periods: Iterable[Period]) -> Period | None:
    return max(periods, key=lambda one: (one.end, -one.start.toordinal()), default=None)
