"""Filings: read, entered and handed on by programs that act for a post."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Field, Header, Path, Query, Router, Schema

from danchu.indicators.queries.documents import filing_document
from danchu.indicators.queries.filings import filings_due
from danchu.indicators.queries.listed import Sought, filings_listed
from danchu.indicators.queries.places import Address, filing_place
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.queries import unit_meant
from danchu.surfaces.api import filing_shapes as shapes
from danchu.surfaces.api.documents import described, optional
from danchu.surfaces.api.doors import official
from danchu.surfaces.api.filing_deeds import (
    Step,
    correct_cells,
    extend,
    move,
    save_filing,
)
from danchu.surfaces.api.filing_writing import filing_lines, whole_filing

MOST = 200
UNIT = (
    "Our number of the unit (`id` in `/api/v1/units`), or `code:` and its official "
    "code on today's map: `code:24`."
)
PERIOD = (
    "`2023-07`, `2023Q3`, `2023H1`, `2023-9M`, `2023`; with `a` behind in the "
    "administrative calendar; `W:` and a name for a window."
)
router = Router(tags=["filings"])


class FilingPath(Schema):
    """Which filing."""

    form: str = Field(description="Code of the form.", examples=["PL4"])
    unit: str = Field(description=UNIT, examples=["code:07354"])
    period: str = Field(description=PERIOD, examples=["2026H1"])


def _bare(made: dict[str, Any]) -> None:
    made.pop("default", None)


class Condition(Schema):
    """On which state of the filing the request rests."""

    if_match: str = Field(
        "",
        alias="If-Match",
        description="The `ETag` of what you have read: if something has happened "
        "since, nothing is done and the answer is 412. Left out: nobody looks.",
        examples=['"4711"'],
        json_schema_extra=_bare,
    )


class FilingsAsked(Schema):
    """Parameters of a list of filings."""

    unit: str = optional(
        f"{UNIT} It and all that stands below it; default: your whole reach.", "code:24"
    )
    period: str = optional(PERIOD, "2026H1")
    form: str = optional("Code of the form.", "PL4")
    status: shapes.Begun = optional("Only filings that stand there.", "submitted")
    limit: int = Field(50, ge=1, le=MOST, description="Filings on a page.")
    offset: int = Field(
        0, ge=0, le=100_000, description="Filings before the page; follow `next`."
    )


@router.get(
    "/filings",
    response=shapes.FilingPage,
    operation_id="list_filings",
    summary="Filings that somebody has begun, in your reach",
    openapi_extra=described("filings", 400, 401, 404),
)
@official
def list_filings(request: HttpRequest, asked: Query[FilingsAsked]) -> shapes.FilingPage:
    """Return filings of units in reach of the post, the latest period first."""
    today = timezone.localdate()
    sought = Sought(
        unit_meant(asked.unit, today) if asked.unit else None,
        period_from(asked.period) if asked.period else None,
        asked.form.replace("\0", " "),
        asked.status,
    )
    end = asked.offset + asked.limit
    total, found = filings_listed(
        user=request.user, sought=sought, today=today, part=slice(asked.offset, end)
    )
    query = request.GET.copy()
    query["offset"] = str(end)
    following = f"{request.path}?{query.urlencode()}" if end < total else None
    return shapes.FilingPage(
        total=total, items=filing_lines(found, today), next=following
    )


@router.get(
    "/filings/due",
    response=shapes.FilingsDue,
    operation_id="list_filings_due",
    summary="What waits for the post: to enter, approve, accept or publish",
    openapi_extra=described("due", 400, 401, 404),
)
@official
def list_filings_due(request: HttpRequest) -> shapes.FilingsDue:
    """Return what is due, also what nobody has begun, most pressing first."""
    today = timezone.localdate()
    return shapes.FilingsDue(
        items=filing_lines(filings_due(request.user, today), today)
    )


@router.get(
    "/filings/{form}/{unit}/{period}",
    response=shapes.Filing,
    operation_id="get_filing",
    summary="One filing: its cells, what contradicts, and what you may do",
    openapi_extra=described("filing", 400, 401, 404),
)
@official
def get_filing(
    request: HttpRequest, response: HttpResponse, where: Path[FilingPath]
) -> shapes.Filing:
    """Return a filing in reach; one that nobody has begun has blank cells."""
    return _answer(request, response, _meant(request, where))


@router.put(
    "/filings/{form}/{unit}/{period}",
    response=shapes.Filing,
    operation_id="put_filing",
    summary="Enter cells and parts in words; those not named stay as they are",
    openapi_extra=described(
        "filing", 400, 401, 403, 404, 409, 411, 412, 413, 415, sent="cells"
    ),
)
@official
def put_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
    sent: Body[shapes.SentSheet],
) -> shapes.Filing:
    """Write what is named, all or nothing of it, and begin the filing if need be.

    A cell is replaced whole. Sending the same again changes nothing. What was `seen` in
    a cell or a text keeps it from being written over what somebody else has written
    since. Contradictions between cells are told in `findings`; they keep the filing
    from being submitted, not from being saved.
    """
    meant = _meant(request, where)
    save_filing(
        actor=_actor(request),
        where=meant,
        sent=sent,
        seen=on.if_match,
        at=timezone.now(),
    )
    return _answer(request, response, meant)


@router.post(
    "/filings/{form}/{unit}/{period}/submit",
    response=shapes.Filing,
    operation_id="submit_filing",
    summary="Hand the filing to the head of the unit",
    openapi_extra=described("filing", 400, 401, 403, 404, 409, 412),
)
@official
def submit_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
) -> shapes.Filing:
    """Submit a filing; contradictions keep it here, each named in `errors`."""
    return _done(request, response, where, Step("submit", on.if_match))


@router.post(
    "/filings/{form}/{unit}/{period}/approve",
    response=shapes.Filing,
    operation_id="approve_filing",
    summary="Approve the filing and hand it to the level above",
    openapi_extra=described("filing", 400, 401, 403, 404, 409, 412),
)
@official
def approve_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
) -> shapes.Filing:
    """Approve figures that somebody else has entered."""
    return _done(request, response, where, Step("approve", on.if_match))


@router.post(
    "/filings/{form}/{unit}/{period}/accept",
    response=shapes.Filing,
    operation_id="accept_filing",
    summary="Accept the filing of a unit below",
    openapi_extra=described("filing", 400, 401, 403, 404, 409, 412),
)
@official
def accept_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
) -> shapes.Filing:
    """Accept; where two units receive it, for one's own."""
    return _done(request, response, where, Step("accept", on.if_match))


