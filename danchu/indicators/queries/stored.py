"""What stands in the cells of filings, read for many units at once."""

from collections.abc import Iterable

from danchu.indicators.models import Value
from danchu.indicators.queries.asked import Asked, Key
from danchu.indicators.rules.amounts import Qualifier, State, plain
from danchu.indicators.rules.catalogue import Scope
from danchu.indicators.rules.cells import Cell
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.units.models import Unit

_STATES = {state.value: state for state in State}
_QUALIFIERS = {qualifier.value: qualifier for qualifier in Qualifier}


def cells_stored(
    units: Iterable[Unit], period: ReportingPeriod | None, indicators: Iterable[int]
) -> dict[int, dict[Key, Cell]]:
    """Return what the own values of units say, by unit; what is blank is left out."""
    found: dict[int, dict[Key, Cell]] = {unit.pk: {} for unit in units}
    if period is None:
        return found
    rows = Value.objects.filter(
        unit__in=list(found),
        period=period,
        indicator__in=list(indicators),
        scope=Scope.OWN,
    ).values_list("unit", "indicator", "member", "state", "number", "note", "qualifier")
    for unit, indicator, member, state, number, note, qualifier in rows:
        exact = None if number is None else plain(number)
        found[unit][indicator, member] = Cell(
            _STATES[state], exact, note, _QUALIFIERS[qualifier]
        )
    return found


def stored_for(asked: Asked, period: ReportingPeriod | None) -> dict[Key, Cell]:
    """Return what stands in the cells of one filing; what is blank is left out."""
    keys = {indicator for indicator, _ in asked.cells.values()}
    return cells_stored([asked.unit], period, keys)[asked.unit.pk]
