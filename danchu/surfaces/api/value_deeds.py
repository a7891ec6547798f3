"""What the API does with many values: weighed cell by cell, written all or none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from danchu.indicators.queries.stands import asked_or_why
from danchu.indicators.rules.amounts import State
from danchu.indicators.services.many import Part, Weighed, weigh_parts, write_parts
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import units_meant
from danchu.surfaces.api.filing_reading import NOT_A_NUMBER, NOT_IN_FORM
from danchu.surfaces.api.problems import Fault, Refused
from danchu.surfaces.api.value_reading import Address, SentPart, addresses

FOREIGN = "indicators.not_yours"
_MOST_NAMED, _MOST_FAULTS = 5, 1000
Why = tuple[str, str]


@dataclass(frozen=True)
class Values:
    """What came of many values: the document, and whether some unit was foreign."""

    document: dict[str, Any]
    is_foreign: bool


def weigh_values(
    *, actor: User, sent: Mapping[Address, SentPart], at: datetime
) -> Values:
    """Return what writing these values would do; writes nothing."""
    plan = _plan(actor, sent, timezone.localdate(at))
    weighed = weigh_parts(actor=actor, parts=plan.parts, at=at)
    return _told(plan, weighed, sent, is_dry=True)


def write_values(
    *, actor: User, sent: Mapping[Address, SentPart], at: datetime
) -> Values:
    """Write all of them in one transaction, or refuse with ``api.bad_values``.

    Filings that nobody has begun are begun; each that changes gets one line of history.
    """
    plan = _plan(actor, sent, timezone.localdate(at))
    told: list[Values] = []

    def complete(weighed: Sequence[Weighed]) -> None:
        told.append(_told(plan, weighed, sent, is_dry=False))
        _refuse(told[-1])

    write_parts(actor=actor, parts=plan.parts, at=at, check=complete)
    return told[-1]


@dataclass(frozen=True)
class _Plan:
    parts: Sequence[Part]
    places: Sequence[Address]
    """Where each of the parts was sent to."""
    shut: Mapping[Address, Why]
    """Where nothing can be written, and why."""


def _plan(actor: User, sent: Mapping[Address, SentPart], today: date) -> _Plan:
    units = units_meant({unit for _, unit, _ in sent}, today)
    within = reach(actor, today).unit_ids()
    seen = set(within.filter(unit__in=[unit.pk for unit in units.values()]))
    mine = {text: unit for text, unit in units.items() if unit.pk in seen}
    parts, places = [], []
    shut: dict[Address, Why] = {}
    taken: set[tuple[int, str, int]] = set()
    for (form, period), texts in addresses(list(sent)).items():
        wanted = {text: mine[text] for text in texts if text in mine}
        try:
            asked = asked_or_why(form, period, wanted)
        except RuleBroken as broken:
            asked = dict.fromkeys(wanted, broken)
        for text in texts:
            where = (form, text, period)
            found = asked.get(text)
            if found is None:
                shut[where] = _foreign(text)
            elif isinstance(found, RuleBroken):
                shut[where] = _why(found)
            elif (key := (found.form.pk, found.period.code, found.unit.pk)) in taken:
                shut[where] = _why(RuleBroken("api.sent_twice", cell=text[:40]))
            else:
                taken.add(key)
                parts.append(Part(found, sent[where].cells))
                places.append(where)
    return _Plan(parts, places, shut)


def _why(broken: RuleBroken) -> Why:
    return broken.code, explain(broken).text


def _foreign(text: str) -> Why:
    return _why(RuleBroken("indicators.not_yours", unit=text[:40]))


def _told(
    plan: _Plan,
    weighed: Sequence[Weighed],
    sent: Mapping[Address, SentPart],
    *,
    is_dry: bool,
) -> Values:
    by_place = dict(zip(plan.places, weighed, strict=True))
    counts: Counter[str] = Counter()
    filings = []
    is_foreign = False
    for where, part in sent.items():
        one = by_place.get(where)
        shut = plan.shut.get(where)
        if one is not None and one.shut is not None:
            shut = _foreign(where[1]) if one.shut.code == FOREIGN else _why(one.shut)
        is_foreign = is_foreign or (shut is not None and shut[0] == FOREIGN)
        filing = _filing(where, part, one, shut)
        counts.update(filing["outcomes"].values())
        filings.append(filing)
    document = {
        "dry_run": is_dry,
        "written": not is_dry,
        "counts": {
            name: counts[name] for name in ("new", "changed", "same", "refused")
        },
        "filings": filings,
    }
    return Values(document, is_foreign)


def _filing(
    where: Address, part: SentPart, one: Weighed | None, shut: Why | None
) -> dict[str, Any]:
    form, unit, period = where
    why = dict(part.faults)
    outcomes: dict[str, str] = {}
    changed: dict[str, dict[str, str]] = {}
    if shut is not None or one is None:
        every = dict.fromkeys((*part.cells, *part.faults), shut or ("", ""))
        why = every
    else:
        why |= _refusals(one)
        outcomes = dict.fromkeys(one.saved.written, "same")
        for change in one.changes:
            if change.old.state is State.BLANK and not change.old.note:
                outcomes[change.name] = "new"
            else:
                outcomes[change.name] = "changed"
                changed[change.name] = {
                    "was": change.old.words,
                    "now": change.new.words,
                }
    outcomes |= dict.fromkeys(why, "refused")
    return {
        "form": form,
        "unit": unit,
        "period": period,
        "outcomes": outcomes,
        "changed": changed,
        "refused": [
            {"cell": name, "code": code, "detail": detail}
            for name, (code, detail) in why.items()
        ],
    }


def _refusals(one: Weighed) -> dict[str, Why]:
    known = one.stand.asked.cells
    why = {
        name: (NOT_A_NUMBER if name in known else NOT_IN_FORM, text)
        for name, text in one.saved.refused.items()
    }
    return why | {
        name: ("api.written_since", f"nay là “{one.stand.cell(name).words}”")
        for name in one.saved.conflicts
    }


def _refuse(told: Values) -> None:
    faults = [
        Fault(
            parameter=f"{one['form']}/{one['unit']}/{one['period']}/{bad['cell']}"[
                :200
            ],
            detail=bad["detail"],
            code=bad["code"],
        )
        for one in told.document["filings"]
        for bad in one["refused"]
    ]
    if faults:
        named = "; ".join(
            f"{one.parameter} {one.detail}" for one in faults[:_MOST_NAMED]
        )
        broken = RuleBroken(
            "api.bad_values",
            count=len(faults),
            cells=named + ("; …" if len(faults) > _MOST_NAMED else ""),
            is_foreign=told.is_foreign,
        )
        raise Refused(broken, faults[:_MOST_FAULTS])
