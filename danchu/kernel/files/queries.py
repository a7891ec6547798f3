"""The files of a dossier; whether they may be seen is asked by whose dossier it is."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BinaryField, ExpressionWrapper, Func, QuerySet, Value

from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.models import DIGEST, Attachment, Content
from danchu.kernel.files.rules import Type


@dataclass(frozen=True)
class FileFact:
    """A file as pages name it."""

    pk: int
    title: str
    name: str
    type: Type
    size: int
    sha256: str
    width: int | None
    height: int | None

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return self.type.is_picture

    @property
    def kind(self) -> str:
        """What it is, as people say it."""
        return "Ảnh" if self.is_picture else self.type.name


def files_of(dossier: int) -> tuple[FileFact, ...]:
    """Return the files of a dossier, in the order in which they came."""
    return tuple(_fact(row) for row in _rows().filter(dossier=dossier))


def files_of_many(dossiers: Collection[int]) -> dict[int, tuple[FileFact, ...]]:
    """Return the same of several dossiers, by their numbers."""
    found: dict[int, tuple[FileFact, ...]] = {}
    for row in _rows().filter(dossier__in=dossiers):
        found[row.dossier_id] = (*found.get(row.dossier_id, ()), _fact(row))
    return found


def digests_of(dossier: int) -> dict[int, str]:
    """Return what the bytes of each file come to now, as the database reckons it."""
    rows = Attachment.objects.filter(dossier=dossier)
    contents = Content.objects.filter(attachments__in=rows).annotate(found=DIGEST)
    known = dict(contents.values_list("pk", "found"))
    return {pk: known[content] for pk, content in rows.values_list("pk", "content")}


def file_of(dossier: int, name: str) -> FileFact:
    """Return a file of a dossier by its name; refuse with ``files.not_found``."""
    return _found(_rows().filter(dossier=dossier, name=name).first())


def file_numbered(dossier: int, number: int) -> FileFact:
    """Return a file of a dossier by its number, or refuse in the same way."""
    return _found(_rows().filter(dossier=dossier, pk=number).first())


def bytes_of(sha256: str, first: int, length: int) -> bytes:
    """Return a part of what a file holds; nothing of one that was just destroyed."""
    part = Func("data", Value(first + 1), Value(length), function="substring")
    rows = Content.objects.filter(pk=sha256)
    found = rows.values_list(ExpressionWrapper(part, BinaryField()), flat=True).first()
    return bytes(found or b"")


def _rows() -> QuerySet[Attachment]:
    rows = Attachment.objects.select_related("content").order_by("pk")
    return rows.defer("content__data")


def _found(row: Attachment | None) -> FileFact:
    if row is None:
        raise RuleBroken("files.not_found")
    return _fact(row)


def _fact(row: Attachment) -> FileFact:
    content = row.content
    return FileFact(
        pk=row.pk,
        title=row.title,
        name=row.name,
        type=Type(content.type),
        size=content.size,
        sha256=content.pk,
        width=content.width,
        height=content.height,
    )
