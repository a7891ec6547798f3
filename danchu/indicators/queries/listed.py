"""Filings in somebody's reach, page by page."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from danchu.indicators.models import Filing
from danchu.indicators.queries.filings import FilingFact, opened_facts
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree


@dataclass(frozen=True)
class Sought:
    """Which filings: of a unit and all below it, for a period, on a form, so far on."""

    unit: Unit | None = None
    period: Period | None = None
    form: str = ""
    status: str = ""


def filings_listed(
    *, user: User | AnonymousUser, sought: Sought, today: date, part: slice
) -> tuple[int, list[FilingFact]]:
    """Return how many filings somebody has begun in `user`'s reach, and some of them.

    The latest period first. A unit out of reach is refused like one that is not there.
    """
    held = reach(user, today)
    rows = Filing.objects.filter(unit__in=held.unit_ids())
    if sought.unit is not None:
        if not held.contains(sought.unit):
            raise RuleBroken("access.forbidden", unit=sought.unit.name)
        below = _below(sought.unit, today)
        rows = rows.filter(Q(unit=sought.unit) | Q(unit__in=below))
    if sought.period is not None:
        rows = rows.filter(period__code=sought.period.code)
    if sought.form:
        rows = rows.filter(form__code=sought.form)
    if sought.status:
        rows = rows.filter(status=sought.status)
    found = rows.select_related("dossier", "form", "unit", "period").order_by(
        "-period__end_on", "form__code", "unit__sort_key", "pk"
    )[part]
    return rows.count(), opened_facts(list(found), today)


def _below(unit: Unit, today: date) -> "QuerySet[Ancestry, int]":
    return Ancestry.objects.filter(
        tree__in=list(Tree), ancestor=unit, since__lte=today, until__gt=today
    ).values_list("unit_id", flat=True)
