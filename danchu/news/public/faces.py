"""What leaves the building of an article: the ledger holds it, search may find it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from danchu.kernel.audit.services import erase_personal_of
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.files.queries import digests_of, files_of
from danchu.kernel.files.services import destroy_files
from danchu.kernel.publication.kinds import Destroying, Kind
from danchu.kernel.publication.models import Publication
from danchu.news.models import Article, Comment
from danchu.news.rendering import plain_text
from danchu.news.rules.articles import Status


@dataclass(frozen=True)
class FileFace:
    """A file as the ledger commits to it: `sha256` is of all its bytes."""

    title: str
    name: str
    media: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ArticleFace:
    """What an article says; `unit` is the unit's lasting number, `body` is Markdown.

    `correction` says what the last correction put right; who wrote, approved or
    corrected it stays in the building.
    """

    unit: int
    kind: str
    category: str
    language: str
    title: str
    summary: str
    body: str
    published_on: str
    correction: str
    files: tuple[FileFace, ...] = ()

    @property
    def day(self) -> date:
        """The day on which it was first published."""
        return date.fromisoformat(self.published_on)


def face_of_row(row: Article) -> ArticleFace:
    """Return the face of a published article; its files are reckoned anew."""
    assert row.published_at is not None  # noqa: S101 -- a constraint says so
    return ArticleFace(
        unit=row.unit_id,
        kind=row.kind,
        category=row.category,
        language=row.language,
        title=row.title,
        summary=row.summary,
        body=row.body,
        published_on=timezone.localdate(row.published_at).isoformat(),
        correction=row.correction,
        files=_files(row.pk),
    )


def _files(article: int) -> tuple[FileFace, ...]:
    facts = files_of(article)
    found = digests_of(article) if facts else {}
    return tuple(
        FileFace(one.title, one.name, one.type.media, one.size, found[one.pk])
        for one in facts
    )


def text_of(face: ArticleFace) -> str:
    """Return the words of an article and of the names of its files, without mark-up."""
    return "\n".join([plain_text(face.body), *(one.title for one in face.files)])


def standing() -> QuerySet[Article]:
    """Return what stands published: of what was destroyed the last edition does not."""
    editions = Publication.objects.filter(dossier=OuterRef("pk"), kind=ARTICLE.name)
    taken_back = editions.order_by("-version").values("withdrawal")[:1]
    rows = Article.objects.filter(status=Status.PUBLISHED)
    return rows.alias(taken_back=Subquery(taken_back)).filter(taken_back=None)


def faces_by_item(items: Collection[str]) -> dict[str, ArticleFace]:
    """Return the faces of those items that stand published, by item.

    Items of other kinds, drafts and what was withdrawn are left out.
    """
    prefix = f"{ARTICLE.name}:"
    numbers = {
        int(number)
        for item in items
        if item.startswith(prefix) and (number := item.removeprefix(prefix)).isdecimal()
    }
    rows = standing().filter(pk__in=numbers)
    return {f"{prefix}{row.pk}": face_of_row(row) for row in rows}


def _face(dossier: Dossier) -> dict[str, Any] | None:
    row = Article.objects.filter(pk=dossier.pk, status=Status.PUBLISHED).first()
    return None if row is None else _told(face_of_row(row))


def _told(face: ArticleFace) -> dict[str, Any]:
    """Return a face as the ledger spells it; without files it says nothing of them."""
    told = asdict(face)
    return told if face.files else {k: v for k, v in told.items() if k != "files"}


def _forget(dossier: Dossier, how: Destroying) -> None:
    """Empty an article that was destroyed, what was said under it, and why in words."""
    row = Article.objects.filter(pk=dossier.pk).first()
    if row is None:
        return
    row.title, row.summary, row.body = ERASED, "", ""
    row.correction = ERASED if row.corrected_at else ""
    row.save(update_fields=["title", "summary", "body", "correction"])
    under = Comment.objects.filter(article=row)
    erase_personal_of(
        dossiers=[dossier.pk, *under.values_list("pk", flat=True)],
        ground=how.ground,
        actor=how.actor,
        at=how.at,
    )
    under.delete()
    destroy_files(dossier=dossier)


ERASED = "(đã xóa)"
ARTICLE = Kind("article", "Tin, bài của một đơn vị", _face, forget=_forget)
