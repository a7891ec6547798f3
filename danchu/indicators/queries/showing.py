"""The catalogue as pages: searching it, and one indicator with its live totals."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from danchu.indicators.models import Check, Member
from danchu.indicators.queries.boards import reader_of
from danchu.indicators.queries.closings import ClosingFact, closings_about
from danchu.indicators.queries.duties import DutyView, duties_on
from danchu.indicators.queries.facts import (
    IndicatorFact,
    facts_by_id,
    figure_catalogue,
    indicator_fact,
)
from danchu.indicators.queries.periods import periods_available
from danchu.indicators.queries.plans import PlanBeside, plans_beside
from danchu.indicators.queries.published import Behind, items_behind
from danchu.indicators.queries.read_back import (
    ReadBack,
    day_read_back,
    may_read_back,
    read_back,
)
from danchu.indicators.queries.rollups import Rollup, rollup
from danchu.indicators.queries.versions import VersionView, versions_of
from danchu.indicators.rules.catalogue import CHECK_NAMES, SEVERITY_NAMES
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import (
    country,
    default_map_day,
    map_date,
    map_note,
    path_of,
    unit_by_number,
)
from danchu.kernel.units.rules import Tree
from danchu.lib.vietnamese import fold
from danchu.ui import numerals

LONGEST_SEARCH = 100
MOST_PERIODS = 24


@dataclass(frozen=True)
class CataloguePage:
    """The indicators that fit a search, by group."""

    search: str
    groups: tuple[tuple[str, tuple[IndicatorFact, ...]], ...]
    found: int
    total: int


@dataclass(frozen=True)
class CheckFact:
    """A check that speaks of an indicator."""

    code: str
    kind_name: str
    severity_name: str
    message: str
    legal_ref: str


@dataclass(frozen=True)
class MapChoice:
    """One of the two maps a reader may look on."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator: what it means, its checks, and its total on a map."""

    fact: IndicatorFact
    numerator: IndicatorFact | None
    denominator: IndicatorFact | None
    members: tuple[str, ...]
    checks: tuple[CheckFact, ...]
    duties: tuple[DutyView, ...]
    versions: tuple[VersionView, ...]
    valid: str
    unit: Unit
    path: tuple[Unit, ...]
    map_day: date
    map_text: str
    maps: tuple[MapChoice, ...]
    periods: tuple[Period, ...]
    period: Period | None
    first: Period | None
    """Where several periods are added: the first of them, `period` being the last."""
    rollup: Rollup | None
    behind: Behind
    plan: PlanBeside | None = None
    closings: tuple[ClosingFact, ...] = ()
    """Under which coverage the unit took this total over; told to officials."""
    read_back: ReadBack | None = None
    """The total as published on the day asked for, and what changed since."""
    may_read_back: bool = False


def catalogue_page(search: str) -> CataloguePage:
    """Return the catalogue, or what of it fits a search by code or words."""
    text = search.strip()[:LONGEST_SEARCH]
    wanted = fold(text).split()
    facts = figure_catalogue()
    fitting = [fact for fact in facts if _fits(fact, wanted)]
    groups: dict[str, list[IndicatorFact]] = {}
    for fact in fitting:
        groups.setdefault(fact.group, []).append(fact)
    return CataloguePage(
        text,
        tuple((name, tuple(some)) for name, some in groups.items()),
        len(fitting),
        len(facts),
    )


def _fits(fact: IndicatorFact, words: list[str]) -> bool:
    known = fold(f"{fact.code} {fact.name} {fact.name_en} {fact.group}")
    return all(word in known for word in words)


def indicator_page(
    *,
    code: str,
    unit_id: str,
    period: str,
    map_day: str,
    user: User | AnonymousUser,
    published_on: str = "",
) -> IndicatorPage:
    """Return the page of an indicator: for a unit, a period and a map, or defaults.

    With `published_on` also the total as it stood published at the end of that day.
    """
    fact = indicator_fact(code)
    unit = _unit(unit_id)
    today = timezone.localdate()
    day = map_date(map_day, today) if map_day else default_map_day(unit, today)
    periods = _periods(code, unit, day, user)[:MOST_PERIODS]
    chosen = period or (periods[0].code if periods else "")
    total = (
        rollup(indicator=code, unit=unit, period=chosen, map_on=day, user=user)
        if chosen
        else None
    )
    parts = facts_by_id([pk for pk in (fact.numerator, fact.denominator) if pk])
    return IndicatorPage(
        fact=fact,
        numerator=parts.get(fact.numerator or 0),
        denominator=parts.get(fact.denominator or 0),
        members=tuple(
            Member.objects.filter(dimension__indicator=fact.pk)
            .order_by("position")
            .values_list("name", flat=True)
        ),
        checks=_checks(fact.code),
        duties=duties_on(fact.pk, today),
        versions=versions_of(fact.pk),
        valid=numerals.span_of_days(fact.valid_from, fact.valid_to),
        unit=unit,
        path=tuple(path_of(unit, day)),
        map_day=day,
        map_text=map_day,
        maps=_maps(fact.code, unit, chosen, day, today),
        periods=tuple(periods),
        period=total.periods[-1] if total else None,
        first=total.periods[0] if total and len(total.periods) > 1 else None,
        rollup=total,
        closings=_closings(fact.code, unit, total),
        plan=plans_beside(total, unit, user).get(unit.pk) if total else None,
        behind=items_behind(unit=unit, indicator=fact, period=chosen, on=day),
        read_back=read_back(
            indicator=fact,
            unit=unit,
            period=chosen,
            map_on=day,
            day=day_read_back(published_on, today),
        )
        if published_on and chosen
        else None,
        may_read_back=may_read_back(fact) and total is not None,
    )


def _closings(code: str, unit: Unit, total: Rollup | None) -> tuple[ClosingFact, ...]:
    if total is None or not total.is_provisional_reader or len(total.periods) > 1:
        return ()
    return tuple(closings_about(unit, [code], total.periods[0]))


def _periods(
    code: str, unit: Unit, day: date, user: User | AnonymousUser
) -> list[Period]:
    reader = reader_of(user, unit, day)
    if reader.is_stranger:
        return periods_available(code)
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=unit, since__lte=day, until__gt=day
    )
    return periods_available(code, inside=inside.values("unit"), stages=reader.stages)


def _unit(text: str) -> Unit:
    return unit_by_number(text) if text else country()


def _checks(code: str) -> tuple[CheckFact, ...]:
    rows = Check.objects.filter(
        Q(left__contains=[code]) | Q(right__contains=[code]), unit=None
    ).order_by("code")
    return tuple(
        CheckFact(
            row.code,
            CHECK_NAMES[row.kind],
            SEVERITY_NAMES[row.severity],
            row.message,
            row.legal_ref,
        )
        for row in rows
    )


def _maps(
    code: str, unit: Unit, period: str, day: date, today: date
) -> tuple[MapChoice, ...]:
    note = map_note(day, today)
    old, new = (day, note.other_day) if note.is_old else (note.other_day, day)
    return tuple(
        MapChoice(
            label,
            reverse("indicators:indicator", args=[code])
            + f"?don-vi={unit.pk}&ky={period}&ban-do={shown:%Y-%m-%d}",
            current=shown == day,
        )
        for label, shown in (
            (gettext("trước 01/7/2025"), old),
            (gettext("hiện nay"), new),
        )
    )
