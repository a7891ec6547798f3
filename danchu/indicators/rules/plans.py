"""What a unit is set to reach, and how much of it is done."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

LONGEST_DECISION = 120
FIRST_DECISION = date(1998, 1, 1)
"""Nothing about democracy at the grassroots was planned before Chỉ thị 30-CT/TW."""


def plan_share(number: Decimal, plan: Decimal, places: int = 4) -> Decimal:
    """Return how much of a plan is done, of one; half is rounded up, exactly.

    >>> plan_share(Decimal(443), Decimal(500))
    Decimal('0.8860')
    >>> plan_share(Decimal("0.88649"), Decimal(1), 3)
    Decimal('0.886')
    """
    halves = Fraction(number) / Fraction(plan) * 2 * 10**places + 1
    return Decimal(int(halves) // 2).scaleb(-places)
