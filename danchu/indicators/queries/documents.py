"""One filing as plain facts, for programs: what is asked, what stands, who may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.models import Acceptance, Filing, FormRow, Narrative, Remark
from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    cell_of,
    check_rules,
    filing_findings,
    filing_of,
    form_by_code,
    values_of,
    version_of,
)
from danchu.indicators.queries.closed import closed_to
from danchu.indicators.queries.filings import due_on
from danchu.indicators.queries.places import Address
from danchu.indicators.rules.catalogue import RowKind
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import CheckRule, Finding, broken
from danchu.indicators.rules.filings import (
    CORRECT,
    ENTER,
    REOPENING,
    WORKFLOW,
    Status,
)
from danchu.kernel.access.services import may
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Placement, Unit

Someone = User | AnonymousUser


@dataclass(frozen=True)
class CellFact:
    """What stands in a cell."""

    cell: Cell
    qualifier: str


@dataclass(frozen=True)
class TextFact:
    """A part in words."""

    code: str
    label: str
    text: str


@dataclass(frozen=True)
class RemarkFact:
    """What somebody who returned the filing said of a cell."""

    cell: str
    text: str
    at: datetime
    is_open: bool


@dataclass(frozen=True)
class RecipientFact:
    """A unit to which the filing is handed up, and since when it has accepted."""

    unit: Unit
    accepted_at: datetime | None


@dataclass(frozen=True)
class Question:
    """What a form asks of a unit for a period, and the checks it is held to."""

    asked: Asked
    texts: tuple[TextFact, ...]
    checks: tuple[CheckRule, ...]
    due_on: date


@dataclass(frozen=True)
class FilingDocument:
    """Everything that a program is told of a filing."""

    asked: Asked
    version: int
    status: Status | None
    self_approved: bool
    due_on: date
    deeds: tuple[str, ...]
    cells: dict[str, CellFact]
    texts: tuple[TextFact, ...]
    remarks: tuple[RemarkFact, ...]
    recipients: tuple[RecipientFact, ...]
    findings: tuple[Finding, ...]


def question_of(*, form: str, unit: Unit, period: Period) -> Question:
    """Return what `form` asks; refuses with ``indicators.not_asked`` when nothing."""
    asked = asked_of(form_by_code(form), unit, period)
    mine = {row.code for row in asked.rows}
    return Question(
        asked,
        _texts(asked, None),
        tuple(rule for rule in check_rules() if mine & set(rule.codes)),
        due_on(asked.due, period, working_calendar()),
    )


def filing_document(*, user: Someone, where: Address, today: date) -> FilingDocument:
    """Return one filing; `filing_place` has said that `user` may see it."""
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    filing = filing_of(asked.form, asked.unit, asked.period)
    version = version_of(filing)  # before the figures: it never vouches for later ones
    status = Status(filing.status) if filing else None
    cells = _cells(asked, filing)
    plain = {name: one.cell for name, one in cells.items()}
    closed = closed_to(user, asked)
    return FilingDocument(
        asked=closed.rows_of(asked),
        version=version,
        status=status,
        self_approved=bool(filing and filing.self_approved),
        due_on=_due_on(asked, filing),
        deeds=tuple(sorted(_deeds(user, status, asked.unit))),
        cells={name: one for name, one in cells.items() if not closed.hides(name)},
        texts=_texts(asked, filing),
        remarks=tuple(one for one in _remarks(filing) if not closed.hides(one.cell)),
        recipients=_recipients(asked, filing, today),
        findings=tuple(closed.findings_of(broken(filing_findings(asked, plain)))),
    )


def _cells(asked: Asked, filing: Filing | None) -> dict[str, CellFact]:
    row = ReportingPeriod.objects.filter(code=asked.period.code).first()
    period = filing.period if filing else row
    keys = asked.cells
    values = values_of(asked.unit, period, {key[0] for key in keys.values()})
    found = {}
    for name, key in keys.items():
        value = values.get(key)
        found[name] = CellFact(cell_of(value), value.qualifier if value else "exact")
    return found


def _due_on(asked: Asked, filing: Filing | None) -> date:
    clock = Clock.objects.filter(dossier=filing.pk).last() if filing else None
    return (
        clock.due_on if clock else due_on(asked.due, asked.period, working_calendar())
    )


def _deeds(user: Someone, status: Status | None, unit: Unit) -> Iterable[str]:
    if status in {None, Status.DRAFT} and may(user, ENTER, unit):
        yield ENTER.name
    if status is Status.PUBLISHED and may(user, CORRECT, unit):
        yield CORRECT.name
    if status is not None:
        for flow in (WORKFLOW, REOPENING):
            for step in flow.steps_from(status):
                if may(user, step.action, unit):
                    yield step.action.name


def _texts(asked: Asked, filing: Filing | None) -> tuple[TextFact, ...]:
    rows = FormRow.objects.filter(
        form=asked.form,
        kind=RowKind.NARRATIVE,
        unit_kinds__contains=[asked.unit.kind],
        period_kinds__contains=[asked.period.kind.value],
    ).order_by("position")
    written = Narrative.objects.filter(filing=filing) if filing else ()
    said = {one.code: one.text for one in written}
    return tuple(
        TextFact(
            row.narrative_code, row.narrative_label, said.get(row.narrative_code, "")
        )
        for row in rows
    )


def _remarks(filing: Filing | None) -> list[RemarkFact]:
    if filing is None:
        return []
    rows = Remark.objects.filter(filing=filing).order_by("-is_open", "pk")
    return [RemarkFact(one.cell, one.text, one.at, one.is_open) for one in rows]


def _recipients(
    asked: Asked, filing: Filing | None, today: date
) -> tuple[RecipientFact, ...]:
    accepted = dict(
        Acceptance.objects.filter(filing=filing).values_list("recipient", "accepted_at")
        if filing
        else ()
    )
    above = (
        Placement.objects.alive(today)
        .filter(unit=asked.unit, tree__in=asked.form.trees)
        .select_related("parent")
        .order_by("-tree", "pk")
    )
    units = {one.parent_id: one.parent for one in above}
    return tuple(RecipientFact(one, accepted.get(pk)) for pk, one in units.items())
