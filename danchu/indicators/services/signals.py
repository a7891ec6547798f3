"""Raising signals when a filing is submitted, and answering them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danchu.indicators.models import Filing, RaisedSignal
from danchu.indicators.rules.narratives import tidy
from danchu.indicators.rules.signals import (
    ANSWER_SIGNAL,
    LONGEST_ANSWER,
    UNIT_FIRST_DAYS,
    Seen,
    seconds_open,
)
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.queries import history_of
from danchu.kernel.audit.services import record
from danchu.kernel.deadlines.queries import working_calendar
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User


def count_ahead(filing: Filing, *, page: datetime | None, at: datetime) -> None:
    """Keep how long a page had been open when its first save opened the filing."""
    if page is not None and page < at:
        filing.seconds_open = int((at - page).total_seconds())
        filing.save(update_fields=["seconds_open"])


def count_seconds(
    filing: Filing, *, submit: str, page: datetime | None, at: datetime
) -> None:
    """Keep the seconds from the first opening to the first submission; once.

    What a program submits, of which no page is known, is not counted.
    """
    if page is None or history_of(filing.dossier).filter(verb=submit).exists():
        return
    filing.seconds_open = seconds_open(
        filing.dossier.opened_at, at, page=page, ahead=filing.seconds_open or 0
    )
    filing.save(update_fields=["seconds_open"])


def raise_signals(filing: Filing, seen: Iterable[Seen], at: datetime) -> None:
    """Let the signals of a filing be those seen now; nothing follows from them.

    One that is seen as before keeps its answer and its days; one that is gone was
    mended.
    """
    told = {one.signal.value: one for one in seen}
    rows = {row.signal: row for row in RaisedSignal.objects.filter(filing=filing)}
    kept = {
        name
        for name, row in rows.items()
        if name in told and _says(row) == _facts(told[name])
    }
    RaisedSignal.objects.filter(filing=filing).exclude(signal__in=kept).delete()
    fresh = [one for name, one in told.items() if name not in kept]
    if not fresh:
        return
    today = timezone.localdate(at)
    above = working_calendar().shift(today, UNIT_FIRST_DAYS)
    RaisedSignal.objects.bulk_create(
        RaisedSignal(
            filing=filing,
            signal=one.signal,
            count=one.count,
            of=one.of,
            cells=list(one.cells),
            raised_on=today,
            told_above_on=above,
        )
        for one in fresh
    )


def answer_signal(
    *, actor: User, filing: Filing, signal: str, text: str, at: datetime
) -> RaisedSignal:
    """Say what the unit knows of a signal; from then on the level above sees both.

    A later answer takes the place of an earlier one; history keeps all.
    """
    with transaction.atomic():
        authorize(actor, ANSWER_SIGNAL, filing.unit)
        said = tidy(text)
        if not said or len(said) > LONGEST_ANSWER:
            raise RuleBroken("indicators.signal_answer_missing", most=LONGEST_ANSWER)
        row = (
            RaisedSignal.objects.select_for_update(of=("self",))
            .filter(filing=filing, signal=signal[:10])
            .first()
        )
        if row is None:
            raise RuleBroken("indicators.unknown_signal")
        row.answer, row.answered_by, row.answered_at = said, actor, at
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        record(
            unit=filing.unit,
            dossier=filing.dossier,
            verb=ANSWER_SIGNAL.name,
            actor=actor,
            at=at,
            signal=row.signal,
            answer=said,
        )
    return row


def _says(row: RaisedSignal) -> tuple[int, int, tuple[str, ...]]:
    return row.count, row.of, tuple(row.cells)


def _facts(seen: Seen) -> tuple[int, int, tuple[str, ...]]:
    return seen.count, seen.of, seen.cells
