"""The one statement behind every total: own values, added where they stand.

Values are read live, by the covering index `indicators_value_rollup`; where each unit
counts is sent along (see `whereabouts`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from danchu.indicators.queries.whereabouts import Asked, Whereabouts, whereabouts
from danchu.indicators.rules.rollups import Part
from danchu.indicators.rules.tallies import MEANING, tallies
from danchu.kernel.units.rules import Tree

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
# Each row names its spot; see `whereabouts`, sent along as one byte a unit. Period,
# spot and tally are one number: each further key of a group costs millions of values.
_SPOT = "get_byte(%(low)s, least(v.unit_id, %(final)s)::int)"
_WIDE_SPOT = f"{_SPOT} + 256 * {_SPOT.replace('low', 'high')}"
_TALLIES, _SPOTS = 64, 65_536
_ADDED = f"""
SELECT v.indicator_id, {{key}} AS member_id,
    (v.period_id * {_SPOTS} + {{spot}}) * {_TALLIES} + v.tally, sum(v.number), count(*)
FROM indicators_value v
WHERE {{among}} {{value}} {{member}}
GROUP BY 1, 2, 3
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody
# For the nation nearly every value is read anyway.
_AMONG = "v.unit_id = ANY(%(units)s) AND"

_ON_MAP = "tree = %(tree)s AND until > %(on)s AND since <= %(on)s"
_REGISTER = f"""
SELECT e.day, ancestor_id, unit_kind, count(*)
FROM units_ancestry JOIN unnest(%(ends)s::date[]) e(day)
    ON unit_born <= e.day AND unit_died > e.day
WHERE {_ON_MAP} AND ancestor_id = ANY(%(places)s) AND unit_kind = ANY(%(kinds)s)
GROUP BY 1, 2, 3
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_OWN = """
SELECT v.indicator_id, v.period_id, v.member_id, v.unit_id, v.tally, v.number, 1
FROM indicators_value v WHERE v.unit_id = ANY(%(places)s) AND {value} {member}
"""

# What else a total needs to know comes with it: a trip to the database costs more.
_WITH_MARKS = """
SELECT marks.*, found.* FROM (
    SELECT (SELECT max(id) FROM units_ancestry) AS newest, EXISTS (
        SELECT FROM indicators_value WHERE scope = 'whole'
        AND indicator_id = ANY(%(indicators)s) AND period_id = ANY(%(periods)s)
    ) AS is_spoken_of
) marks LEFT JOIN ({statement}) found ON true
"""

Row = tuple[Any, ...]
Answer = tuple[int | None, bool, list[Row]]


@dataclass(frozen=True)
class Question:
    """Which values are wanted, of which periods, and by whom.

    `periods` are ids with their last days. Strangers see published stages only.
    Without `members` totals are wanted.
    """

    indicators: Collection[int]
    periods: Mapping[int, date]
    on: date
    stages: Collection[str]
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
    asked = Asked(question.tree, question.on, root, tuple(children))
    known = whereabouts(asked)
    while True:
        newest, is_spoken_of, rows = _added(question, known, is_nation=is_nation)
        if newest == known.newest:
            break
        known = whereabouts(asked, anew=True)
    spots, ends = known.spots, question.periods
    found = []
    for indicator, member, key, number, units in rows:
        placed, tally = divmod(key, _TALLIES)
        period, spot = divmod(placed, _SPOTS)
        where, words = spots[spot], MEANING[tally]
        if where is None:
            continue
        child, kind, born, died = where
        strays = 0 if born <= ends[period] < died else units
        part = Part(words.qualifier, words.stage, number, units, units, strays)
        found.append(Sum(indicator, period, member, child, kind, part))
    return Sums(tuple(found), newest, is_spoken_of)


def _added(question: Question, known: Whereabouts, *, is_nation: bool) -> Answer:
    is_all = is_nation and question.tree == Tree.TERRITORY
    statement = _ADDED.format(
        spot=_WIDE_SPOT if known.high else _SPOT,
        among="" if is_all else _AMONG,
        **_pieces(question),
    )
    return _ask(
        statement,
        question,
        low=known.low,
        high=known.high,
        final=known.last,
        units=[] if is_all else list(known.units),
    )


def own_values(question: Question, places: Sequence[int]) -> Sums:
    """Return what units have themselves, for indicators that must not be added."""
    statement = _OWN.format(**_pieces(question))
    newest, is_spoken_of, rows = _ask(statement, question, places=list(places))
    found = []
    for indicator, period, member, unit, tally, number, units in rows:
        words = MEANING[tally]
        part = Part(words.qualifier, words.stage, number, units, units)
        found.append(Sum(indicator, period, member, unit, "", part))
    return Sums(tuple(found), newest, is_spoken_of)


def _pieces(question: Question) -> dict[str, str]:
    return {
        **(_OF_MEMBERS if question.members else _OF_TOTALS),
        "value": _VALUE.format(
            **(_ONE_INDICATOR if len(question.indicators) == 1 else _MANY_INDICATORS),
            **(_ONE_PERIOD if len(question.periods) == 1 else _MANY_PERIODS),
        ),
    }


def _ask(statement: str, question: Question, **more: Any) -> Answer:
    facts: dict[str, Any] = {
        "indicators": list(question.indicators),
        "indicator": next(iter(question.indicators), None),
        "period": next(iter(question.periods), None),
        "periods": list(question.periods),
        "tallies": tallies(question.stages, with_illustrations=settings.DEMO),
        "members": list(question.members),
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WITH_MARKS.format(statement=statement), facts)
        rows = cursor.fetchall()
    newest, is_spoken_of = rows[0][:2]
    return newest, is_spoken_of, [row[2:] for row in rows if row[2] is not None]


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
    facts: dict[str, Any] = {
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
