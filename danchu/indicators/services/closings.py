"""Taking a total over as it is, with who was missing and why, and taking that back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from danchu.indicators.models import Closing, ClosingLine
from danchu.indicators.queries.asked import form_by_code
from danchu.indicators.queries.closings import standing_closing
from danchu.indicators.queries.completeness import (
    HandingRow,
    Sheet,
    completeness_of,
)
from danchu.indicators.rules.closings import (
    CLOSE,
    CLOSING,
    LONGEST_REASON,
    REOPEN_CLOSING,
    ClosingState,
)
from danchu.indicators.rules.completeness import HANDED_UP, Handing
from danchu.kernel.access.services import authorize
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.services import advance

_ONE_STANDS = "indicators_closing_one_stands"


@dataclass(frozen=True)
class Total:
    """Which total: a form and a period of everything below a unit."""

    form: str
    unit: Unit
    period: Period


@dataclass(frozen=True)
class Why:
    """Why some are missing: in general, and of single units by their ids."""

    reason: str = ""
    of_units: Mapping[int, str] = field(default_factory=dict)


def close_total(*, actor: User, total: Total, why: Why, at: datetime) -> Closing:
    """Take a total over with the units that have handed up by now.

    Counted anew within the deed, so it says what was in, not what a page once showed.
    Refuses with ``indicators.already_closed`` whoever comes second.
    """
    authorize(actor, CLOSE, total.unit)
    _refuse_long(why)
    try:
        with transaction.atomic():
            return _closed(actor, total, why, at)
    except IntegrityError as error:
        if _ONE_STANDS not in str(error):
            raise
        raise _already_closed(total) from error


def reopen_total(*, actor: User, total: Total, reason: str, at: datetime) -> Closing:
    """Take back that a total was closed; the closing stays in the history."""
    authorize(actor, REOPEN_CLOSING, total.unit)
    with transaction.atomic():
        found = _standing(total)
        if found is None:
            raise RuleBroken("indicators.not_closed", period=total.period.label)
        advance(
            found,
            along=CLOSING,
            to=ClosingState.REOPENED,
            actor=actor,
            at=at,
            reason=reason,
        )
    return found


def _closed(actor: User, total: Total, why: Why, at: datetime) -> Closing:
    today = timezone.localdate(at)
    if total.period.end >= today:
        raise RuleBroken("indicators.period_still_runs", end=total.period.end)
    if _standing(total) is not None:
        raise _already_closed(total)
    asked = _asked(total, at)
    have = sum(row.cells[0].handing in HANDED_UP for row in asked)
    if have < len(asked) and not why.reason.strip():
        raise RuleBroken(
            "indicators.closing_needs_reason", missing=len(asked) - have, of=len(asked)
        )
    dossier = open_dossier(kind="closing", unit=total.unit, at=at)
    closing = Closing.objects.create(
        dossier=dossier,
        form=form_by_code(total.form),
        unit=total.unit,
        period=ensure_period(total.period),
        have=have,
        of=len(asked),
        closed_on=today,
        reason=why.reason.strip() if have < len(asked) else "",
    )
    ClosingLine.objects.bulk_create(
        [
            ClosingLine(
                closing=closing,
                unit_id=row.pk,
                handing=row.cells[0].handing,
                reason=_reason(row, why),
            )
            for row in asked
        ]
    )
    advance(closing, along=CLOSING, to=ClosingState.CLOSED, actor=actor, at=at)
    return closing


def _asked(total: Total, at: datetime) -> Sequence[HandingRow]:
    today = timezone.localdate(at)
    sheet = Sheet(total.unit, total.form, (total.period,), today)
    rows = [
        row
        for row in completeness_of(sheet, today).rows
        if row.cells[0].handing is not Handing.NOT_ASKED and row.pk != total.unit.pk
    ]
    if not rows:
        raise RuleBroken(
            "indicators.nothing_to_close",
            form=total.form,
            unit=total.unit.name,
            period=total.period.label,
        )
    return rows


def _reason(row: HandingRow, why: Why) -> str:
    is_in = row.cells[0].handing in HANDED_UP
    return "" if is_in else why.of_units.get(row.pk, "").strip()


def _refuse_long(why: Why) -> None:
    texts = (why.reason, *why.of_units.values())
    if any(len(text.strip()) > LONGEST_REASON for text in texts):
        raise RuleBroken("indicators.reason_too_long", most=LONGEST_REASON)


def _standing(total: Total) -> Closing | None:
    return Closing.objects.filter(
        unit=total.unit,
        form__code=total.form,
        period__code=total.period.code,
        status=ClosingState.CLOSED,
    ).first()


def _already_closed(total: Total) -> RuleBroken:
    found = standing_closing(total.unit, total.form, total.period)
    said = found.coverage if found else ""
    return RuleBroken(
        "indicators.already_closed", period=total.period.label, coverage=said
    )
