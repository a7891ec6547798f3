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
from typing import Any

from django.conf import settings
from django.db import connection

from danchu.indicators.rules.rollups import Part
from danchu.kernel.units.rules import Tree

_VALUE = """
    v.scope = 'own' AND v.indicator_id = {indicator} AND v.period_id = {period}
    AND v.state IN ('number', 'zero', 'not_applicable')
    AND v.stage = ANY(%(stages)s) AND (v.origin <> 'illustration' OR %(demo)s)
"""
# A column of nothing but nulls would count for many groups.
_OF_MEMBERS = {"member": "AND v.member_id = ANY(%(members)s)", "key": "v.member_id"}
_OF_TOTALS = {"member": "AND v.member_id IS NULL", "key": "NULL::bigint"}
# Only of what is equal to one thing does the planner know that it makes no groups.
_ONE_INDICATOR = {"indicator": "%(indicator)s"}
_MANY_INDICATORS = {"indicator": "ANY(%(indicators)s)"}
_ONE_PERIOD = {"period": "%(period)s"}
_MANY_PERIODS = {"period": "ANY(%(periods)s)"}
# Hardly any unit began or ended while the periods ran; only of those it is asked.
_EDGE = "(unit_born > %(first)s OR unit_died <= %(last)s) AS is_edge"
_STRAY = """EXISTS (
    SELECT FROM periods_reportingperiod p WHERE p.id = v.period_id
        AND (p.end_on < {unit}.unit_born OR p.end_on >= {unit}.unit_died))"""
_ON_MAP = "tree = %(tree)s AND until > %(on)s AND since <= %(on)s"

_WITHIN = f"""
WITH inside AS MATERIALIZED (
    SELECT unit_id, unit_kind, unit_born, unit_died, {_EDGE} FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = %(root)s
), child AS MATERIALIZED (
    SELECT unit_id, ancestor_id FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
)
SELECT v.indicator_id, v.period_id, {{key}} AS member_id, child.ancestor_id,
    inside.unit_kind,
    v.qualifier, v.stage, sum(v.number), count(*),
    count(*) FILTER (WHERE inside.is_edge AND {_STRAY.format(unit="inside")})
FROM inside
JOIN indicators_value v ON v.unit_id = inside.unit_id
LEFT JOIN child ON child.unit_id = v.unit_id
WHERE {_VALUE} {{member}}
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

# For the nation every value is read anyway, so values come first and meet, in one hash
# join, the units that lived in the periods. Where some meet none (a body of the
# nation, a unit dead or unborn at the time), and only there, these are read once more
# and asked one by one in which child they stand, or whether in the nation at all.
# Units among the keys, or arrays of them, would make the planner sort every value.
_NATION = f"""
WITH child AS MATERIALIZED (
    SELECT unit_id, ancestor_id, unit_kind, unit_born, unit_died, {_EDGE}
    FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
        AND unit_died > %(first)s AND unit_born <= %(last)s
), added AS MATERIALIZED (
    SELECT v.indicator_id, v.period_id, {{key}} AS member_id, child.ancestor_id,
        child.unit_kind, v.qualifier, v.stage,
        sum(v.number) AS number, count(*) AS units, count(*) FILTER (
            WHERE child.is_edge AND {_STRAY.format(unit="child")}) AS strays
    FROM indicators_value v
    LEFT JOIN child ON child.unit_id = v.unit_id
    WHERE {_VALUE} {{member}}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
), lone AS (
    SELECT one.* FROM (
        SELECT DISTINCT indicator_id, period_id FROM added WHERE ancestor_id IS NULL
    ) apart CROSS JOIN LATERAL (
        SELECT v.indicator_id, v.period_id, {{key}} AS member_id, v.unit_id,
            v.qualifier, v.stage, v.number
        FROM indicators_value v
        WHERE {_VALUE} {{member}} AND v.indicator_id = apart.indicator_id
            AND v.period_id = apart.period_id
            AND NOT EXISTS (SELECT FROM child WHERE child.unit_id = v.unit_id)
        OFFSET 0) one
)
SELECT indicator_id, period_id, member_id, nullif(ancestor_id, %(root)s), unit_kind,
    qualifier, stage, number, units, strays
FROM added WHERE ancestor_id IS NOT NULL
UNION ALL
SELECT lone.indicator_id, lone.period_id, lone.member_id, a.child, a.unit_kind,
    lone.qualifier, lone.stage, sum(lone.number), count(*), count(*) FILTER (
        WHERE p.end_on < a.unit_born OR p.end_on >= a.unit_died)
FROM lone JOIN periods_reportingperiod p ON p.id = lone.period_id CROSS JOIN LATERAL (
    SELECT nullif(ancestor_id, %(root)s) AS child, unit_kind, unit_born, unit_died
    FROM units_ancestry WHERE {_ON_MAP} AND unit_id = lone.unit_id
    AND (ancestor_id = %(root)s OR ancestor_id = ANY(%(children)s))
    ORDER BY ancestor_id = %(root)s LIMIT 1) a
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_REGISTER = f"""
SELECT e.day, ancestor_id, unit_kind, count(*)
FROM units_ancestry JOIN unnest(%(ends)s::date[]) e(day)
    ON unit_born <= e.day AND unit_died > e.day
WHERE {_ON_MAP} AND ancestor_id = ANY(%(places)s) AND unit_kind = ANY(%(kinds)s)
GROUP BY 1, 2, 3
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_OWN = f"""
SELECT v.indicator_id, v.period_id, v.member_id, v.unit_id, '', v.qualifier, v.stage,
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

    Strangers see published stages only. Without `members` totals are wanted.
    """

    indicators: Collection[int]
    periods: Collection[int]
    on: date
    stages: Collection[str]
    first: date
    last: date
    members: Collection[int] = ()
    tree: str = Tree.TERRITORY.value


@dataclass(frozen=True)
class Sum:
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
        "on": question.on,
        "tree": question.tree,
        "first": question.first,
        "last": question.last,
        "stages": sorted(question.stages),
        "members": list(question.members),
        "demo": settings.DEMO,
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
    found = tuple(_sum(*row[2:]) for row in rows if row[2] is not None)
    return Sums(found, newest, is_spoken_of)


def _sum(  # noqa: PLR0913, PLR0917 -- the columns of the statement
    indicator: int,
    period: int,
    member: int | None,
    child: int | None,
    unit_kind: str,
    qualifier: str,
    stage: str,
    number: Decimal | None,
    units: int,
    strays: int,
) -> Sum:
    part = Part(qualifier, stage, number, units, units, strays)
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
