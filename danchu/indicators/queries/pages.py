"""The filing page: every cell, what is wrong with it, and what the reader may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    filing_of,
    form_by_code,
    version_of,
)
from danchu.indicators.queries.closed import closed_to
from danchu.indicators.queries.contents import (
    TextView,
    clock_of,
    contents,
    last_totals,
    previous_label,
    previous_totals,
    texts_of,
)
from danchu.indicators.queries.deeds import (
    DeedView,
    deeds_open_to,
    may_correct,
    may_enter,
    may_extend,
)
from danchu.indicators.queries.findings import all_findings
from danchu.indicators.queries.grid import (
    Beside,
    ErrorView,
    RowView,
    Typed,
    error_lines,
    sections_of,
    unexplained,
)
from danchu.indicators.queries.histories import (
    CAME_BACK,
    SENT_UP,
    Extension,
    HistoryView,
    extension_of,
    filing_history,
)
from danchu.indicators.queries.live import script_facts
from danchu.indicators.queries.openings import opening
from danchu.indicators.queries.places import Address, Someone
from danchu.indicators.queries.plans import Asker, plans_of
from danchu.indicators.queries.recipients import Recipient, asker_of, recipients_seen
from danchu.indicators.queries.remarks import RemarkView, open_remarks
from danchu.indicators.queries.signals import NO_SIGNALS, SignalsView, signals_of
from danchu.indicators.rules.amounts import State, vietnamese
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import Finding, Severity, broken
from danchu.indicators.rules.filings import STATUS_NAMES, Status, latest_extension
from danchu.indicators.rules.narratives import tidy
from danchu.kernel.deadlines.rules import Standing
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.ui import numerals


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
    last_label: str = ""
    script: dict[str, Any] | None = None
    recipients: Sequence[Recipient] = ()
    texts: tuple[TextView, ...] = ()
    remarks: tuple[RemarkView, ...] = ()
    extension: Extension | None = None
    may_extend: bool = False
    signals: SignalsView = NO_SIGNALS
    opened: str = ""
    """When the page was first shown, for the form to bring back; empty if closed."""

    @property
    def came_back(self) -> HistoryView | None:
        """How and why the filing came back, until it is handed up again."""
        if self.status is not Status.DRAFT:
            return None
        lately = takewhile(lambda one: one.deed != SENT_UP, self.history)
        return next((one for one in lately if one.deed in CAME_BACK and one.why), None)

    @property
    def may_remark(self) -> bool:
        """Whether the reader may send the filing back, cell by cell."""
        return any(deed.takes_remarks for deed in self.deeds)

    @property
    def slip_lines(self) -> range:
        """The lines of a correction slip, counted from one."""
        return range(1, SLIP_LINES + 1)

    @property
    def first_extension(self) -> date:
        """The first day to which the unit's day may be moved."""
        return max(self.due_on + timedelta(days=1), self.today)

    @property
    def last_extension(self) -> date:
        """The last one."""
        return latest_extension(self.today)

    @property
    def due_text(self) -> str:
        """Say what is left of the time, then the date."""
        left = (self.due_on - self.today).days
        last = numerals.day(self.due_on)
        if left < 0:
            return f"Quá hạn {-left} ngày, hạn {last}"
        return f"Còn {left} ngày, đến {last}" if left else "Hết hôm nay"


_NOTHING = Typed({}, {})
SLIP_LINES = 5
"""How many cells one slip on the page corrects together; the service has no limit."""


def filing_page(
    *, user: Someone, where: Address, today: date, typed: Typed = _NOTHING
) -> FilingPage:
    """Return the page of one filing; `filing_place` has said that it may be seen."""
    unit, period = where.unit, where.period
    asked = asked_of(form_by_code(where.form), unit, period)
    filing = filing_of(asked.form, unit, period)
    version = version_of(filing)
    cells, written = contents(asked, filing)
    closed = closed_to(user, asked)
    found = closed.findings_of(broken(all_findings(asked, cells, today)))
    asked = closed.rows_of(asked)
    status = Status(filing.status) if filing else None
    asker = asker_of(user, asked.form, unit, today)
    is_open = may_enter(asker, filing)
    last_day, clock = clock_of(asked, filing, today)
    answers = bool(filing) and (typed.must_answer or status is Status.DRAFT)
    remarks, deeds = open_remarks(asked, filing, closed), deeds_open_to(asker, filing)
    beside = Beside(
        previous=previous_totals(asked, today),
        last=last_totals(asked, today),
        is_open=is_open,
        remarks=remarks,
        traces={name: f"o/{name}/" for name in written | set(remarks)},
        may_remark=any(deed.takes_remarks for deed in deeds),
        plans=_plans(user, asked, today),
    )
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
        due_on=last_day,
        standing=clock,
        sections=sections_of(asked, cells, found, typed, beside),
        errors=tuple(error_lines(found, cells, typed)) if answers else (),
        problems=_count(found, Severity.BLOCK) + len(typed.errors),
        explanations=len(unexplained(found, cells)),
        done=sum(cell.state != State.BLANK for cell in _asked_totals(asked, cells)),
        of=len(_asked_totals(asked, cells)),
        deeds=deeds,
        may_enter=is_open,
        may_correct=may_correct(asker, filing),
        today=today,
        history=filing_history(filing, closed) if filing else (),
        previous_label=previous_label(period),
        last_label="" if period.is_window else period.previous().label,
        script=script_facts(asked, beside.last) if is_open else None,
        recipients=recipients_seen(filing, asker.recipients),
        texts=tuple(
            replace(
                text,
                text=typed.texts.get(text.code, text.text),
                unsaved=_unsaved(text, typed),
                draft=typed.remarks.get(text.code, ""),
                remarks=tuple(remarks.get(text.code, ())),
            )
            for text in texts_of(asked, filing)
        ),
        remarks=tuple(remark for some in remarks.values() for remark in some),
        extension=extension_of(filing),
        may_extend=may_extend(asker, filing),
        signals=signals_of(user=user, filing=filing, closed=closed, today=today),
        opened=opening(typed.opened) if is_open else "",
    )


def _plans(user: Someone, asked: Asked, today: date) -> dict[str, str]:
    codes = [row.code for row in asked.rows if not row.is_percent]
    found = plans_of(Asker(user, asked.unit, today), asked.period.code, codes)
    return {code: vietnamese(plan.number) for code, plan in found.items()}


def _unsaved(text: TextView, typed: Typed) -> str:
    """Return what was written on an old page and differs from what stands now."""
    wrote = tidy(typed.unsaved_texts.get(text.code, text.text))
    return "" if wrote == text.text else wrote


def _asked_totals(asked: Asked, cells: Mapping[str, Cell]) -> list[Cell]:
    return [cells[row.code] for row in asked.rows if not row.is_percent]


def _count(found: Iterable[Finding], severity: Severity) -> int:
    return sum(one.check.severity == severity for one in found)
