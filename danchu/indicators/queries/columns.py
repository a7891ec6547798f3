"""Which forms ask anybody for a period, and the indicators each of them asks for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from danchu.indicators.models import FormRow
from danchu.indicators.queries.demands import is_for, owned_above
from danchu.indicators.rules.catalogue import RowKind
from danchu.indicators.rules.filings import DueRule
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class FormAsked:
    """A form and the codes of what it asks for, in its order, each once."""

    code: str
    name: str
    indicators: tuple[str, ...]


def forms_asked(
    kinds: Collection[str], period: Period, unit: Unit, on: date
) -> list[FormAsked]:
    """Return the forms that ask units of these kinds for a period, in their order.

    Those of the catalogue, and those of whoever is above `unit` on `on`.
    """
    rows = (
        FormRow.objects.filter(
            owned_above(unit, on),
            kind=RowKind.INDICATOR,
            unit_kinds__overlap=list(kinds),
            period_kinds__contains=[period.kind],
        )
        .select_related("form", "indicator")
        .order_by("form__code", "position")
    )
    found: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        is_due = DueRule.parse(row.due_rule).asks(period.calendar)
        if row.indicator and is_due and is_for(row, period):
            names[row.form.code] = row.form.name
            found.setdefault(row.form.code, []).append(row.indicator.code)
    return [
        FormAsked(code, names[code], tuple(dict.fromkeys(codes)))
        for code, codes in found.items()
    ]
