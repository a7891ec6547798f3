"""What a dashboard shows, how far back it looks, and how numbers are grouped."""

import math
from collections.abc import Sequence

from danchu.indicators.rules.times import year_before
from danchu.kernel.periods.rules import Kind, Period
from danchu.kernel.units.rules import LAST_OLD_DAY

MOST_INDICATORS, MOST_BARS, MOST_ROWS = 8, 15, 20
POINTS = {
    Kind.MONTH: 13,
    Kind.QUARTER: 10,
    Kind.HALF: 8,
    Kind.NINE_MONTHS: 1,
    Kind.YEAR: 6,
}
"""How many periods a trend shows, by their kind."""
_YEARS_BACK, _GROUPS = 12, 8
_KINDS = (
    "Tỉnh",
    "Thành phố",
    "Quận",
    "Huyện",
    "Thị xã",
    "Thị trấn",
    "Xã",
    "Phường",
    "Đặc khu",
)


def kind_in(name: str) -> str:
    """Return which kind of unit its name says it is.

    >>> kind_in("Phường Từ Sơn"), kind_in("Đặc khu Vân Đồn"), kind_in("Khác")
    ('Phường', 'Đặc khu', '')
    """
    return next((kind for kind in _KINDS if name.startswith(f"{kind} ")), "")


def last_before_the_merger(period: Period) -> Period | None:
    """Return the last such period that lay wholly on the old map.

    >>> last_before_the_merger(Period.half(2026, 1)).code
    '2025H1'
    >>> last_before_the_merger(Period.quarter(2026, 4)).code
    '2024Q4'
    >>> last_before_the_merger(Period.half(2025, 1)) is None
    True
    """
    past: Period | None = period
    for _ in range(_YEARS_BACK):
        if past is None or (past.end <= LAST_OLD_DAY and past is not period):
            return past
        if past.end <= LAST_OLD_DAY:
            return None
        past = year_before(past)
    return None


def groups_of(numbers: Sequence[float]) -> list[tuple[float, float, int]]:
    """Count numbers in equal ranges of round width: from, below which, how many.

    >>> groups_of([0, 1, 4, 9, 10])
    [(0, 2, 2), (2, 4, 0), (4, 6, 1), (6, 8, 0), (8, 10, 1), (10, 12, 1)]
    >>> groups_of([])
    []
    """
    if not numbers:
        return []
    low, high = min(numbers), max(numbers)
    width = _round_up((high - low) / _GROUPS) if high > low else 1
    first = math.floor(low / width)
    last = math.floor(high / width)
    return [
        (
            round(at * width, 6),
            round((at + 1) * width, 6),
            sum(at <= math.floor(number / width + 1e-9) < at + 1 for number in numbers),
        )
        for at in range(first, last + 1)
    ]


def _round_up(width: float) -> float:
    """Return the next of 1, 2, 5 times a power of ten, and no fraction of one."""
    power = 10 ** math.floor(math.log10(width)) if width > 1 else 1
    return next(step * power for step in (1, 2, 5, 10) if step * power >= width)
