"""The life of a filing: opened, entered, handed up, taken back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from danchu.indicators.models import Acceptance, Filing, Form, Value
from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    cell_of,
    filing_of,
    form_by_code,
    values_of,
)
from danchu.indicators.queries.findings import all_findings
from danchu.indicators.queries.recipients import held_by, recipients_of
from danchu.indicators.queries.signals import signals_seen
from danchu.indicators.rules.amounts import State
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.checks import Finding, Severity, broken
from danchu.indicators.rules.filings import (
    ACCEPT,
    APPROVE,
    ENTER,
    REOPEN,
    REOPEN_OWN,
    REOPENING,
    RETURN,
    RETURN_OWN,
    STATUS_NAMES,
    SUBMIT,
    WORKFLOW,
    Status,
    may_approve,
)
from danchu.indicators.rules.signals import Seen
from danchu.indicators.services.opening import open_asked, refuse_future
from danchu.indicators.services.remarks import close_remarks, write_remarks
from danchu.indicators.services.signals import count_seconds, raise_signals
from danchu.kernel.access.actions import Action
from danchu.kernel.access.services import authorize, may
from danchu.kernel.audit.services import record
from danchu.kernel.deadlines.rules import Deadline
from danchu.kernel.deadlines.services import (
    pause_clock,
    resume_clock,
    start_clock,
    stop_clock,
)
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.services import advance


def open_filing(
    *, actor: User, form: str, unit: Unit, period: Period, at: datetime
) -> Filing:
    """Return the filing, opened with its clock at the first entry.

    Two clerks who begin at the same moment get the same one.
    """
    return begin_filing(actor=actor, form=form, unit=unit, period=period, at=at)[0]


def begin_filing(
    *, actor: User, form: str, unit: Unit, period: Period, at: datetime
) -> tuple[Filing, bool]:
    """Return the filing, and whether this call opened it."""
    authorize(actor, ENTER, unit)
    asked = asked_of(form_by_code(form), unit, period)
    return ensure_filing(asked, opened_by=actor, at=at)


def ensure_filing(
    asked: Asked, *, opened_by: User, at: datetime
) -> tuple[Filing, bool]:
    """Return the filing of what is asked, opened if nobody has, and whether it was.

    Whether somebody may open it has been asked before.
    """
    period = asked.period
    found = filing_of(asked.form, asked.unit, period)
    if found is not None:
        return found, False
    refuse_future(period, at)
    try:
        with transaction.atomic():
            return open_asked(actor=opened_by, asked=[asked], at=at)[0], True
    except IntegrityError:
        found = filing_of(asked.form, asked.unit, period)
        if found is None:
            raise
        return found, False


def submit_filing(
    *, actor: User, filing: Filing, at: datetime, page: datetime | None = None
) -> Filing:
    """Hand figures to the head of the unit; contradictions keep them here.

    Refuses with ``indicators.contradiction`` and its equations, or, where a check only
    asks for an explanation, with ``indicators.unexplained`` until a note gives one.
    Signals are raised and stop nothing; `page` is when the page had been opened.
    """
    with transaction.atomic():
        lock_filing(filing)
        authorize(actor, SUBMIT, filing.unit)
        if filing.status == Status.DRAFT:
            count_seconds(filing, submit=SUBMIT.name, page=page, at=at)
            raise_signals(filing, _fit_to_submit(filing, _day(at)), at)
        advance(filing, along=WORKFLOW, to=Status.SUBMITTED, actor=actor, at=at)
        close_remarks(filing)
        move_values(filing)
    return filing


def approve_filing(*, actor: User, filing: Filing, at: datetime) -> Filing:
    """Approve figures and hand them to the level above; the unit's clock stands still.

    Whoever entered a figure does not approve it, except where the unit has one
    official: then it is marked “tự duyệt”.
    """
    with transaction.atomic():
        lock_filing(filing)
        authorize(actor, APPROVE, filing.unit)
        enterers = set(
            Value.objects.filter(filing=filing, entered_by__isnull=False)
            .order_by()
            .values_list("entered_by", flat=True)
            .distinct()
        )
        if not may_approve(actor.pk, enterers, _officials(filing.unit, at)):
            raise RuleBroken("indicators.own_figures")
        filing.approved_by = actor
        filing.self_approved = actor.pk in enterers
        filing.save(update_fields=["approved_by", "self_approved"])
        advance(filing, along=WORKFLOW, to=Status.APPROVED, actor=actor, at=at)
        move_values(filing)
        pause_clock(dossier=filing.dossier, deadline=_clock(filing), on=_day(at))
    return filing


def return_filing(
    *,
    actor: User,
    filing: Filing,
    reason: str,
    at: datetime,
    remarks: Mapping[str, str] | None = None,
) -> Filing:
    """Send figures back to be entered again, by the head or by a recipient.

    `remarks` say what is wrong with which cell. Returned from above, acceptances fall
    away and the unit's clock resumes with the days that were left, so returning late
    costs us, not them.
    """
    with transaction.atomic():
        lock_filing(filing)
        was_approved = filing.approved_by_id is not None
        if was_approved or not may(actor, RETURN_OWN, filing.unit):
            speak_for_recipients(actor, RETURN, filing.form, filing.unit, at)
        advance(
            filing, along=WORKFLOW, to=Status.DRAFT, actor=actor, at=at, reason=reason
        )
        write_remarks(actor=actor, filing=filing, remarks=remarks or {}, at=at)
        _unapprove(filing)
        if was_approved:
            resume_clock(dossier=filing.dossier, deadline=_clock(filing), on=_day(at))
    return filing


def accept_filing(*, actor: User, filing: Filing, at: datetime) -> Filing:
    """Accept the figures of a unit below, for each recipient `actor` speaks for.

    When the last recipient has accepted, the unit's duty is done. Until then refuses
    with ``indicators.already_accepted`` whoever has accepted before.
    """
    with transaction.atomic():
        lock_filing(filing)
        mine = speak_for_recipients(actor, ACCEPT, filing.form, filing.unit, at)
        if filing.status == Status.APPROVED and _others_awaited(
            actor, filing, mine, at
        ):
            return filing
        advance(filing, along=WORKFLOW, to=Status.ACCEPTED, actor=actor, at=at)
        move_values(filing)
        stop_clock(dossier=filing.dossier, deadline=_clock(filing), on=_day(at))
    return filing


def _others_awaited(
    actor: User, filing: Filing, mine: list[Unit], at: datetime
) -> list[Unit]:
    """Write down who accepts now and return the recipients that still have to."""
    rows = Acceptance.objects.filter(filing=filing)
    done = set(rows.values_list("recipient", flat=True))
    fresh = [unit for unit in mine if unit.pk not in done]
    settled = done | {unit.pk for unit in fresh}
    recipients = recipients_of(filing.form, filing.unit, _day(at))
    others = [unit for unit in recipients if unit.pk not in settled]
    names = ", ".join(unit.name for unit in others)
    if others and not fresh:
        raise RuleBroken("indicators.already_accepted", awaited=names)
    Acceptance.objects.bulk_create(
        [
            Acceptance(filing=filing, recipient=unit, accepted_by=actor, accepted_at=at)
            for unit in fresh
        ]
    )
    if others:
        record(
            unit=filing.unit,
            dossier=filing.dossier,
            verb=ACCEPT.name,
            actor=actor,
            at=at,
            recipients=[unit.name for unit in fresh],
            awaited=names,
        )
    return others


def reopen_filing(*, actor: User, filing: Filing, reason: str, at: datetime) -> Filing:
    """Take back what one has approved or accepted; provisional totals lose it."""
    with transaction.atomic():
        lock_filing(filing)
        was_accepted = filing.status == Status.ACCEPTED
        if was_accepted or not may(actor, REOPEN_OWN, filing.unit):
            speak_for_recipients(actor, REOPEN, filing.form, filing.unit, at)
        advance(
            filing, along=REOPENING, to=Status.DRAFT, actor=actor, at=at, reason=reason
        )
        _unapprove(filing)
        clock, day = _clock(filing), _day(at)
        if was_accepted:
            start_clock(dossier=filing.dossier, deadline=clock, on=day)
        else:
            resume_clock(dossier=filing.dossier, deadline=clock, on=day)
    return filing


def speak_for_recipients(
    actor: User, action: Action, form: Form, unit: Unit, at: datetime
) -> list[Unit]:
    """Return the recipients for which `actor` may act, or refuse as if nothing were.

    The level above in a tree along which the form does not go may look, not act.
    """
    authorize(actor, action, unit)
    day = _day(at)
    held = held_by(actor, action, recipients_of(form, unit, day), day)
    if not held:
        raise RuleBroken("access.forbidden", action=action.name, unit=unit.name)
    return held


def lock_filing(filing: Filing) -> None:
    """Hold a filing until the transaction ends, and read it again."""
    Dossier.objects.select_for_update(of=("self",)).get(pk=filing.pk)
    filing.refresh_from_db(
        fields=["status", "entered_by", "approved_by", "self_approved"]
    )


def refuse_closed(filing: Filing) -> None:
    """Refuse with ``indicators.not_open`` to write into what has been handed up."""
    if filing.status != Status.DRAFT:
        name = STATUS_NAMES[Status(filing.status)].lower()
        raise RuleBroken("indicators.not_open", status=name)


def contents_of(filing: Filing) -> tuple[Asked, dict[str, Cell]]:
    """Return what is asked of a filing and what stands in its cells."""
    asked = asked_of(filing.form, filing.unit, filing.period.period)
    values = values_of(
        filing.unit, filing.period, {key[0] for key in asked.cells.values()}
    )
    return asked, {name: cell_of(values.get(key)) for name, key in asked.cells.items()}


def _fit_to_submit(filing: Filing, today: date) -> list[Seen]:
    """Refuse what cannot be submitted, and return what is worth a second look."""
    asked, cells = contents_of(filing)
    if all(cell.state == State.BLANK for cell in cells.values()):
        raise RuleBroken("indicators.empty")
    found = all_findings(asked, cells, today)
    refuse_contradictions(found, cells)
    return signals_seen(filing, asked, cells, broken(found), today)


def refuse_contradictions(
    found: Iterable[Finding], cells: dict[str, Cell], deed: str = "nộp"
) -> None:
    """Refuse what cannot be handed up: contradictions, and silence about oddities.

    `deed` is the word for what is refused.
    """
    wrong = broken(found)
    blocked = [one for one in wrong if one.check.severity == Severity.BLOCK]
    if blocked:
        raise _refusal("indicators.contradiction", blocked, deed)
    silent = [
        one
        for one in wrong
        if one.check.severity == Severity.EXPLAIN
        and not any(cells[code].note for code in one.check.codes if code in cells)
    ]
    if silent:
        raise _refusal("indicators.unexplained", silent, deed)


def _refusal(code: str, found: list[Finding], deed: str) -> RuleBroken:
    cells = sorted({name for one in found for name in one.check.codes})
    return RuleBroken(
        code,
        deed=deed,
        count=len(found),
        equations="; ".join(one.equation for one in found),
        cells=", ".join(cells),
        found=found,
    )


def move_values(filing: Filing) -> None:
    """Let the values of a filing stand where it stands."""
    Value.objects.filter(filing=filing).update(stage=filing.status)


def _unapprove(filing: Filing) -> None:
    filing.approved_by, filing.self_approved = None, False
    filing.save(update_fields=["approved_by", "self_approved"])
    Acceptance.objects.filter(filing=filing).delete()
    move_values(filing)


def _officials(unit: Unit, at: datetime) -> set[int]:
    posts = Post.objects.current(_day(at)).filter(
        unit=unit, role__in=["clerk", "head"], user__is_active=True
    )
    return set(posts.values_list("user", flat=True))


def _clock(filing: Filing) -> Deadline:
    return asked_of(filing.form, filing.unit, filing.period.period).due.deadline


def _day(at: datetime) -> date:
    return timezone.localdate(at)
