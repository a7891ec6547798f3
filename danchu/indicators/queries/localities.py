"""What is known of one locality: its periods, its figures, what sources say of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from danchu.indicators.models import Quotation, Value
from danchu.indicators.queries.boards import Board, Scene, reader_of
from danchu.indicators.queries.facts import (
    IndicatorFact,
    PlaceFact,
    facts_by_id,
    figure_catalogue,
)
from danchu.indicators.queries.periods import periods_of
from danchu.indicators.queries.rollups import Someone
from danchu.indicators.rules.amounts import Amount, Qualifier, plain
from danchu.indicators.rules.catalogue import Scope
from danchu.indicators.rules.checks import Verdict, agreement, ratio_holds
from danchu.indicators.rules.rollups import Total
from danchu.indicators.rules.tallies import MEANING, tallies
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree, UnitKind

_WITH_CHILDREN_SPOKEN_OF = {UnitKind.COUNTRY, UnitKind.PROVINCE, UnitKind.DISTRICT}
_OWN = """v.scope = 'own' AND v.number IS NOT NULL AND v.tally = ANY(%(tallies)s)"""
_INSIDE = """a.tree = 'territory' AND a.ancestor_id = %(root)s
    AND a.until > %(on)s AND a.since <= %(on)s"""
# Sub-selects with LIMIT stay probes of one index for each period and unit: as a join
# they would read every value of the subtree. Units that live are probed first.
_PERIODS = f"""
WITH inside AS MATERIALIZED (
    SELECT unit_id FROM units_ancestry a WHERE {_INSIDE} ORDER BY unit_died DESC)
SELECT p.id FROM periods_reportingperiod p WHERE (
    SELECT true FROM inside CROSS JOIN LATERAL (
        SELECT FROM indicators_value v
        WHERE v.unit_id = inside.unit_id AND v.period_id = p.id AND {_OWN} LIMIT 1) one
    LIMIT 1)
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody
_PERIODS_OF_NATION = f"""
SELECT p.id FROM periods_reportingperiod p WHERE (
    SELECT true FROM indicators_indicator i JOIN indicators_value v
    ON v.indicator_id = i.id AND v.period_id = p.id AND {_OWN} LIMIT 1)
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody
_ILLUSTRATED = f"""
SELECT DISTINCT v.indicator_id FROM indicators_value v
JOIN units_ancestry a ON a.unit_id = v.unit_id AND {_INSIDE}
WHERE v.scope = 'own' AND v.tally = ANY(%(tallies)s)
    AND v.period_id = ANY(%(periods)s) AND v.indicator_id = ANY(%(indicators)s)
"""  # noqa: S608 -- pieces of this file, nothing typed by anybody


@dataclass(frozen=True)
class Figure:
    """One indicator of a locality in one period."""

    indicator: IndicatorFact
    total: Total
    is_illustration: bool


@dataclass(frozen=True)
class Telling:
    """What a source says of a place, beside what the place's own values come to."""

    indicator: IndicatorFact
    place: PlaceFact
    period: Period
    label: str
    amount: Amount
    is_percent: bool
    is_own: bool
    is_of_each_child: bool
    sentence: str
    basis: str
    note: str
    source: str
    counted: Total | None = None
    difference: Decimal | None = None
    verdict: Verdict = Verdict.UNKNOWN
    is_illustration: bool = False


def periods_with_figures(*, unit: Unit, map_on: date, user: Someone) -> list[Period]:
    """Return the periods for which anything in `unit` has figures, latest first."""
    statement = _PERIODS_OF_NATION if unit.kind == UnitKind.COUNTRY else _PERIODS
    facts = {
        "root": unit.pk,
        "on": map_on,
        "tallies": tallies(
            reader_of(user, unit, map_on).stages, with_illustrations=settings.DEMO
        ),
    }
    rows = ReportingPeriod.objects.filter(pk__in=_ids(statement, facts))
    ordered = rows.order_by("-end_on", "-start_on", "code")
    return sorted((row.period for row in ordered), key=lambda one: one.is_window)


def figures_of(*, unit: Unit, period: str, map_on: date, user: Someone) -> list[Figure]:
    """Return every figure that `unit` comes to, in the order of the catalogue."""
    facts = figure_catalogue()
    scene = Scene(unit, (), map_on, periods_of(period))
    board = Board(scene, facts, reader_of(user, unit, map_on))
    totals = [(fact, board.totals(fact)[unit.pk]) for fact in facts]
    known = [(fact, total) for fact, total in totals if total.number is not None]
    shown = illustrated(unit=unit, period=period, map_on=map_on, facts=facts)
    return [Figure(fact, total, fact.code in shown) for fact, total in known]


def illustrated(
    *, unit: Unit, period: str, map_on: date, facts: Sequence[IndicatorFact]
) -> frozenset[str]:
    """Return the codes whose totals hold values made for show; none without a demo."""
    if not settings.DEMO:
        return frozenset()
    parts = {fact.pk: [fact.numerator, fact.denominator] for fact in facts}
    wanted = set(parts) | {part for some in parts.values() for part in some if part}
    asked = {
        "root": unit.pk,
        "on": map_on,
        "periods": [row for row, _ in periods_of(period)],
        "indicators": sorted(wanted),
        "tallies": [one for one, words in MEANING.items() if words.is_illustration],
    }
    found = set(_ids(_ILLUSTRATED, asked))
    return frozenset(fact.code for fact in facts if found & {fact.pk, *parts[fact.pk]})


