"""Figures made for show: they count only where `settings.DEMO` says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from danchu.indicators.models import Value
from danchu.indicators.queries.facts import indicator_facts
from danchu.indicators.rules.amounts import Qualifier, State
from danchu.indicators.rules.catalogue import Origin, Scope
from danchu.indicators.rules.filings import Status
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class Illustration:
    """One own number of one unit, invented so that a total can be opened."""

    unit: Unit
    indicator: str
    number: int


@transaction.atomic
def record_illustration(*, period: Period, rows: Sequence[Illustration]) -> int:
    """Put these rows in place of all illustrations of their indicators and period.

    A number that somebody has really filed stays, and its illustration is dropped.
    Returns how many stand afterwards.
    """
    codes = sorted({row.indicator for row in rows})
    ids = {fact.code: fact.pk for fact in indicator_facts(codes)}
    kept = ensure_period(period)
    standing = Value.objects.filter(
        indicator__in=ids.values(), period=kept, origin=Origin.ILLUSTRATION
    )
    standing.delete()
    Value.objects.bulk_create(
        [
            Value(
                unit=row.unit,
                indicator_id=ids[row.indicator],
                period=kept,
                number=Decimal(row.number),
                scope=Scope.OWN,
                state=State.NUMBER if row.number else State.ZERO,
                qualifier=Qualifier.EXACT,
                origin=Origin.ILLUSTRATION,
                stage=Status.PUBLISHED,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    return standing.all().count()
