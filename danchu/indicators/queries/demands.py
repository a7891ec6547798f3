"""Of whom and for when the rows of forms ask anything: catalogue and provinces."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from danchu.indicators.models import Filing, Form, FormRow
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


Alike = tuple[str, int | None, bool, frozenset[int]]
"""What units have in common of which a form asks the same."""


@dataclass(frozen=True)
class Demand:
    """Of which units a form asks anything, and which keep an edition of it."""

    is_owned: bool
    inside: frozenset[int] = frozenset()
    kept: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Form, units: Collection[int], period: Period) -> "Demand":
        """Read it for units by their ids; a form of the catalogue asks without it."""
        if form.owner_id is None:
            return cls(is_owned=False)
        today = timezone.localdate()
        below = Ancestry.objects.filter(
            tree__in=list(Tree),
            ancestor=form.owner_id,
            unit__in=units,
            since__lte=today,
            until__gt=today,
        )
        inside = {*below.values_list("unit", flat=True), form.owner_id}
        opened = Filing.objects.filter(
            form=form, unit__in=units, period__code=period.code
        )
        kept = dict(opened.values_list("unit", "edition"))
        return cls(is_owned=True, inside=frozenset(inside), kept=kept)

    def key(self, unit: Unit, every: Iterable[FormRow]) -> Alike:
        """Return what decides which rows ask a unit."""
        if not self.is_owned:
            return unit.kind, None, True, frozenset()
        named = frozenset(row.pk for row in every if unit.pk in row.units)
        return unit.kind, self.kept.get(unit.pk), unit.pk in self.inside, named

    def rows(self, unit: Unit, every: Sequence[FormRow]) -> list[FormRow]:
        """Return the rows that may ask a unit; those of a kept edition at any time."""
        edition = self.kept.get(unit.pk)
        if edition is None:
            is_here = not self.is_owned or unit.pk in self.inside
            return list(every) if is_here else []
        rows = [copy(row) for row in every if row.edition == edition]
        for row in rows:
            row.asked_from = row.asked_until = None
        return rows


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