def tellings_about(
    *, unit: Unit, map_on: date, user: Someone, period: str = ""
) -> list[Telling]:
    """Return what sources say of `unit` and of all that stands in it, latest first.

    What is said of each child of a place is told of each child too. With a period:
    only what they say of that one. Totals stand beside the own values of the same
    place and period, except on the nation's page: there every line leads to the place
    it speaks of.
    """
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=unit, since__lte=map_on, until__gt=map_on
    )
    rows = Quotation.objects.filter(unit__in=inside.values("unit"))
    if unit.kind not in _WITH_CHILDREN_SPOKEN_OF:
        rows |= _said_of_each(inside)
    if period:
        rows = rows.filter(period__code=period)
    told = _tellings(rows.order_by("-period__end_on", "source", "line"))
    if unit.kind == UnitKind.COUNTRY:
        return [one for _, one in told]
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, (speaker, one) in enumerate(told):
        groups[speaker.pk, one.period.code].append(index)
    shown = [one for _, one in told]
    for indexes in groups.values():
        group = [told[index] for index in indexes]
        after = _compared(group, user)
        for index, one in zip(indexes, after, strict=True):
            shown[index] = one
    return shown


def tellings_of(indicators: Sequence[str]) -> dict[str, Telling]:
    """Return for each indicator the first number that a source gives."""
    rows = Quotation.objects.filter(
        indicator__code__in=indicators, number__isnull=False, is_of_each_child=False
    )
    found: dict[str, Telling] = {}
    for _, one in _tellings(rows.order_by("source", "line")):
        found.setdefault(one.indicator.code, one)
    return found


def _said_of_each(inside: QuerySet[Ancestry]) -> QuerySet[Quotation]:
    """Return what is said of each child of a place, where one of these is such."""
    own = Value.objects.filter(
        unit__in=inside.values("unit"), quotation__is_of_each_child=True
    )
    return Quotation.objects.filter(pk__in=own.values("quotation"))


def _ids(statement: str, facts: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [row[0] for row in cursor.fetchall()]


def _tellings(rows: QuerySet[Quotation]) -> list[tuple[Unit, Telling]]:
    quotations = list(rows.select_related("unit", "period"))
    facts = facts_by_id(sorted({row.indicator_id for row in quotations}))
    return [(row.unit, _telling(row, facts[row.indicator_id])) for row in quotations]


def _telling(row: Quotation, fact: IndicatorFact) -> Telling:
    number = row.percent if row.number is None else row.number
    return Telling(
        indicator=fact,
        place=PlaceFact(row.unit_id, row.unit_name, row.unit_kind, row.unit.kind_name),
        period=row.period.period,
        label=row.label,
        amount=Amount(plain(number or Decimal(0)), Qualifier(row.qualifier)),
        is_percent=row.number is None,
        is_own=row.scope == Scope.OWN,
        is_of_each_child=row.is_of_each_child,
        sentence=row.sentence,
        basis=row.basis,
        note=row.note,
        source=row.source,
    )


def _compared(group: list[tuple[Unit, Telling]], user: Someone) -> list[Telling]:
    speaker, first = group[0]
    day, period = _day_shown(speaker, first.period.end), first.period.code
    reader = reader_of(user, speaker, day)
    facts = list({one.indicator.pk: one.indicator for _, one in group}.values())
    board = Board(Scene(speaker, (), day, periods_of(period)), facts, reader)
    shown = illustrated(unit=speaker, period=period, map_on=day, facts=facts)
    return [
        _beside(one, board.totals(one.indicator)[speaker.pk], shown) for _, one in group
    ]


def _beside(one: Telling, counted: Total, shown: frozenset[str]) -> Telling:
    amount = counted.amount
    if one.is_own or one.is_of_each_child or amount is None:
        return one
    return replace(
        one,
        counted=counted,
        difference=plain(one.amount.number - amount.number),
        verdict=_verdict(one, amount),
        is_illustration=one.indicator.code in shown,
    )


def _verdict(one: Telling, counted: Amount) -> Verdict:
    """Compare a percent as it was rounded, everything else as it stands."""
    if not one.is_percent:
        return agreement(one.amount, counted)
    if {one.amount.qualifier, counted.qualifier} != {Qualifier.EXACT}:
        return Verdict.UNKNOWN
    holds = ratio_holds(counted.number, Decimal(100), one.amount.number)
    return Verdict.HOLDS if holds else Verdict.BROKEN


def _day_shown(unit: Unit, day: date) -> date:
    """Return `day`, or the nearest on which the unit stood."""
    if unit.valid_to is not None and unit.valid_to < day:
        return unit.valid_to
    if unit.valid_from is not None and unit.valid_from > day:
        return unit.valid_from
    return day
