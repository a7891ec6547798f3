"""What forms ask, so that a program can fill them in."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from danchu.indicators.queries.documents import question_of
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.queries import unit_meant
from danchu.surfaces.api import filing_shapes as shapes
from danchu.surfaces.api.documents import described
from danchu.surfaces.api.doors import public
from danchu.surfaces.api.filing_writing import whole_question
from danchu.surfaces.api.filings import PERIOD, UNIT

router = Router(tags=["filings"])


class FormPath(Schema):
    """Which form."""

    form: str = Field(description="Code of the form.", examples=["PL4"])


class FormAsked(Schema):
    """Of whom, for when."""

    unit: str = Field(min_length=1, description=UNIT, examples=["code:07339"])
    period: str = Field(min_length=1, description=PERIOD, examples=["2026H1"])


@router.get(
    "/forms/{form}",
    response=shapes.Questions,
    operation_id="get_form",
    summary="What a form asks of a unit for a period",
    openapi_extra=described("form", 400, 404),
)
@public
def get_form(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    where: Path[FormPath],
    asked: Query[FormAsked],
) -> shapes.Questions:
    """Return the lines, members and parts in words asked for, and the checks."""
    today = timezone.localdate()
    question = question_of(
        form=where.form,
        unit=unit_meant(asked.unit, today),
        period=period_from(asked.period),
    )
    return whole_question(question, today)
