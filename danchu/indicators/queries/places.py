"""Which filing an address means, and whether the reader may look at it."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_id

Someone = User | AnonymousUser


@dataclass(frozen=True)
class Address:
    """Which filing an address means, seen to be in reach and asked for."""

    form: str
    unit: Unit
    period: Period


def filing_place(
    *, user: Someone, form: str, unit_id: int, period: str, today: date
) -> Address:
    """Return what an address means; out of reach it is as if it did not exist."""
    unit = unit_by_id(unit_id)
    if not reach(user, today).contains(unit):
        raise RuleBroken("access.forbidden", unit=unit.name)
    known = period_from(period)
    asked_of(form_by_code(form), unit, known)
    return Address(form, unit, known)
