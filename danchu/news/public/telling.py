"""What happened to published articles: for those who follow, and for who looks up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from danchu.kernel.publication.queries import Edition, latest_editions
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import default_map_day, unit_by_id
from danchu.kernel.units.rules import Tree
from danchu.news.models import Article
from danchu.news.public.faces import ARTICLE, FileFace, standing
from danchu.news.public.pages import Card, card_of
from danchu.news.rendering import render
from danchu.news.rules.articles import (
    CATEGORY_NAMES,
    KIND_NAMES,
    Category,
    Kind,
)

MOST_TOLD = 50
_GROUP = 500


@dataclass(frozen=True)
class Told:
    """That an article was published, put right or withdrawn, and what is said of it."""

    card: Card
    edition: Edition
    correction: str


@dataclass(frozen=True)
class Address:
    """Where an article stands, and since when as it is."""

    pk: int
    slug: str
    changed_at: datetime


@dataclass(frozen=True)
class ProvedArticle:
    """The face of an article in words."""

    title: str
    summary: str
    html: SafeString
    language: str
    kind: str
    category: str
    unit: int
    place: str
    published_on: date
    correction: str
    files: tuple[FileFace, ...]


def lately_told(unit: Unit, on: date) -> list[Told]:
    """Return what happened to articles of a place and all below it, latest first."""
    day = default_map_day(unit, on)
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=unit, since__lte=day, until__gt=day
    )
    editions = latest_editions(inside.values("unit"), kind=ARTICLE.name, most=MOST_TOLD)
    rows = Article.objects.select_related("unit").in_bulk(
        [one.dossier for one in editions]
    )
    return [
        Told(card_of(row), one, row.correction if row.corrected_at else "")
        for one in editions
        if (row := rows.get(one.dossier))
    ]


def standing_addresses() -> Iterator[Address]:
    """Return the address of every article that stands, by number."""
    rows: QuerySet[Article] = standing().only(
        "pk", "title", "published_at", "corrected_at"
    )
    for row in rows.order_by("pk").iterator(chunk_size=_GROUP):
        changed = row.corrected_at or row.published_at
        assert changed is not None  # noqa: S101 -- a constraint says so
        yield Address(row.pk, row.slug, changed)


def proved_article(face: bytes) -> ProvedArticle:
    """Put what the ledger holds of an article into words."""
    said = json.loads(face)
    return ProvedArticle(
        title=said["title"],
        summary=said["summary"],
        html=render(said["body"]),
        language=said["language"],
        kind=KIND_NAMES[Kind(said["kind"])],
        category=CATEGORY_NAMES[Category(said["category"])],
        unit=said["unit"],
        place=unit_by_id(said["unit"]).name,
        published_on=date.fromisoformat(said["published_on"]),
        correction=said["correction"],
        files=tuple(FileFace(**one) for one in said.get("files", ())),
    )
