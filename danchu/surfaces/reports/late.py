"""Which units owed what when a report was cut: the annex of late units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from danchu.indicators.queries.columns import forms_asked
from danchu.indicators.queries.completeness import Owed, owing
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import kinds_below
from danchu.kernel.units.rules import UnitKind
from danchu.lib.vietnamese import sort_key
from danchu.reporting.queries import Unit
from danchu.reporting.ranges import Range
from danchu.ui import numerals

MOST_LATE = 1_000
"""Lines of the annex; a nation of late communes is told in the desk's own page."""

COUNTED = {
    UnitKind.VILLAGE: "Thôn, tổ dân phố",
    UnitKind.PUBLIC_UNIT: "Đơn vị sự nghiệp công lập",
    UnitKind.SOE: "Doanh nghiệp nhà nước",
    UnitKind.ENTERPRISE: "Doanh nghiệp",
}
"""Kinds that are counted instead of named."""


@dataclass(frozen=True)
class LateLine:
    """What one unit owes for one period: forms it has not handed in, or got back."""

    place: str
    form: str
    period: str
    due: str
    days: int
    is_returned: bool


def late_units(unit: Unit, about: Range, on: date) -> list[LateLine]:
    """Return what is owed below a unit for the time of a report, by period and name.

    Of kinds in `COUNTED` there are hundreds: each kind has one line with their number.
    """
    kinds = [*kinds_below(unit, on)]
    found: list[LateLine] = []
    for period in about.periods if kinds else ():
        owed: dict[tuple[str, int, bool], list[tuple[str, Owed]]] = {}
        counted: dict[str, list[tuple[str, Owed]]] = {}
        for form in forms_asked(kinds, period, unit, on):
            for one in owing(form.code, period, on, within=unit):
                if one.kind in COUNTED:
                    counted.setdefault(one.kind, []).append((form.code, one))
                    continue
                key = one.name, one.unit, one.is_returned
                owed.setdefault(key, []).append((form.code, one))
        ordered = sorted(owed.items(), key=lambda item: sort_key(item[0][0]))
        found += [_line(some, period, on) for _, some in ordered]
        for kind, some in sorted(counted.items()):
            units = {one.unit for _, one in some}
            name = f"{COUNTED[UnitKind(kind)]}: {numerals.number(len(units))} đơn vị"
            found.append(replace(_line(some, period, on), place=name))
    return found[:MOST_LATE]


def _line(some: Sequence[tuple[str, Owed]], period: Period, on: date) -> LateLine:
    first = min((one for _, one in some), key=lambda one: one.due_on or date.max)
    return LateLine(
        place=first.name,
        form=", ".join(dict.fromkeys(form for form, _ in some)),
        period=period.label,
        due=numerals.day(first.due_on) if first.due_on else "",
        days=first.days_late(on),
        is_returned=all(one.is_returned for _, one in some),
    )
