"""What happened to a filing, and to one of its cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from danchu.indicators.models import Filing, Value
from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    cell_of,
    filing_of,
    form_by_code,
)
from danchu.indicators.queries.closed import Closed, closed_to
from danchu.indicators.queries.contents import texts_of
from danchu.indicators.queries.places import Address, Someone
from danchu.indicators.rules.catalogue import ORIGIN_NAMES, Scope
from danchu.indicators.rules.filings import CORRECT, EXTEND, STATUS_NAMES, Status
from danchu.indicators.rules.narratives import quoted
from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.ui import numerals

MOST_HISTORY = 60
MOST_CELL_HISTORY = 200
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
    "indicators.withdraw": "rút công bố",
    "indicators.extend": "gia hạn nộp đến",
    "indicators.answer_signal": "trả lời một tín hiệu",
}
SENT_UP = _TOLD["indicators.submit"]
CAME_BACK = frozenset(
    _TOLD[f"indicators.{one}"]
    for one in ("return_own", "return", "reopen_own", "reopen")
)


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
class Extension:
    """Until when a recipient has given the unit time, and why."""

    until: date
    reason: str


@dataclass(frozen=True)
class CellPage:
    """One cell of a filing: what it says, where that is from, and every change."""

    form_code: str
    form_name: str
    where: Address
    name: str
    label: str
    unit_of_measure: str
    words: str
    note: str
    origin_name: str
    source: str
    sentence: str
    who: str
    at: datetime | None
    status_name: str
    lines: tuple[HistoryView, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there may be older lines than are shown."""
        return len(self.lines) >= MOST_CELL_HISTORY


def filing_history(filing: Filing, closed: Closed) -> tuple[HistoryView, ...]:
    """Return the newest lines of a filing's history, without what is closed."""
    lines: list[HistoryView] = []
    for event in history_of(filing.dossier)[:MOST_HISTORY]:
        lines += _lines(event, closed)
    return tuple(lines[:MOST_HISTORY])


def extension_of(filing: Filing | None) -> Extension | None:
    """Return the latest extension of a filing's day, if there was one."""
    if filing is None:
        return None
    event = history_of(filing.dossier).filter(verb=EXTEND.name).first()
    if event is None:
        return None
    return Extension(date.fromisoformat(event.facts["after"]), event.facts["reason"])


def cell_page(*, user: Someone, where: Address, name: str) -> CellPage:
    """Return the history of a cell or a part in words; a closed one is not there."""
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    closed = closed_to(user, asked)
    known = {row.code: row for row in asked.rows}
    row = known.get(name.partition(".")[0])
    text = next((one for one in texts_of(asked, None) if one.code == name), None)
    if closed.hides(name) or (name not in asked.cells and text is None):
        raise RuleBroken("access.forbidden", form=where.form, cell=name[:40])
    filing = filing_of(asked.form, where.unit, where.period)
    value = _value(asked, name)
    said = next((one for one in texts_of(asked, filing) if one.code == name), None)
    label = said.label if said else _label(asked, name)
    return CellPage(
        form_code=asked.form.code,
        form_name=asked.form.name,
        where=where,
        name=name,
        label=label,
        unit_of_measure=row.unit_of_measure if row else "",
        words=said.text if said else cell_of(value).words,
        note=value.note if value else "",
        origin_name=ORIGIN_NAMES[value.origin] if value else "",
        source=value.source if value else "",
        sentence=value.quotation.sentence if value and value.quotation else "",
        who=(said.who if said else str(value.entered_by or "") if value else ""),
        at=said.at if said else value.entered_at if value else None,
        status_name=STATUS_NAMES[Status(filing.status)] if filing else "Chưa nhập",
        lines=tuple(_cell_lines(filing, name)) if filing else (),
    )


def _value(asked: Asked, name: str) -> Value | None:
    if name not in asked.cells:
        return None
    indicator, member = asked.cells[name]
    return (
        Value.objects.filter(
            unit=asked.unit,
            period__code=asked.period.code,
            indicator=indicator,
            member=member,
            scope=Scope.OWN,
        )
        .select_related("entered_by", "quotation")
        .first()
    )


def _label(asked: Asked, name: str) -> str:
    code, _, member = name.partition(".")
    row = next(row for row in asked.rows if row.code == code)
    parts = [part for _, of, part in row.members if of == member]
    return f"{row.name}: {parts[0]}" if parts else row.name


def _cell_lines(filing: Filing, name: str) -> Iterable[HistoryView]:
    events = history_of(filing.dossier).filter(
        Q(facts__changes__has_key=name)
        | Q(facts__texts__has_key=name)
        | Q(facts__remarks__has_key=name)
    )
    for event in events[:MOST_CELL_HISTORY]:
        yield from _lines(event, Closed(frozenset()), only=name)


def _lines(event: Any, closed: Closed, only: str = "") -> Iterable[HistoryView]:
    """Yield what an event says: of each cell, text or remark in it, else as a whole."""
    who, facts = str(event.actor or "Hệ thống"), event.facts
    why = facts.get("reason", "")

    def is_told(cell: str) -> bool:
        return not closed.hides(cell) and only in {"", cell}

    parts = [
        HistoryView(event.at, who, f"{_verb(event.verb)} {cell}:", before, after, why)
        for cell, (before, after) in facts.get("changes", {}).items()
        if is_told(cell)
    ]
    parts += [
        HistoryView(event.at, who, f"ghi {code}:", quoted(before), quoted(after))
        for code, (before, after) in facts.get("texts", {}).items()
        if is_told(code)
    ]
    parts += [
        HistoryView(event.at, who, f"nêu ý kiến về {cell}: {text}")
        for cell, text in facts.get("remarks", {}).items()
        if is_told(cell)
    ]
    if {"changes", "texts", "remarks"} & facts.keys():
        yield from parts
    else:
        yield _whole(event, who, why)


def _verb(verb: str) -> str:
    return "đính chính" if verb == CORRECT.name else "ghi"


def _whole(event: Any, who: str, why: str) -> HistoryView:
    deed = _TOLD.get(event.verb, event.verb)
    if event.verb == EXTEND.name:
        before, after = (
            numerals.day(date.fromisoformat(event.facts[key]))
            for key in ("before", "after")
        )
        return HistoryView(event.at, who, deed, before, after, why)
    if "awaited" in event.facts:
        units = ", ".join(event.facts["recipients"])
        deed = f"{deed} ({units}); còn chờ {event.facts['awaited']}"
    return HistoryView(event.at, who, deed, why=why)
