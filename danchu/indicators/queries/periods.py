"""Which periods figures exist for, and which may be combined."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from danchu.indicators.models import Value
from danchu.indicators.queries.facts import indicator_fact
from danchu.indicators.rules.catalogue import Scope
from danchu.indicators.rules.filings import PUBLIC_STAGES
from danchu.indicators.rules.tallies import tallies
from danchu.indicators.rules.times import may_combine
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period

NO_ROW = 0
"""The id of a period that nothing was reported for yet; no row has it."""
MOST_PERIODS, MOST_POINTS = 12, 24


def periods_of(
    codes: str, *, most: int = MOST_PERIODS
) -> tuple[tuple[int, Period], ...]:
    """Return the periods that codes joined by commas mean, earliest first, with ids.

    Nothing reported yet is no error: such a period has the id `NO_ROW`. Refuses
    periods that do not follow on one another, and more than `most`.
    """
    wanted = [code.strip() for code in codes.split(",")]
    if len(wanted) > most:
        raise RuleBroken("indicators.too_many_periods", most=most)
    known = sorted((period_from(code) for code in wanted), key=lambda one: one.start)
    if not may_combine(known):
        raise RuleBroken("indicators.periods_do_not_add", periods=codes[:80])
    rows = ReportingPeriod.objects.filter(code__in=[one.code for one in known])
    ids = dict(rows.values_list("code", "pk"))
    return tuple((ids.get(one.code, NO_ROW), one) for one in known)


def periods_available(
    indicator: str,
    *,
    inside: "QuerySet[Any] | None" = None,
    stages: Collection[str] = PUBLIC_STAGES,
) -> list[Period]:
    """Return the periods it was published for, the latest first, windows last.

    Values that are not published count at `stages`, in the units whose ids are
    `inside`.
    """
    counts = Q(tally__in=_tallies(PUBLIC_STAGES))
    if inside is not None:
        counts |= Q(tally__in=_tallies(stages), unit__in=inside)
    fact = indicator_fact(indicator)
    counted = [one for one in (fact.numerator, fact.denominator) if one]
    values = Value.objects.filter(
        counts, period=OuterRef("pk"), indicator__in=counted or [fact.pk]
    )
    # Apart for each scope: each has an index of its own.
    own, whole = (values.filter(scope=scope) for scope in (Scope.OWN, Scope.WHOLE))
    rows = ReportingPeriod.objects.order_by("-end_on", "-start_on", "code")
    found = rows.filter(Exists(own) | Exists(whole))
    return sorted((row.period for row in found), key=lambda one: one.is_window)


def _tallies(stages: Collection[str]) -> list[int]:
    return tallies(stages, with_illustrations=settings.DEMO)
