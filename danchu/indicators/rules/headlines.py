"""What a page for everybody tells first: which period speaks, what may be compared."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.rollups import Coverage, Total

ENOUGH = 2
"""A period speaks for a place when at least one in two of its units has answered."""


def is_enough(coverage: Coverage) -> bool:
    """Tell whether so many have answered that a total speaks for the place.

    >>> is_enough(Coverage(50, 99)), is_enough(Coverage(49, 99)), is_enough(
    ...     Coverage(0, 0)
    ... )
    (True, False, False)
    """
    return coverage.have > 0 and coverage.have * ENOUGH >= coverage.of


def period_that_speaks(totals: Sequence[Total]) -> int | None:
    """Return the place of the total to tell first, of totals with the newest first.

    The newest of which enough have answered; where none is, the one of which most
    have, the newer of two alike. None where no period has a number.
    """
    known = [place for place, total in enumerate(totals) if total.number is not None]
    for place in known:
        if is_enough(totals[place].coverage):
            return place
    return max(known, key=lambda place: _share(totals[place]), default=None)


def change_from(before: Total, now: Total) -> Decimal | None:
    """Return by how much a total has changed, if that means anything.

    Only what is exact and full on both sides is compared: a sum of half the communes
    beside one of all would look like a fall.
    """
    is_exact = {before.qualifier, now.qualifier} == {Qualifier.EXACT}
    is_full = before.coverage.is_full and now.coverage.is_full
    if before.number is None or now.number is None or not (is_exact and is_full):
        return None
    return now.number - before.number


def _share(total: Total) -> Fraction:
    return Fraction(total.coverage.have, max(total.coverage.of, 1))
