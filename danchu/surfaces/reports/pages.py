"""What the pages of reports show, and the files they give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from danchu.indicators.queries import reader_of
from danchu.indicators.queries.localities import periods_with_figures
from danchu.indicators.rules.times import latest_ended
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Kind as PeriodKind
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.queries import default_map_day, unit_by_id
from danchu.reporting import queries, services
from danchu.reporting.queries import Change, Report
from danchu.reporting.ranges import Range
from danchu.reporting.rules import (
    KIND_NAMES,
    LONGEST_PART,
    PUBLISH,
    STATUS_NAMES,
    WRITE,
    Kind,
    Status,
)
from danchu.surfaces.reports.annex import annex_of
from danchu.surfaces.reports.cutting import cut_of
from danchu.surfaces.reports.edited import Edited, edited, lost
from danchu.surfaces.reports.layouts import Layout
from danchu.surfaces.reports.openness import open_now
from danchu.surfaces.reports.own import has_template, own_of
from danchu.surfaces.reports.papers import (
    Figure,
    Paper,
    paper_of,
    part_keys,
    seen,
)
from danchu.surfaces.reports.pdf import pdf_of, pictures_of
from danchu.surfaces.reports.word import word_of

MOST_PERIODS = 24
MOST_NAMED, MOST_LOST = 5, 200
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDED = (
    PeriodKind.QUARTER,
    PeriodKind.HALF,
    PeriodKind.NINE_MONTHS,
    PeriodKind.YEAR,
)
_STATES = {
    Status.DRAFT: "due",
    Status.APPROVED: "provisional",
    Status.PUBLISHED: "in_time",
    Status.WITHDRAWN: "not_arising",
}


@dataclass(frozen=True)
class ListedReport:
    """One line of the list."""

    pk: int
    title: str
    unit: str
    period: str
    state: str
    word: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Choice:
    """A unit for which the reader may write reports."""

    pk: int
    name: str


@dataclass(frozen=True)
class ReportsPage:
    """The reports in reach, and what a new one may be of."""

    reports: tuple[ListedReport, ...]
    units: tuple[Choice, ...]
    unit: Choice | None
    periods: tuple[Period, ...]
    kinds: tuple[tuple[str, str], ...]
    sets_templates: bool


@dataclass(frozen=True)
class ReportPage:
    """One report at work."""

    pk: int
    unit: str
    status: str
    state: str
    word: str
    revision: int
    cut_at: datetime
    paper: Paper
    deeds: frozenset[str]
    history: tuple[Change, ...]
    has_own: bool = False
    """Whether it may be had in a template of its unit."""
    closed: str = ""
    """Names of published figures in it that are no longer open to everybody."""

    @property
    def is_writable(self) -> bool:
        """Whether the reader may write in it now."""
        return "reporting.write" in self.deeds


@dataclass(frozen=True)
class Difference:
    """A part by hand that a file says otherwise than the report."""

    key: str
    title: str
    stored: str
    said: str


@dataclass(frozen=True)
class Rehearsal:
    """What taking over an edited file would change, and what of it would be lost."""

    report: ReportPage
    differences: tuple[Difference, ...]
    lost: tuple[str, ...]
    """The first of those lines, and how many they are."""
    lost_count: int


def reports_page(*, user: User, on: date, unit: str) -> ReportsPage:
    """Return the reports in somebody's reach and the choices for a new one."""
    units = _choices(user, on)
    chosen = next((one for one in units if str(one.pk) == unit), None)
    chosen = chosen or next(iter(units), None)
    return ReportsPage(
        reports=tuple(_listed(one) for one in queries.reports_in_reach(user, on)),
        units=units,
        unit=chosen,
        periods=tuple(_periods(chosen.pk, on, user)) if chosen else (),
        kinds=tuple((kind.value, name) for kind, name in KIND_NAMES.items()),
        sets_templates=bool(queries.units_to_set_templates_for(user, on)),
    )


