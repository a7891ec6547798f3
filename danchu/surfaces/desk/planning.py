"""The page on which plans are set for a unit and those directly below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from danchu.indicators.queries import IndicatorFact, figure_catalogue, province_table
from danchu.indicators.queries.boards import reader_of
from danchu.indicators.queries.facts import indicator_fact
from danchu.indicators.queries.plans import Asker as PlanAsker
from danchu.indicators.queries.plans import (
    PlanEdition,
    PlanFact,
    beside,
    editions_of,
    may_plan,
    plan_history,
    plans_of_indicator,
)
from danchu.indicators.rules.amounts import parse_vietnamese, vietnamese
from danchu.indicators.rules.filings import read_day
from danchu.indicators.rules.rollups import Total
from danchu.indicators.services.plans import Decision, Planned, set_plans
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import active_post
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import children_of, unit_by_number
from danchu.surfaces.wording import amount_text

NUMBER, SEEN = "so-", "lan-"
FIRST = "G01"
MOST_DIGITS = 18


@dataclass(frozen=True)
class Asked:
    """What an address asks for; empty means the reader's own, and the first."""

    unit: str = ""
    indicator: str = ""
    period: str = ""
    post: object = None


@dataclass(frozen=True)
class Place:
    """Whose plans, of which indicator, for when; seen to be in reach."""

    pk: int
    name: str
    fact: IndicatorFact
    period: Period


@dataclass(frozen=True)
class PlanLine:
    """A unit with its plan, what it has reached, and the field of its plan."""

    pk: int
    name: str
    is_whole: bool
    text: str
    edition: int
    actual: str
    share: str
    basis: str
    is_public: bool


@dataclass(frozen=True)
class Planning:
    """Everything the page of plans shows."""

    place: Place
    indicators: tuple[IndicatorFact, ...]
    periods: tuple[Period, ...]
    lines: tuple[PlanLine, ...]
    may_plan: bool
    decision: str
    decided_on: str
    reason: str
    is_public: bool
    history: tuple[PlanEdition, ...]


def place_from(asked: Asked, user: User, today: date) -> Place:
    """Return what an address means; out of reach it is as if it did not exist."""
    within = reach(user, today)
    post = active_post(list(within.posts), asked.post)
    unit = unit_by_number(asked.unit or str(post.unit_id if post else 0))
    if not within.contains(unit):
        raise RuleBroken("access.forbidden", unit=unit.name)
    fact = indicator_fact(asked.indicator or FIRST)
    reader = reader_of(user, unit, today)
    if not reader.sees(fact.visibility):
        raise RuleBroken("access.forbidden", unit=unit.name)
    default = next(iter(_offered(fact, today)), Period.year(today.year))
    period = period_from(asked.period) if asked.period else default
    return Place(unit.pk, unit.name, fact, period)


def planning_page(
    place: Place, *, user: User, today: date, said: Mapping[str, str] | None = None
) -> Planning:
    """Return the plans of a unit and of those below; `said` is what was typed."""
    unit, typed = unit_by_number(str(place.pk)), said or {}
    code, period = place.fact.code, place.period.code
    reader = reader_of(user, unit, today)
    table = province_table(
        unit=unit, period=period, indicators=[code], map_on=today, user=user
    )
    totals = {unit.pk: table.totals[0]} | {
        row.place.pk: row.totals[0] for row in table.rows if row.place
    }
    places = [(unit.pk, unit.name)]
    places += [(one.pk, one.name) for one in children_of(unit, today)]
    numbers = [pk for pk, _ in places]
    plans = plans_of_indicator(PlanAsker(user, unit, today), code, period, numbers)
    editions = editions_of(code, period, numbers)
    return Planning(
        place=place,
        indicators=tuple(
            fact
            for fact in figure_catalogue()
            if not fact.is_percent and reader.sees(fact.visibility)
        ),
        periods=_offered(place.fact, today),
        lines=tuple(
            _line(
                (pk, name, pk == unit.pk),
                (plans.get(pk), editions.get(pk, 0)),
                (totals.get(pk), place.fact),
                typed,
            )
            for pk, name in places
        ),
        may_plan=may_plan(user, unit, today) and not place.fact.is_percent,
        decision=typed.get("so-quyet-dinh", ""),
        decided_on=typed.get("ngay-quyet-dinh", ""),
        reason=typed.get("ly-do", ""),
        is_public=typed.get("cong-khai", "") == "1",
        history=tuple(plan_history(code, unit.pk, period)),
    )


def act_on_plans(
    place: Place, *, actor: User, said: Mapping[str, str], at: datetime
) -> int:
    """Set what was typed, all or nothing; return how many plans have changed."""
    unit = unit_by_number(str(place.pk))
    names = {str(one.pk): one.name for one in children_of(unit, localdate(at))}
    names[str(unit.pk)] = unit.name
    numbers = {
        int(pk): Planned(_number(text, name), _edition(said.get(f"{SEEN}{pk}", "")))
        for pk, name in names.items()
        if (text := said.get(f"{NUMBER}{pk}")) is not None
    }
    return set_plans(
        actor=actor,
        unit=unit,
        indicator=place.fact.code,
        period=place.period,
        decision=_decision(said),
        numbers=numbers,
        at=at,
    )


def _decision(said: Mapping[str, str]) -> Decision:
    text = said.get("ngay-quyet-dinh", "")
    try:
        day = read_day(text)
    except ValueError:
        raise RuleBroken("indicators.not_a_day", text=text[:40]) from None
    return Decision(
        number=said.get("so-quyet-dinh", "").replace("\0", " "),
        on=day,
        is_public=said.get("cong-khai", "") == "1",
        reason=said.get("ly-do", "").replace("\0", " "),
    )


def _number(text: str, name: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return parse_vietnamese(text)
    except ValueError as why:
        raise RuleBroken(
            "indicators.plan_not_a_number", unit=name, text=text[:40], why=str(why)
        ) from None


def _edition(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0


def _line(
    where: tuple[int, str, bool],
    planned: tuple[PlanFact | None, int],
    reached: tuple[Total | None, IndicatorFact],
    typed: Mapping[str, str],
) -> PlanLine:
    (pk, name, is_whole), (plan, edition), (total, fact) = where, planned, reached
    shown = beside(plan, total) if total else None
    text = vietnamese(plan.number) if plan else ""
    return PlanLine(
        pk=pk,
        name=name,
        is_whole=is_whole,
        text=typed.get(f"{NUMBER}{pk}", text),
        edition=_edition(typed.get(f"{SEEN}{pk}", str(edition))),
        actual=amount_text(total.amount, fact) if total else "–",
        share=shown.share_text if shown else "",
        basis=plan.basis if plan else "",
        is_public=bool(plan and plan.is_public),
    )


def _offered(fact: IndicatorFact, today: date) -> tuple[Period, ...]:
    """Return the periods of this year and the next that the indicator is asked for."""
    found = []
    for year in (today.year, today.year + 1, today.year - 1):
        found.append(Period.year(year))
        found += [Period.half(year, number) for number in (1, 2)]
        found += [Period.quarter(year, number) for number in (1, 2, 3, 4)]
    fitting = [one for one in found if one.kind in fact.period_kinds]
    return tuple(fitting or found[:1])
