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

_VALUE = """
    v.scope = 'own' AND v.indicator_id = ANY(%(indicators)s)
    AND v.period_id = ANY(%(periods)s)
    AND v.state IN ('number', 'zero', 'not_applicable')
    AND v.stage = ANY(%(stages)s) AND (v.origin <> 'illustration' OR %(demo)s)
"""
_MEMBER = "AND v.member_id = %(member)s"
_TOTAL = "AND v.member_id IS NULL"
_ON_MAP = "tree = 'territory' AND until > %(on)s AND since <= %(on)s"

_WITHIN = f"""
WITH inside AS MATERIALIZED (
    SELECT unit_id, unit_kind, unit_born, unit_died FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = %(root)s
), child AS MATERIALIZED (
    SELECT unit_id, ancestor_id FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
)
SELECT v.indicator_id, v.period_id, child.ancestor_id, inside.unit_kind,
    v.qualifier, v.stage, sum(v.number), count(*),
    count(*) FILTER (WHERE p.end_on < inside.unit_born OR p.end_on >= inside.unit_died)
FROM inside
JOIN indicators_value v ON v.unit_id = inside.unit_id
JOIN periods_reportingperiod p ON p.id = v.period_id
LEFT JOIN child ON child.unit_id = v.unit_id
WHERE {_VALUE} {{member}}
GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

# For the nation every value is read anyway, so values come first and meet, in one hash
# join, the units that lived in the periods. The few that meet none (a body of the
# nation, a unit dead or unborn at the time) are kept apart by unit and only then asked
# one by one in which child they stand, or whether in the nation at all.
_NATION = f"""
WITH added AS MATERIALIZED (
    SELECT v.indicator_id, v.period_id, child.ancestor_id, child.unit_kind, p.end_on,
        v.qualifier, v.stage,
        CASE WHEN child.unit_id IS NULL THEN v.unit_id END AS lone,
        sum(v.number) AS number, count(*) AS units, count(*) FILTER (
            WHERE p.end_on < child.unit_born OR p.end_on >= child.unit_died) AS strays
    FROM indicators_value v
    JOIN periods_reportingperiod p ON p.id = v.period_id
    LEFT JOIN units_ancestry child ON child.unit_id = v.unit_id
        AND child.{_ON_MAP} AND child.ancestor_id = ANY(%(children)s)
        AND child.unit_died > %(first)s AND child.unit_born <= %(last)s
    WHERE {_VALUE} {{member}}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT indicator_id, period_id, ancestor_id, unit_kind, qualifier, stage,
    number, units, strays
FROM added WHERE lone IS NULL
UNION ALL
SELECT added.indicator_id, added.period_id, a.child, a.unit_kind, added.qualifier,
    added.stage, sum(added.number), count(*),
    count(*) FILTER (WHERE end_on < a.unit_born OR end_on >= a.unit_died)
FROM added CROSS JOIN LATERAL (
    SELECT nullif(ancestor_id, %(root)s) AS child, unit_kind, unit_born, unit_died
    FROM units_ancestry WHERE {_ON_MAP} AND unit_id = added.lone
    AND (ancestor_id = %(root)s OR ancestor_id = ANY(%(children)s))
    ORDER BY ancestor_id = %(root)s LIMIT 1) a
WHERE added.lone IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_REGISTER = f"""
SELECT ancestor_id, unit_kind, count(*) FROM units_ancestry
WHERE {_ON_MAP} AND ancestor_id = ANY(%(places)s) AND unit_kind = ANY(%(kinds)s)
    AND unit_born <= %(end)s AND unit_died > %(end)s
GROUP BY 1, 2
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_OWN = f"""
SELECT v.indicator_id, v.period_id, v.unit_id, '', v.qualifier, v.stage, v.number, 1, 0
FROM indicators_value v WHERE v.unit_id = ANY(%(places)s) AND {_VALUE} {{member}}
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody

_SPOKEN_OF = """
SELECT EXISTS (SELECT FROM indicators_value
    WHERE scope = 'whole' AND indicator_id = %s AND period_id = %s)
"""

Facts = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """Which values are wanted, of periods from `first` to `last`, and by whom.

    Strangers see published stages only.
    """

    indicators: Collection[int]
    periods: Collection[int]
    on: date
    stages: Collection[str]
    first: date
    last: date
    member: int | None = None


@dataclass(frozen=True)
class Sum:
    """One row of the answer: a part, and what it is a part of."""

    indicator: int
    period: int
    child: int | None
    unit_kind: str
    part: Part


def sums_within(
    question: Question, *, root: int, children: Sequence[int], is_nation: bool
) -> list[Sum]:
    """Add own values within `root`, apart for each child; the rest has child `None`."""
    statement = _NATION if is_nation and children else _WITHIN
    return _ask(statement, question, root=root, children=list(children))


def is_spoken_of(indicator: int, period: int) -> bool:
    """Tell whether any source gives a whole value; for most there is none to fetch."""
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN_OF, [indicator, period])
        return bool(cursor.fetchone()[0])


def own_values(question: Question, places: Sequence[int]) -> list[Sum]:
    """Return what units have themselves, for indicators that must not be added."""
    if not question.indicators:
        return []
    return _ask(_OWN, question, places=list(places))


def _ask(statement: str, question: Question, **places: int | list[int]) -> list[Sum]:
    facts: Facts = {
        "indicators": list(question.indicators),
        "periods": list(question.periods),
        "on": question.on,
        "first": question.first,
        "last": question.last,
        "stages": sorted(question.stages),
        "member": question.member,
        "demo": settings.DEMO,
        **places,
    }
    member = _TOTAL if question.member is None else _MEMBER
    with connection.cursor() as cursor:
        cursor.execute(statement.format(member=member), facts)
        return [_sum(*row) for row in cursor.fetchall()]


def _sum(  # noqa: PLR0913, PLR0917 -- the columns of the statement
    indicator: int,
    period: int,
    child: int | None,
    unit_kind: str,
    qualifier: str,
    stage: str,
    number: Decimal | None,
    units: int,
    strays: int,
) -> Sum:
    part = Part(qualifier, stage, number, units, units, strays)
    return Sum(indicator, period, child, unit_kind, part)


def registered(
    *, places: Sequence[int], kinds: Collection[str], on: date, end: date
) -> Mapping[tuple[int, str], int]:
    """Count the units of each kind that existed on `end`, where they stand on `on`.

    No figures are in it, only the register of units, so an answer is kept for as long
    as no span of the register is newer than it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM units_ancestry")
        row = cursor.fetchone()
    newest = row[0] if row else None
    return _registered(newest, tuple(places), tuple(sorted(kinds)), on, end)


@lru_cache(maxsize=512)
def _registered(
    newest: int | None,  # noqa: ARG001 -- part of the key
    places: tuple[int, ...],
    kinds: tuple[str, ...],
    on: date,
    end: date,
) -> Mapping[tuple[int, str], int]:
    facts: Facts = {"places": list(places), "kinds": list(kinds), "on": on, "end": end}
    with connection.cursor() as cursor:
        cursor.execute(_REGISTER, facts)
        counts = {(place, kind): count for place, kind, count in cursor.fetchall()}
    return MappingProxyType(counts)