def make(
    *, user: User, unit: str, period: str, until: str, kind: str, at: datetime
) -> int:
    """Cut the figures and begin a report; return its number."""
    today = timezone.localdate(at)
    units = queries.units_to_report_for(user, today)
    chosen = next((one for one in units if str(one.pk) == unit), None)
    if chosen is None:
        raise RuleBroken("access.forbidden", unit=unit[:20])
    first, last = period_from(period), period_from(until) if until else None
    about = Range.between(first, last)
    made = services.make_report(
        actor=user,
        unit=chosen,
        period=ensure_period(first),
        until=ensure_period(about.periods[-1]) if len(about.periods) > 1 else None,
        kind=kind,
        cut=_cut(chosen.pk, about, user, at),
        at=at,
    )
    return int(made.pk)


def cut_again(*, user: User, pk: int, revision: int, at: datetime) -> None:
    """Take the figures as they are now into a report."""
    row = queries.report_in_reach(user, timezone.localdate(at), pk)
    cut = _cut(row.unit_id, queries.range_of(row), user, at)
    services.cut_again(actor=user, report=row, cut=cut, revision=revision, at=at)


def write(
    *, user: User, pk: int, said: dict[str, str], revision: int, at: datetime
) -> list[str]:
    """Write parts by hand into a report."""
    row = queries.report_in_reach(user, timezone.localdate(at), pk)
    return services.write_parts(
        actor=user,
        report=row,
        said=said,
        keys=part_keys(row.kind),
        revision=revision,
        at=at,
    )


def move(
    *, user: User, pk: int, to: str, reason: str, revision: int, at: datetime
) -> None:
    """Approve, reopen, publish or withdraw a report, as the page of it stood.

    Refuses to publish with ``reporting.closed_since`` figures closed since the cut.
    """
    row = queries.report_in_reach(user, timezone.localdate(at), pk)
    if to == Status.PUBLISHED and PUBLISH.name in queries.deeds_of(user, row):
        closed = open_now(row).closed
        if closed:
            raise RuleBroken("reporting.closed_since", names=_some(closed))
    services.move(
        actor=user, report=row, to=to, at=at, reason=reason, revision=revision
    )


def report_page(*, user: User, on: date, pk: int) -> ReportPage:
    """Return one report in somebody's reach, with what may be done about it."""
    row = queries.report_in_reach(user, on, pk)
    paper = _paper(row, _seen_by(user, row))
    page = _page(row, paper, queries.deeds_of(user, row), queries.history(row))
    closed = open_now(row).closed if row.status == Status.PUBLISHED else ()
    return replace(page, has_own=has_template(row, on), closed=_some(closed))


def public_page(pk: int) -> ReportPage:
    """Return a published report as everybody reads it: what is open, no more."""
    row = queries.published_report(pk)
    shown = open_now(row)
    paper = _laid_out(row, {**row.cut, "figures": shown.figures, "late": []})
    page = _page(row, paper, frozenset(), ())
    return replace(page, closed=_some(shown.closed))


def file_of(
    *, user: User, on: date, pk: int, name: str, site: str
) -> tuple[bytes, str]:
    """Return a file of a report and its type; names are those of `FILES`.

    `site` is the address of this server, before the short addresses of figures.
    """
    row = queries.report_in_reach(user, on, pk)
    paper = _paper(row, _seen_by(user, row))
    if name == "phu-luc.xlsx":
        return annex_of(paper), EXCEL
    if name == OWN:
        return own_of(row, paper, on), WORD
    stem, _, ending = name.partition(".")
    if ending == "pdf":
        return pdf_of(paper, Layout(stem), f"{site}{SHORT}"), PDF
    pictures = pictures_of(paper.charts)
    base = f"{site}{SHORT}"
    return word_of(paper, Layout(stem), base, _ident(pk), pictures), WORD


SHORT = "/s/"
"""What short addresses of figures begin with, as `urls` has it."""
OWN = "mau-rieng.docx"
FILES = (
    *("nha-nuoc.docx", "dang.docx"),
    *("nha-nuoc.pdf", "dang.pdf"),
    *("phu-luc.xlsx", OWN),
)


