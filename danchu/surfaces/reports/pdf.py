"""A report as PDF, set by Typst in the layout of State papers or of Party papers.

What is said goes in as data, so no letter of it is ever read as markup; the source is
ours and names no package and no file but its own.
"""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from danchu.kernel.errors import RuleBroken
from danchu.lib.apart import Apart, BusyError
from danchu.surfaces.reports import layouts, pdf_child
from danchu.surfaces.reports.charting import Chart
from danchu.surfaces.reports.layouts import MANNERS, Layout
from danchu.surfaces.reports.papers import (
    ANNEX_HEAD,
    LATE_HEAD,
    AnnexTable,
    Paper,
    Section,
    captioned,
)
from danchu.ui.letters import PAPER_FONTS

_CHILD = Apart(pdf_child.__file__, patience=60, at_once=2)
PAPER = Path(__file__).parent / "typst/paper.typ"
PICTURE = PAPER.with_name("picture.typ")


def pdf_of(paper: Paper, layout: Layout, base: str) -> bytes:
    """Return the report as a tagged PDF; the same paper gives the same bytes.

    `base` is what short addresses of figures begin with.
    """
    moment = int(datetime.combine(paper.day, time(), UTC).timestamp())
    return _set(PAPER, told_of(paper, layout, base), moment, "pdf")


def pictures_of(charts: Sequence[Chart]) -> list[bytes]:
    """Return charts as PNG."""
    if not charts:
        return []
    told = {"charts": [asdict(one) for one in charts]}
    return [b64decode(one) for one in json.loads(_set(PICTURE, told, 0, "png"))]


def _set(source: Path, told: Mapping[str, Any], moment: int, form: str) -> bytes:
    if not any(PAPER_FONTS.glob("*.ttf")):
        missing = f"{PAPER_FONTS}: chưa có phông chữ; hãy chạy make install"
        raise FileNotFoundError(missing)
    given = json.dumps(told, ensure_ascii=False).encode()
    try:
        return _CHILD.ask(given, str(source), str(PAPER_FONTS), str(moment), form)
    except BusyError:
        raise RuleBroken("exchange.busy") from None


def told_of(paper: Paper, layout: Layout, base: str) -> Mapping[str, Any]:
    """Return everything the source prints, as plain data."""
    manner = MANNERS[layout]
    upper, own = layouts.issuers(paper, layout)
    sections = [_section(one, base) for one in paper.sections]
    for title, lines in (
        ("Số liệu cần lưu ý", [f"- {one}" for one in paper.remarks]),
        (
            "Nguồn đối chiếu",
            [f"[{place}] {one}." for place, one in enumerate(paper.sources, 1)],
        ),
    ):
        if lines:
            sections.append(_chapter(title, 1, lines, []))
    return {
        "manner": {
            "body": manner.body,
            "title": manner.title,
            "subject": manner.subject,
            "motto": manner.motto,
            "under": manner.under_issuer,
        },
        "upper": upper,
        "own": own,
        "unit": paper.unit,
        "number": layouts.number_of(paper, layout),
        "placed": layouts.placed(paper),
        "heading": layouts.HEADING,
        "title": paper.title,
        "note": layouts.ILLUSTRATED if paper.has_illustrations else "",
        "sections": sections,
        "charts": [
            {**asdict(one), "caption": caption}
            for one, caption in captioned(paper.charts)
        ],
        "copies": layouts.COPIES,
        "signing": layouts.signing(paper, layout),
        "annex_title": layouts.ANNEX_TITLE,
        "annex_subject": layouts.annex_subject(paper),
        "annex_to": layouts.ANNEX_TO,
        "annexes": [_table(ANNEX_HEAD, one) for one in paper.annex],
        "late": [_late(paper.late)] if paper.late else [],
    }


def _table(head: Sequence[str], table: AnnexTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "head": head,
        "widths": layouts.ANNEX_WIDTHS,
        "left": sorted(layouts.LEFT_COLUMNS),
        "rows": [row.cells for row in table.rows],
    }


def _late(table: AnnexTable) -> dict[str, Any]:
    shown = {"widths": layouts.LATE_WIDTHS, "left": sorted(layouts.LATE_LEFT)}
    return {**_table(LATE_HEAD, table), **shown}


def _section(one: Section, base: str) -> dict[str, Any]:
    hand = [line for line in one.hand.split("\n") if line]
    lines = [
        [
            {"text": run.text, "at": f"{base}{run.short}/" if run.short else ""}
            for run in line
        ]
        for line in one.lines
    ]
    return _chapter(f"{one.number}. {one.title}", one.level, hand, lines)


def _chapter(
    title: str, level: int, hand: Sequence[str], lines: Sequence[Any]
) -> dict[str, Any]:
    """Return a chapter; its heading stays on the page of what follows it, if any."""
    return {
        "title": title,
        "level": level,
        "hand": hand,
        "lines": lines,
        "holds": bool(hand or lines),
    }
