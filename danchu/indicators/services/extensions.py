"""Giving one unit more time for a filing, with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.indicators.rules.filings import (
    EXTEND,
    STATUS_NAMES,
    UNFINISHED,
    Status,
    latest_extension,
)
from danchu.indicators.services.filings import (
    ensure_filing,
    lock_filing,
    speak_for_recipients,
)
from danchu.kernel.audit.services import record
from danchu.kernel.deadlines.queries import open_clocks_of
from danchu.kernel.deadlines.services import extend_clock
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class Duty:
    """What a unit owes, whether or not somebody has begun it."""

    form: str
    unit: Unit
    period: Period


def extend_filing(
    *, actor: User, duty: Duty, until: date, reason: str, at: datetime
) -> Filing:
    """Move the day by which a unit hands up; opens the filing if nobody has.

    Refuses with ``indicators.not_extendable`` what is handed up already, and with
    ``indicators.extension_out_of_range`` a day that helps nobody or is a year away.
    """
    unit = duty.unit
    asked = asked_of(form_by_code(duty.form), unit, duty.period)
    with transaction.atomic():
        speak_for_recipients(actor, EXTEND, asked.form, unit, at)
        if not reason.strip():
            raise RuleBroken("indicators.reason_missing")
        filing, _ = ensure_filing(asked, opened_by=actor, at=at)
        lock_filing(filing)
        if filing.status not in UNFINISHED:
            name = STATUS_NAMES[Status(filing.status)].lower()
            raise RuleBroken("indicators.not_extendable", status=name)
        due = _due_on(filing)
        today = timezone.localdate(at)
        if not max(due, today) <= until <= latest_extension(today) or until == due:
            raise RuleBroken(
                "indicators.extension_out_of_range",
                until=until,
                due=due,
                last=latest_extension(today),
            )
        extend_clock(dossier=filing.dossier, deadline=asked.due.deadline, due_on=until)
        record(
            unit=unit,
            dossier=filing.dossier,
            verb=EXTEND.name,
            actor=actor,
            at=at,
            before=due.isoformat(),
            after=until.isoformat(),
            reason=reason.strip(),
        )
    return filing


def _due_on(filing: Filing) -> date:
    return open_clocks_of(Dossier.objects.filter(pk=filing.pk)).get().due_on
