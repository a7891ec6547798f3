"""Searching what is published."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import BaseModel

from danchu.kernel.search.queries import DEEPEST, Hit, asked, find
from danchu.kernel.units.queries import unit_by_id
from danchu.surfaces.api.documents import described, optional
from danchu.surfaces.api.doors import public
from danchu.surfaces.api.places import next_page

MOST = 100
router = Router(tags=["search"])


class SearchAsked(Schema):
    """Parameters of a search."""

    q: str = Field(
        min_length=1,
        max_length=200,
        description="Words, with or without accents; all of them must be there.",
        examples=["doi thoai viet lap"],
    )
    unit: int | None = Field(
        None,
        ge=1,
        le=2**63 - 1,
        description="Our number of a unit: only what counts in it on any map.",
        examples=[16],
    )
    kind: str = optional("Only this kind of thing.", "filing", maxLength=60)
    year: int | None = Field(
        None, ge=1945, le=2999, description="Only of this year.", examples=[2026]
    )
    limit: int = Field(20, ge=1, le=MOST, description="Hits on a page.")
    offset: int = Field(
        0, ge=0, le=DEEPEST, description="Hits before the page; follow `next`."
    )


class SearchHit(BaseModel):
    """One thing found."""

    item: str = Field(description="Its name: that of the ledger, if it is there.")
    kind: str = Field(description="What it is, for `kind`.")
    title: str
    summary: str
    day: date | None = Field(description="The day it belongs to.")
    unit: int | None = Field(description="Our number of the unit it belongs to.")
    page: str = Field(description="Where people read it, on this server.")


class SearchResults(BaseModel):
    """What fits, best first."""

    total: int = Field(description="How many fit; 5000 when there `is_more`.")
    is_more: bool = Field(
        description="Whether more fit than can be ranked; they come newest first."
    )
    items: list[SearchHit]
    next: str | None = Field(description="The next page, if there is one.")


@router.get(
    "/search",
    response=SearchResults,
    operation_id="search",
    summary="Everything published that holds some words",
    openapi_extra=described("search", 400, 404),
)
@public
def search(request: HttpRequest, wanted: Query[SearchAsked]) -> SearchResults:
    """Return what holds every word; the same accents first, then by title.

    Places by their names are found by `GET /units?q=`.
    """
    place = None if wanted.unit is None else unit_by_id(wanted.unit).pk
    question = asked(wanted.q, place=place, kind=wanted.kind, year=wanted.year)
    found = find(question, offset=wanted.offset, limit=wanted.limit)
    return SearchResults(
        total=found.total,
        is_more=found.is_more,
        items=[SearchHit(**_hit(hit)) for hit in found.hits],
        next=next_page(
            request, wanted.offset + wanted.limit, min(found.total, DEEPEST)
        ),
    )


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "item": hit.item,
        "kind": hit.kind,
        "title": hit.title,
        "summary": hit.summary,
        "day": hit.day,
        "unit": hit.unit,
        "page": hit.page,
    }
