"""Figures as dashboards ask for them: by one reader, who may leave out what is soft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danchu.indicators.models import Indicator
from danchu.indicators.queries.boards import Reader, Scene, parts_below, reader_of
from danchu.indicators.queries.facts import IndicatorFact, indicator_facts
from danchu.indicators.queries.periods import periods_of
from danchu.indicators.queries.rollups import Point, Someone, Table, points_of, table_of
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.filings import APPROVED_STAGES
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class Stand:
    """From where figures are read: a unit, a map, and how its reader reads."""

    unit: Unit
    on: date
    reader: Reader


def stand_of(user: Someone, unit: Unit, on: date) -> Stand:
    """Return how somebody reads for themselves."""
    return Stand(unit, on, reader_of(user, unit, on))


def stand_before_others(user: Someone, unit: Unit, on: date) -> Stand:
    """Return how somebody reads what others are to see: approved, nothing softer.

    Ask it for indicators of `open_among` alone: of the others single values are closed.
    """
    known = reader_of(user, unit, on)
    return Stand(unit, on, Reader(known.stages & APPROVED_STAGES, is_stranger=True))


def open_among(codes: Sequence[str]) -> list[str]:
    """Return those of some indicators that are open to everybody, in their order."""
    rows = Indicator.objects.filter(code__in=codes, visibility=Visibility.PUBLIC)
    known = set(rows.values_list("code", flat=True))
    return [code for code in codes if code in known]


def table_at(
    stand: Stand, period: Period, codes: Sequence[str], *, with_children: bool = True
) -> Table:
    """Return many indicators of a unit and its children."""
    children = parts_below(stand.unit, stand.on) if with_children else ()
    scene = Scene(stand.unit, children, stand.on, periods_of(period.code))
    return table_of(scene, indicator_facts(list(codes)), stand.reader)


def points_at(
    stand: Stand, periods: Sequence[Period], fact: IndicatorFact
) -> tuple[Point, ...]:
    """Return one indicator of the unit in consecutive periods."""
    codes = ",".join(one.code for one in periods)
    known = periods_of(codes, most=len(periods))
    return points_of(Scene(stand.unit, (), stand.on, known), fact, stand.reader)
