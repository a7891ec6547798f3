"""What the API does to filings: the one place that calls the deeds of `indicators`."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from danchu.indicators.queries.asked import (
    asked_of,
    filing_of,
    form_by_code,
    version_of,
)
from danchu.indicators.queries.contents import contents
from danchu.indicators.queries.places import Address
from danchu.indicators.queries.recipients import asker_of
from danchu.indicators.rules.cells import Cell
from danchu.indicators.rules.filings import (
    ACCEPT,
    APPROVE,
    CORRECT,
    ENTER,
    EXTEND,
    PUBLISH,
    REOPEN,
    REOPEN_OWN,
    RETURN,
    RETURN_OWN,
    SUBMIT,
    WITHDRAW,
)
from danchu.indicators.rules.narratives import quoted
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    correct_values,
    extend_filing,
    publish_filing,
    reopen_filing,
    return_filing,
    submit_filing,
    withdraw_filing,
    write_narratives,
)
from danchu.indicators.services.extensions import Duty
from danchu.indicators.services.filings import (
    begin_filing,
    ensure_filing,
    lock_filing,
)
from danchu.indicators.services.narratives import TextNow
from danchu.indicators.services.saving import Saved, save_cells
from danchu.kernel.access.actions import Action
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.surfaces.api.filing_reading import (
    NOT_A_NUMBER,
    bad_places,
    check_remarks,
    entries_of,
    fault_of,
    sheet_of,
    written_since,
)
from danchu.surfaces.api.filing_shapes import Correction, Extension, SentSheet
from danchu.surfaces.api.problems import Fault, Refused

ACTIONS = {
    "submit": (SUBMIT,),
    "approve": (APPROVE,),
    "accept": (ACCEPT,),
    "publish": (PUBLISH,),
    "return": (RETURN_OWN, RETURN),
    "reopen": (REOPEN_OWN, REOPEN),
    "withdraw": (WITHDRAW,),
}
_PLAIN: Mapping[str, Callable[..., Any]] = {
    "submit": submit_filing,
    "approve": approve_filing,
    "accept": accept_filing,
    "publish": publish_filing,
}
_CONTRADICTED = {"indicators.contradiction", "indicators.unexplained"}
_SINCE = "api.written_since"
_TAG = re.compile('(?:W/)?"[^"]*"')


def save_filing(
    *, actor: User, where: Address, sent: SentSheet, seen: str, at: datetime
) -> None:
    """Write the cells and texts sent, all or none; begin the filing if nobody has.

    Refuses with ``api.changed`` when something has happened since `seen`, with
    ``api.bad_cells`` naming each place that cannot be used, and with
    ``api.written_since`` naming each that does not say any more what was seen there.
    """
    authorize(actor, ENTER, where.unit)
    sheet = sheet_of(asked_of(form_by_code(where.form), where.unit, where.period), sent)
    with transaction.atomic():
        filing, is_new = begin_filing(
            actor=actor, form=where.form, unit=where.unit, period=where.period, at=at
        )
        lock_filing(filing)
        _check_version(0 if is_new else version_of(filing), seen)
        saved = save_cells(actor=actor, filing=filing, cells=sheet.cells, at=at)
        texts = (
            write_narratives(actor=actor, filing=filing, texts=sheet.texts, at=at)
            if sheet.texts
            else {}
        )
        _refuse_unwritten(filing, saved, texts)


def correct_cells(
    *, actor: User, where: Address, slip: Correction, seen: str, at: datetime
) -> None:
    """Correct cells of published figures together, with one line of history."""
    _let_in(actor, where, (CORRECT,), at)
    _check_reason(slip.reason)
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    entries = entries_of(asked, slip.cells)
    with _begun(where, seen) as filing:
        correct_values(
            actor=actor, filing=filing, entries=entries, reason=slip.reason, at=at
        )


def extend(
    *, actor: User, where: Address, asked_for: Extension, seen: str, at: datetime
) -> None:
    """Give the unit more time; begin the filing where nobody has."""
    _let_in(actor, where, (EXTEND,), at)
    _check_reason(asked_for.reason)
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    with transaction.atomic():
        filing, is_new = ensure_filing(asked, opened_by=actor, at=at)
        lock_filing(filing)
        _check_version(0 if is_new else version_of(filing), seen)
        extend_filing(
            actor=actor,
            duty=Duty(where.form, where.unit, where.period),
            until=asked_for.until,
            reason=asked_for.reason,
            at=at,
        )


@dataclass(frozen=True)
class Step:
    """A deed of `ACTIONS`, the header `If-Match`, why, and what of which cell."""

    deed: str
    seen: str
    reason: str | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)


def move(*, actor: User, where: Address, step: Step, at: datetime) -> None:
    """Do a deed to a filing; who may do none of its kind finds nothing there."""
    _let_in(actor, where, ACTIONS[step.deed], at)
    if step.reason is not None:
        _check_reason(step.reason)
    if step.remarks:
        asked = asked_of(form_by_code(where.form), where.unit, where.period)
        check_remarks(asked, step.remarks)
    with _begun(where, step.seen) as filing:
        _do(step)(actor=actor, filing=filing, at=at)


def _do(step: Step) -> Callable[..., Any]:
    if step.deed == "return":
        return partial(return_filing, reason=step.reason or "", remarks=step.remarks)
    if step.deed == "reopen":
        return partial(reopen_filing, reason=step.reason or "")
    if step.deed == "withdraw":
        return partial(withdraw_filing, reason=step.reason or "")
    return _PLAIN[step.deed]


def _let_in(
    actor: User, where: Address, actions: tuple[Action, ...], at: datetime
) -> None:
    day = timezone.localdate(at)
    asker = asker_of(actor, form_by_code(where.form), where.unit, day)
    if not any(map(asker.may, actions)):
        name, unit = actions[-1].name, where.unit.name
        raise RuleBroken("access.forbidden", action=name, unit=unit)


def _check_reason(reason: str) -> None:
    """Refuse a blank one before all else, in one way whatever it is the reason of."""
    if not reason.strip():
        raise RuleBroken("indicators.reason_missing")


@contextmanager
def _begun(where: Address, seen: str) -> Iterator[Any]:
    """Hold a filing as it was seen; tell cell by cell why a deed is refused."""
    filing = filing_of(form_by_code(where.form), where.unit, where.period)
    if filing is None:
        raise RuleBroken("api.filing_not_begun")
    try:
        with transaction.atomic():
            lock_filing(filing)
            _check_version(version_of(filing), seen)
            yield filing
    except RuleBroken as broken:
        raise _told_apart(where, broken) from None


def _told_apart(where: Address, broken: RuleBroken) -> Exception:
    if broken.code in _CONTRADICTED:
        faults = [
            Fault(
                parameter=", ".join(one.check.codes),
                detail=f"{one.equation}. {one.check.message}",
                code=broken.code,
            )
            for one in broken.facts["found"]
        ]
        return Refused(broken, faults)
    if broken.code == NOT_A_NUMBER:
        return bad_places(where.form, _unread(broken.facts["errors"]))
    return broken


def _check_version(stands: int, seen: str) -> None:
    if not fits(stands, seen):
        raise RuleBroken("api.changed")


def fits(stands: int, seen: str) -> bool:
    """Tell whether the header `If-Match` lets a deed be done on this version.

    A weak tag never does. Refuses with ``api.unknown_version`` what is no list of tags.

    >>> fits(7, ""), fits(7, "*"), fits(0, "*"), fits(7, '"6", "7"'), fits(7, 'W/"7"')
    (True, True, False, True, False)
    """
    if not seen:
        return True
    if seen.strip() == "*":
        return stands > 0
    tags = [tag.strip() for tag in seen.split(",")]
    if not all(map(_TAG.fullmatch, tags)):
        raise RuleBroken("api.unknown_version")
    return f'"{stands}"' in tags


def _refuse_unwritten(filing: Any, saved: Saved, texts: Mapping[str, TextNow]) -> None:
    if saved.refused:
        raise bad_places(filing.form.code, _unread(saved.refused))
    clashing = [now for now in texts.values() if now.is_conflict]
    if saved.conflicts or clashing:
        stands, _ = contents(saved.asked, filing)
        faults = [
            fault_of(f"cells.{name}", _SINCE, f"nay là “{_shown(stands[name])}”")
            for name in sorted(saved.conflicts)
        ]
        faults += [
            fault_of(f"texts.{now.code}", _SINCE, f"nay là “{quoted(now.text)}”")
            for now in clashing
        ]
        raise written_since(faults)


def _shown(cell: Cell) -> str:
    return f"{cell.words}; ghi chú: {quoted(cell.note)}" if cell.note else cell.words


def _unread(wrong: Mapping[str, str]) -> list[Fault]:
    return [fault_of(f"cells.{name}", NOT_A_NUMBER, why) for name, why in wrong.items()]
