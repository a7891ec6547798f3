"""Small files of every kind that is taken in, made here and now."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def a_pdf(words: bytes = b"Bao cao") -> bytes:
    """Return a PDF."""
    return b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n% " + words + b"\n%%EOF\n"


def an_office(main: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a ZIP such as Word or Excel write."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        for name, data in {main: b"<x/>", **(more or {})}.items():
            archive.writestr(name, data)
    return file.getvalue()


def a_docx(more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a DOCX."""
    return an_office("word/document.xml", more)


def an_xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """Return an XLSX."""
    return an_office("xl/workbook.xml", more)


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    said = name + data
    return struct.pack(">I", len(data)) + said + struct.pack(">I", zlib.crc32(said))


def a_png(
    width: int = 2, height: int = 1, more: bytes = b"", rows: bytes | None = None
) -> bytes:
    """Return a PNG in grey; `more` stands before its dots."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dots = (b"\0" + b"\x80" * width) * height if rows is None else rows
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + more
        + chunk(b"IDAT", zlib.compress(dots))
        + chunk(b"IEND", b"")
    )


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def a_jpeg(width: int = 4, height: int = 3, more: bytes = b"") -> bytes:
    """Return what is built like a JPEG; `more` stands before the frame."""
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + more
        + segment(0xC0, frame)
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
    )


def camera(orientation: int, words: bytes = b"21.0285N 105.8542E") -> bytes:
    """Return what a camera writes into a JPEG: how it was held, and where."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return segment(0xE1, b"Exif\0\0" + tiff + words)
