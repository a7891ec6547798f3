"""Plans beside figures: what a decision sets, and how much of it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from danchu.indicators.models import Plan
from danchu.indicators.queries.boards import Reader, reader_of
from danchu.indicators.queries.rollups import Rollup, Someone
from danchu.indicators.rules.amounts import Qualifier, plain, vietnamese
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.closings import PLAN
from danchu.indicators.rules.plans import plan_share
from danchu.indicators.rules.rollups import Total
from danchu.kernel.access.services import may
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import Tree
from danchu.ui import numerals


@dataclass(frozen=True)
class PlanFact:
    """The plan that stands for an indicator, a unit and a period."""

    indicator: str
    unit: int
    number: Decimal
    decision: str
    decided_on: date
    is_public: bool
    edition: int

    @property
    def basis(self) -> str:
        """Name the decision: “Quyết định số 12/QĐ-UBND, ngày 05/01/2026”."""
        return f"Quyết định số {self.decision}, ngày {numerals.day(self.decided_on)}"


@dataclass(frozen=True)
class PlanBeside:
    """A plan beside a total: how much of it is done, if that may be told."""

    plan: PlanFact
    share: Decimal | None
    share_text: str

    @property
    def number_text(self) -> str:
        """The number as pages write it."""
        return vietnamese(self.plan.number)

    @property
    def in_words(self) -> str:
        """Say how much of the plan is done: “88,6% kế hoạch (500)”."""
        if self.share is None:
            return f"Kế hoạch {self.number_text}"
        return f"{self.share_text} kế hoạch ({self.number_text})"


@dataclass(frozen=True)
class PlanEdition:
    """One edition of a plan, as its history tells it; without a number taken back."""

    edition: int
    number: Decimal | None
    basis: str
    reason: str
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True)
class Asker:
    """Who looks at the plans of a unit and what is below it, on which map."""

    user: Someone
    unit: Unit
    on: date

    @property
    def reader(self) -> Reader:
        """How they read; it costs reads, and is asked only where plans are."""
        return reader_of(self.user, self.unit, self.on)


def plans_of(
    asker: Asker, period: str, indicators: Iterable[str]
) -> dict[str, PlanFact]:
    """Return the plans of a unit for a period that the asker may see, by indicator.

    Strangers see those made public, of indicators that are open to everybody.
    """
    rows = Plan.objects.filter(
        unit=asker.unit, period__code=period, indicator__code__in=list(indicators)
    )
    return {fact.indicator: fact for fact in _standing(rows, asker)}


def plans_of_indicator(
    asker: Asker, indicator: str, period: str, units: Iterable[int]
) -> dict[int, PlanFact]:
    """Return the plans of several units for one indicator, by unit."""
    rows = Plan.objects.filter(
        unit__in=list(units), period__code=period, indicator__code=indicator
    )
    return {fact.unit: fact for fact in _standing(rows, asker)}


def beside(plan: PlanFact | None, total: Total) -> PlanBeside | None:
    """Return a plan beside a total; of what is hidden or not exact there is no share.

    The share of a hidden number would tell it.
    """
    if plan is None:
        return None
    is_told = total.number is not None and not total.is_hidden
    if not is_told or total.qualifier is not Qualifier.EXACT:
        return PlanBeside(plan, None, "")
    number = total.number or Decimal(0)
    return PlanBeside(
        plan,
        plan_share(number, plan.number),
        numerals.percent(plan_share(number, plan.number, 3)),
    )


def plans_beside(
    found: Rollup, unit: Unit, user: Someone, *, tree: str = Tree.TERRITORY.value
) -> dict[int, PlanBeside]:
    """Return the plans beside a roll-up and its children, by unit.

    A plan is of one period and of all that stands in the unit on the ground: neither
    combined periods nor the line nor single members have one.
    """
    if len(found.periods) > 1 or tree != Tree.TERRITORY or found.indicator.is_percent:
        return {}
    totals = {found.place.pk: found.total}
    for child in found.children:
        if child.place and not child.member:
            totals[child.place.pk] = child.total
    asker = Asker(user, unit, found.map_on)
    plans = plans_of_indicator(
        asker, found.indicator.code, found.periods[0].code, totals
    )
    shown = {pk: beside(plans.get(pk), total) for pk, total in totals.items()}
    return {pk: one for pk, one in shown.items() if one is not None}


def plan_history(indicator: str, unit: int, period: str) -> list[PlanEdition]:
    """Return every edition of a plan, the latest first."""
    rows = Plan.objects.filter(
        unit=unit, period__code=period, indicator__code=indicator
    ).select_related("entered_by")
    return [
        PlanEdition(
            row.edition,
            None if row.number is None else plain(row.number),
            f"Quyết định số {row.decision}, ngày {numerals.day(row.decided_on)}",
            row.reason,
            str(row.entered_by),
            row.entered_at,
        )
        for row in rows.order_by("-edition")
    ]


def may_plan(user: User, unit: Unit, on: date) -> bool:
    """Tell whether `user` sets what `unit` and those directly below have to reach."""
    return may(user, PLAN, unit, on)


def _standing(rows: QuerySet[Plan], asker: Asker) -> list[PlanFact]:
    newest: dict[tuple[int, int], Plan] = {}
    for row in rows.select_related("indicator").order_by("edition"):
        newest[row.indicator_id, row.unit_id] = row
    if not newest:
        return []
    reader = asker.reader
    return [
        PlanFact(
            row.indicator.code,
            row.unit_id,
            plain(row.number),
            row.decision,
            row.decided_on,
            row.is_public,
            row.edition,
        )
        for row in newest.values()
        if row.number is not None and _is_seen(row, reader)
    ]


def _is_seen(row: Plan, reader: Reader) -> bool:
    if reader.is_stranger:
        is_open = row.indicator.visibility == Visibility.PUBLIC
        return row.is_public and is_open
    return reader.sees(row.indicator.visibility)


def editions_of(indicator: str, period: str, units: Iterable[int]) -> Mapping[int, int]:
    """Return the number of the latest edition of each unit, taken back or not."""
    rows = Plan.objects.filter(
        unit__in=list(units), period__code=period, indicator__code=indicator
    )
    ordered = rows.order_by("edition").values_list("unit", "edition")
    return dict(ordered)
