"""The one statement behind every total: own values, added where they stand.

Values are read live, by the covering index `indicators_value_rollup`; where a unit
counts comes from `units_ancestry`, whose spans know the map of every day.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from danchu.indicators.rules.rollups import Part
from danchu.indicators.rules.tallies import MEANING, tallies
from danchu.kernel.units.rules import Tree, UnitKind

_VALUE = """
    v.scope = 'own' AND v.indicator_id = {indicator} AND v.period_id = {period}
    AND v.tally = ANY(%(tallies)s)
"""
# A column of nothing but nulls would count for many groups.
_OF_MEMBERS = {"member": "AND v.member_id = ANY(%(members)s)", "key": "v.member_id"}
_OF_TOTALS = {"member": "AND v.member_id IS NULL", "key": "NULL::bigint"}
# Only of what is equal to one thing does the planner know that it makes no groups.
_ONE_INDICATOR = {"indicator": "%(indicator)s"}
_MANY_INDICATORS = {"indicator": "ANY(%(indicators)s)"}
_ONE_PERIOD = {"period": "%(period)s"}
_MANY_PERIODS = {"period": "ANY(%(periods)s)"}
# Where a value counts and of what kind its unit is, in one number: the fewer and the
# smaller the keys of a group, the less each of millions of values costs.
_KINDS = tuple(UnitKind)
_ROOM = len(_KINDS) + 1  # 0 is no kind
_PLACE = f"{{place}} * {_ROOM} + array_position(%(kinds)s, {{unit}}.unit_kind::text)"
# Hardly any unit began or ended while the periods ran; only of those it is asked.
_EDGE = "(unit_born > %(first)s OR unit_died <= %(last)s) AS is_edge"
_END = "(%(ends)s::date[])[array_position(%(periods)s::bigint[], {value}.period_id)]"
_STRAY = f"({_END} < {{unit}}.unit_born OR {_END} >= {{unit}}.unit_died)"
_ON_MAP = "tree = %(tree)s AND until > %(on)s AND since <= %(on)s"

_WITHIN = f"""
WITH child AS MATERIALIZED (
    SELECT unit_id, ancestor_id FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
), inside AS MATERIALIZED (
    SELECT whole.unit_id, unit_born, unit_died, {_EDGE},
        {_PLACE.format(place="coalesce(child.ancestor_id, 0)", unit="whole")} AS cell
    FROM units_ancestry whole LEFT JOIN child USING (unit_id)
    WHERE {_ON_MAP} AND whole.ancestor_id = %(root)s
)
SELECT v.indicator_id, v.period_id, {{key}} AS member_id, inside.cell, v.tally,
    sum(v.number), count(*),
    count(*) FILTER (WHERE inside.is_edge AND {_STRAY.format(value="v", unit="inside")})
FROM inside
JOIN indicators_value v ON v.unit_id = inside.unit_id
WHERE {_VALUE} {{member}}
GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

# For the nation every value is read anyway, so values come first and meet, in one hash
# join, the units that lived in the periods. Where some meet none (a body of the
# nation, a unit dead or unborn at the time), and only there, these are read once more
# and asked one by one in which child they stand, or whether in the nation at all.
# Units among the keys, or arrays of them, would make the planner sort every value.
_NATION = f"""
WITH child AS MATERIALIZED (
    SELECT unit_id, {_PLACE.format(place="ancestor_id", unit="a")} AS cell,
        unit_born, unit_died, {_EDGE}
    FROM units_ancestry a
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
        AND unit_died > %(first)s AND unit_born <= %(last)s
), added AS MATERIALIZED (
    SELECT v.indicator_id, v.period_id, {{key}} AS member_id, child.cell, v.tally,
        sum(v.number) AS number, count(*) AS units, count(*) FILTER (
            WHERE child.is_edge AND {_STRAY.format(value="v", unit="child")}) AS strays
    FROM indicators_value v
    LEFT JOIN child ON child.unit_id = v.unit_id
    WHERE {_VALUE} {{member}}
    GROUP BY 1, 2, 3, 4, 5
), lone AS (
    SELECT one.* FROM (
        SELECT DISTINCT indicator_id, period_id FROM added WHERE cell IS NULL
    ) apart CROSS JOIN LATERAL (
        SELECT v.indicator_id, v.period_id, {{key}} AS member_id, v.unit_id, v.tally,
            v.number
        FROM indicators_value v
        WHERE {_VALUE} {{member}} AND v.indicator_id = apart.indicator_id
            AND v.period_id = apart.period_id
            AND NOT EXISTS (SELECT FROM child WHERE child.unit_id = v.unit_id)
        OFFSET 0) one
)
SELECT * FROM added WHERE cell IS NOT NULL
UNION ALL
SELECT lone.indicator_id, lone.period_id, lone.member_id, a.cell, lone.tally,
    sum(lone.number), count(*),
    count(*) FILTER (WHERE {_STRAY.format(value="lone", unit="a")})
FROM lone CROSS JOIN LATERAL (
    SELECT {_PLACE.format(place="ancestor_id", unit="u")} AS cell, unit_born, unit_died
    FROM units_ancestry u WHERE {_ON_MAP} AND unit_id = lone.unit_id
    AND (ancestor_id = %(root)s OR ancestor_id = ANY(%(children)s))
    ORDER BY ancestor_id = %(root)s LIMIT 1) a
GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_REGISTER = f"""
SELECT e.day, ancestor_id, unit_kind, count(*)
FROM units_ancestry JOIN unnest(%(ends)s::date[]) e(day)
    ON unit_born <= e.day AND unit_died > e.day