@router.post(
    "/filings/{form}/{unit}/{period}/publish",
    response=shapes.Filing,
    operation_id="publish_filing",
    summary="Publish an accepted filing",
    openapi_extra=described("filing", 400, 401, 403, 404, 409, 412),
)
@official
def publish_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
) -> shapes.Filing:
    """Publish: from here on everybody's totals count it."""
    return _done(request, response, where, Step("publish", on.if_match))


@router.post(
    "/filings/{form}/{unit}/{period}/return",
    response=shapes.Filing,
    operation_id="return_filing",
    summary="Send the filing back to be entered again",
    openapi_extra=described(
        "filing", 400, 401, 403, 404, 409, 411, 412, 413, 415, 422, sent="return"
    ),
)
@official
def return_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
    sent: Body[shapes.Return],
) -> shapes.Filing:
    """Return a filing, from the head of the unit or from a recipient."""
    step = Step("return", on.if_match, sent.reason, sent.remarks)
    return _done(request, response, where, step)


@router.post(
    "/filings/{form}/{unit}/{period}/reopen",
    response=shapes.Filing,
    operation_id="reopen_filing",
    summary="Take back an approval or an acceptance",
    openapi_extra=described(
        "filing", 400, 401, 403, 404, 409, 411, 412, 413, 415, 422, sent="reason"
    ),
)
@official
def reopen_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
    sent: Body[shapes.Reason],
) -> shapes.Filing:
    """Reopen what one's own unit has approved or accepted."""
    return _done(request, response, where, Step("reopen", on.if_match, sent.reason))


@router.post(
    "/filings/{form}/{unit}/{period}/withdraw",
    response=shapes.Filing,
    operation_id="withdraw_filing",
    summary="Take published figures back, with a reason that everybody reads",
    openapi_extra=described(
        "filing", 400, 401, 403, 404, 409, 411, 412, 413, 415, 422, sent="reason"
    ),
)
@official
def withdraw_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
    sent: Body[shapes.Reason],
) -> shapes.Filing:
    """Withdraw: nobody's public totals count it any more; it stands as accepted."""
    return _done(request, response, where, Step("withdraw", on.if_match, sent.reason))


@router.post(
    "/filings/{form}/{unit}/{period}/correct",
    response=shapes.Filing,
    operation_id="correct_filing",
    summary="Correct published figures, with a reason",
    openapi_extra=described(
        "filing", 400, 401, 403, 404, 409, 411, 412, 413, 415, 422, sent="correction"
    ),
)
@official
def correct_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
    sent: Body[shapes.Correction],
) -> shapes.Filing:
    """Correct cells of a published filing together; totals show it at once."""
    meant = _meant(request, where)
    correct_cells(
        actor=_actor(request),
        where=meant,
        slip=sent,
        seen=on.if_match,
        at=timezone.now(),
    )
    return _answer(request, response, meant)


@router.post(
    "/filings/{form}/{unit}/{period}/extend",
    response=shapes.Filing,
    operation_id="extend_filing",
    summary="Give the unit more time, with a reason",
    openapi_extra=described(
        "filing", 400, 401, 403, 404, 409, 411, 412, 413, 415, 422, sent="extension"
    ),
)
@official
def extend_filing(
    request: HttpRequest,
    response: HttpResponse,
    where: Path[FilingPath],
    on: Header[Condition],
    sent: Body[shapes.Extension],
) -> shapes.Filing:
    """Move the day by which the unit hands up; begins the filing if nobody has."""
    meant = _meant(request, where)
    extend(
        actor=_actor(request),
        where=meant,
        asked_for=sent,
        seen=on.if_match,
        at=timezone.now(),
    )
    return _answer(request, response, meant)


def _meant(request: HttpRequest, where: FilingPath) -> Address:
    today = timezone.localdate()
    return filing_place(
        user=request.user,
        form=where.form,
        unit_id=unit_meant(where.unit, today).pk,
        period=where.period,
        today=today,
    )


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 -- the gate lets in no other
    return request.user


def _done(
    request: HttpRequest, response: HttpResponse, where: FilingPath, step: Step
) -> shapes.Filing:
    meant = _meant(request, where)
    move(actor=_actor(request), where=meant, step=step, at=timezone.now())
    return _answer(request, response, meant)


def _answer(
    request: HttpRequest, response: HttpResponse, where: Address
) -> shapes.Filing:
    today = timezone.localdate()
    found = filing_document(user=request.user, where=where, today=today)
    response.headers["ETag"] = f'"{found.version}"'
    return whole_filing(found, today)
