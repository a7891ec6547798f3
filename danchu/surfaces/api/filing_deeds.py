"""What the API does to filings: the one place that calls the deeds of `indicators`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from danchu.indicators.queries.asked import (
    Asked,
    asked_of,
    filing_of,
    form_by_code,
    version_of,
)
from danchu.indicators.queries.documents import filing_document
from danchu.indicators.queries.places import Address
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import (
    ACCEPT,
    APPROVE,
    CORRECT,
    ENTER,
    PUBLISH,
    REOPEN,
    REOPEN_OWN,
    RETURN,
    RETURN_OWN,
    SUBMIT,
)
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    correct_value,
    enter_values,
    publish_filing,
    reopen_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.services.filings import begin_filing, lock_filing
from danchu.kernel.access.services import authorize, may
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.surfaces.api.filing_shapes import SentCell
from danchu.surfaces.api.problems import Fault, Refused

ACTIONS = {
    "submit": (SUBMIT,),
    "approve": (APPROVE,),
    "accept": (ACCEPT,),
    "publish": (PUBLISH,),
    "return": (RETURN_OWN, RETURN),
    "reopen": (REOPEN_OWN, REOPEN),
}
_PLAIN: Mapping[str, Callable[..., Any]] = {
    "submit": submit_filing,
    "approve": approve_filing,
    "accept": accept_filing,
    "publish": publish_filing,
}
_WITH_REASON: Mapping[str, Callable[..., Any]] = {
    "return": return_filing,
    "reopen": reopen_filing,
}
_CONTRADICTED = {"indicators.contradiction", "indicators.unexplained"}
_TAG = re.compile('(?:W/)?"[^"]*"')
_FARTHEST = 24
"""Powers of ten beyond which a number is not even written out to be refused."""


def save_cells(
    *,
    actor: User,
    where: Address,
    cells: Mapping[str, SentCell | None],
    seen: str,
    at: datetime,
) -> None:
    """Write the cells sent, all or none; begin the filing where nobody has.

    Refuses with ``api.changed`` when something has happened since `seen`, and with
    ``api.bad_cells`` naming each cell that cannot be used.
    """
    authorize(actor, ENTER, where.unit)
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    entries = _entries(asked, cells)
    with transaction.atomic():
        filing, is_new = begin_filing(
            actor=actor, form=where.form, unit=where.unit, period=where.period, at=at
        )
        lock_filing(filing)
        _check_version(0 if is_new else version_of(filing), seen)
        _enter(actor, filing, entries, at)


def correct_cells(
    *,
    actor: User,
    where: Address,
    cells: Mapping[str, SentCell | None],
    reason: str,
    seen: str,
    at: datetime,
) -> None:
    """Correct cells of published figures, all or none, each with a line of history."""
    authorize(actor, CORRECT, where.unit)
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    entries = _entries(asked, cells)
    filing = filing_of(asked.form, asked.unit, asked.period)
    if filing is None:
        raise RuleBroken("api.filing_not_begun")
    with transaction.atomic():
        lock_filing(filing)
        _check_version(version_of(filing), seen)
        for cell, entry in entries.items():
            correct_value(
                actor=actor, filing=filing, cell=cell, entry=entry, reason=reason, at=at
            )


@dataclass(frozen=True)
class Step:
    """A deed of `ACTIONS`, the header `If-Match`, and why."""

    deed: str
    seen: str
    reason: str = ""


def move(*, actor: User, where: Address, step: Step, at: datetime) -> None:
    """Do a deed to a filing; who may do none of its kind finds nothing there."""
    actions = ACTIONS[step.deed]
    if not any(may(actor, action, where.unit) for action in actions):
        raise RuleBroken("access.forbidden", action=step.deed, unit=where.unit.name)
    filing = filing_of(form_by_code(where.form), where.unit, where.period)
    if filing is None:
        raise RuleBroken("api.filing_not_begun")
    try:
        with transaction.atomic():
            lock_filing(filing)
            _check_version(version_of(filing), step.seen)
            _do(step)(actor=actor, filing=filing, at=at)
    except RuleBroken as broken:
        if broken.code not in _CONTRADICTED:
            raise
        raise Refused(broken, _contradictions(actor, where, broken, at)) from None


def _do(step: Step) -> Callable[..., Any]:
    if step.deed in _PLAIN:
        return _PLAIN[step.deed]
    return partial(_WITH_REASON[step.deed], reason=step.reason)


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


def _enter(
    actor: User, filing: Any, entries: Mapping[str, Entry], at: datetime
) -> None:
    try:
        enter_values(actor=actor, filing=filing, entries=entries, at=at)
    except RuleBroken as broken:
        wrong = broken.facts.get("errors")
        if broken.code != "indicators.not_a_number" or not wrong:
            raise
        faults = [_fault(name, broken.code, why) for name, why in wrong.items()]
        raise _bad(filing.form.code, faults) from None


def _contradictions(
    actor: User, where: Address, broken: RuleBroken, at: datetime
) -> list[Fault]:
    found = filing_document(
        user=actor, where=where, today=timezone.localdate(at)
    ).findings
    named = set(broken.facts.get("checks", ()))
    return [
        Fault(
            parameter=", ".join(one.check.codes),
            detail=f"{one.equation}. {one.check.message}",
            code=broken.code,
        )
        for one in found
        if one.check.code in named
    ]


def _entries(asked: Asked, cells: Mapping[str, SentCell | None]) -> dict[str, Entry]:
    percents = {row.code for row in asked.rows if row.is_percent}
    known, entries, faults = asked.cells, {}, []
    for name, sent in cells.items():
        if name in percents:
            why = "là tỷ lệ, hệ thống tự tính từ tử số và mẫu số"
            faults.append(_fault(name, "indicators.percent_typed", why))
        elif name not in known:
            why = "không phải là ô của biểu này cho đơn vị và kỳ này"
            faults.append(_fault(name, "indicators.not_in_form", why))
        else:
            try:
                entries[name] = entry_of(sent or SentCell())
            except ValueError as why_not:
                code = "indicators.not_a_number"
                faults.append(_fault(name, code, str(why_not)))
    if faults:
        raise _bad(asked.form.code, faults)
    return entries


def entry_of(sent: SentCell) -> Entry:
    """Return a cell as a clerk would type it; raise `ValueError` with the reason."""
    number, state = sent.number, sent.state
    if number is None:
        if state in {"number", "zero"}:
            return Entry("0", note=sent.note) if state == "zero" else _without_number()
        return Entry("", state or "blank", sent.note)
    if state in {"blank", "not_applicable", "not_yet"}:
        message = f"vừa có số, vừa ghi {state}; chọn một"
        raise ValueError(message)
    if (state == "zero" and number) or (state == "number" and not number):
        message = f"số {number:f} không khớp với {state}"
        raise ValueError(message[:100])
    return Entry(_vietnamese(number), note=sent.note)


def _without_number() -> Entry:
    message = "ghi là number mà không có số"
    raise ValueError(message)


def _vietnamese(number: Decimal) -> str:
    if number.is_signed() and number:
        message = "không được là số âm"
        raise ValueError(message)
    if number and number.adjusted() > _FARTHEST:
        message = "số quá lớn"
        raise ValueError(message)
    if number and number.adjusted() < -_FARTHEST:
        message = "nhiều hơn 4 chữ số sau dấu phẩy"
        raise ValueError(message)
    whole, _, rest = f"{abs(number) if number else Decimal(0):f}".partition(".")
    # The nought says that these are parts of one: “1,234” alone could be thousands.
    return f"{whole},{rest}0" if rest else whole


def _fault(name: str, code: str, why: str) -> Fault:
    return Fault(parameter=f"cells.{name[:60]}", detail=why, code=code)


def _bad(form: str, faults: list[Fault]) -> Refused:
    said = "; ".join(
        f"{one.parameter.removeprefix('cells.')} {one.detail}" for one in faults[:5]
    )
    more = "; …" if len(faults) > 5 else ""  # noqa: PLR2004 -- a sentence, not a list
    broken = RuleBroken(
        "api.bad_cells", count=len(faults), cells=f"{said}{more}", form=form
    )
    return Refused(broken, faults)
