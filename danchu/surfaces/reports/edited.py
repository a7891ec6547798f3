"""What somebody wrote into the Word file of a report, and what would be lost of it."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn

from danchu.kernel.errors import RuleBroken
from danchu.reporting.rules import tidy_part
from danchu.surfaces.reports.word import TAG, Element

LARGEST_FILE = 5 * 2**20
LARGEST_UNPACKED = 40 * 2**20
MOST_PARTS = 500
_PLACEHOLDER = re.compile(r"\[Viết tay: .*\]")


@dataclass(frozen=True)
class Edited:
    """The parts by hand of a file, and every other line of its text.

    A frame in which nobody wrote says nothing and is none of the parts.
    """

    ident: str
    parts: dict[str, str]
    outside: tuple[str, ...]
    frames: int


def edited(data: bytes) -> Edited:
    """Read a .docx that was made by `word_of` and edited since.

    Refuses with ``reporting.not_word`` what is no such file, and with
    ``reporting.file_too_large`` what is or unpacks to too much. Macros, fields and
    pictures are never looked at; text marked as deleted is not there.
    """
    _refuse_large(data)
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        ident = document.core_properties.identifier or ""
    except Exception as broken:
        raise RuleBroken("reporting.not_word") from broken
    found: dict[str, str] = {}
    outside: list[str] = []
    _read(body, found, outside)
    parts = {
        key: text for key, text in found.items() if not _PLACEHOLDER.fullmatch(text)
    }
    return Edited(ident, parts, tuple(outside), len(found))


def lost(edited_lines: Sequence[str], fresh_lines: Sequence[str]) -> list[str]:
    """Return the lines of an edited file that stand in no part by hand and not anew.

    >>> lost(["I. A", "Câu thêm.", "B"], ["I. A", "B"])
    ['Câu thêm.']
    """
    known = set(fresh_lines)
    return [line for line in edited_lines if line not in known]


def _refuse_large(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise RuleBroken("reporting.file_too_large", most=LARGEST_FILE // 2**20)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise RuleBroken("reporting.not_word") from broken
    unpacked = sum(one.file_size for one in found)
    if unpacked > LARGEST_UNPACKED or len(found) > MOST_PARTS:
        raise RuleBroken("reporting.file_too_large", most=LARGEST_FILE // 2**20)


def _read(node: Element, parts: dict[str, str], outside: list[str]) -> None:
    for child in node:
        if child.tag == qn("w:sdt") and (key := _key(child)):
            lines = [_text(one) for one in child.iter(qn("w:p"))]
            parts[key] = tidy_part("\n".join(lines))
        elif child.tag == qn("w:p"):
            if line := " ".join(_text(child).split()):
                outside.append(line)
        else:
            _read(child, parts, outside)


def _key(control: Element) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    value = "" if tag is None else tag.get(qn("w:val"), "")
    return value.removeprefix(TAG) if value.startswith(TAG) else ""


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        yield (one.text or "") if one.tag == qn("w:t") else " "