WHERE {_ON_MAP} AND ancestor_id = ANY(%(places)s) AND unit_kind = ANY(%(kinds)s)
GROUP BY 1, 2, 3
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_OWN = f"""
SELECT v.indicator_id, v.period_id, v.member_id, v.unit_id * {_ROOM}, v.tally,
    v.number, 1, 0
FROM indicators_value v WHERE v.unit_id = ANY(%(places)s) AND {_VALUE} {{member}}
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

# What else a total needs to know comes with it: a trip to the database costs more.
_WITH_MARKS = """
SELECT marks.*, found.* FROM (
    SELECT (SELECT max(id) FROM units_ancestry) AS newest, EXISTS (
        SELECT FROM indicators_value WHERE scope = 'whole'
        AND indicator_id = ANY(%(indicators)s) AND period_id = ANY(%(periods)s)
    ) AS is_spoken_of
) marks LEFT JOIN ({statement}) found ON true
"""

Facts = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """Which values are wanted, of periods from `first` to `last`, and by whom.

    `periods` are ids with their last days. Strangers see published stages only.
    Without `members` totals are wanted.
    """

    indicators: Collection[int]
    periods: Mapping[int, date]
    on: date
    stages: Collection[str]
    first: date
    last: date
    members: Collection[int] = ()
    tree: str = Tree.TERRITORY.value


class Sum(NamedTuple):
    """One row of the answer: a part, and what it is a part of."""

    indicator: int
    period: int
    member: int | None
    child: int | None
    unit_kind: str
    part: Part


@dataclass(frozen=True)
class Sums:
    """All rows, the newest span of the register, and whether a source speaks too."""

    rows: tuple[Sum, ...]
    newest: int | None
    is_spoken_of: bool


def sums_within(
    question: Question, *, root: int, children: Sequence[int], is_nation: bool
) -> Sums:
    """Add own values within `root`, apart for each child; the rest has child `None`."""
    statement = _WITHIN
    if is_nation and question.tree == Tree.TERRITORY:
        statement, children = _NATION, children or [root]
    return _ask(statement, question, root=root, children=list(children))


def own_values(question: Question, places: Sequence[int]) -> Sums:
    """Return what units have themselves, for indicators that must not be added."""
    return _ask(_OWN, question, places=list(places))


def _ask(statement: str, question: Question, **places: int | list[int]) -> Sums:
    facts: Facts = {
        "indicators": list(question.indicators),
        "indicator": next(iter(question.indicators), None),
        "period": next(iter(question.periods), None),
        "periods": list(question.periods),
        "ends": list(question.periods.values()),
        "on": question.on,
        "tree": question.tree,
        "first": question.first,
        "last": question.last,
        "tallies": tallies(question.stages, with_illustrations=settings.DEMO),
        "members": list(question.members),
        "kinds": list(_KINDS),
        **places,
    }
    pieces = {
        **(_OF_MEMBERS if question.members else _OF_TOTALS),
        **(_ONE_INDICATOR if len(question.indicators) == 1 else _MANY_INDICATORS),
        **(_ONE_PERIOD if len(question.periods) == 1 else _MANY_PERIODS),
    }
    wanted = _WITH_MARKS.format(statement=statement.format(**pieces))
    with connection.cursor() as cursor:
        cursor.execute(wanted, facts)
        rows = cursor.fetchall()
    newest, is_spoken_of = rows[0][:2]
    root = places.get("root")
    found = tuple(_sum(root, *row[2:]) for row in rows if row[2] is not None)
    return Sums(found, newest, is_spoken_of)


def _sum(  # noqa: PLR0913, PLR0917 -- the columns of the statement
    root: object,
    indicator: int,
    period: int,
    member: int | None,
    cell: int,
    tally: int,
    number: Decimal | None,
    units: int,
    strays: int,
) -> Sum:
    words, (place, kind) = MEANING[tally], divmod(cell, _ROOM)
    part = Part(words.qualifier, words.stage, number, units, units, strays)
    child = None if place in {0, root} else place
    unit_kind = _KINDS[kind - 1] if kind else ""
    return Sum(indicator, period, member, child, unit_kind, part)


@dataclass(frozen=True)
class Counted:
    """Of which units the register is counted: where, of which kinds, on which days.

    No figures are in it, so an answer is kept for as long as no span of the register
    is newer than `newest`.
    """

    newest: int | None
    places: tuple[int, ...]
    kinds: tuple[str, ...]
    tree: str
    on: date
    ends: tuple[date, ...]


@lru_cache(maxsize=512)
def registered(asked: Counted) -> Mapping[tuple[date, int, str], int]:
    """Count the units that existed at each end, where they stand on the map of `on`."""
    facts: Facts = {
        "places": list(asked.places),
        "kinds": list(asked.kinds),
        "tree": asked.tree,
        "on": asked.on,
        "ends": list(asked.ends),
    }
    with connection.cursor() as cursor:
        cursor.execute(_REGISTER, facts)
        counts = {tuple(key): count for *key, count in cursor.fetchall()}
    return MappingProxyType(counts)
