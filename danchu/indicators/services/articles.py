"""Loading what five press reports say: whole values, own values, quotations.

Every line becomes a `Quotation`; the values it gives point back to it. A percent
without its denominator stays a quotation and takes part in no sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from danchu.indicators.models import Indicator, Quotation, Value
from danchu.indicators.rules.amounts import State
from danchu.indicators.rules.catalogue import (
    QUALIFIER_NAMES,
    SCOPE_NAMES,
    Origin,
    Scope,
)
from danchu.indicators.rules.filings import Status
from danchu.indicators.services.tables import DATA, Line, read_table
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Kind, Period
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_code
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.kernel.units.services import add_unit
from danchu.lib.vietnamese import fold

_COLUMNS = (
    "article", "unit_code_2024", "unit_name", "applies_to", "scope", "indicator",
    "qualifier", "value", "quoted_percent", "period_start", "period_end",
    "period_label", "quote_vi", "note", "unit_kind", "basis",
)  # fmt: skip
_BASES = ("quoted", "inferred", "assumed")
_TERRITORIAL = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE})
_LONGEST_NAME = 55


@dataclass(frozen=True)
class Told:
    """One line of the table, checked against the catalogue and the old map."""

    line: Line
    unit: Unit
    indicator: Indicator
    period: Period


@transaction.atomic
def load_articles(folder: Path = DATA) -> int:
    """Load every figure of the articles, once, and return how many there are.

    Units and catalogue must be loaded. Refuses with ``indicators.damaged_row``; then
    nothing is loaded.
    """
    told = list(_told(folder / "figures.csv"))
    for one in told:
        period = ensure_period(one.period)
        quotation = _write_quotation(one, period)
        if quotation.number is not None:
            _write_values(quotation)
    return len(told)


def _told(path: Path) -> Iterator[Told]:
    indicators = {row.code: row for row in Indicator.objects.all()}
    units: dict[tuple[str, str], Unit] = {}
    for line in read_table(path, _COLUMNS):
        indicator = indicators[line.word("indicator", indicators)]
        key = (line.text("unit_code_2024"), line.text("unit_name"))
        if key not in units:
            units[key] = _unit(line)
        has_number = line.number_of("value") is not None
        if has_number == (line.number_of("quoted_percent") is not None):
            raise line.damaged("phải có số hoặc tỷ lệ, và chỉ một trong hai")
        yield Told(line, units[key], indicator, _period(line, indicator))


def _unit(line: Line) -> Unit:
    """Return the unit meant: that of the code, or a body that stands there."""
    place = unit_by_code(line.text("unit_code_2024"), LAST_OLD_DAY)
    name, kind = line.text("unit_name"), line.word("unit_kind", set(UnitKind))
    if kind in _TERRITORIAL or place.name == name:
        return place
    body = Unit.objects.filter(kind=kind, name=name).first()
    if body is not None or line.cells["applies_to"] == "each_child":
        return body or place
    return add_unit(kind=UnitKind(kind), name=name, parent=place)


def _period(line: Line, indicator: Indicator) -> Period:
    """Return a period the indicator has on these days, or else a window."""
    start, end = line.day("period_start"), line.day("period_end")
    if start is None or end is None or end < start:
        raise line.damaged("kỳ không có ngày đầu, ngày cuối hợp lệ")
    kinds = [Kind(kind) for kind in indicator.period_kinds if kind != Kind.WINDOW]
    for period in (Period.holding(start, kind) for kind in kinds):
        if (period.start, period.end) == (start, end):
            return period
    label = line.text("period_label")
    return Period.window(_window_name(label, end), start, end, label)


def _window_name(label: str, end: date) -> str:
    name = fold(label).replace(" ", "-")[:_LONGEST_NAME]
    return name if str(end.year) in name else f"{name}-{end.year}"


def _write_quotation(one: Told, period: ReportingPeriod) -> Quotation:
    line = one.line
    facts: dict[str, Any] = {
        "unit": one.unit,
        "unit_name": line.text("unit_name"),
        "unit_kind": line.word("unit_kind", set(UnitKind)),
        "is_of_each_child": line.word("applies_to", ("self", "each_child"))
        == "each_child",
        "scope": line.word("scope", SCOPE_NAMES),
        "indicator": one.indicator,
        "period": period,
        "label": line.text("period_label"),
        "qualifier": line.word("qualifier", QUALIFIER_NAMES),
        "number": line.number_of("value"),
        "percent": line.number_of("quoted_percent"),
        "sentence": line.text("quote_vi"),
        "note": line.cells["note"],
        "basis": line.word("basis", _BASES),
    }
    quotation, _ = Quotation.objects.update_or_create(
        source=f"article:{line.text('article')}", line=line.number, defaults=facts
    )
    return quotation


def _write_values(quotation: Quotation) -> None:
    number = quotation.number
    facts: dict[str, Any] = {
        "quotation": quotation,
        "number": number,
        "state": State.ZERO if number == 0 else State.NUMBER,
        "qualifier": quotation.qualifier,
        "origin": Origin.PRESS,
        "stage": Status.PUBLISHED,
        "note": quotation.note,
    }
    for unit in _units_with_it(quotation):
        key: dict[str, Any] = {
            "unit": unit,
            "indicator": quotation.indicator,
            "period": quotation.period,
            "member": None,
            "scope": quotation.scope,
        }
        if quotation.scope == Scope.WHOLE:
            Value.objects.update_or_create(
                **key, source=quotation.source, defaults=facts
            )
        else:  # what the unit itself has filed since is better than the press
            Value.objects.get_or_create(
                **key, defaults=facts | {"source": quotation.source}
            )


def _units_with_it(quotation: Quotation) -> list[Unit]:
    if not quotation.is_of_each_child:
        return [quotation.unit]
    # Agencies of a province are not in the unit data: then it stays a quotation.
    return list(
        Unit.objects.within(quotation.unit, on=LAST_OLD_DAY)
        .filter(kind=quotation.unit_kind)
        .exclude(pk=quotation.unit.pk)
    )
