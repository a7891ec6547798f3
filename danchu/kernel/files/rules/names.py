"""Names of files: what people typed, and what stands in an address."""

import unicodedata

from danchu.lib.vietnamese import fold

LONGEST_TITLE, _LONGEST_STEM = 150, 60


def title_of(text: str) -> str:
    r"""Return what a file is called on pages: one line, nothing that cannot be seen.

    >>> title_of("../../etc/Báo\x00  cáo\u202e.pdf")
    'Báo cáo'
    >>> title_of("Thông báo số 12/TB-UBND")
    'Thông báo số 12/TB-UBND'
    """
    whole = unicodedata.normalize("NFC", text)
    seen = "".join(
        letter if unicodedata.category(letter)[0] not in {"C", "Z"} else " "
        for letter in whole
        if letter not in "\u200b\u200c\u200d" and unicodedata.category(letter) != "Cf"
    )
    line = " ".join(seen.split())
    if extension_of(line):
        line = last_part(line).rpartition(".")[0]
    return line.strip(" .")[:LONGEST_TITLE].strip()


def last_part(name: str) -> str:
    """Return a name without the folders that somebody put before it."""
    return name.replace("\\", "/").rpartition("/")[2]


def extension_of(name: str) -> str:
    """Return what a name says a file is, in small letters; empty if it says nothing.

    >>> extension_of("a.tar.GZ"), extension_of("số 1. Thông báo"), extension_of("x.")
    ('gz', '', '')
    """
    _, dot, last = last_part(name).rpartition(".")
    is_one = bool(dot) and last.isascii() and last.isalnum() and len(last) <= 5  # noqa: PLR2004 -- the longest in use
    return last.lower() if is_one else ""


def served_name(title: str, extension: str, taken: set[str]) -> str:
    """Return a name for an address, of plain letters, that no other file has.

    >>> served_name("Báo cáo .exe", "pdf", set())
    'bao-cao-exe.pdf'
    >>> served_name("Báo cáo", "pdf", {"bao-cao.pdf"})
    'bao-cao-2.pdf'
    """
    stem = "-".join(fold(title).split())[:_LONGEST_STEM].strip("-") or "tep"
    name, number = f"{stem}.{extension}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{extension}"
    return name
