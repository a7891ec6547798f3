"""Of whom and for when the rows of forms ask anything: catalogue and provinces."""

from datetime import date

from django.db.models import Q, QuerySet

from danchu.indicators.models import FormRow
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree


def asking(unit: Unit, today: date) -> Q:
    """Return the condition on rows of forms that may ask `unit` for anything."""
    asked = Q(unit_kinds__contains=[unit.kind]) | Q(units__contains=[unit.pk])
    return asked & owned_above(unit, today)


def owned_above(unit: Unit, on: date) -> Q:
    """Return the condition on rows of forms of the catalogue, or of who is above."""
    above = _above(unit, on).values("ancestor")
    return Q(form__owner=None) | Q(form__owner=unit) | Q(form__owner__in=above)


def standing_in(unit: Unit, on: date) -> list[int]:
    """Return the ids of the unit and of all above it."""
    return [unit.pk, *_above(unit, on).values_list("ancestor", flat=True)]


def _above(unit: Unit, on: date) -> QuerySet[Ancestry]:
    return Ancestry.objects.filter(
        tree__in=list(Tree), unit=unit, since__lte=on, until__gt=on
    )


def is_for(row: FormRow, period: Period) -> bool:
    """Tell whether the edition of a row is in force for a period."""
    begins, ends = row.asked_from, row.asked_until
    return (
        (not row.window or row.window == period.code)
        and (not begins or begins <= period.end)
        and (not ends or period.end <= ends)
    )
