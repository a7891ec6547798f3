"""Figures: any indicator of any unit, for any periods, on the map of any day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from danchu.indicators.queries import ChildTotal, Reported, Rollup
from danchu.indicators.queries.levels import Asked, count_parts, rollup_by
from danchu.indicators.queries.plans import PlanBeside, plans_beside
from danchu.indicators.queries.published import item_holding
from danchu.indicators.queries.read_back import Slip, day_read_back, read_back
from danchu.indicators.rules.checks import Verdict
from danchu.indicators.rules.rollups import Total
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.rules import Period
from danchu.kernel.units import queries
from danchu.kernel.units.descriptions import codes_on
from danchu.surfaces.api import shapes
from danchu.surfaces.api.documents import described, optional
from danchu.surfaces.api.doors import LIVE, keep_private, public
from danchu.surfaces.api.places import link, place

NATION = "VN"
MOST_PARTS = 4_000
"""All communes of today's map are told apart at once; all 10,035 old ones are not."""
_AGREES = {Verdict.HOLDS: True, Verdict.BROKEN: False}

router = Router(tags=["figures"])


class FigureAsked(Schema):
    """Parameters of a figure."""

    indicator: str = Field(
        min_length=1,
        description="Code of the indicator in the catalogue.",
        examples=["G01"],
    )
    period: str = Field(
        min_length=1,
        description="`2023-07`, `2023Q3`, `2023H1`, `2023-9M`, `2023`; with `a` behind "
        "in the administrative calendar; `W:` and a name for a window. Consecutive "
        "periods may be combined: `2023Q1,2023Q2`.",
        examples=["2023H1"],
    )
    within: str = optional(
        "Official code of the unit on the map asked for; default: the nation.",
        "24",
        maxLength=30,
    )
    as_of_map: str = optional(
        "Day of the map on which values are added; default: today. A code may mean "
        "another place on another map.",
        "2024-12-31",
        format="date",
    )
    by: shapes.By = Field(
        "children",
        description="How the total is told apart: by the units directly below, by a "
        "level, by the members of the indicator's breakdown, or not at all.",
    )
    tree: shapes.TreeName = Field(
        "territory",
        description="Which units stand in one another: by the map, or in the line of "
        "who is responsible (Party organisations under a Party committee).",
    )
    member: str = optional(
        "Code of a member of the indicator's breakdown: only its values are added.",
        "KHAC",
        maxLength=30,
    )
    series: bool = Field(
        default=False,
        description="Answer also each of the consecutive periods alone in `series`, "
        "with its own coverage; 24 periods at most instead of 12.",
    )
    as_published_on: str = optional(
        "Answer also in `as_published` the total as it stood published at the end of "
        "this day, with every correction since. Of open indicators, one period, no "
        "member, by territory.",
        "2023-07-31",
        format="date",
    )
    floor: shapes.Status = Field(
        "published",
        description="How firm a value must be to count. Softer than published is for "
        "officials in reach of the unit; for others it is not there.",
    )


@router.get(
    "/figures",
    response=shapes.Figure,
    operation_id="get_figure",
    summary="One indicator of one unit: total, parts, coverage, and what sources say",
    openapi_extra=described("figure", 400, 404, 409),
)
@public
def get_figure(
    request: HttpRequest, response: HttpResponse, asked: Query[FigureAsked]
) -> shapes.Figure:
    """Return the live total of what units themselves reported, and nothing else.

    Totals that a source gives for everything under a unit are never added: they
    stand in `reported` with the difference.
    """
    day = queries.map_date(asked.as_of_map, timezone.localdate())
    code = (asked.within or NATION).replace("\0", " ")
    question = Asked(
        indicator=asked.indicator,
        unit=queries.unit_by_code(code, day),
        period=asked.period,
        map_on=day,
        by=asked.by,
        floor=asked.floor,
        tree=asked.tree,
        member=asked.member,
        is_series=asked.series,
    )
    parts = count_parts(question)
    if parts > MOST_PARTS:
        raise RuleBroken("api.too_many_parts", parts=parts, limit=MOST_PARTS)
    found = rollup_by(question, user=request.user)
    response.headers["Cache-Control"] = LIVE
    if request.user.is_authenticated:
        keep_private(response)
    plans = {}
    if not asked.member:
        plans = plans_beside(found, question.unit, request.user, tree=asked.tree)
    then = _read_back(found, question, asked)
    return _figure(found, asked, plans.get(found.place.pk), then)


