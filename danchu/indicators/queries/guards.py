"""What the public may see of figures that are not public, in one place of the map.

Whether a number is shown depends on the place, the indicator and the period, never on
how it is asked for; so all answers together tell no more than each of them. It costs
the same number of reads however much is asked, and none for what is public.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from danchu.indicators.models import Check, Indicator
from danchu.indicators.rules.catalogue import Aggregation, Visibility
from danchu.indicators.rules.checks import CheckKind
from danchu.indicators.rules.closure import (
    Cell,
    Equation,
    Partition,
    equations,
    kin_of,
    widened,
)
from danchu.indicators.rules.expressions.reading import kept_claim
from danchu.indicators.rules.expressions.shapes import equations_in
from danchu.indicators.rules.privacy import Weight, are_open, is_open, leaves_no_rest
from danchu.indicators.rules.tallies import tallies
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import children_of, path_of
from danchu.kernel.units.rules import UnitKind

PLACES = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)
WHOLE, REST = -1, 0
_ON_MAP = "until > %(on)s AND since <= %(on)s"
# A branch is whatever stands above, in either tree, on this map or on today's: an
# official of today knows what units had that have come to stand below him since.
_WEIGHTS = f"""
WITH inside AS MATERIALIZED (
    SELECT unit_id, unit_kind FROM units_ancestry
    WHERE tree = 'territory' AND {_ON_MAP} AND ancestor_id = %(root)s
), child AS MATERIALIZED (
    SELECT unit_id, ancestor_id FROM units_ancestry
    WHERE tree = 'territory' AND {_ON_MAP} AND ancestor_id = ANY(%(children)s)
), own AS MATERIALIZED (
    SELECT v.indicator_id, v.period_id, v.unit_id, v.number,
        coalesce(child.ancestor_id, {REST}) AS place,
        inside.unit_kind NOT IN ('country', 'province') AS is_low
    FROM inside JOIN indicators_value v ON v.unit_id = inside.unit_id
    LEFT JOIN child ON child.unit_id = v.unit_id
    WHERE v.scope = 'own' AND v.indicator_id = ANY(%(indicators)s)
        AND v.period_id = ANY(%(periods)s) AND v.number IS NOT NULL
        AND v.member_id IS NOT DISTINCT FROM %(member)s
        AND v.tally = ANY(%(tallies)s)
), branch AS MATERIALIZED (
    SELECT o.indicator_id, o.period_id, o.place, d.day, a.tree, a.ancestor_id,
        sum(o.number) AS number, count(*) AS units,
        count(*) FILTER (WHERE o.is_low) AS low,
        bool_or(u.kind IN ('country', 'province')) AS is_wide,
        bool_or(u.kind = 'province' AND a.tree = 'territory'
            AND d.day = %(today)s) AS is_of_today
    FROM own o CROSS JOIN (SELECT DISTINCT unnest(%(days)s::date[]) AS day) d
    JOIN units_ancestry a
        ON a.unit_id = o.unit_id AND a.until > d.day AND a.since <= d.day
    JOIN units_unit u ON u.id = a.ancestor_id
    GROUP BY 1, 2, 3, 4, 5, 6
), known AS (
    SELECT indicator_id, period_id, place, number, units, low, is_wide, is_of_today
    FROM branch
    UNION ALL
    SELECT indicator_id, period_id, {WHOLE}, sum(number), sum(units), sum(low),
        bool_or(is_wide), bool_or(is_of_today)
    FROM branch GROUP BY 1, 2, day, tree, ancestor_id
), share AS (
    SELECT indicator_id, period_id, place, array_agg(DISTINCT units) AS shares,
        array_agg(DISTINCT low) FILTER (WHERE low > 0 AND NOT is_wide)
            AS low_shares,
        array_agg(number) FILTER (WHERE is_of_today) AS of_today,
        sum(units) FILTER (WHERE is_of_today) AS units_of_today
    FROM known GROUP BY 1, 2, 3
), cell AS (
    SELECT indicator_id, period_id, coalesce(place, {WHOLE}) AS place,
        sum(number) AS number, count(*) AS units, count(*) FILTER (WHERE is_low) AS low
    FROM own GROUP BY GROUPING SETS ((1, 2, place), (1, 2))
)
SELECT indicator_id, period_id, place, number, units, low, shares, low_shares,
    of_today, units_of_today