def rehearsed(*, user: User, on: date, pk: int, data: bytes) -> Rehearsal:
    """Say what an edited Word file would change; nothing is written."""
    row = queries.report_in_reach(user, on, pk)
    if WRITE.name not in queries.deeds_of(user, row):
        raise RuleBroken("access.forbidden", unit=row.unit.name)
    found = edited(data)
    if found.ident != _ident(pk):
        raise RuleBroken("reporting.other_report")
    if not found.frames:
        raise RuleBroken("reporting.no_parts")
    longest = max((len(text) for text in found.parts.values()), default=0)
    if longest > LONGEST_PART:
        raise RuleBroken("reporting.part_too_long", length=longest, most=LONGEST_PART)
    paper = _paper(row, _seen_by(user, row))
    page = _page(row, paper, queries.deeds_of(user, row), ())
    differences = tuple(
        Difference(section.key, section.title, section.hand, found.parts[section.key])
        for section in page.paper.sections
        if found.parts.get(section.key, section.hand) != section.hand
    )
    gone = _lost(found, page.paper)
    return Rehearsal(page, differences, tuple(gone[:MOST_LOST]), len(gone))


def _lost(found: Edited, paper: Paper) -> list[str]:
    """Compare with what would be made now, in the layout that is nearer."""
    fresh = [edited(word_of(paper, one, SHORT)).outside for one in Layout]
    return min((lost(found.outside, lines) for lines in fresh), key=len)


def _choices(user: User, on: date) -> tuple[Choice, ...]:
    units = queries.units_to_report_for(user, on)
    return tuple(Choice(one.pk, one.name) for one in units)


def _cut(unit_id: int, about: Range, user: User, at: datetime) -> dict[str, Any]:
    day = default_map_day(unit_by_id(unit_id), timezone.localdate(at))
    return cut_of(unit_id=unit_id, about=about, map_on=day, user=user, at=at)


def _periods(unit_id: int, on: date, user: User) -> list[Period]:
    unit = unit_by_id(unit_id)
    owed = (
        latest_ended(_ENDED, on, administrative=False),
        latest_ended(_ENDED, on, administrative=True),
    )
    known = periods_with_figures(unit=unit, map_on=default_map_day(unit, on), user=user)
    offered = {one.code: one for one in (*owed, *known) if one and not one.is_window}
    newest = sorted(offered.values(), key=lambda one: (one.end, one.code), reverse=True)
    return newest[:MOST_PERIODS]


def _seen_by(user: User, row: Report) -> Callable[[Figure], bool]:
    """Tell what somebody may see of a cut that a colleague made."""
    day = date.fromisoformat(row.cut["map_on"])
    reader = reader_of(user, row.unit, day)
    return lambda one: one["is_open"] or reader.sees(one["visibility"])


def _paper(row: Report, sees: Callable[[Figure], bool]) -> Paper:
    return _laid_out(row, seen(row.cut, sees))


def _laid_out(row: Report, cut: Mapping[str, Any]) -> Paper:
    return paper_of(
        kind=row.kind,
        cut=cut,
        parts=queries.parts_of(row),
        day=timezone.localdate(row.cut_at),
    )


def _page(
    row: Report, paper: Paper, deeds: frozenset[str], history: tuple[Change, ...]
) -> ReportPage:
    status = Status(row.status)
    return ReportPage(
        pk=row.pk,
        unit=row.unit.name,
        status=row.status,
        state=_STATES[status],
        word=STATUS_NAMES[status],
        revision=row.revision,
        cut_at=row.cut_at,
        paper=paper,
        deeds=deeds,
        history=history,
    )


def _listed(row: Report) -> ListedReport:
    status = Status(row.status)
    return ListedReport(
        pk=row.pk,
        title=KIND_NAMES[Kind(row.kind)],
        unit=row.unit.name,
        period=row.cut["period"]["label"],
        state=_STATES[status],
        word=STATUS_NAMES[status],
        at=row.written_at,
        by=row.written_by.full_name,
    )


def _some(names: Sequence[str]) -> str:
    """Return names in a line: the first ones, and how many more there are."""
    rest = len(names) - MOST_NAMED
    told = "; ".join(names[:MOST_NAMED])
    return f"{told}; và {rest} số liệu nữa" if rest > 0 else told


def _ident(pk: int) -> str:
    return f"bao-cao:{pk}"
