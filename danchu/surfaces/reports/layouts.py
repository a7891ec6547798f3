"""What State papers and Party papers say around the text, whatever the file format.

State: Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I. Party: Hướng dẫn 36-HD/VPTW.
"""

from dataclasses import dataclass
from enum import StrEnum

from danchu.surfaces.reports.papers import Paper

HEADING, ANNEX_TITLE = "BÁO CÁO", "PHỤ LỤC"
ANNEX_TO = "(Kèm theo Báo cáo số      ngày      tháng      năm     )"
ILLUSTRATED = "(Bản trình diễn: một phần số liệu là số minh họa.)"
COPIES = ("- Như trên;", "- Lưu: VT.")
ANNEX_WIDTHS = (1.1, 7.2, 1.5, 2.2, 2.6, 2.6, 4.2, 4.2)
"""Of the annex, in centimetres, on a page turned on its side."""
LATE_WIDTHS, LATE_LEFT = (1.1, 6.5, 5, 4.5, 2.8, 2.2, 3.5), frozenset({1, 2, 3, 6})
"""Of the annex of late units, and its columns of words."""
LEFT_COLUMNS = frozenset({1, 6, 7})
"""Columns of the annex that hold words."""


class Layout(StrEnum):
    """Whose rules the paper follows."""

    STATE = "nha-nuoc"
    PARTY = "dang"


@dataclass(frozen=True)
class Manner:
    """What differs between the two layouts; sizes in points."""

    body: float
    title: float
    subject: float
    motto: tuple[str, ...]
    number: str
    authority: str
    under_issuer: str


MANNERS = {
    Layout.STATE: Manner(
        body=14,
        title=14,
        subject=14,
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        number="Số:      /BC-{initials}",
        authority="TM.",
        under_issuer="",
    ),
    Layout.PARTY: Manner(
        body=14,
        title=16,
        subject=14,
        motto=("ĐẢNG CỘNG SẢN VIỆT NAM",),
        number="Số      -BC/{initials}",
        authority="T/M",
        under_issuer="*",
    ),
}


def issuers(paper: Paper, layout: Layout) -> tuple[str, str]:
    """Return who stands above the issuer, and the issuer, as head lines name them."""
    unit = paper.unit.upper()
    if paper.kind == "dan_van":
        return ("", f"ỦY BAN NHÂN DÂN {unit}")
    own = "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ"
    upper = f"ĐẢNG BỘ {unit}" if layout is Layout.PARTY else unit
    return (upper, own)


def number_of(paper: Paper, layout: Layout) -> str:
    """Return the line of the number, which the records office fills in."""
    initials = "BCĐ" if paper.kind == "qcdc" else "UBND"
    return MANNERS[layout].number.format(initials=initials)


def placed(paper: Paper) -> str:
    """Return the line of place and day, the day left open."""
    return f"{place_of(paper)}, ngày      tháng      năm {paper.day.year}"


def place_of(paper: Paper) -> str:
    """Return the place that a paper is written in, as its head names it."""
    return paper.unit.partition(" ")[2] or paper.unit


def signing(paper: Paper, layout: Layout) -> str:
    """Return for whom it is signed."""
    _, own = issuers(paper, layout)
    return f"{MANNERS[layout].authority} {own}"


def annex_subject(paper: Paper) -> str:
    """Return what the annex is about."""
    return f"Số liệu {paper.period}, {paper.unit}"
