"""Articles that stand published, and what became of those withdrawn."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from pydantic import BaseModel

from danchu.kernel.files.queries import FileFact
from danchu.kernel.units.queries import unit_by_id
from danchu.news.public.pages import ArticlePage, Asked, Card, article_page, news_list
from danchu.news.rules.articles import Place
from danchu.surfaces.api.documents import described
from danchu.surfaces.api.doors import public
from danchu.surfaces.api.places import link

router = Router(tags=["news"])
_LARGEST = 2**63 - 1
KindName = Literal["news", "document"]
CategoryName = Literal[
    "activity",
    "paper",
    "guidance",
    "outreach",
    "know",
    "discuss",
    "do",
    "inspect",
    "supervise",
    "benefit",
]


class NewsAsked(Schema):
    """Parameters of a list of articles."""

    unit: int | None = Field(
        None,
        ge=1,
        le=_LARGEST,
        description="Our number of a unit: its articles and those of all below it.",
        examples=[11596],
    )
    kind: KindName | None = Field(None, description="News, or what is kept.")
    category: CategoryName | None = Field(None, description="Under which head.")
    after: str | None = Field(
        None,
        pattern=r"^[0-9]{1,16}-[0-9]{1,18}$",
        description="Where the page before ended; follow `next`.",
        examples=["1782871200000000-12"],
    )


class NewsPath(Schema):
    """Which article is meant."""

    article: int = Field(
        ge=1, le=_LARGEST, description="Its number, as in its address.", examples=[12]
    )


class NewsPlace(BaseModel):
    """The unit that wrote it."""

    id: int = Field(description="Ours, meaningless, the same on every map.")
    name: str
    href: str = Field(description="The unit itself in this API.")


class NewsLine(BaseModel):
    """An article in a list."""

    id: int
    item: str = Field(description="Its name in the ledger.")
    title: str
    summary: str
    language: str = Field(description="As `lang` names it.")
    kind: str = Field(description="What it is, in Vietnamese.")
    category: str = Field(description="Its head, in Vietnamese.")
    unit: NewsPlace
    published_at: datetime
    is_corrected: bool
    page: str = Field(description="Where people read it, on this server.")
    href: str = Field(description="The article itself in this API.")


class NewsPage(BaseModel):
    """Articles that stand, the newest first."""

    items: list[NewsLine]
    next: str | None = Field(description="The next page, if there is one.")


class NewsFile(BaseModel):
    """A file of an article."""

    title: str
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Of all its bytes, as the ledger has it.")
    href: str = Field(description="Where it is, on this server.")


class NewsWithdrawal(BaseModel):
    """That an article was taken back."""

    at: datetime
    reason: str


class NewsCorrection(BaseModel):
    """What the last correction put right."""

    at: datetime
    text: str


class NewsArticle(NewsLine):
    """One article; of a withdrawn one the title and the reason are left."""

    html: str | None = Field(description="The text; null if it was withdrawn.")
    correction: NewsCorrection | None
    withdrawn: NewsWithdrawal | None
    files: list[NewsFile]
    proof: str = Field(description="Where the ledger's proof of it is, in this API.")


@router.get(
    "/news",
    response=NewsPage,
    operation_id="list_news",
    summary="Articles of a place, the newest first",
    openapi_extra=described("news", 400, 404),
)
@public
def list_news(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    wanted: Query[NewsAsked],
) -> NewsPage:
    """Return twenty articles that stand published; `next` goes on from there."""
    asked = Asked(
        place=None if wanted.unit is None else unit_by_id(wanted.unit),
        category=wanted.category or "",
        kind=wanted.kind or "",
        after=Place.read(wanted.after or ""),
    )
    found = news_list(asked, timezone.localdate())
    following = link(
        "/news",
        unit=str(wanted.unit) if wanted.unit else None,
        kind=wanted.kind,
        category=wanted.category,
        after=str(found.older),
    )
    return NewsPage(
        items=[NewsLine(**_line(card)) for card in found.cards],
        next=following if found.older else None,
    )


@router.get(
    "/news/{article}",
    response=NewsArticle,
    operation_id="get_news",
    summary="One article, with its files and its proof",
    openapi_extra=described("news_article", 400, 404),
)
@public
def get_news(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    where: Path[NewsPath],
) -> NewsArticle:
    """Return what an article says, or that it was withdrawn and why."""
    page = article_page(where.article, timezone.localdate())
    return NewsArticle(
        **_line(page.card),
        html=None if page.withdrawn else str(page.html),
        correction=_correction(page),
        withdrawn=NewsWithdrawal(at=page.withdrawn.at, reason=page.withdrawn.reason)
        if page.withdrawn
        else None,
        files=[_file(where.article, one) for one in page.files],
        proof=link("/ledger/proof", item=page.item),
    )


def _correction(page: ArticlePage) -> NewsCorrection | None:
    if page.withdrawn or page.corrected_at is None:
        return None
    return NewsCorrection(at=page.corrected_at, text=page.correction)


def _line(card: Card) -> dict[str, Any]:
    return {
        "id": card.pk,
        "item": f"article:{card.pk}",
        "title": card.title,
        "summary": card.summary,
        "language": card.language,
        "kind": card.kind,
        "category": card.category,
        "unit": NewsPlace(
            id=card.unit, name=card.place, href=link(f"/units/{card.unit}")
        ),
        "published_at": card.at,
        "is_corrected": card.is_corrected,
        "page": reverse("news:article", args=[card.pk, card.slug]),
        "href": link(f"/news/{card.pk}"),
    }


def _file(article: int, one: FileFact) -> NewsFile:
    return NewsFile(
        title=one.title,
        media_type=one.type.media,
        size=one.size,
        sha256=one.sha256,
        href=reverse("news:file", args=[article, one.name]),
    )
