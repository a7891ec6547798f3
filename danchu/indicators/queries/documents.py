"""One filing as plain facts, for programs: what is asked, what stands, who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    filing_of,
    form_by_code,
    rules_touching,
    version_of,
)
from danchu.indicators.queries.closed import closed_to
from danchu.indicators.queries.contents import TextView, clock_of, contents, texts_of
from danchu.indicators.queries.deeds import names_open_to
from danchu.indicators.queries.filings import due_on
from danchu.indicators.queries.findings import all_findings
from danchu.indicators.queries.places import Address
from danchu.indicators.queries.recipients import Recipient, asker_of, recipients_seen
from danchu.indicators.queries.remarks import RemarkView, remarks_of
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import CheckRule, Finding, broken
from danchu.indicators.rules.filings import Status
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class Question:
    """What a form asks of a unit for a period, and the checks it is held to."""

    asked: Asked
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
    cells: dict[str, Cell]
    texts: tuple[TextView, ...]
    remarks: Sequence[RemarkView]
    recipients: Sequence[Recipient]
    findings: tuple[Finding, ...]


def question_of(*, form: str, unit: Unit, period: Period) -> Question:
    """Return what `form` asks; refuses with ``indicators.not_asked`` when nothing."""
    asked = asked_of(form_by_code(form), unit, period)
    return Question(
        asked,
        tuple(rules_touching(asked)),
        due_on(asked.due, period, working_calendar()),
    )


def filing_document(
    *, user: User | AnonymousUser, where: Address, today: date
) -> FilingDocument:
    """Return one filing; `filing_place` has said that `user` may see it."""
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    filing = filing_of(asked.form, asked.unit, asked.period)
    version = version_of(filing)  # before the figures: it never vouches for later ones
    cells, _ = contents(asked, filing)
    closed = closed_to(user, asked)
    found = broken(all_findings(asked, cells, today))
    asker = asker_of(user, asked.form, asked.unit, today)
    return FilingDocument(
        asked=closed.rows_of(asked),
        version=version,
        status=Status(filing.status) if filing else None,
        self_approved=bool(filing and filing.self_approved),
        due_on=clock_of(asked, filing, today)[0],
        deeds=names_open_to(asker, filing),
        cells={name: cell for name, cell in cells.items() if not closed.hides(name)},
        texts=texts_of(asked, filing),
        remarks=remarks_of(asked, filing, closed),
        recipients=recipients_seen(filing, asker.recipients),
        findings=tuple(closed.findings_of(found)),
    )
