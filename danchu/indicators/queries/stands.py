"""How many filings stand, read together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import (
    Asked,
    Key,
    asked_of_units,
    form_by_code,
)
from danchu.indicators.queries.contents import period_row
from danchu.indicators.queries.stored import cells_stored
from danchu.indicators.rules.cells import BLANK, Cell
from danchu.kernel.audit.queries import newest_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class Stand:
    """One filing: what is asked, its row if somebody has begun it, what stands there.

    `version` is the number of what last happened to it; 0 while nobody opened it.
    """

    asked: Asked
    filing: Filing | None
    version: int
    stored: Mapping[Key, Cell]

    def cell(self, name: str) -> Cell:
        """Return what a cell says."""
        return self.stored.get(self.asked.cells[name], BLANK)


def asked_or_why(
    form: str, period: str, wanted: Mapping[str, Unit]
) -> dict[str, Asked | RuleBroken]:
    """Return what is asked of each unit, or why nothing is, by what it was called.

    Refuses a form or a period that is unknown.
    """
    known, meant = form_by_code(form), period_from(period)
    asked = asked_of_units(known, wanted.values(), meant)
    return {
        text: asked.get(unit.pk)
        or RuleBroken(
            "indicators.not_asked", form=form, unit=unit.name, period=meant.label
        )
        for text, unit in wanted.items()
    }


def stands_of(every: Sequence[Asked]) -> list[Stand]:
    """Return how filings stand, in the order asked.

    Asks the same few questions for each form and period, however many units there are.
    """
    groups: dict[tuple[int, str], list[Asked]] = {}
    for asked in every:
        groups.setdefault((asked.form.pk, asked.period.code), []).append(asked)
    found: dict[int, Stand] = {}
    for group in groups.values():
        found |= zip(map(id, group), _stands(group), strict=True)
    return [found[id(asked)] for asked in every]


def filings_begun(every: Iterable[Asked]) -> list[int]:
    """Return the ids of the filings of these that somebody has begun, in their order.

    Whoever locks many takes them in this order, so that nobody waits in a circle.
    """
    groups: dict[tuple[int, str], list[int]] = {}
    for asked in every:
        key = (asked.form.pk, asked.period.code)
        groups.setdefault(key, []).append(asked.unit.pk)
    begun: list[int] = []
    for (form, period), units in groups.items():
        rows = Filing.objects.filter(form=form, period__code=period, unit__in=units)
        begun += rows.values_list("pk", flat=True)
    return sorted(begun)


def _stands(group: Sequence[Asked]) -> list[Stand]:
    form, period = group[0].form, group[0].period
    units = [asked.unit for asked in group]
    rows = Filing.objects.filter(
        form=form, period__code=period.code, unit__in=[unit.pk for unit in units]
    ).select_related("dossier", "form", "unit", "period")
    filings = {filing.unit_id: filing for filing in rows}
    newest = newest_of(filing.pk for filing in filings.values())
    keys = {key for asked in group for key, _ in asked.cells.values()}
    stored = cells_stored(units, period_row(period), keys)
    return [
        Stand(
            asked,
            filings.get(asked.unit.pk),
            newest.get(filings[asked.unit.pk].pk, 0) if asked.unit.pk in filings else 0,
            stored[asked.unit.pk],
        )
        for asked in group
    ]
