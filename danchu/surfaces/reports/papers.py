"""A report as a sequence of chapters and lines: the same for page, Word and PDF."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danchu.indicators.rules.rollups import STANDING_NAMES, Standing
from danchu.reporting.rules import KIND_NAMES, Kind
from danchu.surfaces.reports.charting import Bar, Chart
from danchu.surfaces.reports.outlines import (
    OUTLINES,
    Chapter,
    is_headed_only,
    letter_of,
    numbered,
)

Figure = Mapping[str, Any]
LATE_HEAD = (*("STT", "Đơn vị", "Biểu", "Kỳ", "Hạn nộp", "Số ngày chậm", "Tình trạng"),)
ANNEX_HEAD = (
    *("STT", "Chỉ tiêu", "Mã", "Đơn vị tính", "Kỳ này"),
    *("Cùng kỳ năm trước", "Tăng, giảm", "Ghi chú"),
)
_LETTERED = re.compile(r"[A-Z]\. *")
_OWN_WORDS = "theo báo cáo của"


@dataclass(frozen=True)
class Run:
    """A piece of a line; `short` leads to the figure it states."""

    text: str
    short: str = ""


@dataclass(frozen=True)
class Cited:
    """What a unit wrote, to be picked into the part by hand."""

    label: str
    place: str
    text: str

    @property
    def citation(self) -> str:
        """Return it as a report cites it."""
        text = self.text.rstrip(".; \n")
        return f"{text} ({_OWN_WORDS} {self.place[:1].lower()}{self.place[1:]})."


@dataclass(frozen=True)
class Section:
    """A chapter with everything that stands in it."""

    number: str
    title: str
    level: int
    key: str
    hint: str
    lines: tuple[tuple[Run, ...], ...]
    cited: tuple[Cited, ...]
    hand: str
    takes_hand: bool
    counts: bool
    """Whether it would show figures, if there were any."""


@dataclass(frozen=True)
class AnnexRow:
    """One figure of the annex, as its columns have it."""

    cells: tuple[str, ...]


@dataclass(frozen=True)
class AnnexTable:
    """The figures of one group of the catalogue."""

    title: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True)
class Paper:
    """A whole report, free of any file format."""

    kind: Kind
    unit: str
    period: str
    day: date
    title: str
    sections: tuple[Section, ...]
    charts: tuple[Chart, ...]
    annex: tuple[AnnexTable, ...]
    late: AnnexTable | None
    """What units had not handed in when the figures were cut; nothing if all had."""
    remarks: tuple[str, ...]
    sources: tuple[str, ...]
    has_illustrations: bool


def paper_of(
    *, kind: str, cut: Mapping[str, Any], parts: Mapping[str, str], day: date
) -> Paper:
    """Lay a cut and what was written by hand out along the outline of a kind."""
    which = Kind(kind)
    chapters = numbered(OUTLINES[which])
    following: list[Chapter | None] = [one for _, one in chapters[1:]]
    following.append(None)
    sources = _sources(cut["figures"])
    return Paper(
        kind=which,
        unit=cut["unit"]["name"],
        period=cut["period"]["label"],
        day=day,
        title=f"{KIND_NAMES[which]} {cut['period']['label']}",
        sections=tuple(
            _section(
                _Chaptered(number, one, is_headed_only(one, after)),
                cut,
                parts,
                sources,
            )
            for (number, one), after in zip(chapters, following, strict=True)
        ),
        charts=tuple(_chart(one) for one in cut.get("charts", ())),
        annex=tuple(_annex(cut["figures"])),
        late=_late(cut.get("late", ())),
        remarks=tuple(_remarks(cut, sources)),
        sources=sources,
        has_illustrations=any(one["is_illustration"] for one in cut["figures"]),
    )


def captioned(charts: Sequence[Chart]) -> list[tuple[Chart, str]]:
    """Return each chart with what stands below it."""
    return [
        (one, f"Biểu đồ {place}. {one.title}") for place, one in enumerate(charts, 1)
    ]


def _chart(one: Mapping[str, Any]) -> Chart:
    bars = tuple(Bar(**bar) for bar in one["bars"])
    return Chart(one["title"], one["is_trend"], bars)


def seen(cut: Mapping[str, Any], sees: Callable[[Figure], bool]) -> dict[str, Any]:
    """Return a cut with those of its figures that a reader may see."""
    return {**cut, "figures": [one for one in cut["figures"] if sees(one)]}


def part_keys(kind: str) -> tuple[str, ...]:
    """Return the keys of the parts that may be written by hand."""
    chapters = OUTLINES[Kind(kind)]
    after: list[Chapter | None] = [*chapters[1:], None]
    pairs = zip(chapters, after, strict=True)
    return tuple(one.key for one, then in pairs if not is_headed_only(one, then))


def figure_line(one: Figure, unit: int, sources: Sequence[str]) -> tuple[Run, ...]:
    """Say one figure in a sentence, with how it stands to the year before.

    What a source states otherwise stands beside it, with the number of the source.
    """
    short = f"{one['code']}.{unit}.{one['period']}"
    amount = " ".join(part for part in (one["text"], one["unit"]) if part)
    window = f" ({one['label']})" if one["period"].startswith("W:") else ""
    tail = PROVISIONAL if _is_provisional(one) else ""
    if one["change"]:
        before = f" ({one['before']})" if one["before"] else ""
        tail += f", {one['change']}{before}"
    elif one["before"]:
        tail += f" (cùng kỳ năm trước: {one['before']})"
    if 0 < one["have"] < one["of"]:
        tail += f"; {one['have']}/{one['of']} đơn vị có số liệu"
    told = "".join(_said(said, one, sources) for said in one["said"])
    return (Run(f"{one['name']}{window}: "), Run(amount, short), Run(f"{tail}{told}."))


PROVISIONAL = " (số tạm tính)"


def _is_provisional(one: Figure) -> bool:
    return bool(one["standing"] == STANDING_NAMES[Standing.PROVISIONAL])


def _said(said: Mapping[str, Any], one: Figure, sources: Sequence[str]) -> str:
    mark = f"[{sources.index(said['source']) + 1}]"
    if said["is_same"] or said["text"] == one["text"]:
        return f" {mark}"
    amount = " ".join(part for part in (said["text"], said["unit"]) if part)
    return f" (nguồn {mark} ghi {amount})"


@dataclass(frozen=True)
class _Chaptered:
    """A chapter with its number; a head only stands above others."""

    number: str
    chapter: Chapter
    is_head: bool


def _sources(figures: Sequence[Figure]) -> tuple[str, ...]:
    """Return the sources that are cited, each once, in the order of first citing."""
    cited = (said["source"] for one in figures for said in one["said"])
    return tuple(dict.fromkeys(cited))


def _section(
    at: _Chaptered,
    cut: Mapping[str, Any],
    parts: Mapping[str, str],
    sources: Sequence[str],
) -> Section:
    one = at.chapter
    unit = cut["unit"]["pk"]
    lines = [
        figure_line(figure, unit, sources)
        for group in one.groups
        for figure in cut["figures"]
        if letter_of(figure["code"]) == group
    ]
    cited = [
        Cited(word["label"], word["place"], word["text"])
        for word in cut["words"]
        if word["code"] in one.narratives
    ]
    return Section(
        number=at.number,
        title=one.title,
        level=one.level,
        key=one.key,
        hint=one.hint or "nhận xét, đánh giá",
        lines=tuple(lines),
        cited=tuple(cited),
        hand=parts.get(one.key, ""),
        takes_hand=not at.is_head,
        counts=bool(one.groups),
    )


def _annex(figures: Sequence[Figure]) -> Iterable[AnnexTable]:
    groups: dict[str, list[Figure]] = {}
    for one in figures:
        groups.setdefault(one["group"], []).append(one)
    for title, some in groups.items():
        rows = tuple(_annex_row(place, one) for place, one in enumerate(some, 1))
        yield AnnexTable(_LETTERED.sub("", title, count=1), rows)


def _late(found: Sequence[Mapping[str, Any]]) -> AnnexTable | None:
    rows = tuple(
        AnnexRow(
            (
                *(str(place), one["place"], one["form"], one["period"], one["due"]),
                str(one["days"]) if one["days"] else "–",
                "bị trả lại, chưa nộp lại" if one["is_returned"] else "chưa nộp",
            )
        )
        for place, one in enumerate(found, 1)
    )
    return AnnexTable("Đơn vị chậm, chưa nộp số liệu", rows) if rows else None


def _annex_row(place: int, one: Figure) -> AnnexRow:
    notes = [one["label"]] if one["period"].startswith("W:") else []
    if 0 < one["have"] < one["of"]:
        notes.append(f"{one['have']}/{one['of']} đơn vị")
    if one["is_illustration"]:
        notes.append("số minh họa")
    if _is_provisional(one):
        notes.append("số tạm tính")
    notes += [f"nguồn ghi “{said['sentence']}”" for said in one["said"]]
    cells = (
        *(str(place), one["name"], one["code"], one["unit"] or "%", one["text"]),
        *(one["before"] or "–", one["change"] or "–", "; ".join(notes)),
    )
    return AnnexRow(cells)


def _remarks(cut: Mapping[str, Any], sources: Sequence[str]) -> Iterable[str]:
    """Say where a source disagrees with itself, or with what was entered."""
    if gaps := cut.get("gaps"):
        yield (
            f"Không có số liệu {', '.join(gaps)}; các tổng trong báo cáo chỉ cộng "
            "những kỳ còn lại."
        )
    yield from cut["disagreements"]
    for figure in cut["figures"]:
        for said in figure["said"]:
            if said["is_apart"]:
                mark = sources.index(said["source"]) + 1
                yield (
                    f"{figure['name']}: hệ thống tính được {figure['text']}; nguồn "
                    f"[{mark}] ghi {said['text']} (“{said['sentence']}”), chênh lệch "
                    f"{said['difference']}."
                )
