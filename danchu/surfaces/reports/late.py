"""Which units owed what when a report was cut: the annex of late units."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from danchu.indicators.queries.columns import forms_asked
from danchu.indicators.queries.completeness import owing
from danchu.kernel.units.queries import kinds_below
from danchu.reporting.queries import Unit
from danchu.reporting.ranges import Range
from danchu.ui.numerals import day as on_paper

MOST_LATE = 2_000


@dataclass(frozen=True)
class LateLine:
    """One form that one unit owes for one period."""

    place: str
    form: str
    period: str
    due: str
    days: int
    is_returned: bool


def late_units(unit: Unit, about: Range, on: date) -> list[LateLine]:
    """Return what is owed below a unit for the time of a report, by form and name."""
    found: list[LateLine] = []
    for one in _owed(unit, about, on):
        if len(found) == MOST_LATE:
            break
        found.append(one)
    return found


def _owed(unit: Unit, about: Range, on: date) -> Iterator[LateLine]:
    kinds = [*kinds_below(unit, on)]
    for period in about.periods if kinds else ():
        for form in forms_asked(kinds, period):
            for one in owing(form.code, period, on, within=unit):
                yield LateLine(
                    place=one.name,
                    form=form.code,
                    period=one.period.label,
                    due=on_paper(one.due_on) if one.due_on else "",
                    days=one.days_late(on),
                    is_returned=one.is_returned,
                )
