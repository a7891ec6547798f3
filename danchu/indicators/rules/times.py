"""Which periods may be combined, and which rows of a form a period asks for."""

from collections.abc import Sequence
from itertools import pairwise

from danchu.kernel.periods.rules import Period


def may_combine(periods: Sequence[Period]) -> bool:
    """Tell whether periods, earliest first, follow on one another.

    One period always may; a window stands alone; years of two calendars never meet.

    >>> may_combine([Period.quarter(2026, 1), Period.quarter(2026, 2)])
    True
    >>> may_combine([Period.quarter(2026, 1), Period.half(2026, 1)])
    False
    """
    if len(periods) == 1:
        return True
    return all(
        earlier.comparable_with(later) and earlier.next() == later
        for earlier, later in pairwise(periods)
    ) and bool(periods)
