"""Many totals at once: some indicators, one unit and its children, in two reads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from danchu.indicators.queries.facts import IndicatorFact, facts_by_id
from danchu.indicators.queries.sums import (
    Question,
    Sum,
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
from danchu.indicators.rules.privacy import for_strangers, hidden
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
from danchu.kernel.units.queries import children_of, parent_of
from danchu.kernel.units.rules import UnitKind

Stages = frozenset[Status]
_TERRITORIAL = [UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE]
REST = 0
"""Stands for what is within the unit but in none of its children; no unit has it."""


@dataclass(frozen=True)
class Reader:
    """Who asks: strangers see what is published, without what is closed to them."""

    stages: Stages
    is_stranger: bool
    sees_restricted: bool = False

    def sees(self, visibility: str) -> bool:
        """Tell whether every single value of such an indicator is open to them."""
        if visibility == Visibility.RESTRICTED:
            return self.sees_restricted
        return visibility == Visibility.PUBLIC or not self.is_stranger


def reader_of(user: User | AnonymousUser | None, unit: Unit) -> Reader:
    """Return how `user` reads figures of `unit` today."""
    if user is None or not user.is_authenticated:
        return Reader(PUBLIC_STAGES, is_stranger=True)
    held = reach(user, timezone.localdate())
    if held.allowing(READ_RESTRICTED).contains(unit):
        return Reader(PROVISIONAL_STAGES, is_stranger=False, sees_restricted=True)
    if held.contains(unit):
        return Reader(PROVISIONAL_STAGES, is_stranger=False)
    return Reader(PUBLIC_STAGES, is_stranger=True)


def territory_below(unit: Unit, on: date) -> tuple[Unit, ...]:
    """Return the children a total is told apart by; bodies belong to the rest."""
    below = children_of(unit, on).filter(kind__in=_TERRITORIAL)
    return tuple(below.only("name", "kind"))


@dataclass(frozen=True)
class Scene:
    """Where to look: a unit, the children to tell apart, the map and the periods."""

    root: Unit
    children: tuple[Unit, ...]
    on: date
    periods: tuple[tuple[int, Period], ...]
    member: int | None = None

    @property
    def places(self) -> list[int]:
        """Return the ids of the unit and of its children."""
        return [self.root.pk, *(child.pk for child in self.children)]


class Board:
    """The totals of a scene, read once, as one reader may see them."""

    def __init__(
        self, scene: Scene, facts: Sequence[IndicatorFact], reader: Reader
    ) -> None:
        self.scene = scene
        self._reader = reader
        self._facts = _with_parts_of_percents(facts)
        self._parts: dict[tuple[int, int, int], list[tuple[str, Part]]] = defaultdict(
            list
        )
        self._lone: dict[tuple[int, int, int], list[Part]] = defaultdict(list)
        self._register = {
            period: registered(
                places=scene.places, kinds=self._kinds(), on=scene.on, end=known.end
            )
            for period, known in scene.periods
        }
        self._read()

    def totals(self, fact: IndicatorFact) -> dict[int, Total]:
        """Return the totals of the unit, each child, and `REST`, by id."""
        if fact.numerator is None or fact.denominator is None:
            return self._counted(fact)
        part = self._counted(self._facts[fact.numerator])
        whole = self._counted(self._facts[fact.denominator])
        shares = {place: share(part[place], whole[place]) for place in part}
        return self._shown(fact, shares)

    def rest_kinds(self, fact: IndicatorFact) -> list[str]:
        """Return the kinds of the units whose values stand in none of the children."""
        wanted = {fact.pk, fact.numerator, fact.denominator}
        return sorted(
            {
                kind
                for (indicator, _, place), parts in self._parts.items()
                if place == REST and indicator in wanted
                for kind, _ in parts
            }
        )

    def _kinds(self) -> set[str]:
        return {fact.primary_kind for fact in self._facts.values()}

    def _question(self, indicators: Sequence[int]) -> Question:
        return Question(
            indicators=indicators,
            periods=[period for period, _ in self.scene.periods],
            on=self.scene.on,
            stages=self._reader.stages,
            first=min(known.start for _, known in self.scene.periods),
            last=max(known.end for _, known in self.scene.periods),
            member=self.scene.member,
        )

    def _read(self) -> None:
        stored = [fact for fact in self._facts.values() if not fact.is_percent]
        summed = [fact.pk for fact in stored if fact.agg_units == Aggregation.SUM]
        lone = [fact.pk for fact in stored if fact.agg_units != Aggregation.SUM]
        for row in self._sums(summed):
            key = (row.indicator, row.period, row.child or REST)
            self._parts[key].append((row.unit_kind, row.part))
        for row in own_values(self._question(lone), self.scene.places):
            self._lone[row.indicator, row.period, row.child or REST].append(row.part)

    def _sums(self, indicators: list[int]) -> list[Sum]:
        if not indicators:
            return []
        return sums_within(
            self._question(indicators),
            root=self.scene.root.pk,
            children=self.scene.places[1:],
            is_nation=self.scene.root.kind == UnitKind.COUNTRY,
        )

    def _counted(self, fact: IndicatorFact) -> dict[int, Total]:
        places = [*self.scene.places, REST]
        singles = [
            self._shown(
                fact, {place: self._total(fact, period, place) for place in places}
            )
            for period, _ in self.scene.periods
        ]
        return {
            place: over_time([single[place] for single in singles], fact.agg_time)
            for place in places
        }

    def _total(self, fact: IndicatorFact, period: int, place: int) -> Total:
        if fact.agg_units != Aggregation.SUM:
            return self._alone(fact, period, place)
        is_root = place == self.scene.root.pk
        cells = [*self.scene.places[1:], REST] if is_root else [place]
        parts = [
            _of_kind(part, fact.primary_kind, kind)
            for cell in cells
            for kind, part in self._parts.get((fact.pk, period, cell), ())
        ]
        return total_of(parts, self._registered(fact, period, place))

    def _alone(self, fact: IndicatorFact, period: int, place: int) -> Total:
        parts = self._lone.get((fact.pk, period, place), [])
        total = replace(total_of(parts, 0), coverage=Coverage(len(parts), 1))
        if total.number is not None:
            return total
        return replace(total, why_none="Chỉ tiêu này không cộng qua các đơn vị")

    def _registered(self, fact: IndicatorFact, period: int, place: int) -> int:
        counts, kind = self._register[period], fact.primary_kind
        if place != REST:
            return counts.get((place, kind), 0)
        root, *children = self.scene.places
        inside = sum(counts.get((child, kind), 0) for child in children)
        return counts.get((root, kind), 0) - inside

    def _shown(self, fact: IndicatorFact, totals: dict[int, Total]) -> dict[int, Total]:
        if self._reader.sees(fact.visibility):
            return totals
        root, *others = totals
        whole, parts = for_strangers(
            fact.visibility,
            self.scene.root.kind,
            totals[root],
            [totals[place] for place in others],
            kinds=self._kinds_of_parts(fact, totals),
        )
        if not self._reader.is_stranger or self._is_hidden_above(fact, whole):
            return {place: hidden(total) for place, total in totals.items()}
        if fact.visibility == Visibility.INTERNAL and self._is_far:
            parts = [hidden(part) for part in parts]
        return {root: whole, **dict(zip(others, parts, strict=True))}

    def _kinds_of_parts(
        self, fact: IndicatorFact, totals: dict[int, Total]
    ) -> set[str]:
        children = self.scene.children
        kinds = {child.kind for child in children if totals[child.pk].units}
        return kinds | set(self.rest_kinds(fact))

    def _is_hidden_above(self, fact: IndicatorFact, whole: Total) -> bool:
        """Tell whether the unit above could be asked in order to find `whole`."""
        is_closed = whole.is_hidden or not whole.units
        if is_closed or self.scene.root.kind == UnitKind.COUNTRY:
            return False
        above = self._above
        return above is None or above.totals(fact)[self.scene.root.pk].is_hidden

    @cached_property
    def _above(self) -> "Board | None":
        root, on = self.scene.root, self.scene.on
        parent = parent_of(root, on)
        if parent is None:
            return None
        children = territory_below(parent, on)
        if root.kind not in _TERRITORIAL:
            children = tuple(children_of(parent, on).only("name", "kind"))
        facts = list(self._facts.values())
        closed = [fact for fact in facts if fact.visibility != Visibility.PUBLIC]
        scene = replace(self.scene, root=parent, children=children)
        return Board(scene, closed, self._reader)

    @cached_property
    def _is_far(self) -> bool:
        """Whether parts stand deeper than one level, past totals hidden between."""
        near = children_of(self.scene.root, self.scene.on)
        known = set(near.values_list("pk", flat=True)) if self.scene.children else set()
        return not known.issuperset(self.scene.places[1:])


def _of_kind(part: Part, primary: str, kind: str) -> Part:
    return part if kind == primary else replace(part, have=0, strays=0)


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
