"""Many values at once, by programs that act for a post or for the holder of many."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Header, Query, Router, Schema

from danchu.kernel.audit.services import record_refusal
from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.services import hold_answer, keep_outcome
from danchu.kernel.people.models import User
from danchu.surfaces.api.bodies import TABLE, check_values
from danchu.surfaces.api.documents import described
from danchu.surfaces.api.doors import official
from danchu.surfaces.api.examples import SENT
from danchu.surfaces.api.problems import Refused
from danchu.surfaces.api.rendering import dump
from danchu.surfaces.api.value_deeds import weigh_values, write_values
from danchu.surfaces.api.value_reading import Address, SentPart, parts_sent
from danchu.surfaces.api.value_shapes import ValuesTaken

KIND = "api.values"
router = Router(tags=["filings"])
_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/SentValues"},
            "examples": {"values": {"value": SENT["values"]}},
        },
        TABLE: {
            "schema": {
                "type": "string",
                "description": "Columns form, unit, period, cell; number, state, "
                "qualifier, note where needed. Numbers as 1234 or 1234.5.",
            },
            "examples": {"values": {"value": SENT["values_csv"]["text"]}},
        },
    },
}


class How(Schema):
    """How the values are taken."""

    dry_run: bool = Field(
        False, description="Tell cell by cell what would happen, and write nothing."
    )


def _bare(made: dict[str, Any]) -> None:
    made.pop("default", None)


class Once(Schema):
    """By which name a request is known when it is sent again."""

    key: str = Field(
        "",
        alias="Idempotency-Key",
        max_length=200,
        description="The same body sent again with the same key within an hour writes "
        "nothing and gets the first answer, with `Idempotency-Replayed: true`.",
        examples=["8c0f5a1e-nop-quy-3"],
        json_schema_extra=_bare,
    )


@router.post(
    "/values",
    response=ValuesTaken,
    operation_id="post_values",
    summary="Enter cells of many filings, all or none",
    openapi_extra={
        **described("values", 400, 401, 403, 404, 409, 411, 413, 415, 422),
        "requestBody": _BODY,
    },
)
@official
def post_values(
    request: HttpRequest, how: Query[How], once: Header[Once]
) -> HttpResponse:
    """Write cells as `PUT /filings/…` does, for many units and periods together.

    One cell that cannot be written refuses them all, each such cell in `errors`. Cells
    not named stay as they are; sending the same again changes nothing.
    """
    check_values(request)
    assert isinstance(request.user, User)  # noqa: S101 -- the gate lets in no other
    actor, now = request.user, timezone.now()
    sent = parts_sent(request.content_type or "", request.body)
    try:
        if how.dry_run:
            told = weigh_values(actor=actor, sent=sent, at=now)
            if told.is_foreign:
                _note(request, actor, now)
            return _answer(told.document)
        document, is_new = _written(actor, sent, once.key, request.body, now)
    except Refused as refused:
        if refused.broken.facts.get("is_foreign"):
            _note(request, actor, now)
        raise
    response = _answer(document)
    if not is_new:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _written(
    actor: User, sent: dict[Address, SentPart], key: str, raw: bytes, at: datetime
) -> tuple[Any, bool]:
    if not key:
        return write_values(actor=actor, sent=sent, at=at).document, True
    digest = sha256(raw).hexdigest()
    with transaction.atomic():
        kept, is_new = hold_answer(
            actor=actor, kind=KIND, key=key, digest=digest, at=at
        )
        if kept.content["digest"] != digest:
            raise RuleBroken("api.key_reused")
        if is_new:
            told = write_values(actor=actor, sent=sent, at=at)
            keep_outcome(kept, told.document)
    return kept.outcome, is_new


def _note(request: HttpRequest, actor: User, at: datetime) -> None:
    """Keep that somebody tried to write for a unit that is not theirs."""
    record_refusal(actor=actor, code="access.forbidden", path=request.path, at=at)


def _answer(document: Any) -> HttpResponse:
    return HttpResponse(dump(document), content_type="application/json")
