"""Many totals at once: some indicators, one unit and its children, in two reads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from danchu.indicators.queries.facts import IndicatorFact, facts_by_id
from danchu.indicators.queries.guards import NOTHING, PLACES, Guard
from danchu.indicators.queries.sums import (
    Counted,
    Question,
    Sum,
    Sums,
    own_values,
    registered,
    sums_within,
)
from danchu.indicators.rules.catalogue import Aggregation, Visibility
from danchu.indicators.rules.filings import (
    PROVISIONAL_STAGES,
    PUBLIC_STAGES,
    READ_RESTRICTED,
    Status,
)
from danchu.indicators.rules.privacy import FEWEST_UNITS, WIDE, hidden
from danchu.indicators.rules.rollups import (
    Coverage,
    Part,
    Total,
    over_time,
    share,
    total_of,
)
from danchu.kernel.access.queries import reach
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import Tree, UnitKind

Stages = frozenset[Status]
Cells = dict[int, list[Part]]
_TERRITORIAL = [UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE]
_BELOW = """
SELECT u.id, u.kind, u.name FROM units_placement p JOIN units_unit u ON u.id = p.unit_id
WHERE p.tree = %(tree)s AND p.parent_id = %(root)s AND u.kind = ANY(%(kinds)s)
    AND coalesce(p.valid_from <= %(on)s, true) AND coalesce(p.valid_to >= %(on)s, true)
    AND coalesce(u.valid_from <= %(on)s, true) AND coalesce(u.valid_to >= %(on)s, true)
