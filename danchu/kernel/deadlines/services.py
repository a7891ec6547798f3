"""Starting, pausing, resuming, extending and stopping clocks; correcting days off.

Clocks move as part of a capability's deed, which says who acts and writes the history.
Machine time may jump backwards: a day before the one a clock already knows counts as
that day, so nothing ever becomes negative.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.deadlines.models import Clock, DayOff
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.deadlines.rules import (
    MARK_DAY,
    DayKind,
    Deadline,
    Direction,
    Term,
    TermUnit,
    WorkingCalendar,
    counted_out_again,
    days_left,
    due_day,
    runs_out,
)
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.law.models import LawRule
from danchu.kernel.law.queries import rule
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import country


@transaction.atomic
def start_clock(
    *, dossier: Dossier, deadline: Deadline, on: date, due_on: date | None = None
) -> Clock:
    """Start a clock from `on`, the day that itself does not count.

    The law's number is looked up for that day and stays with the clock: later edits of
    the law tables and of days off do not move it. `due_on` fixes the last day instead.
    """
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    if Clock.objects.filter(
        dossier=dossier, code=deadline.code, stopped_on__isnull=True
    ).exists():
        raise RuleBroken("deadlines.already_running", label=deadline.label)
    clock = _new(dossier, deadline, on)
    if due_on is not None:
        clock.counted_out = clock.due_on = max(due_on, on)
    else:
        _count(clock, working_calendar())
    clock.save()
    return clock


def start_clocks(starts: Sequence[tuple[Dossier, Deadline, date]]) -> None:
    """Start the first clock of each of these dossiers, which nobody else knows yet.

    They were opened in the same transaction, so that no clock can run on them.
    """
    calendar = working_calendar()
    clocks = [_new(dossier, deadline, on) for dossier, deadline, on in starts]
    for clock in clocks:
        _count(clock, calendar)
    Clock.objects.bulk_create(clocks)


def _new(dossier: Dossier, deadline: Deadline, on: date) -> Clock:
    clock = Clock(
        dossier=dossier, code=deadline.code, label=deadline.label, counted_from=on
    )
    if deadline.rule is not None:
        _put_under(clock, rule(deadline.rule, on=on), deadline)
    elif deadline.days is not None:
        clock.value = deadline.days
        working = deadline.counting == "working"
        clock.unit = (TermUnit.WORKING_DAY if working else TermUnit.DAY).value
    return clock


@transaction.atomic
def pause_clock(*, dossier: Dossier, deadline: Deadline, on: date) -> Clock:
    """Stand a clock still (tạm đình chỉ); what is left is kept."""
    clock = _running(dossier, deadline)
    if clock.paused_on is not None:
        raise RuleBroken(
            "deadlines.already_paused", label=clock.label, since=clock.paused_on
        )
    if clock.direction == Direction.BEFORE:
        raise RuleBroken("deadlines.cannot_pause", label=clock.label)
    clock.paused_on = max(on, clock.counted_from)
    clock.days_left = days_left(
        TermUnit(clock.unit), clock.paused_on, clock.counted_out, working_calendar()
    )
    clock.save(update_fields=["paused_on", "days_left"])
    return clock


@transaction.atomic
def resume_clock(*, dossier: Dossier, deadline: Deadline, on: date) -> Clock:
    """Let a paused clock run on with the days that were left.

    One that was already overdue when it paused keeps its last day: a pause does not
    make up for lateness.
    """
    clock = _running(dossier, deadline)
    if clock.paused_on is None or clock.days_left is None:
        raise RuleBroken("deadlines.not_paused", label=clock.label)
    if clock.paused_on <= clock.due_on:
        calendar = working_calendar()
        clock.counted_out = counted_out_again(
            TermUnit(clock.unit), max(on, clock.paused_on), clock.days_left, calendar
        )
        clock.due_on = calendar.roll_forward(clock.counted_out)
    clock.paused_on = clock.days_left = None
    clock.save(update_fields=["counted_out", "due_on", "paused_on", "days_left"])
    return clock


@transaction.atomic
def extend_clock(*, dossier: Dossier, deadline: Deadline, due_on: date) -> Clock:
    """Give a later last day; the deed that extends has its own reason and history."""
    clock = _running(dossier, deadline)
    if clock.paused_on is not None:
        raise RuleBroken(
            "deadlines.already_paused", label=clock.label, since=clock.paused_on
        )
    if due_on <= clock.due_on:
        raise RuleBroken("deadlines.extends_backwards", asked=due_on, due=clock.due_on)
    clock.counted_out = clock.due_on = due_on
    clock.save(update_fields=["counted_out", "due_on"])
    return clock


@transaction.atomic
def stop_clock(*, dossier: Dossier, deadline: Deadline, on: date) -> Clock:
    """Stop a clock: the duty is done, or has fallen away.

    A paused one stops as of the day it paused, for its days have not run since.
    """
    clock = _running(dossier, deadline)
    clock.stopped_on = clock.paused_on or on
    if clock.direction == Direction.AFTER:
        clock.stopped_on = max(clock.stopped_on, clock.counted_from)
    clock.save(update_fields=["stopped_on"])
    return clock


@transaction.atomic
def mark_day(
    *, actor: User, day: date, kind: DayKind, reason: str, at: datetime
) -> DayOff:
    """Say that a day is off, or worked, against the public calendar.

    Clocks that already run keep their last day; new ones count with the correction.
    """
    nation = country()
    authorize(actor, MARK_DAY, nation)
    if not reason.strip():
        raise RuleBroken("deadlines.reason_missing")
    before = DayOff.objects.filter(day=day).values("kind", "reason").first()
    row, _ = DayOff.objects.update_or_create(
        day=day, defaults={"kind": kind.value, "reason": reason}
    )
    record(
        unit=nation,
        verb=MARK_DAY.name,
        actor=actor,
        at=at,
        subject=f"{day:%Y-%m-%d}",
        before=before,
        after={"kind": kind.value, "reason": reason},
    )
    return row


def _running(dossier: Dossier, deadline: Deadline) -> Clock:
    clock = (
        Clock.objects.select_for_update()
        .filter(dossier=dossier, code=deadline.code, stopped_on__isnull=True)
        .first()
    )
    if clock is None:
        raise RuleBroken("deadlines.not_running", label=deadline.label)
    return clock


_DIRECTIONS = {
    "after": Direction.AFTER,
    "every": Direction.AFTER,
    "at_most": Direction.AFTER,
    "before": Direction.BEFORE,
}


def _put_under(clock: Clock, law: LawRule, deadline: Deadline) -> None:
    if law.measure not in set(TermUnit) or law.direction not in _DIRECTIONS:
        raise RuleBroken(
            "deadlines.rule_is_not_a_term", of=law.code, label=deadline.label
        )
    clock.value = int(law.value)
    clock.unit = law.measure
    clock.direction = _DIRECTIONS[law.direction].value
    clock.rule_code = law.code
    clock.rule_from = law.effective_from
    clock.citation = law.citation
    clock.is_sure = law.confidence != "memory"


def _count(clock: Clock, calendar: WorkingCalendar) -> None:
    if clock.value is None:
        message = f"{clock.code} has no length of its own: say due_on"
        raise ValueError(message)
    term = Term(clock.value, TermUnit(clock.unit), Direction(clock.direction))
    clock.counted_out = runs_out(term, clock.counted_from, calendar)
    clock.due_on = due_day(term, clock.counted_out, calendar)
