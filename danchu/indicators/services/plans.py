"""Setting what units have to reach, by a decision, and correcting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from danchu.indicators.models import Indicator, Plan
from danchu.indicators.queries.facts import indicator_fact
from danchu.indicators.rules.closings import LONGEST_REASON, PLAN
from danchu.indicators.rules.plans import FIRST_DECISION, LONGEST_DECISION
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import children_of

_ONCE = "indicators_plan_edition_once"


@dataclass(frozen=True)
class Decision:
    """By what plans are set: the decision, whether they are public, why corrected."""

    number: str
    on: date
    is_public: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Planned:
    """What one unit is set to reach, and the edition that was seen beforehand."""

    number: Decimal | None
    seen: int = 0


def set_plans(  # noqa: PLR0913 -- a plan is set by all of these
    *,
    actor: User,
    unit: Unit,
    indicator: str,
    period: Period,
    decision: Decision,
    numbers: Mapping[int, Planned],
    at: datetime,
) -> int:
    """Set plans of `unit` and of those directly below it, all or none; return how many.

    What says the same as before is left alone. Refuses with
    ``indicators.plan_changed`` if somebody else has set one of them since it was seen.
    """
    authorize(actor, PLAN, unit)
    fact = indicator_fact(indicator)
    if fact.is_percent:
        raise RuleBroken("indicators.plan_of_percent", code=fact.code)
    if period.kind not in fact.period_kinds:
        raise RuleBroken("indicators.plan_period", code=fact.code, period=period.label)
    today = timezone.localdate(at)
    _refuse_unfit(decision, today)
    places = {one.pk: one for one in (unit, *children_of(unit, today))}
    if not numbers.keys() <= places.keys():
        raise RuleBroken("access.forbidden", action=PLAN.name, unit=unit.name)
    try:
        with transaction.atomic():
            return sum(
                _set(actor, places[pk], fact.pk, period, decision, planned, at)
                for pk, planned in numbers.items()
            )
    except IntegrityError as error:
        if _ONCE not in str(error):
            raise
        raise RuleBroken("indicators.plan_changed", unit=unit.name) from error


def _set(  # noqa: PLR0913, PLR0917 -- one row of the deed above
    actor: User,
    unit: Unit,
    indicator: int,
    period: Period,
    decision: Decision,
    planned: Planned,
    at: datetime,
) -> bool:
    row = ensure_period(period)
    mine = Plan.objects.filter(unit=unit, period=row, indicator=indicator)
    last = mine.order_by("-edition").first()
    before = last.number if last else None
    if planned.number == before:
        return False
    if planned.seen != (last.edition if last else 0):
        raise RuleBroken("indicators.plan_changed", unit=unit.name)
    if planned.number is not None and planned.number <= 0:
        raise RuleBroken("indicators.plan_is_nothing", unit=unit.name)
    if last is not None and not decision.reason.strip():
        raise RuleBroken("indicators.plan_needs_reason", unit=unit.name)
    Plan.objects.create(
        indicator_id=indicator,
        unit=unit,
        period=row,
        edition=last.edition + 1 if last else 1,
        number=planned.number,
        decision=decision.number.strip(),
        decided_on=decision.on,
        is_public=decision.is_public,
        reason=decision.reason.strip() if last else "",
        entered_by=actor,
        entered_at=at,
    )
    code = Indicator.objects.values_list("code", flat=True).get(pk=indicator)
    record(
        unit=unit,
        verb=PLAN.name,
        actor=actor,
        at=at,
        subject=f"{code} {period.code}",
        before=None if before is None else str(before),
        after=None if planned.number is None else str(planned.number),
        decision=decision.number.strip(),
        reason=decision.reason.strip() if last else "",
    )
    return True


def _refuse_unfit(decision: Decision, today: date) -> None:
    number = decision.number.strip()
    if not number or len(number) > LONGEST_DECISION:
        raise RuleBroken("indicators.decision_missing", most=LONGEST_DECISION)
    if not FIRST_DECISION <= decision.on <= today:
        raise RuleBroken("indicators.decision_day", day=decision.on)
    if len(decision.reason.strip()) > LONGEST_REASON:
        raise RuleBroken("indicators.reason_too_long", most=LONGEST_REASON)
