"""One cut of the data: what a report says of a unit and a period, frozen as it was.

A cut is plain data, as JSON keeps it: every paper made from it says the same, today and
when the figures have moved on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from danchu.indicators.queries.facts import IndicatorFact
from danchu.indicators.queries.localities import (
    Figure,
    Telling,
    figures_of,
    tellings_about,
)
from danchu.indicators.queries.narratives import narratives_within
from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.checks import Verdict
from danchu.indicators.rules.rollups import STANDING_NAMES, Standing, Total
from danchu.indicators.rules.times import year_before
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import unit_by_id
from danchu.reporting.ranges import Range
from danchu.surfaces.contradictions import Clash, cross_checked
from danchu.surfaces.reports.charting import Chart, charts_of
from danchu.surfaces.reports.late import late_units
from danchu.surfaces.sayings import VERDICTS, said_of
from danchu.surfaces.wording import amount_text, unit_of
from danchu.ui import numerals

WRITTEN_WITHIN = timedelta(days=31)
"""A report of a period is written in the month after it, and cites what that saw."""


@dataclass(frozen=True)
class SaidLine:
    """What a source states of the same figure, beside ours."""

    text: str
    unit: str
    label: str
    sentence: str
    source: str
    counted: str
    difference: str
    is_same: bool
    is_apart: bool


@dataclass(frozen=True)
class FigureLine:
    """One figure of the cut."""

    code: str
    group: str
    name: str
    unit: str
    period: str
    label: str
    number: str | None
    text: str
    before: str
    change: str
    standing: str
    have: int
    of: int
    is_illustration: bool
    visibility: str
    is_open: bool
    """Whether everybody may read it: of an open indicator, and published whole."""
    before_have: int
    """Units of the year before, where everybody may read that; nobody otherwise."""
    said: tuple[SaidLine, ...]


@dataclass(frozen=True)
class WordLine:
    """What a unit wrote, to be picked and cited."""

    code: str
    label: str
    place: str
    text: str


def cut_of(
    *, unit_id: int, about: Range, map_on: date, user: User, at: datetime
) -> dict[str, Any]:
    """Return everything a report of a unit and a time may say, as plain data."""
    return _Cutter(unit_id, about, map_on, user).cut(at)


def same_time_before(about: Range) -> Range | None:
    """Return the same time of the year before; a window has none."""
    first, last = year_before(about.periods[0]), year_before(about.periods[-1])
    return Range.between(first, last) if first and last else None


def change_sentence(now: Total, before: Total | None, *, is_percent: bool) -> str:
    """Say how a figure stands to the year before; nothing where that is not known.

    Exact on both sides only: of “hơn 4.000” nobody knows by how much it grew.
    """
    if before is None or before.number is None or now.number is None:
        return ""
    if {now.qualifier, before.qualifier} != {Qualifier.EXACT}:
        return ""
    if now.number == before.number:
        return "bằng cùng kỳ năm trước"
    return _moved(now.number, before.number, is_percent=is_percent)


def _moved(now: Decimal, before: Decimal, *, is_percent: bool) -> str:
    word, by = ("tăng" if now > before else "giảm"), abs(now - before)
    if is_percent:
        points = numerals.number(by, 1)
        return f"{word} {points} điểm phần trăm so với cùng kỳ năm trước"
    if before == 0:
        return "cùng kỳ năm trước không có"
    share = (by * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{word} {numerals.number(share)}% so với cùng kỳ năm trước"


class _Cutter:
    """One question: of which unit and time, on which map, asked by whom."""

    def __init__(self, unit_id: int, about: Range, map_on: date, user: User) -> None:
        self.unit = unit_by_id(unit_id)
        self.about, self.map_on, self.user = about, map_on, user

    def cut(self, at: datetime) -> dict[str, Any]:
        """Return the answer as it was at a moment."""
        told = self._tellings()
        before = same_time_before(self.about)
        past = {
            one.indicator.code: one.total
            for one in (self._figures(before.code) if before else ())
        }
        lines = [
            *_lines(self._figures(self.about.code), told, past, self.about),
            *self._windows(told),
        ]
        unit, about = self.unit, self.about
        return {
            "unit": {"pk": unit.pk, "name": unit.name, "kind": unit.kind},
            "period": {"code": about.code, "label": about.label},
            "before": before.label if before else "",
            "gaps": self._gaps(),
            "map_on": self.map_on.isoformat(),
            "at": at.isoformat(),
            "figures": [_plain(asdict(line)) for line in lines],
            "words": [asdict(one) for one in self._words()],
            "charts": [asdict(one) for one in self._charts(lines)],
            "disagreements": _disagreements(told),
            "late": [
                asdict(one)
                for one in late_units(self.unit, about, timezone.localdate(at))
            ],
        }

    def _gaps(self) -> list[str]:
        """Return the periods of a range for which there is no figure at all."""
        periods = self.about.periods
        if len(periods) == 1:
            return []
        return [one.label for one in periods if not self._figures(one.code)]

    def _charts(self, lines: Sequence[FigureLine]) -> list[Chart]:
        """Return the charts of the open figure that most units have reported."""
        drawn = [
            one
            for one in lines
            if one.is_open and one.number and one.unit and one.period == self.about.code
        ]
        if not drawn:
            return []
        most = max(drawn, key=lambda one: one.have)
        return charts_of(
            code=most.code, unit=self.unit, about=self.about, map_on=self.map_on
        )

    def _figures(self, period: str) -> list[Figure]:
        return figures_of(
            unit=self.unit, period=period, map_on=self.map_on, user=self.user
        )

    def _words(self) -> list[WordLine]:
        return [
            WordLine(one.code, one.label, one.place.name, one.text)
            for period in self.about.periods
            for one in narratives_within(
                unit=self.unit,
                period=period.code,
                map_on=self.map_on,
                user=self.user,
            )
        ]

    def _tellings(self) -> dict[str, list[Telling]]:
        """Return what sources say of this unit, by period: its own and windows in it.

        A window belongs to the report if it began in the period or in the month in
        which the report is written.
        """
        latest = self.about.end + WRITTEN_WITHIN
        found: dict[str, list[Telling]] = {}
        for one in tellings_about(unit=self.unit, map_on=self.map_on, user=self.user):
            when = one.period
            in_it = when.code == self.about.code or (
                when.is_window and self.about.start <= when.start <= latest
            )
            if in_it and one.place.pk == self.unit.pk:
                found.setdefault(when.code, []).append(one)
        return found

    def _windows(self, told: Mapping[str, Sequence[Telling]]) -> Iterable[FigureLine]:
        for code, some in told.items():
            if code != self.about.code:
                yield from _lines(self._figures(code), told, {}, some[0].period)


def _lines(
    figures: Sequence[Figure],
    told: Mapping[str, Sequence[Telling]],
    past: Mapping[str, Total],
    period: Period | Range,
) -> Iterable[FigureLine]:
    said: dict[str, list[Telling]] = {}
    for one in told.get(period.code, ()):
        said.setdefault(one.indicator.code, []).append(one)
    for figure in figures:
        code = figure.indicator.code
        yield _line(figure, said.pop(code, []), past.get(code), period)
    for some in said.values():
        yield _only_said(some, period)


def _line(
    figure: Figure,
    said: Sequence[Telling],
    before: Total | None,
    period: Period | Range,
) -> FigureLine:
    fact, total = figure.indicator, figure.total
    return FigureLine(
        code=fact.code,
        group=fact.group,
        name=fact.name,
        unit=unit_of(fact),
        period=period.code,
        label=period.label,
        number=None if total.number is None else f"{total.number:f}",
        text=amount_text(total.amount, fact),
        before=amount_text(before.amount, fact) if before and before.amount else "",
        change=change_sentence(total, before, is_percent=fact.is_percent),
        standing=STANDING_NAMES[total.standing] if total.standing else "",
        have=total.coverage.have,
        of=total.coverage.of,
        is_illustration=figure.is_illustration,
        visibility=fact.visibility,
        is_open=_is_open(fact, total),
        before_have=before.coverage.have if before and _is_open(fact, before) else 0,
        said=tuple(_said(one) for one in said),
    )


def _is_open(fact: IndicatorFact, total: Total) -> bool:
    is_published = total.standing is Standing.PUBLISHED
    return fact.visibility == Visibility.PUBLIC and is_published


def _only_said(said: Sequence[Telling], period: Period | Range) -> FigureLine:
    """Return a figure that only sources have: what was printed is open."""
    first = said[0]
    spoken = said_of(first)
    return FigureLine(
        code=first.indicator.code,
        group=first.indicator.group,
        name=first.indicator.name,
        unit=spoken.unit,
        period=period.code,
        label=period.label,
        number=None,
        text=spoken.text,
        before="",
        change="",
        standing="Theo nguồn",
        have=0,
        of=0,
        is_illustration=False,
        visibility=Visibility.PUBLIC,
        is_open=True,
        before_have=0,
        said=tuple(_said(one) for one in said),
    )


def _said(one: Telling) -> SaidLine:
    spoken = said_of(one)
    return SaidLine(
        text=spoken.text,
        unit=spoken.unit,
        label=spoken.label,
        sentence=spoken.sentence,
        source=spoken.source,
        counted=spoken.counted,
        difference=spoken.difference,
        is_same=one.verdict is Verdict.HOLDS or not spoken.counted,
        is_apart=one.verdict is Verdict.BROKEN and bool(spoken.counted),
    )


def _disagreements(told: Mapping[str, Sequence[Telling]]) -> list[str]:
    """Say where a source's own numbers do not make one another."""
    checked = cross_checked([one for some in told.values() for one in some])
    return [
        *(_clash(one) for one in checked.clashes),
        *(
            f"{one.equation} ({one.where}). {' '.join(one.remarks)}"
            for one in checked.weighed
            if one.state == VERDICTS[Verdict.BROKEN][0]
        ),
    ]


def _clash(one: Clash) -> str:
    parts = " + ".join(numerals.number(term.value) for term in one.terms)
    total, stated = numerals.number(one.sum.value), numerals.number(one.stated.value)
    told = f"{one.title}: {parts} = {total}, nguồn ghi {stated}."
    return f"{told} {one.cause}".strip()


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, "said": [dict(one) for one in facts["said"]]}
