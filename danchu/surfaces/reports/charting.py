"""The two charts of a report: one figure over time, and by the units below.

They show what everybody may read: published values of an open indicator.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danchu.indicators.queries import rollup, series
from danchu.indicators.queries.facts import IndicatorFact
from danchu.indicators.rules.rollups import Total
from danchu.indicators.rules.times import may_combine
from danchu.reporting.queries import Unit
from danchu.reporting.ranges import Range
from danchu.surfaces.wording import amount_text, unit_of

MOST_BARS, POINTS = 10, 5


@dataclass(frozen=True)
class Bar:
    """One bar: whose it is, what it says, how long it is of the longest."""

    label: str
    text: str
    share: float


@dataclass(frozen=True)
class Chart:
    """A chart of bars; `is_trend` where they stand in the order of time."""

    title: str
    is_trend: bool
    bars: tuple[Bar, ...]


def charts_of(*, code: str, unit: Unit, about: Range, map_on: date) -> list[Chart]:
    """Return the charts of one indicator; none of what has fewer than two bars."""
    found = [
        _trend(code, unit, about, map_on),
        _ranking(code, unit, about, map_on),
    ]
    return [one for one in found if one and len(one.bars) > 1]


def _trend(code: str, unit: Unit, about: Range, map_on: date) -> Chart | None:
    periods = list(about.periods)
    while len(periods) < POINTS and not periods[0].is_window:
        periods.insert(0, periods[0].previous())
    if not may_combine(periods):
        return None
    codes = ",".join(one.code for one in periods)
    found = series(indicator=code, unit=unit, periods=codes, map_on=map_on)
    points = [(one.period.label, one.total) for one in found.points]
    title = f"{_named(found.indicator)} qua các kỳ"
    return Chart(title, is_trend=True, bars=_bars(points, found.indicator))


def _ranking(code: str, unit: Unit, about: Range, map_on: date) -> Chart:
    found = rollup(indicator=code, unit=unit, period=about.code, map_on=map_on)
    known = [
        (one.name, one.total)
        for one in found.children
        if one.place and one.total.number is not None
    ]
    ordered = sorted(known, key=lambda one: one[1].number or 0, reverse=True)
    title = f"{_named(found.indicator)} theo đơn vị, {about.label}"
    if len(ordered) > MOST_BARS:
        title += f" ({MOST_BARS} đơn vị có số lớn nhất trong {len(ordered)})"
    bars = _bars(ordered[:MOST_BARS], found.indicator)
    return Chart(title, is_trend=False, bars=bars)


def _bars(told: Sequence[tuple[str, Total]], fact: IndicatorFact) -> tuple[Bar, ...]:
    known = [(label, one) for label, one in told if one.number is not None]
    longest = max((one.number or 0 for _, one in known), default=0)
    return tuple(
        Bar(
            label,
            amount_text(one.amount, fact),
            round(float((one.number or 0) / longest), 4) if longest > 0 else 0.0,
        )
        for label, one in known
    )


def _named(fact: IndicatorFact) -> str:
    unit = unit_of(fact)
    return f"{fact.name} ({unit})" if unit else fact.name
