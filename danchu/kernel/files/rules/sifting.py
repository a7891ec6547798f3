"""Whether a file is taken in, and what it is: read from its content alone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.rules.images import Picture, jpeg, png
from danchu.kernel.files.rules.names import extension_of
from danchu.kernel.files.rules.papers import office, pdf

LARGEST, MOST = 10_000_000, 10
"""Bytes of one file, and files of one dossier."""


class Type(StrEnum):
    """What is taken in, by the extension under which it is served."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpg"

    @property
    def media(self) -> str:
        """The type as HTTP names it."""
        return _MEDIA[self]

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it."""
        return self in {Type.PNG, Type.JPEG}


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA = {
    Type.PDF: "application/pdf",
    Type.DOCX: f"{_OFFICE}wordprocessingml.document",
    Type.XLSX: f"{_OFFICE}spreadsheetml.sheet",
    Type.PNG: "image/png",
    Type.JPEG: "image/jpeg",
}
_SPELT = {"jpeg": Type.JPEG, "jpe": Type.JPEG, **{one.value: one for one in Type}}


@dataclass(frozen=True)
class Sifted:
    """A file that is taken in: its content as it is kept, pictures without remarks."""

    type: Type
    data: bytes
    width: int | None = None
    height: int | None = None


def recognised(data: bytes) -> Type | None:
    """Return what a content begins like.

    >>> recognised(b"%PDF-1.7 ..."), recognised(b"<svg>")
    (<Type.PDF: 'pdf'>, None)
    """
    if data.startswith(b"PK\x03\x04"):
        return Type(office(data))
    known = ((b"%PDF-", Type.PDF), (_PNG, Type.PNG), (b"\xff\xd8\xff", Type.JPEG))
    return next((one for head, one in known if data.startswith(head)), None)


_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES: dict[Type, Callable[[bytes], Picture]] = {Type.PNG: png, Type.JPEG: jpeg}


def sifted(data: bytes, name: str) -> Sifted:
    """Return what is kept of a file that was sent under a name, or refuse it.

    Its name does not say what it is; one that says something else is refused.
    """
    if not data:
        raise RuleBroken("files.empty")
    if len(data) > LARGEST:
        raise RuleBroken("files.too_large", most=LARGEST // 1_000_000)
    found = recognised(data)
    if found is None:
        raise RuleBroken("files.unknown_type")
    said = extension_of(name)
    if _SPELT.get(said) is not found:
        raise RuleBroken("files.name_differs", said=said or name[:60], found=found.name)
    if found in _PICTURES:
        picture = _PICTURES[found](data)
        return Sifted(found, picture.data, picture.width, picture.height)
    if found is Type.PDF:
        pdf(data)
    return Sifted(found, data)
