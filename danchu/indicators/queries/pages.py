"""The filing page: every cell, what is wrong with it, and what the reader may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    cell_of,
    filing_findings,
    filing_of,
    form_by_code,
    values_of,
    version_of,
)
from danchu.indicators.queries.closed import Closed, closed_to
from danchu.indicators.queries.filings import due_on
from danchu.indicators.queries.grid import (
    Beside,
    ErrorView,
    RowView,
    Typed,
    error_lines,
    sections_of,
    unexplained,
)
from danchu.indicators.queries.sums import Question, sums_within
from danchu.indicators.rules.amounts import State
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import Finding, Severity, broken
from danchu.indicators.rules.filings import (
    CORRECT,
    ENTER,
    PROVISIONAL_STAGES,
    REOPENING,
    STATUS_NAMES,
    WORKFLOW,
    Status,
)
from danchu.indicators.rules.rollups import Part, Total, total_of
from danchu.indicators.rules.times import year_before
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.audit.queries import history_of
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.deadlines.rules import Standing, standing
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_id
from danchu.ui import numerals

_LABELS = {
    "indicators.submit": "Trình lãnh đạo duyệt",
    "indicators.approve": "Duyệt, nộp lên cấp trên",
    "indicators.return_own": "Trả để nhập lại",
    "indicators.return": "Trả lại đơn vị",
    "indicators.accept": "Nhận số liệu",
    "indicators.publish": "Công bố",
    "indicators.reopen_own": "Mở lại để sửa",
    "indicators.reopen": "Mở lại để sửa",
}
MOST_HISTORY = 60


@dataclass(frozen=True)
class DeedView:
    """Something the reader may do with the filing now."""

    name: str
    label: str
    needs_reason: bool


@dataclass(frozen=True)
class HistoryView:
    """One line of history."""

    at: datetime
    who: str
    deed: str
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True)
class FilingPage:
    """Everything the filing page shows."""

    version: int
    form_code: str
    form_name: str
    unit: Unit
    period: Period
    status: Status | None
    status_name: str
    self_approved: bool
    approved_by: str
    due_on: date
    standing: Standing
    sections: tuple[tuple[str, tuple[RowView, ...]], ...]
    errors: tuple[ErrorView, ...]
    problems: int
    explanations: int
    done: int
    of: int
    deeds: tuple[DeedView, ...]
    may_enter: bool
    may_correct: bool
    today: date
    history: tuple[HistoryView, ...] = ()
    previous_label: str = ""

    @property
    def due_text(self) -> str:
        """Say what is left of the time, then the date."""
        left = (self.due_on - self.today).days
        last = numerals.day(self.due_on)
        if left < 0:
            return f"Quá hạn {-left} ngày, hạn {last}"
        return f"Còn {left} ngày, đến {last}" if left else "Hết hôm nay"


Someone = User | AnonymousUser
_NOTHING = Typed({}, {})


@dataclass(frozen=True)
class Address:
    """Which filing an address means, seen to be in reach and asked for."""

    form: str
    unit: Unit
    period: Period


def filing_place(
    *, user: Someone, form: str, unit_id: int, period: str, today: date
) -> Address:
    """Return what an address means; out of reach it is as if it did not exist."""
    unit = unit_by_id(unit_id)
    if not reach(user, today).contains(unit):
        raise RuleBroken("access.forbidden", unit=unit.name)
    known = period_from(period)
    asked_of(form_by_code(form), unit, known)
    return Address(form, unit, known)


def filing_page(
    *, user: Someone, where: Address, today: date, typed: Typed = _NOTHING
) -> FilingPage:
    """Return the page of one filing; `filing_place` has said that it may be seen."""
    unit, period = where.unit, where.period
    asked = asked_of(form_by_code(where.form), unit, period)
    filing = filing_of(asked.form, unit, period)
    version = version_of(filing)
    cells = _cells(asked, filing)
    closed = closed_to(user, asked)
    found = closed.findings_of(broken(filing_findings(asked, cells)))
    asked = closed.rows_of(asked)
    status = Status(filing.status) if filing else None
    is_open = status in {None, Status.DRAFT} and may(user, ENTER, unit)
    calendar_day, clock = _clock(asked, filing, today)
    answers = bool(filing) and (typed.must_answer or status is Status.DRAFT)
    return FilingPage(
        version=version,
        form_code=asked.form.code,
        form_name=asked.form.name,
        unit=unit,
        period=period,
        status=status,
        status_name=STATUS_NAMES[status] if status else "Chưa nhập",
        self_approved=bool(filing and filing.self_approved),
        approved_by=str(filing.approved_by or "") if filing else "",
        due_on=calendar_day,
        standing=clock,
        sections=sections_of(
            asked, cells, found, typed, Beside(_previous(asked, today), is_open)
        ),
        errors=tuple(error_lines(found, cells, typed)) if answers else (),
        problems=_count(found, Severity.BLOCK) + len(typed.errors),
        explanations=len(unexplained(found, cells)),
        done=sum(cell.state != State.BLANK for cell in _asked_totals(asked, cells)),
        of=len(_asked_totals(asked, cells)),
        deeds=_deeds(user, filing, unit),
        may_enter=is_open,
        may_correct=status is Status.PUBLISHED and may(user, CORRECT, unit),
        today=today,
        history=tuple(_history(filing, closed)) if filing else (),
        previous_label=_previous_label(period),
    )


def _cells(asked: Asked, filing: Filing | None) -> dict[str, Cell]:
    period = filing.period if filing else _period_row(asked.period)
    values = values_of(asked.unit, period, {key[0] for key in asked.cells.values()})
    return {name: cell_of(values.get(key)) for name, key in asked.cells.items()}


def _period_row(period: Period) -> ReportingPeriod | None:
    return ReportingPeriod.objects.filter(code=period.code).first()


def _clock(asked: Asked, filing: Filing | None, today: date) -> tuple[date, Standing]:
    clock = Clock.objects.filter(dossier=filing.pk).last() if filing else None
    if clock is not None:
        return clock.due_on, clock.standing(today)
    last_day = due_on(asked.due, asked.period, working_calendar())
    return last_day, standing(
        due_on=last_day, paused=False, stopped_on=None, today=today
    )


def _asked_totals(asked: Asked, cells: Mapping[str, Cell]) -> list[Cell]:
    return [cells[row.code] for row in asked.rows if not row.is_percent]


def _count(found: Iterable[Finding], severity: Severity) -> int:
    return sum(one.check.severity == severity for one in found)


def _previous_label(period: Period) -> str:
    before = year_before(period)
    return before.label if before else ""


def _previous(asked: Asked, today: date) -> dict[str, Total]:
    """Return what the unit, or the units it was made of, had a year before."""
    before = year_before(asked.period)
    row = _period_row(before) if before else None
    if before is None or row is None:
        return {}
    codes = {one.indicator: one.code for one in asked.rows}
    question = Question(
        indicators=list(codes),
        periods=[row.pk],
        on=today,
        stages=PROVISIONAL_STAGES,
        first=before.start,
        last=before.end,
    )
    sums = sums_within(question, root=asked.unit.pk, children=[], is_nation=False)
    parts: dict[str, list[Part]] = {}
    for one in sums.rows:
        parts.setdefault(codes[one.indicator], []).append(one.part)
    return {code: total_of(some, 0) for code, some in parts.items()}


def _deeds(user: Someone, filing: Filing | None, unit: Unit) -> tuple[DeedView, ...]:
    if filing is None:
        return ()
    steps = [
        step
        for flow in (WORKFLOW, REOPENING)
        for step in flow.steps_from(filing.status)
        if may(user, step.action, unit)
    ]
    return tuple(
        DeedView(step.action.name, _LABELS[step.action.name], step.needs_reason)
        for step in steps
    )


_TOLD = {
    "indicators.open": "mở biểu",
    "indicators.submit": "trình lãnh đạo duyệt",
    "indicators.approve": "duyệt và nộp lên cấp trên",
    "indicators.return_own": "trả để nhập lại",
    "indicators.return": "trả lại đơn vị",
    "indicators.accept": "nhận số liệu",
    "indicators.publish": "công bố",
    "indicators.reopen_own": "mở lại",
    "indicators.reopen": "mở lại",
}


def _history(filing: Filing, closed: Closed) -> Iterable[HistoryView]:
    lines: list[HistoryView] = []
    for event in history_of(filing.dossier)[:MOST_HISTORY]:
        who, facts = str(event.actor or "Hệ thống"), event.facts
        if closed.hides(event.subject):
            continue
        if event.verb == "indicators.correct":
            deed, why = f"đính chính {event.subject}:", facts["reason"]
            lines.append(
                HistoryView(event.at, who, deed, facts["before"], facts["after"], why)
            )
        elif "changes" in facts:
            lines += [
                HistoryView(event.at, who, f"ghi {cell}:", before, after)
                for cell, (before, after) in facts["changes"].items()
                if not closed.hides(cell)
            ]
        else:
            deed = _TOLD.get(event.verb, event.verb)
            lines.append(HistoryView(event.at, who, deed, why=facts.get("reason", "")))
    return lines[:MOST_HISTORY]
