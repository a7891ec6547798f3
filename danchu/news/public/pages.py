"""What strangers read: the list of a place, and one article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.queries import FileFact, file_of, files_of
from danchu.kernel.publication.queries import Withdrawn, edition_of
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import default_map_day, path_of, unit_by_number
from danchu.kernel.units.rules import Tree
from danchu.news.models import Article, Comment, Reading
from danchu.news.public.faces import ARTICLE, ERASED, standing
from danchu.news.rendering import render
from danchu.news.rules.articles import (
    CATEGORY_NAMES,
    KIND_NAMES,
    SEEN,
    Category,
    Kind,
    Place,
    Status,
)
from danchu.news.rules.comments import State
from danchu.news.rules.readers import READ_LATELY
from danchu.ui.languages import ENGLISH, VIETNAMESE, is_english

ON_A_PAGE, RELATED, MOST_READ, MOST_REMARKS = 20, 4, 5, 200


@dataclass(frozen=True)
class Card:
    """An article as lists name it."""

    pk: int
    slug: str
    title: str
    summary: str
    language: str
    category: str
    kind: str
    unit: int
    place: str
    at: datetime
    is_corrected: bool


@dataclass(frozen=True)
class Head:
    """A category under which there is something."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Asked:
    """Which list is asked for; what names nothing is left out."""

    place: Unit | None
    category: str
    kind: str
    after: Place | None


@dataclass(frozen=True)
class Read:
    """An article that many read lately, and how many did."""

    card: Card
    readers: int


@dataclass(frozen=True)
class Remark:
    """What a reader said, as everybody may read it."""

    name: str
    text: str
    at: datetime


@dataclass(frozen=True)
class NewsList:
    """The newest articles of a place, of a kind and category."""

    asked: Asked
    path: tuple[Unit, ...]
    cards: tuple[Card, ...]
    heads: tuple[Head, ...]
    total: int
    older: Place | None
    most_read: tuple[Read, ...]


@dataclass(frozen=True)
class ArticlePage:
    """One article as strangers read it; of a withdrawn one the title and why."""

    card: Card
    item: str
    path: tuple[Unit, ...]
    html: SafeString
    corrected_at: datetime | None
    correction: str
    withdrawn: Withdrawn | None
    related: tuple[Card, ...]
    most_read: tuple[Read, ...]
    remarks: tuple[Remark, ...]
    files: tuple[FileFact, ...]


def asked_of(*, place: str, category: str, kind: str, after: str) -> Asked:
    """Read what an address asks for; refuse a place that is not there."""
    return Asked(
        place=unit_by_number(place) if place else None,
        category=category if category in set(Category) else "",
        kind=kind if kind in set(Kind) else "",
        after=Place.read(after),
    )


def news_list(asked: Asked, today: date) -> NewsList:
    """Return a page of what stands published, the newest first."""
    here = _published(asked.place, today)
    if asked.kind:
        here = here.filter(kind=asked.kind)
    counts = dict(here.order_by().values_list("category").annotate(count=Count("pk")))
    rows = here.filter(category=asked.category) if asked.category else here
    if asked.after:
        at, pk = asked.after.at, asked.after.pk
        rows = rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    found = list(rows[: ON_A_PAGE + 1])
    cards = tuple(card_of(row) for row in found[:ON_A_PAGE])
    is_more = len(found) > ON_A_PAGE
    return NewsList(
        asked=asked,
        path=_path(asked.place, today),
        cards=cards,
        heads=tuple(
            Head(code.value, name, counts[code])
            for code, name in CATEGORY_NAMES.items()
            if code in counts
        ),
        total=sum(counts.values()),
        older=Place(cards[-1].at, cards[-1].pk) if is_more else None,
        most_read=most_read(here, today),
    )


def latest_of(place: Unit, today: date, *, most: int) -> list[Card]:
    """Return the newest articles of a place and all below it."""
    return [card_of(row) for row in _published(place, today)[:most]]


