"""Papers that open without running anything: PDF, and DOCX or XLSX, which are ZIPs."""

import io
import re
import zipfile
import zlib

from danchu.kernel.errors import RuleBroken

MOST_UNPACKED, MOST_PARTS = 100_000_000, 2_000
_CHUNK, _LOCKED = 1 << 20, 0x1
_HOLDER = b"\xd0\xcf\x11\xe0"
_WORD, _SHEET = "word/document.xml", "xl/workbook.xml"
_RUNS = re.compile(
    r"vbaProject|activeX/|embeddings/|macrosheets/|oleObject", re.IGNORECASE
)
_PDF_END = re.compile(rb"%%EOF[\s\0]*\Z")
_PDF_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError),
    *(NotImplementedError, RuntimeError),
)
"""What a broken ZIP raises; the last two: packed in an unknown way, or locked."""
_ZIP_END, _ZIP_END_LENGTH = b"PK\x05\x06", 22


def pdf(data: bytes) -> None:
    """Refuse a PDF that does not end as one, is locked, or says that it runs something.

    Only what is not packed can be read; what a reader runs is for the reader to ask.
    """
    if not _PDF_END.search(data[-2048:]) or _is_a_zip(data):
        raise RuleBroken("files.broken")
    if b"/Encrypt" in data:
        raise RuleBroken("files.locked")
    if _PDF_RUNS.search(data):
        raise RuleBroken("files.active")


def _is_a_zip(data: bytes) -> bool:
    at = data.rfind(_ZIP_END, -(65_535 + _ZIP_END_LENGTH))
    if at < 0:
        return False
    remark = int.from_bytes(data[at + 20 : at + 22], "little")
    return at + _ZIP_END_LENGTH + remark == len(data)


def office(data: bytes) -> str:
    """Return whether a ZIP is a `docx` or an `xlsx`, or refuse it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_strange(parts, archive.comment)
            names = {part.filename for part in parts}
            found = {_WORD: "docx", _SHEET: "xlsx"}
            kinds = [kind for name, kind in found.items() if name in names]
            if "[Content_Types].xml" not in names or len(kinds) != 1:
                raise RuleBroken("files.unknown_type")
            _refuse_running(archive, names)
            _refuse_swelling(archive, parts)
    except _BROKEN as error:
        raise RuleBroken("files.broken") from error
    return kinds[0]


def _refuse_strange(parts: list[zipfile.ZipInfo], remark: bytes) -> None:
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise RuleBroken("files.swells")
    if any(part.flag_bits & _LOCKED for part in parts):
        raise RuleBroken("files.locked")
    names = [part.orig_filename for part in parts]
    is_strange = any(
        name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/")
        for name in names
    )
    starts = min((part.header_offset for part in parts), default=1)
    if is_strange or len(set(names)) < len(names) or starts or remark:
        raise RuleBroken("files.broken")


def _refuse_running(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(_RUNS.search(name) for name in names):
        raise RuleBroken("files.active")
    with archive.open("[Content_Types].xml") as types:
        if b"macroenabled" in types.read(_CHUNK).lower():
            raise RuleBroken("files.active")


def _refuse_swelling(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack everything once, whatever the ZIP says of its size; its sums must fit."""
    length = 0
    for part in parts:
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                length += len(chunk)
                if length > MOST_UNPACKED:
                    raise RuleBroken("files.swells")
                if chunk.startswith(_HOLDER):
                    raise RuleBroken("files.active")
