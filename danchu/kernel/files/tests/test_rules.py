"""What is taken in, what is refused, and what is left of a picture."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.rules import LARGEST, Type, served_name, sifted, title_of
from danchu.kernel.files.rules.names import extension_of
from danchu.kernel.files.tests.samples import (
    a_docx,
    a_jpeg,
    a_pdf,
    a_png,
    an_office,
    an_xlsx,
    camera,
    chunk,
    segment,
)

WHOLE = {
    "a.pdf": (a_pdf(), Type.PDF),
    "a.docx": (a_docx(), Type.DOCX),
    "a.xlsx": (an_xlsx(), Type.XLSX),
    "a.png": (a_png(), Type.PNG),
    "a.jpg": (a_jpeg(), Type.JPEG),
    "A.JPEG": (a_jpeg(), Type.JPEG),
}
ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as _made:
    _made.writestr("a.txt", b"x")
HUGE = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)


def refused(data: bytes, name: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        sifted(data, name)
    return broken.value.code


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_papers_and_pictures_are_taken_in_as_they_are(name: str) -> None:
    data, kind = WHOLE[name]

    kept = sifted(data, name)

    assert (kept.type, kept.data) == (kind, data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", a_pdf(b"x" * LARGEST), "too_large"),
        ("a.svg", b"<svg onload='alert(1)'/>", "unknown_type"),
        ("a.png", b"<svg onload='alert(1)'/>", "unknown_type"),
        ("a.html", b"<!doctype html><script>1</script>", "unknown_type"),
        ("a.pdf", b"<html>%PDF-1.4 %%EOF", "unknown_type"),
        ("a.exe", b"MZ\x90\0", "unknown_type"),
        ("a.zip", ZIP.getvalue(), "unknown_type"),
        ("a.pdf.exe", a_pdf(), "name_differs"),
        ("a.html", a_pdf(), "name_differs"),
        ("a", a_pdf(), "name_differs"),
        ("a.docx", an_xlsx(), "name_differs"),
        ("a.pdf", a_pdf() + b"<script>", "broken"),
        ("a.pdf", a_pdf(ZIP.getvalue()), ""),
        ("a.pdf", a_pdf() + ZIP.getvalue(), "broken"),
        ("a.pdf", a_pdf()[:-10], "broken"),
        ("a.pdf", a_pdf(b"/Encrypt 5 0 R"), "locked"),
        ("a.pdf", a_pdf(b"/OpenAction <</S /JavaScript /JS (x)>>"), "active"),
        ("a.pdf", a_pdf(b"/EmbeddedFiles 4 0 R"), "active"),
        ("a.docx", a_docx()[:-30], "broken"),
        ("a.docx", b"PK\x03\x04" + b"x" * 99, "broken"),
        ("a.docx", a_docx({"../../etc/passwd": b"x"}), "broken"),
        ("a.docx", a_docx({"/etc/passwd": b"x"}), "broken"),
        ("a.docx", a_docx({"word/vbaProject.bin": b"x"}), "active"),
        ("a.docx", a_docx({"word/x.bin": b"\xd0\xcf\x11\xe0\xa1\xb1"}), "active"),
        ("a.xlsx", an_xlsx({"xl/embeddings/a.bin": b"x"}), "active"),
        ("a.xlsx", an_xlsx({"xl/big.xml": b"\0" * 100_000_001}), "swells"),
        ("a.xlsx", an_xlsx({f"{n}": b"" for n in range(2_001)}), "swells"),
        ("a.docx", an_office("word/document.xml", {"xl/workbook.xml": b"x"}),
         "unknown_type"),
        ("a.png", a_png()[:-4], "broken"),
        ("a.png", a_png().replace(b"IDAT", b"IDAX"), "broken"),
        ("a.png", a_png(rows=b"\0" * 9_000_000), "swells"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", HUGE) + a_png()[33:], "swells"),
        ("a.png", a_png(0, 1), "broken"),
        ("a.jpg", a_jpeg()[:-2], "broken"),
        ("a.jpg", a_jpeg(60_000, 60_000), "swells"),
        ("a.jpg", b"\xff\xd8\xff\xd9", "broken"),
    ],
)  # fmt: skip
def test_what_is_something_else_broken_or_a_trap_is_refused(
    name: str, data: bytes, code: str
) -> None:
    if code:
        assert refused(data, name) == f"files.{code}"
    else:
        assert sifted(data, name).type is Type.PDF


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = an_xlsx({"xl/big.xml": b"\0" * 5_000_000})
    lying = data.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 50))

    assert refused(lying, "a.xlsx") == "files.broken"


def test_a_picture_loses_what_was_written_into_it() -> None:
    place = b"21.0285N 105.8542E"
    remark = chunk(b"tEXt", b"Author\0Nguyen Van An") + chunk(b"eXIf", place)

    drawn = sifted(a_png(more=remark) + b"<script>", "a.png")
    taken = sifted(
        a_jpeg(more=camera(1) + segment(0xFE, place)) + a_pdf(place), "a.jpg"
    )

    assert drawn.data == a_png()
    assert taken.data == a_jpeg()


@pytest.mark.parametrize("turned", range(2, 9))
def test_a_photo_stays_turned_as_it_was_taken(turned: int) -> None:
    kept = sifted(a_jpeg(more=camera(turned)), "a.jpg")

    assert b"105.8542E" not in kept.data
    assert sifted(kept.data, "a.jpg") == kept
    assert kept.data.count(b"Exif") == 1
    assert (kept.width, kept.height) == ((4, 3) if turned < 5 else (3, 4))


@given(st.binary(max_size=400), st.sampled_from(sorted(WHOLE)), st.integers(0, 400))
def test_whatever_is_sent_is_kept_or_refused(noise: bytes, name: str, at: int) -> None:
    data, _ = WHOLE[name]
    spoilt = data[:at] + noise + data[at + len(noise) :]

    kept = None
    with suppress(RuleBroken):
        kept = sifted(spoilt, name)

    assert kept is None or sifted(kept.data, name) == kept


@given(st.binary(min_size=1, max_size=300))
def test_dots_that_are_packed_come_through(dots: bytes) -> None:
    data = a_png(len(dots), 1, rows=b"\0" + dots)

    kept = sifted(data, "a.png")

    assert zlib.compress(b"\0" + dots) in kept.data


@given(st.text(max_size=300), st.sets(st.sampled_from(["tep.pdf", "tep-2.pdf"])))
def test_a_name_in_an_address_is_plain_whatever_was_typed(
    text: str, taken: set[str]
) -> None:
    title = title_of(text)
    name = served_name(title, "pdf", taken)

    assert name not in taken
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.count(".") == 1
    assert title == title_of(title) or extension_of(title)
    assert "\u202e" not in title
    assert len(name) <= 80


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("..\\..\\windows\\Báo cáo.pdf", "Báo cáo"),
        ("gpj.\u202efdp.exe", "gpj.fdp"),
        ("a.pdf", "a"),
        ("…/x/.htaccess", "…/x/.htaccess"),
        ("\0\n", ""),
    ],
)
def test_a_title_is_one_line_without_folders(typed: str, title: str) -> None:
    assert title_of(typed) == title