ORDER BY u.sort_key
"""
REST = 0
"""Stands for what is within the unit but in none of its children; no unit has it."""


@dataclass(frozen=True)
class Reader:
    """Who asks: strangers see what is published, without what is closed to them."""

    stages: Stages
    is_stranger: bool
    sees_restricted: bool = False
    user: User | None = None

    def at(self, unit: Unit, on: date, tree: str) -> "Reader":
        """Return how the same person reads another unit or map, no softer than here."""
        if self.is_stranger:
            return self
        known = reader_of(self.user, unit, on, tree)
        return replace(known, stages=known.stages & self.stages)

    def sees(self, visibility: str) -> bool:
        """Tell whether every single value of such an indicator is open to them."""
        if visibility == Visibility.RESTRICTED:
            return self.sees_restricted
        return visibility == Visibility.PUBLIC or not self.is_stranger


def reader_of(
    user: User | AnonymousUser | None,
    unit: Unit,
    on: date,
    tree: str = Tree.TERRITORY.value,
) -> Reader:
    """Return how `user` reads today the figures of `unit` on the map of `on`.

    Whose reach leaves out anything that stands there reads as a stranger.
    """
    if user is None or not user.is_authenticated:
        return Reader(PUBLIC_STAGES, is_stranger=True)
    held = reach(user, timezone.localdate())
    if held.allowing(READ_RESTRICTED).covers(unit, on, tree):
        return Reader(
            PROVISIONAL_STAGES, is_stranger=False, sees_restricted=True, user=user
        )
    if held.covers(unit, on, tree):
        return Reader(PROVISIONAL_STAGES, is_stranger=False, user=user)
    return Reader(PUBLIC_STAGES, is_stranger=True)


def parts_below(
    unit: Unit, on: date, tree: str = Tree.TERRITORY.value
) -> tuple[Unit, ...]:
    """Return the children a total is told apart by, with kind and name alone.

    In the territory bodies belong to the rest; in the line all children are bodies.
    By hand, since the same made by the ORM costs more than the whole sum.
    """
    kinds = _TERRITORIAL if tree == Tree.TERRITORY else list(UnitKind)
    with connection.cursor() as cursor:
        cursor.execute(
            _BELOW, {"tree": tree, "root": unit.pk, "on": on, "kinds": kinds}
        )
        rows = cursor.fetchall()
    return tuple(Unit.from_db("default", ["id", "kind", "name"], row) for row in rows)


@dataclass(frozen=True)
class Scene:
    """Where to look: a unit, the children to tell apart, the map and the periods."""

    root: Unit
    children: tuple[Unit, ...]
    on: date
    periods: tuple[tuple[int, Period], ...]
    member: int | None = None
    tree: str = Tree.TERRITORY.value

    @cached_property
    def places(self) -> list[int]:
        """Return the ids of the unit and of its children."""
        return [self.root.pk, *(child.pk for child in self.children)]


class Board:
    """The totals of a scene, read once, as one reader may see them.

    `found` are its sums where they have been read already, with those of others.
    """

    def __init__(
        self,
        scene: Scene,
        facts: Sequence[IndicatorFact],
        reader: Reader,
        found: Sequence[Sums] | None = None,
    ) -> None:
        self.scene = scene
        self.reader = reader
        self._facts = _with_parts_of_percents(facts)
        self._parts: dict[tuple[int, int], Cells] = defaultdict(Cells)
        self._rest_kinds: dict[int, set[str]] = defaultdict(set)
        self._lone: dict[tuple[int, int, int], list[Part]] = defaultdict(list)
        self._registered: dict[tuple[date, str], dict[int, int]] = {}
        self._all = (*scene.places, REST)
        self._found = read(scene, self._facts, reader) if found is None else found
        for sums in self._found:
            for row in sums.rows:
                self._keep(row)

    @property
    def is_spoken_of(self) -> bool:
        """Whether any source gives a whole value; for most there is none to fetch."""
        return any(sums.is_spoken_of for sums in self._found)

    def totals(self, fact: IndicatorFact) -> dict[int, Total]:
        """Return the totals of the unit, each child, and `REST`, by id."""
        if fact.numerator is None or fact.denominator is None:
            return self._counted(fact)
        part = self._counted(self._facts[fact.numerator])
        whole = self._counted(self._facts[fact.denominator])
        return {place: share(part[place], whole[place]) for place in part}

    def points(self, fact: IndicatorFact) -> list[dict[int, Total]]:
        """Return the same apart for each period, earliest first."""
        if fact.numerator is None or fact.denominator is None:
            return self._singles(fact)
        pairs = zip(
            self._singles(self._facts[fact.numerator]),
            self._singles(self._facts[fact.denominator]),
            strict=True,
        )
        return [
            {one: share(part[one], whole[one]) for one in part} for part, whole in pairs
        ]

    def rest_kinds(self, fact: IndicatorFact) -> list[str]:
        """Return the kinds of the units whose values stand in none of the children."""
        wanted = (fact.pk, fact.numerator or 0, fact.denominator or 0)
        return sorted(set().union(*(self._rest_kinds.get(one, ()) for one in wanted)))

    def _keep(self, row: Sum) -> None:
        place = row.child or REST
        fact = self._facts[row.indicator]
        if fact.agg_units != Aggregation.SUM:
            self._lone[row.indicator, row.period, place].append(row.part)
            return
        is_covering = row.unit_kind == fact.primary_kind
        part = row.part if is_covering else row.part._replace(have=0, strays=0)
        self._parts[row.indicator, row.period].setdefault(place, []).append(part)
        if row.child is None:
            self._rest_kinds[row.indicator].add(row.unit_kind)

    @cached_property
    def _register(self) -> Mapping[tuple[date, int, str], int]:
        return registered(
            Counted(
                newest=max((one.newest or 0 for one in self._found), default=0),
                places=tuple(self.scene.places),
                kinds=tuple(sorted({one.primary_kind for one in self._facts.values()})),
                tree=self.scene.tree,
                on=self.scene.on,
                ends=tuple(known.end for _, known in self.scene.periods),
            )
        )

    def _counted(self, fact: IndicatorFact) -> dict[int, Total]:
        singles = self._singles(fact)
        return {
            place: over_time([single[place] for single in singles], fact.agg_time)
            for place in self._all
        }

    def _singles(self, fact: IndicatorFact) -> list[dict[int, Total]]:
        is_summed = fact.agg_units == Aggregation.SUM
        return [
            self._shown(
                fact,
                period,
                self._added(fact, period, known.end)
                if is_summed
                else {place: self._alone(fact, period, place) for place in self._all},
            )
            for period, known in self.scene.periods
        ]

    def _added(self, fact: IndicatorFact, period: int, end: date) -> dict[int, Total]:
        """Return the totals of one period, by place; the unit's own is of all parts."""
        cells, counts = self._parts[fact.pk, period], self._counts(end, fact)
        root, *others = self._all
        parts = [part for cell in others for part in cells.get(cell, ())]
        totals = {root: total_of(parts, counts[root])}
        for place in others:
            totals[place] = total_of(cells.get(place, ()), counts[place])
        return totals

    def _alone(self, fact: IndicatorFact, period: int, place: int) -> Total:
        parts = self._lone.get((fact.pk, period, place), [])
        total = total_of(parts, 0)._replace(coverage=Coverage(len(parts), 1))
        if total.number is not None:
            return total
        return total._replace(why_none="Chỉ tiêu này không cộng qua các đơn vị")

    def _counts(self, end: date, fact: IndicatorFact) -> Mapping[int, int]:
        """Return how many units each place has that report, at the end of a period."""
        kind = fact.primary_kind
        found = self._registered.get((end, kind))
        if found is None:
            root, *children = self.scene.places
            found = {
                place: self._register.get((end, place, kind), 0)
                for place in (root, *children)
            }
            found[REST] = found[root] - sum(found[child] for child in children)
            self._registered[end, kind] = found
        return found

    def _shown(
        self, fact: IndicatorFact, period: int, totals: dict[int, Total]
    ) -> dict[int, Total]:
        if self.reader.sees(fact.visibility):
            return totals
        root, *others = totals
        sight = NOTHING
        if self.reader.is_stranger and self._is_wide(fact, totals[root]):
            sight = self._guard.sight(fact.pk, period)
        told = {place for place in others if totals[place].number is not None}
        is_told_apart = sight.parts is not None and told - {REST} <= sight.parts <= set(
            others
        )
        return {
            place: total
            if (sight.whole if place == root else is_told_apart)
            else hidden(total)
            for place, total in totals.items()
        }

    def _is_wide(self, fact: IndicatorFact, whole: Total) -> bool:
        """Tell whether it is worth asking: elsewhere nothing is ever shown.

        Along the line nothing is: of two trees over the same units one tells the other.
        """
        if self.scene.tree != Tree.TERRITORY or fact.agg_units != Aggregation.SUM:
            return False
        if fact.visibility == Visibility.RESTRICTED:
            return self.scene.root.kind in WIDE and whole.units > 0
        return self.scene.root.kind in (*WIDE, *PLACES) and whole.units >= FEWEST_UNITS

    @cached_property
    def _guard(self) -> Guard:
        return Guard(
            root=self.scene.root,
            on=self.scene.on,
            indicators=[
                fact.pk
                for fact in self._facts.values()
                if not self.reader.sees(fact.visibility) and not fact.is_percent
            ],
            periods=dict(self.scene.periods),
            member=self.scene.member,
            stages=self.reader.stages,
        )