def article_page(pk: int, today: date) -> ArticlePage:
    """Return an article that was published, or refuse as if there were none."""
    row = _rows().filter(pk=pk, status__in=SEEN).first()
    if row is None:
        raise RuleBroken("news.not_found")
    item = f"{ARTICLE.name}:{row.pk}"
    edition = edition_of(item)
    withdrawn = edition.withdrawn if edition else None
    is_there = row.status == Status.PUBLISHED and withdrawn is None
    return ArticlePage(
        card=card_of(row),
        item=item,
        path=_path(row.unit, today),
        html=render(row.body if is_there else ""),
        corrected_at=row.corrected_at,
        correction=row.correction,
        withdrawn=withdrawn,
        related=tuple(_related(row)),
        most_read=most_read(_published(None, today).exclude(pk=pk), today),
        remarks=_remarks(row) if is_there else (),
        files=files_of(row.pk) if is_there else (),
    )


def commented_on(pk: int) -> Card:
    """Return the published article on which somebody wants to say something."""
    row = _standing().filter(pk=pk).first()
    if row is None:
        raise RuleBroken("news.not_found")
    return card_of(row)


def public_file(pk: int, name: str) -> FileFact:
    """Return a file of an article that stands; gone with it once that is withdrawn."""
    if not standing().filter(pk=pk).exists():
        raise RuleBroken("files.not_found")
    return file_of(pk, name)


def most_read(rows: QuerySet[Article], today: date) -> tuple[Read, ...]:
    """Return which of these articles most people read on the days just finished."""
    counted = Reading.objects.filter(
        day__gte=today - READ_LATELY, day__lt=today, sketch__isnull=True
    )
    sums = (
        counted.filter(article__in=rows.order_by().values("pk"), readers__gt=0)
        .values("article")
        .annotate(total=Sum("readers"))
        .order_by("-total", "-article")
    )
    found = {one["article"]: one["total"] for one in sums[:MOST_READ]}
    cards = {row.pk: card_of(row) for row in _rows().filter(pk__in=found)}
    return tuple(Read(cards[pk], total) for pk, total in found.items())


def _remarks(row: Article) -> tuple[Remark, ...]:
    shown = Comment.objects.filter(article=row, status=State.SHOWN)
    return tuple(
        Remark(one.name, one.text, one.received_at)
        for one in shown.order_by("received_at", "pk")[:MOST_REMARKS]
    )


def card_of(row: Article) -> Card:
    """Return what lists name of an article; its unit is loaded."""
    assert row.published_at is not None  # noqa: S101 -- a constraint says so
    is_there, is_erased = row.status == Status.PUBLISHED, row.title == ERASED
    return Card(
        pk=row.pk,
        slug=row.slug,
        title=gettext(ERASED) if is_erased else row.title,
        summary=row.summary if is_there else "",
        language=_page_language() if is_erased else row.language,
        category=CATEGORY_NAMES[Category(row.category)],
        kind=KIND_NAMES[Kind(row.kind)],
        unit=row.unit_id,
        place=row.unit.name,
        at=row.published_at,
        is_corrected=row.corrected_at is not None,
    )


def _page_language() -> str:
    return ENGLISH if is_english() else VIETNAMESE


def _path(place: Unit | None, today: date) -> tuple[Unit, ...]:
    if place is None:
        return ()
    return tuple(path_of(place, default_map_day(place, today)))


def _rows() -> QuerySet[Article]:
    return Article.objects.select_related("unit").order_by("-published_at", "-pk")


def _standing() -> QuerySet[Article]:
    return standing().select_related("unit").order_by("-published_at", "-pk")


def _published(place: Unit | None, today: date) -> QuerySet[Article]:
    rows = _standing()
    if place is None:
        return rows
    day = default_map_day(place, today)
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=place, since__lte=day, until__gt=day
    )
    return rows.filter(unit__in=inside.values("unit"))


def _related(row: Article) -> Sequence[Card]:
    """Return what else this unit writes, and others under the same head, newest."""
    others = _standing().exclude(pk=row.pk)
    own = list(others.filter(unit=row.unit)[:RELATED])
    known = [one.pk for one in own]
    alike = others.filter(category=row.category).exclude(pk__in=known)
    rows = [*own[: RELATED // 2], *alike[:RELATED], *own[RELATED // 2 :]]
    return [card_of(one) for one in rows[:RELATED]]
