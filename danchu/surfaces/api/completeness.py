"""Who has handed up a form for which periods, counted and unit by unit."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from pydantic import BaseModel

from danchu.indicators.queries.completeness import (
    HandingCell,
    HandingRow,
    Sheet,
    completeness,
    periods_of_form,
)
from danchu.indicators.rules.completeness import (
    MOST_PERIODS,
    USUAL_PERIODS,
    Counts,
    Handing,
)
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.descriptions import codes_on
from danchu.kernel.units.queries import map_date, unit_meant
from danchu.surfaces.api import filing_shapes, shapes
from danchu.surfaces.api.documents import described, optional
from danchu.surfaces.api.doors import official
from danchu.surfaces.api.filings import PERIOD, UNIT
from danchu.surfaces.api.places import next_page, place
from danchu.surfaces.api.questions import FormPath

router = Router(tags=["filings"])
MOST = 500
State = Literal["not_asked", "due", "missing", "returned", "in_time", "late"]


class CompletenessAsked(Schema):
    """Whose units, and for when."""

    unit: str = Field(
        min_length=1,
        description=f"{UNIT} Those below it are told, or itself if nothing is below.",
        examples=["code:24"],
    )
    period: str = optional(
        f"{PERIOD} That period alone; default: those owed last.", "2026H1"
    )
    periods: int = Field(
        USUAL_PERIODS,
        ge=1,
        le=MOST_PERIODS,
        description="How many of the periods owed last, the latest first.",
    )
    as_of_map: str = optional(
        "Day of the map whose units are told; default: today.",
        "2026-01-01",
        format="date",
    )
    limit: int = Field(100, ge=1, le=MOST, description="Units on a page.")
    offset: int = Field(
        0, ge=0, le=100_000, description="Units before the page; follow `next`."
    )


class PeriodCount(BaseModel):
    """How complete a period is; the counts add up to all units."""

    period: shapes.PeriodName
    units: int
    not_asked: int
    due: int
    missing: int
    returned: int
    in_time: int
    late: int
    share: shapes.Number | None = Field(
        description="Of the units asked, how many have handed up: a share of one."
    )


class HandingOfUnit(BaseModel):
    """Where a unit is with one period."""

    period: str = Field(description="Code of the period.")
    state: State
    due_on: date | None = Field(description="With all extensions.")
    handed_up_on: date | None


class UnitHandings(BaseModel):
    """Where a unit is with each period, in their order."""

    unit: shapes.Place
    handings: list[HandingOfUnit]


class CompletenessOf(BaseModel):
    """Units by periods of one form."""

    form: filing_shapes.FormName
    map: date
    periods: list[PeriodCount]
    total: int = Field(description="Units that are asked in any of the periods.")
    items: list[UnitHandings]
    next: str | None = Field(description="The next page; null on the last one.")


@router.get(
    "/forms/{form}/completeness",
    response=CompletenessOf,
    operation_id="get_completeness",
    summary="Which units have handed up a form, in time or not, and which have not",
    openapi_extra=described("completeness", 400, 401, 404),
)
@official
def get_completeness(
    request: HttpRequest, where: Path[FormPath], asked: Query[CompletenessAsked]
) -> CompletenessOf:
    """Return counts by period, and each unit's state, by name; of what is in reach.

    Handed up is what the head of the unit has approved. `returned` must be handed up
    again, whatever its day.
    """
    today = timezone.localdate()
    day = map_date(asked.as_of_map, today)
    sheet = Sheet(
        root=unit_meant(asked.unit, day),
        form=where.form,
        periods=_periods(where.form, asked, today),
        on=day,
    )
    found = completeness(sheet, user=request.user, today=today)
    end = asked.offset + asked.limit
    shown = found.rows[asked.offset : end]
    codes = codes_on([row.pk for row in shown], day)
    return CompletenessOf.model_construct(
        form=filing_shapes.FormName(code=found.form_code, name=found.form_name),
        map=day,
        periods=[
            _count(period, counts)
            for period, counts in zip(found.periods, found.counts, strict=True)
        ],
        total=len(found.rows),
        items=[_unit(row, codes.get(row.pk, ""), day) for row in shown],
        next=next_page(request, end, len(found.rows)),
    )


def _periods(form: str, asked: CompletenessAsked, today: date) -> tuple[Period, ...]:
    if asked.period:
        return (period_from(asked.period),)
    return tuple(periods_of_form(form, today, asked.periods))


def _count(period: Period, counts: Counts) -> PeriodCount:
    return PeriodCount.model_construct(
        period=_name(period),
        units=counts.number(*Handing),
        not_asked=counts.number(Handing.NOT_ASKED),
        due=counts.number(Handing.DUE),
        missing=counts.number(Handing.MISSING),
        returned=counts.number(Handing.RETURNED),
        in_time=counts.in_time,
        late=counts.number(Handing.LATE),
        share=counts.share,
    )


def _name(period: Period) -> shapes.PeriodName:
    return shapes.PeriodName(
        code=period.code, label=period.label, start=period.start, end=period.end
    )


def _unit(row: HandingRow, code: str, day: date) -> UnitHandings:
    return UnitHandings.model_construct(
        unit=place(row.pk, row.name, row.kind, code, day),
        handings=[_handing(cell) for cell in row.cells],
    )


def _handing(cell: HandingCell) -> HandingOfUnit:
    is_in = cell.handing in {Handing.IN_TIME, Handing.LATE}
    return HandingOfUnit.model_construct(
        period=cell.period.code,
        state=cell.handing.value,
        due_on=cell.due_on,
        handed_up_on=cell.handed_on if is_in else None,
    )