def _figure(
    found: Rollup,
    asked: FigureAsked,
    planned: PlanBeside | None,
    then: shapes.AsPublished | None,
) -> shapes.Figure:
    whole, day, fact = found.place, found.map_on, found.indicator
    parts = [one.place.pk for one in found.children if one.place]
    rest = found.remainder
    codes = codes_on([whole.pk, *parts], day)
    return shapes.Figure(
        **_total(found.total),
        indicator=shapes.IndicatorName.model_validate(fact, from_attributes=True),
        unit=place(whole.pk, whole.name, whole.kind, codes.get(whole.pk, ""), day),
        period=_period(found.periods),
        map=day,
        tree=asked.tree,
        member=asked.member or None,
        floor=asked.floor,
        is_demonstration=settings.DEMO,
        reported=[_reported(one) for one in found.reported],
        children=[_part(one, codes, day, asked) for one in found.children],
        remainder=_part(rest, codes, day, asked) if rest else None,
        series=[
            shapes.PointFigure(**_total(one.total), period=_period([one.period]))
            for one in found.points
        ],
        plan=_plan(planned),
        as_published=then,
        proof=_proof(found),
    )


def _read_back(
    found: Rollup, question: Asked, asked: FigureAsked
) -> shapes.AsPublished | None:
    if not asked.as_published_on:
        return None
    day = day_read_back(asked.as_published_on, timezone.localdate())
    if asked.member or asked.tree != "territory" or asked.floor != "published":
        raise RuleBroken("indicators.not_read_back")
    told = read_back(
        indicator=found.indicator,
        unit=question.unit,
        period=",".join(one.code for one in found.periods),
        map_on=found.map_on,
        day=day,
    )
    return shapes.AsPublished(
        day=day,
        value=told.then.number,
        qualifier=told.then.qualifier.value,
        units=told.then.coverage.have,
        withheld=told.withheld,
        published_since=told.published_since,
        changes=[_slip(one) for one in told.slips],
        changes_in_all=told.slips_in_all,
    )


def _slip(one: Slip) -> shapes.SlipOf:
    return shapes.SlipOf(
        what=one.change.what.value,
        indicator=one.indicator,
        unit=one.place.name,
        at=one.change.at,
        old=one.old.number if one.old else None,
        new=one.new.number if one.new else None,
        reason=one.reason,
        by=one.by,
        proof=link("/ledger/proof", item=one.item),
    )


def _plan(planned: PlanBeside | None) -> shapes.PlanOf | None:
    if planned is None:
        return None
    return shapes.PlanOf(
        value=planned.plan.number,
        share=planned.share,
        decision=planned.plan.decision,
        decided_on=planned.plan.decided_on,
    )


def _proof(found: Rollup) -> str | None:
    item = item_holding(
        unit=found.place.pk,
        indicator=found.indicator,
        periods=[one.code for one in found.periods],
    )
    return link("/ledger/proof", item=item) if item else None


def _period(periods: Sequence[Period]) -> shapes.PeriodName:
    return shapes.PeriodName(
        code=",".join(one.code for one in periods),
        label=", ".join(one.label for one in periods),
        start=periods[0].start,
        end=periods[-1].end,
    )


def _total(total: Total) -> dict[str, Any]:
    return {
        "value": total.number,
        "qualifier": total.qualifier.value,
        "coverage": shapes.Coverage(have=total.coverage.have, of=total.coverage.of),
        "status": total.standing and total.standing.value,
        "why_no_value": total.why_none or None,
    }


def _part(
    one: ChildTotal, codes: Mapping[int, str], day: date, asked: FigureAsked
) -> shapes.ChildFigure:
    where = one.place
    code = codes.get(where.pk, "") if where else ""
    return shapes.ChildFigure(
        **_total(one.total),
        unit=place(where.pk, where.name, where.kind, code, day) if where else None,
        name=one.name,
        member=one.member or None,
        href=_same_of(code, day, asked) if code else None,
    )


def _same_of(code: str, day: date, asked: FigureAsked) -> str:
    return link(
        "/figures",
        indicator=asked.indicator,
        within=code,
        period=asked.period,
        as_of_map=day,
        floor=asked.floor if asked.floor != "published" else None,
        tree=asked.tree if asked.tree != "territory" else None,
        member=asked.member or None,
    )


def _reported(one: Reported) -> shapes.Reported:
    return shapes.Reported(
        value=one.amount.number,
        source=one.source,
        difference=one.difference,
        qualifier=one.amount.qualifier.value,
        is_percent=one.is_percent,
        counted=one.own.number,
        map=one.map_on,
        agrees=_AGREES.get(one.verdict),
        place=one.place.name,
        period_label=one.label,
        quote=one.sentence,
        note=one.note,
    )
