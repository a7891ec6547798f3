"""A total told apart by any level below, of values as firm as the reader asks."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from danchu.indicators.queries.boards import Reader, Scene, reader_of
from danchu.indicators.queries.facts import indicator_fact
from danchu.indicators.queries.periods import (
    MOST_PERIODS,
    MOST_POINTS,
    periods_of,
)
from danchu.indicators.queries.rollups import (
    Rollup,
    Someone,
    member_of,
    points_of,
    told,
    told_by_members,
)
from danchu.indicators.rules.filings import (
    APPROVED_STAGES,
    PROVISIONAL_STAGES,
    PUBLIC_STAGES,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import children_of
from danchu.kernel.units.rules import Tree

FLOORS = {
    "provisional": PROVISIONAL_STAGES,
    "approved": APPROVED_STAGES,
    "published": PUBLIC_STAGES,
}
"""How firm a value must at least be to count."""
DIRECT, NONE, MEMBERS = "children", "none", "members"
"""By direct children, not at all, or by members; otherwise by a kind of unit."""


@dataclass(frozen=True)
class Asked:
    """One indicator of one unit: which periods, map, parts and floor."""

    indicator: str
    unit: Unit
    period: str
    map_on: date
    by: str = DIRECT
    floor: str = "published"
    tree: str = Tree.TERRITORY.value
    member: str = ""
    is_series: bool = False


def count_parts(asked: Asked) -> int:
    """Return into how many parts a total would be told apart."""
    return _parts(asked).count()


def rollup_by(asked: Asked, *, user: Someone) -> Rollup:
    """Return a live total with its parts at the level and floor asked for.

    Anything softer than published is for those in reach of the unit; for others it
    is not there (``access.forbidden``).
    """
    fact = indicator_fact(asked.indicator)
    reader = _reader(asked, user)
    scene = Scene(
        root=asked.unit,
        children=tuple(_parts(asked)),
        on=asked.map_on,
        periods=periods_of(
            asked.period, most=MOST_POINTS if asked.is_series else MOST_PERIODS
        ),
        member=member_of(fact, asked.member),
        tree=asked.tree,
    )
    if asked.by == MEMBERS and not asked.member:
        found = told_by_members(scene, fact, reader)
    else:
        found = told(scene, fact, reader)
    if not asked.is_series:
        return found
    return replace(found, points=points_of(scene, fact, reader))


def _reader(asked: Asked, user: Someone) -> Reader:
    stages = FLOORS[asked.floor]
    known = reader_of(user, asked.unit, asked.map_on, asked.tree)
    if known.is_stranger and stages != PUBLIC_STAGES:
        raise RuleBroken("access.forbidden", unit=asked.unit.name, floor=asked.floor)
    return replace(known, stages=stages)


def _parts(asked: Asked) -> QuerySet[Unit]:
    if asked.by in {NONE, MEMBERS}:
        return Unit.objects.none()
    if asked.by == DIRECT:
        return children_of(asked.unit, asked.map_on, tree=asked.tree)
    found = Unit.objects.within(asked.unit, on=asked.map_on, tree=asked.tree)
    below = found.filter(kind=asked.by).exclude(pk=asked.unit.pk)
    return below.order_by("sort_key", "pk")
