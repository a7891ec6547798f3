"""Many totals at once: some indicators, one unit and its children, in two reads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

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
from danchu.indicators.rules.catalogue import Aggregation
from danchu.indicators.rules.filings import PROVISIONAL_STAGES, PUBLIC_STAGES, Status
from danchu.indicators.rules.privacy import for_strangers
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
from danchu.kernel.units.rules import UnitKind

Stages = frozenset[Status]
REST = 0
"""Stands for what is within the unit but in none of its children; no unit has it."""


@dataclass(frozen=True)
class Reader:
    """Who asks: strangers see what is published, without what is closed to them."""

    stages: Stages
    is_stranger: bool


def reader_of(user: User | AnonymousUser | None, unit: Unit) -> Reader:
    """Return how `user` reads figures of `unit` today."""
    if user is None or not user.is_authenticated:
        return Reader(PUBLIC_STAGES, is_stranger=True)
    if reach(user, timezone.localdate()).contains(unit):
        return Reader(PROVISIONAL_STAGES, is_stranger=False)
    return Reader(PUBLIC_STAGES, is_stranger=True)


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
        totals = {
            place: over_time(
                [self._total(fact, period, place) for period, _ in self.scene.periods],
                fact.agg_time,
            )
            for place in places
        }
        return self._shown(fact, totals)

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
        if not self._reader.is_stranger:
            return totals
        root, *others = totals
        whole, parts = for_strangers(
            fact.visibility,
            self.scene.root.kind,
            totals[root],
            [totals[place] for place in others],
        )
        return {root: whole, **dict(zip(others, parts, strict=True))}


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
