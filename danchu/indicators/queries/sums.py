"""The one statement behind every total: own values, added where they stand.

Values are read live, by the covering index `indicators_value_rollup`; where a unit
counts comes from `units_ancestry`, whose spans know the map of every day.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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

# For the nation nearly every value stands in a province, so its few others are asked
# one by one whether they stand in it at all. A sub-select with LIMIT is never hashed.
_NATION = f"""
WITH child AS MATERIALIZED (
    SELECT unit_id, ancestor_id, unit_kind, unit_born, unit_died FROM units_ancestry
    WHERE {_ON_MAP} AND ancestor_id = ANY(%(children)s)
)
SELECT v.indicator_id, v.period_id, child.ancestor_id, coalesce(child.unit_kind,
        (SELECT kind FROM units_unit WHERE id = v.unit_id)),
    v.qualifier, v.stage, sum(v.number), count(*),
    count(*) FILTER (WHERE CASE WHEN child.unit_id IS NOT NULL
        THEN p.end_on < child.unit_born OR p.end_on >= child.unit_died
        ELSE (SELECT p.end_on < u.valid_from OR p.end_on > u.valid_to
            FROM units_unit u WHERE u.id = v.unit_id) END)
FROM indicators_value v
JOIN periods_reportingperiod p ON p.id = v.period_id
LEFT JOIN child ON child.unit_id = v.unit_id
WHERE {_VALUE} {{member}} AND (child.unit_id IS NOT NULL OR (
    SELECT true FROM units_ancestry WHERE {_ON_MAP}
    AND unit_id = v.unit_id AND ancestor_id = %(root)s LIMIT 1))
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


Facts = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """Which values are wanted, and who asks: strangers see published stages only."""

    indicators: Collection[int]
    periods: Collection[int]
    on: date
    stages: Collection[str]
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
    statement = _NATION if is_nation else _WITHIN
    return _ask(statement, question, root=root, children=list(children))


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
    """Count the units of each kind that existed on `end`, where they stand on `on`."""
    facts: Facts = {"places": list(places), "kinds": list(kinds), "on": on, "end": end}
    counts: dict[tuple[int, str], int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(_REGISTER, facts)
        for place, kind, count in cursor.fetchall():
            counts[place, kind] = count
    return counts