FROM cell LEFT JOIN share USING (indicator_id, period_id, place)
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody
# Numbers of one period are told on one map, that of its last day: two would tell what
# stood here on one and there on the other.
_MOVED = """
SELECT v.indicator_id, v.period_id, bool_or(a.ancestor_id = %(nation)s)
FROM units_ancestry a
JOIN indicators_value v ON v.unit_id = a.unit_id AND v.scope = 'own'
    AND v.indicator_id = ANY(%(indicators)s) AND v.period_id = ANY(%(periods)s)
JOIN periods_reportingperiod p ON p.id = v.period_id
WHERE a.tree = 'territory'
    AND (a.since > %(first)s AND a.since <= %(last)s
        OR a.until > %(first)s AND a.until <= %(last)s)
    AND (a.since <= %(on)s AND a.until > %(on)s)
        <> (a.since <= p.end_on AND a.until > p.end_on)
    AND NOT EXISTS (
        SELECT FROM units_ancestry b
        WHERE b.tree = a.tree AND b.unit_id = a.unit_id
            AND b.ancestor_id = a.ancestor_id AND b.id <> a.id
            AND (b.since <= %(on)s AND b.until > %(on)s
                OR b.since <= p.end_on AND b.until > p.end_on))
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Sight:
    """What is seen: the total, and the parts by those children that have something."""

    whole: bool = False
    parts: frozenset[int] | None = None


NOTHING = Sight()
Weights = Mapping[int, Mapping[Cell, Weight]]


@dataclass(frozen=True)
class _Node:
    """A place, its children by kind, and the weights of all of them."""

    kind: str
    children: Mapping[int, str]
    weights: Weights

    @property
    def whole(self) -> Mapping[Cell, Weight]:
        return self.weights.get(WHOLE, {})

    def parts(self, cell: Cell) -> dict[int, Weight]:
        """Return what the children and the rest have of a cell."""
        return {
            place: some[cell]
            for place, some in self.weights.items()
            if place != WHOLE and cell in some
        }

    def by_kind(self, cell: Cell) -> dict[str, list[Weight]]:
        """Return the same by the kind of child; the rest has none."""
        found: dict[str, list[Weight]] = {}
        for place, weight in self.parts(cell).items():
            found.setdefault(self.children.get(place, ""), []).append(weight)
        return found


class Guard:
    """What strangers see in a place, on a map, of some indicators and periods."""

    def __init__(
        self,
        *,
        root: Unit,
        on: date,
        indicators: Collection[int],
        periods: Mapping[int, Period],
        member: int | None,
        stages: Collection[str],
    ) -> None:
        self._root, self._on, self._member = root, on, member
        self._asked, self._stages = periods, stages
        rules = _partitions()
        rows = Indicator.objects.exclude(visibility=Visibility.PUBLIC)
        closed = {row.pk: row for row in rows.defer("name", "name_en", "source")}
        codes = kin_of(rules, [closed[pk].code for pk in indicators])
        self._known = {
            pk: row
            for pk, row in closed.items()
            if row.code in codes and row.agg_units == Aggregation.SUM
        }
        self._periods = _of_their_years(periods)
        self._equations = equations(
            rules if member is None else (),
            {row.code: pk for pk, row in self._known.items()},
            [pk for pk, row in self._known.items() if row.agg_time == Aggregation.SUM],
            self._periods,
        )

    def sight(self, indicator: int, period: int) -> Sight:
        """Return what is seen of one indicator in one period."""
        return self._sights.get((indicator, period), NOTHING)

    @cached_property
    def _sights(self) -> Mapping[Cell, Sight]:
        path = path_of(self._root, self._on)
        if not path or path[0].kind != UnitKind.COUNTRY:
            return {}
        moved = self._moved(path[0])
        node = self._node(path[0])
        hidden, parted = self._of_nation(node)
        for one in path[1:]:
            if one.kind not in PLACES or one.pk not in node.children:
                return {}
            hidden, node = parted, self._node(one)
            parted = self._parted(node, hidden)
        is_all = self._root == path[0]
        return {
            cell: Sight(
                cell not in hidden and (cell not in moved or is_all > moved[cell]),
                None
                if cell in parted or cell in moved
                else frozenset(node.parts(cell)) - {REST},
            )
            for cell in node.whole
        }

    def _of_nation(self, node: _Node) -> tuple[set[Cell], set[Cell]]:
        """Return what is hidden of the nation, and of its parts."""
        hidden = self._closed(node)
        while True:
            parted = self._parted(node, hidden)
            told = {
                cell
                for cell in parted - hidden
                if self._is_restricted(cell)
                and not leaves_no_rest(node.whole[cell], [*node.parts(cell).values()])
            }
            if not told:
                return hidden, parted
            hidden = self._widened(hidden | told, [node.whole])

    def _closed(self, node: _Node) -> set[Cell]:
        closed = {
            cell
            for cell, weight in node.whole.items()
            if not is_open(self._known[cell[0]].visibility, node.kind, weight)
        }
        return self._widened(closed, [node.whole])

    def _parted(self, node: _Node, hidden: set[Cell]) -> set[Cell]:
        closed = {
            cell
            for cell in node.whole
            if cell in hidden
            or not are_open(
                self._known[cell[0]].visibility, node.kind, node.by_kind(cell)
            )
        }
        places = [some for place, some in node.weights.items() if place != WHOLE]
        return self._widened(closed, places)

    def _widened(
        self, closed: set[Cell], places: Sequence[Mapping[Cell, Weight]]
    ) -> set[Cell]:
        there = {cell for place in places for cell in place}
        known = [
            Equation(one.whole & there, one.parts & there)
            for one in self._equations
            if one.cells & there
        ]
        numbers: list[Mapping[Cell, Decimal]] = [
            {cell: weight.number for cell, weight in place.items()} for place in places
        ]
        return widened(closed & there, known, numbers)

    def _is_restricted(self, cell: Cell) -> bool:
        return self._known[cell[0]].visibility == Visibility.RESTRICTED

    def _node(self, place: Unit) -> _Node:
        below = children_of(place, self._on).filter(kind__in=PLACES).order_by()
        children = dict(below.values_list("pk", "kind"))
        weights: dict[int, dict[Cell, Weight]] = {}
        for indicator, period, where, *facts in self._rows(place, children):
            weights.setdefault(where, {})[indicator, period] = _weight(facts)
        return _Node(place.kind, children, weights)

    def _rows(self, place: Unit, children: Iterable[int]) -> list[tuple[Any, ...]]:
        facts: dict[str, Any] = {
            "root": place.pk,
            "children": list(children),
            "on": self._on,
            "days": [self._on, timezone.localdate()],
            "today": timezone.localdate(),
            "indicators": list(self._known),
            "periods": list(self._periods),
            "member": self._member,
            "tallies": tallies(self._stages, with_illustrations=settings.DEMO),
        }
        with connection.cursor() as cursor:
            cursor.execute(_WEIGHTS, facts)
            return list(cursor.fetchall())

    def _moved(self, nation: Unit) -> Mapping[Cell, bool]:
        """Return what stood elsewhere at the end of its period; `True`: abroad.

        What one indicator of a family may not tell, none of them may.
        """
        ends = [one.end for one in self._asked.values()]
        facts: dict[str, Any] = {
            "nation": nation.pk,
            "on": self._on,
            "first": min(self._on, *ends),
            "last": max(self._on, *ends),
            "indicators": list(self._known),
            "periods": list(self._asked),
        }
        with connection.cursor() as cursor:
            cursor.execute(_MOVED, facts)
            rows = cursor.fetchall()
        abroad: dict[int, bool] = {}
        for _, period, is_gone in rows:
            abroad[period] = abroad.get(period, False) or is_gone
        return {
            (indicator, period): is_gone
            for period, is_gone in abroad.items()
            for indicator in self._known
        }


def _partitions() -> list[Partition]:
    told = Check.objects.filter(kind__in=[CheckKind.PARTITION, CheckKind.EXPRESSION])
    found: list[Partition] = []
    for one in told.order_by("code").only("kind", "left", "right", "expression"):
        if one.kind == CheckKind.PARTITION:
            found.append((one.left, one.right))
        else:
            found += equations_in(kept_claim(one.expression))
    return found


def _weight(facts: Sequence[Any]) -> Weight:
    """Return a row of `_WEIGHTS` as a weight."""
    number, units, low, shares, low_shares, of_today, units_of_today = facts
    known = tuple(of_today or ())
    if units > (units_of_today or 0):
        known += (number - sum(known, Decimal(0)),)
    return Weight(
        number,
        units,
        low,
        frozenset(map(int, shares or ())),
        frozenset(map(int, low_shares or ())),
        known,
    )


def _of_their_years(periods: Mapping[int, Period]) -> dict[int, Period]:
    """Return periods with all of the same years and calendars that ever had figures."""
    years = {
        (one.calendar, one.code[:4]) for one in periods.values() if not one.is_window
    }
    rows = ReportingPeriod.objects.filter(
        calendar__in=[calendar for calendar, _ in years]
    )
    found = {row.pk: row.period for row in rows}
    near = {
        pk: one for pk, one in found.items() if (one.calendar, one.code[:4]) in years
    }
    return near | dict(periods)
