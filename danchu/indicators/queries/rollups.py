"""Totals by subtree on the map of any day, with what sources say beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Member
from danchu.indicators.queries.boards import (
    REST,
    Board,
    Reader,
    Scene,
    parts_below,
    reader_of,
)
from danchu.indicators.queries.breakdowns import by_members, may_show_member
from danchu.indicators.queries.facts import (
    IndicatorFact,
    PlaceFact,
    indicator_fact,
    indicator_facts,
)
from danchu.indicators.queries.periods import MOST_POINTS, periods_of
from danchu.indicators.queries.reports import Reported, reported_beside
from danchu.indicators.rules.privacy import hidden
from danchu.indicators.rules.rollups import Total
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import KIND_NAMES, Tree, UnitKind

Someone = User | AnonymousUser | None


@dataclass(frozen=True)
class ChildTotal:
    """What one child comes to; `place` is `None` for what stands in no child."""

    place: PlaceFact | None
    name: str
    total: Total
    member: str = ""


@dataclass(frozen=True)
class Point:
    """What one period of a series comes to, with the coverage of its own register."""

    period: Period
    total: Total


@dataclass(frozen=True)
class Series:
    """One indicator of one unit over consecutive periods, on one map."""

    indicator: IndicatorFact
    place: PlaceFact
    map_on: date
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Rollup:
    """One indicator of one unit: total, children, the rest, and what sources say."""

    indicator: IndicatorFact
    place: PlaceFact
    periods: tuple[Period, ...]
    map_on: date
    total: Total
    children: tuple[ChildTotal, ...]
    remainder: ChildTotal | None
    reported: tuple[Reported, ...]
    is_provisional_reader: bool
    points: tuple[Point, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """The number alone, `None` when nobody has one or it must not be added."""
        return self.total.number


@dataclass(frozen=True)
class TableRow:
    """One child, or the rest, with its total of each indicator of the table."""

    place: PlaceFact | None
    name: str
    totals: tuple[Total, ...]


@dataclass(frozen=True)
class Table:
    """Several indicators of one unit and its children."""

    place: PlaceFact
    period: Period
    map_on: date
    indicators: tuple[IndicatorFact, ...]
    totals: tuple[Total, ...]
    rows: tuple[TableRow, ...]


def rollup(  # noqa: PLR0913 -- a total is asked by all of these
    *,
    indicator: str,
    unit: Unit,
    period: str,
    map_on: date,
    user: Someone = None,
    member: str = "",
    with_children: bool = True,
    tree: str = Tree.TERRITORY.value,
) -> Rollup:
    """Return one indicator's live total of `unit` on the map of `map_on`.

    `period` is a code, or codes joined by commas when consecutive periods are to be
    combined. Strangers see published figures; those in reach see provisional ones.
    """
    fact = indicator_fact(indicator)
    reader = reader_of(user, unit, map_on, tree)
    scene = Scene(
        root=unit,
        children=parts_below(unit, map_on, tree) if with_children else (),
        on=map_on,
        periods=periods_of(period),
        member=member_of(fact, member),
        tree=tree,
    )
    return told(scene, fact, reader)


def series(  # noqa: PLR0913 -- a series is asked by all of these
    *,
    indicator: str,
    unit: Unit,
    periods: str,
    map_on: date,
    user: Someone = None,
    member: str = "",
    tree: str = Tree.TERRITORY.value,
) -> Series:
    """Return one indicator of `unit` in each of consecutive periods, in one read.

    `periods` are codes joined by commas, twenty-four at most. Each point has the
    coverage of the register at the end of its period, on the map of `map_on`.
    """
    fact = indicator_fact(indicator)
    scene = Scene(
        root=unit,
        children=(),
        on=map_on,
        periods=periods_of(periods, most=MOST_POINTS),
        member=member_of(fact, member),
        tree=tree,
    )
    reader = reader_of(user, unit, map_on, tree)
    found = points_of(scene, fact, reader)
    return Series(fact, PlaceFact.of(unit), map_on, found)


def points_of(scene: Scene, fact: IndicatorFact, reader: Reader) -> tuple[Point, ...]:
    """Return the points of a scene; of a closed breakdown a member has none open."""
    single = replace(scene, children=())
    found = Board(single, [fact], reader).points(fact)
    totals = [one[scene.root.pk] for one in found]
    if scene.member and not reader.sees(fact.visibility):
        totals = [
            total
            if may_show_member(replace(single, periods=(period,)), fact, reader)
            else hidden(total)
            for total, period in zip(totals, scene.periods, strict=True)
        ]
    return tuple(
        Point(known, total)
        for (_, known), total in zip(scene.periods, totals, strict=True)
    )


def told(scene: Scene, fact: IndicatorFact, reader: Reader) -> Rollup:
    """Return the total of a scene with its parts and what sources say beside it."""
    board = Board(scene, [fact], reader)
    totals = board.totals(fact)
    if scene.member and not reader.sees(fact.visibility):
        is_shown = may_show_member(scene, fact, reader)
        totals = {
            place: total if is_shown and place == scene.root.pk else hidden(total)
            for place, total in totals.items()
        }
    return Rollup(
        indicator=fact,
        place=PlaceFact.of(scene.root),
        periods=tuple(known for _, known in scene.periods),
        map_on=scene.on,
        total=totals[scene.root.pk],
        children=tuple(
            ChildTotal(PlaceFact.of(child), child.name, totals[child.pk])
            for child in scene.children
        ),
        remainder=_remainder(board, fact, totals[REST]),
        reported=reported_beside(board, fact),
        is_provisional_reader=not reader.is_stranger,
    )


def told_by_members(scene: Scene, fact: IndicatorFact, reader: Reader) -> Rollup:
    """Return the total of a scene told apart by the members of its breakdown."""
    found = told(replace(scene, children=(), member=None), fact, reader)
    members, rest = by_members(scene, fact, reader, found.total)
    return replace(
        found,
        children=tuple(
            ChildTotal(None, member.name, total, member.code)
            for member, total in members
        ),
        remainder=ChildTotal(None, "Không phân tổ", rest) if rest else None,
    )


def province_table(
    *,
    unit: Unit,
    period: str,
    indicators: Sequence[str],
    map_on: date,
    user: Someone = None,
    with_children: bool = True,
) -> Table:
    """Return many indicators of a unit and its children, in a few reads."""
    facts = indicator_facts(list(indicators))
    reader = reader_of(user, unit, map_on)
    children = parts_below(unit, map_on) if with_children else ()
    scene = Scene(unit, children, map_on, periods_of(period))
    return table_of(scene, facts, reader)


def table_of(scene: Scene, facts: list[IndicatorFact], reader: Reader) -> Table:
    """Return many indicators of a scene as one reader may see them."""
    unit = scene.root
    board = Board(scene, facts, reader)
    totals = [board.totals(fact) for fact in facts]
    rows = [
        TableRow(
            PlaceFact.of(child), child.name, tuple(each[child.pk] for each in totals)
        )
        for child in scene.children
    ]
    rest = tuple(each[REST] for each in totals)
    if scene.children and any(total.units for total in rest):
        kinds = sorted({kind for fact in facts for kind in board.rest_kinds(fact)})
        rows.append(TableRow(None, rest_name(kinds), rest))
    return Table(
        place=PlaceFact.of(unit),
        period=scene.periods[-1][1],
        map_on=scene.on,
        indicators=tuple(facts),
        totals=tuple(each[unit.pk] for each in totals),
        rows=tuple(rows),
    )


def rest_name(kinds: Sequence[str]) -> str:
    """Name what stands in none of the children, by the kinds of its units."""
    names = [
        "cấp huyện (đã kết thúc)"
        if kind == UnitKind.DISTRICT
        else KIND_NAMES[UnitKind(kind)]
        for kind in kinds
    ]
    return "Riêng " + ", ".join(names) if names else "Phần còn lại"


def _remainder(board: Board, fact: IndicatorFact, total: Total) -> ChildTotal | None:
    if not board.scene.children or not total.units:
        return None
    return ChildTotal(None, rest_name(board.rest_kinds(fact)), total)


def member_of(fact: IndicatorFact, code: str) -> int | None:
    """Return the id of a member, `None` where none is asked; refuse an unknown one."""
    if not code:
        return None
    found = Member.objects.filter(
        dimension__indicator=fact.pk, code=code[:30].replace("\0", " ")
    ).first()
    if found is None:
        raise RuleBroken("indicators.unknown_member", code=fact.code, member=code[:30])
    return int(found.pk)
