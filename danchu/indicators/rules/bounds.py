"""The numbers that an amount may stand for, and exact arithmetic with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from itertools import product

EXACT = Context(prec=250, traps=[Inexact, InvalidOperation])
"""Nothing is ever rounded: what would not fit is an error, not another number."""
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Bounds:
    """All numbers between two ends; an open end is not reached, `None` has no end."""

    low: Decimal | None
    high: Decimal | None
    is_low_open: bool = False
    is_high_open: bool = False

    @property
    def settled(self) -> Decimal | None:
        """Return the one number it can be, or `None` if it may be several."""
        return self.low if self.low == self.high else None


def exactly(number: Decimal) -> Bounds:
    """Return the bounds of a number that is known."""
    return Bounds(number, number)


def added(parts: Iterable[Bounds]) -> Bounds:
    """Return what a sum may be when each part may be anything within its bounds."""
    listed = list(parts)
    return Bounds(
        _sum(part.low for part in listed),
        _sum(part.high for part in listed),
        is_low_open=any(part.is_low_open for part in listed),
        is_high_open=any(part.is_high_open for part in listed),
    )


def opposite(one: Bounds) -> Bounds:
    """Return the bounds of the number with the other sign."""
    return Bounds(
        None if one.high is None else EXACT.minus(one.high),
        None if one.low is None else EXACT.minus(one.low),
        is_low_open=one.is_high_open,
        is_high_open=one.is_low_open,
    )


def multiplied(one: Bounds, other: Bounds) -> Bounds:
    """Return what a product may be.

    >>> more = Bounds(Decimal(4), None, is_low_open=True)
    >>> multiplied(more, exactly(Decimal(3))).low, multiplied(more, more).high
    (Decimal('12'), None)
    """
    corners = [_corner(a, b) for a, b in product(_ends(one), _ends(other))]
    low = min(corners, key=lambda end: (end[0], end[1]))
    high = max(corners, key=lambda end: (end[0], not end[1]))
    return Bounds(
        low[0] if low[0].is_finite() else None,
        high[0] if high[0].is_finite() else None,
        is_low_open=low[0].is_finite() and low[1],
        is_high_open=high[0].is_finite() and high[1],
    )


def joined(one: Bounds, other: Bounds) -> Bounds:
    """Return bounds around both: either may be meant."""
    (low, low_open), (high, high_open) = _ends(one)
    (least, least_open), (most, most_open) = _ends(other)
    bottom = min((low, low_open), (least, least_open))
    top = max((high, not high_open), (most, not most_open))
    return Bounds(
        bottom[0] if bottom[0].is_finite() else None,
        top[0] if top[0].is_finite() else None,
        is_low_open=bottom[0].is_finite() and bottom[1],
        is_high_open=top[0].is_finite() and not top[1],
    )


def are_equal(left: Bounds, right: Bounds) -> bool | None:
    """Tell whether two numbers are equal; `None` where both is possible."""
    if lies_above(left, right) or lies_above(right, left):
        return False
    is_settled = left.settled is not None and right.settled is not None
    return True if is_settled else None


def is_at_most(left: Bounds, right: Bounds) -> bool | None:
    """Tell whether `left` is at most `right`; `None` where both is possible."""
    if lies_above(left, right):
        return False
    if left.high is not None and right.low is not None and left.high <= right.low:
        return True
    return None


def lies_above(left: Bounds, right: Bounds) -> bool:
    """Tell whether every number of `left` is larger than every one of `right`."""
    if right.high is None or left.low is None or left.low < right.high:
        return False
    return left.low > right.high or left.is_low_open or right.is_high_open


_End = tuple[Decimal, bool]
"""Where a side ends, and whether the end is not reached."""


def _ends(one: Bounds) -> tuple[_End, _End]:
    low = (
        (Decimal("-Infinity"), True) if one.low is None else (one.low, one.is_low_open)
    )
    high = (
        (Decimal("Infinity"), True)
        if one.high is None
        else (one.high, one.is_high_open)
    )
    return low, high


def _corner(one: _End, other: _End) -> _End:
    zeros = [is_open for number, is_open in (one, other) if number == 0]
    if zeros:  # nought times anything, however large, is nought
        return _ZERO, all(zeros)
    return EXACT.multiply(one[0], other[0]), one[1] or other[1]


def _sum(ends: Iterable[Decimal | None]) -> Decimal | None:
    total = _ZERO
    for end in ends:
        if end is None:
            return None
        total = EXACT.add(total, end)
    return total
