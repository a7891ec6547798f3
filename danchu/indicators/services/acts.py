"""One press on the filing page: which deed it means, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import filing_of, form_by_code, version_of
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import ACTIONS, read_day
from danchu.indicators.rules.narratives import Said
from danchu.indicators.rules.signals import ANSWER_SIGNAL
from danchu.indicators.services.entering import correct_values, enter_values
from danchu.indicators.services.extensions import Duty, extend_filing
from danchu.indicators.services.filings import (
    accept_filing,
    approve_filing,
    begin_filing,
    lock_filing,
    reopen_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.services.narratives import write_narratives
from danchu.indicators.services.publishing import publish_filing, withdraw_filing
from danchu.indicators.services.signals import answer_signal, count_ahead
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit

SAVE, SUBMIT = "indicators.enter", "indicators.submit"
CORRECT, EXTEND = "indicators.correct", "indicators.extend"
_PLAIN = {
    "indicators.approve": approve_filing,
    "indicators.accept": accept_filing,
    "indicators.publish": publish_filing,
}
_RETURNS = {"indicators.return_own", "indicators.return"}
_WITH_REASON = {
    "indicators.reopen_own": reopen_filing,
    "indicators.reopen": reopen_filing,
    "indicators.withdraw": withdraw_filing,
}
_ACTIONS = {
    action.name: action
    for action in (*ACTIONS, ANSWER_SIGNAL)
    if action.name
    in {*_PLAIN, *_RETURNS, *_WITH_REASON, CORRECT, EXTEND, ANSWER_SIGNAL.name}
}


@dataclass(frozen=True)
class Press:
    """What somebody pressed, with what was typed beside it."""

    deed: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    until: str = ""
    signal: str = ""
    opened: datetime | None = None
    """When the page was opened on which it was pressed, if that is known."""
    version: int | None = None
    """What `version_of` said when the page was made; `None` does not ask."""


def act_on_filing(
    *, actor: User, form: str, unit: Unit, period: Period, press: Press, at: datetime
) -> Filing:
    """Do what was pressed; figures typed are kept even if submitting is refused.

    Refuses with ``indicators.stale_page`` when something has happened since the page
    was made on which it was pressed.
    """
    if press.deed in {SAVE, SUBMIT}:
        filing, is_new = begin_filing(
            actor=actor, form=form, unit=unit, period=period, at=at
        )
        if is_new and press.deed == SAVE:
            count_ahead(filing, page=press.opened, at=at)
        seen = version_of(filing) if is_new else press.version
        return _entered(actor, filing, press, seen, at)
    if press.deed not in _ACTIONS:
        raise RuleBroken("indicators.unknown_deed", deed=press.deed[:40])
    found = filing_of(form_by_code(form), unit, period)
    if found is None and press.deed != EXTEND:
        raise RuleBroken("access.forbidden", form=form, unit=unit.name)
    with transaction.atomic():
        authorize(actor, _ACTIONS[press.deed], unit)
        if found is None:
            return _extended(actor, Duty(form, unit, period), press, at)
        if press.deed == ANSWER_SIGNAL.name:
            return _answered(actor, found, press, at)
        _lock_as_seen(found, press.version)
        return _moved(actor, found, press, at)


def _entered(
    actor: User, filing: Filing, press: Press, seen: int | None, at: datetime
) -> Filing:
    with transaction.atomic():
        _lock_as_seen(filing, seen)
        enter_values(actor=actor, filing=filing, entries=press.entries, at=at)
        texts = {code: Said(text) for code, text in press.texts.items()}
        write_narratives(actor=actor, filing=filing, texts=texts, at=at)
        mine = version_of(filing)
    if press.deed == SUBMIT:
        with transaction.atomic():
            _lock_as_seen(filing, mine)
            submit_filing(actor=actor, filing=filing, at=at, page=press.opened)
    return filing


def _lock_as_seen(filing: Filing, seen: int | None) -> None:
    lock_filing(filing)
    if seen is not None and seen != version_of(filing):
        raise RuleBroken("indicators.stale_page")


def _moved(actor: User, filing: Filing, press: Press, at: datetime) -> Filing:
    if press.deed in _PLAIN:
        return _PLAIN[press.deed](actor=actor, filing=filing, at=at)
    if press.deed in _WITH_REASON:
        deed = _WITH_REASON[press.deed]
        return deed(actor=actor, filing=filing, reason=press.reason, at=at)
    if press.deed in _RETURNS:
        return return_filing(
            actor=actor,
            filing=filing,
            reason=press.reason,
            remarks=press.remarks,
            at=at,
        )
    if press.deed == EXTEND:
        duty = Duty(filing.form.code, filing.unit, filing.period.period)
        return _extended(actor, duty, press, at)
    return correct_values(
        actor=actor,
        filing=filing,
        entries=press.entries,
        reason=press.reason,
        at=at,
    )


def _answered(actor: User, filing: Filing, press: Press, at: datetime) -> Filing:
    """Answer a signal; whatever happened to the filing meanwhile, it may be said."""
    answer_signal(
        actor=actor, filing=filing, signal=press.signal, text=press.reason, at=at
    )
    return filing


def _extended(actor: User, duty: Duty, press: Press, at: datetime) -> Filing:
    try:
        until = read_day(press.until)
    except ValueError:
        raise RuleBroken("indicators.not_a_day", text=press.until[:40]) from None
    return extend_filing(
        actor=actor, duty=duty, until=until, reason=press.reason, at=at
    )