def _with_parts_of_percents(
    facts: Sequence[IndicatorFact],
) -> dict[int, IndicatorFact]:
    known = {fact.pk: fact for fact in facts}
    parts = {
        part
        for fact in facts
        for part in (fact.numerator, fact.denominator)
        if part is not None and part not in known
    }
    return known | (facts_by_id(sorted(parts)) if parts else {})


def read(
    scene: Scene,
    facts: Mapping[int, IndicatorFact],
    reader: Reader,
    members: Sequence[int] = (),
) -> list[Sums]:
    """Read what a scene needs: one statement for sums, one for what is not added."""
    stored = [fact for fact in facts.values() if not fact.is_percent]
    summed = [fact.pk for fact in stored if fact.agg_units == Aggregation.SUM]
    lone = [fact.pk for fact in stored if fact.agg_units != Aggregation.SUM]
    question = Question(
        indicators=summed,
        periods={period: known.end for period, known in scene.periods},
        on=scene.on,
        stages=reader.stages,
        members=members or ([scene.member] if scene.member else []),
        tree=scene.tree,
    )
    found = []
    if summed:
        is_nation = scene.root.kind == UnitKind.COUNTRY
        root, *children = scene.places
        found.append(
            sums_within(question, root=root, children=children, is_nation=is_nation)
        )
    if lone:
        found.append(own_values(replace(question, indicators=lone), scene.places))
    return found


def boards_by_member(
    scene: Scene,
    facts: Sequence[IndicatorFact],
    reader: Reader,
    members: Sequence[int],
) -> dict[int, Board]:
    """Return a board of each member of a breakdown, read together."""
    known = _with_parts_of_percents(facts)
    found = read(scene, known, reader, members)
    return {
        member: Board(
            replace(scene, member=member),
            list(known.values()),
            reader,
            [
                replace(
                    one, rows=tuple(row for row in one.rows if row.member == member)
                )
                for one in found
            ],
        )
        for member in members
    }
