"""Opening filings with their clocks and history, many in a few statements."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import Asked
from danchu.kernel.audit.services import Line, record_all
from danchu.kernel.deadlines.services import start_clocks
from danchu.kernel.dossiers.services import open_dossiers
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period


def refuse_future(period: Period, at: datetime) -> None:
    """Refuse with ``indicators.period_not_over_yet`` what has not begun."""
    if period.start > timezone.localdate(at):
        raise RuleBroken(
            "indicators.period_not_over_yet", period=period.label, start=period.start
        )


def open_asked(*, actor: User, asked: Sequence[Asked], at: datetime) -> list[Filing]:
    """Open filings that nobody has opened, each with its clock and line of history.

    Whether somebody may open them has been asked before. Fails with `IntegrityError`
    when somebody else opens one of them at the same moment.
    """
    periods = {one.period.code: one.period for one in asked}
    rows = {code: ensure_period(period) for code, period in periods.items()}
    dossiers = open_dossiers(kind="filing", units=[one.unit for one in asked], at=at)
    opened = list(zip(dossiers, asked, strict=True))
    filings = Filing.objects.bulk_create(
        [
            Filing(
                dossier=dossier,
                form=one.form,
                unit=one.unit,
                period=rows[one.period.code],
                edition=one.edition,
            )
            for dossier, one in opened
        ]
    )
    start_clocks(
        [(dossier, one.due.deadline, one.period.end) for dossier, one in opened]
    )
    lines = [
        Line(
            one.unit,
            "indicators.open",
            dossier,
            f"{one.form.code} {one.period.code}",
        )
        for dossier, one in opened
    ]
    record_all(actor=actor, at=at, lines=lines)
    return filings
