"""The page on which a secretary takes a total over, although some may be missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from danchu.indicators.queries.closings import (
    ClosingFact,
    MissingThen,
    PastClosing,
    may_close,
    may_reopen,
    missing_then,
    past_closings,
    standing_closing,
)
from danchu.indicators.queries.completeness import (
    Completeness,
    HandingRow,
    Sheet,
    completeness,
)
from danchu.indicators.rules.closings import CLOSE, REOPEN_CLOSING
from danchu.indicators.rules.completeness import HANDED_UP, HANDING_NAMES, Handing
from danchu.indicators.services.closings import Total, Why, close_total, reopen_total
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.queries import unit_by_number

OF_UNIT = "ly-do-"
MOST_NAMED, MOST_DIGITS = 200, 18
DONE = {
    CLOSE.name: "Đã chốt tổng hợp.",
    REOPEN_CLOSING.name: "Đã mở lại tổng hợp.",
}


@dataclass(frozen=True)
class Absent:
    """A unit that is missing now, and the field in which to say why."""

    pk: int
    name: str
    word: str
    reason: str

    @property
    def field(self) -> str:
        """The name of the field."""
        return f"{OF_UNIT}{self.pk}"


@dataclass(frozen=True)
class ClosingPage:
    """Everything the page of a closing shows."""

    place: Total
    form_name: str
    have: int
    of: int
    absent: tuple[Absent, ...]
    unnamed: int
    standing: ClosingFact | None
    missing: tuple[MissingThen, ...]
    since: tuple[str, ...]
    past: tuple[PastClosing, ...]
    may_close: bool
    may_reopen: bool
    is_over: bool
    reason: str

    @property
    def lacking(self) -> int:
        """How many are missing now."""
        return self.of - self.have


def place_from(asked: Mapping[str, str], user: User, today: date) -> Total:
    """Return what an address means; out of reach it is as if it did not exist."""
    unit = unit_by_number(asked.get("don-vi", ""))
    if not reach(user, today).contains(unit):
        raise RuleBroken("access.forbidden", unit=unit.name)
    return Total(asked.get("bieu", ""), unit, period_from(asked.get("ky", "")))


def closing_page(
    place: Total, *, user: User, today: date, said: Mapping[str, str] | None = None
) -> ClosingPage:
    """Return how a total stands; `said` is what was typed and not written."""
    typed = said or {}
    sheet = Sheet(place.unit, place.form, (place.period,), today)
    found = completeness(sheet, user=user, today=today)
    asked = _asked(found, place)
    lacking = [row for row in asked if row.cells[0].handing not in HANDED_UP]
    standing = standing_closing(place.unit, place.form, place.period)
    missing = missing_then(standing) if standing else []
    still = {row.pk for row in lacking}
    return ClosingPage(
        place=place,
        form_name=found.form_name,
        have=len(asked) - len(lacking),
        of=len(asked),
        absent=tuple(_absent(row, typed) for row in lacking[:MOST_NAMED]),
        unnamed=max(len(lacking) - MOST_NAMED, 0),
        standing=standing,
        missing=tuple(missing),
        since=tuple(one.name for one in missing if one.unit not in still),
        past=tuple(past_closings(place.unit, place.form, place.period)),
        may_close=may_close(user, place.unit, today),
        may_reopen=may_reopen(user, place.unit, today),
        is_over=place.period.end < today,
        reason=typed.get("ly-do", ""),
    )


def act_on_closing(
    place: Total, *, actor: User, said: Mapping[str, str], at: datetime
) -> str:
    """Do what was pressed, and return what to tell whoever pressed."""
    deed, reason = said.get("viec", ""), said.get("ly-do", "").replace("\0", " ")
    if deed == CLOSE.name:
        why = Why(reason, dict(_of_units(said)))
        close_total(actor=actor, total=place, why=why, at=at)
    elif deed == REOPEN_CLOSING.name:
        reopen_total(actor=actor, total=place, reason=reason, at=at)
    else:
        raise RuleBroken("indicators.unknown_deed", deed=deed[:40])
    return DONE[deed]


def _of_units(said: Mapping[str, str]) -> list[tuple[int, str]]:
    found = []
    for name, text in said.items():
        number = name.removeprefix(OF_UNIT)
        is_unit = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
        if name.startswith(OF_UNIT) and is_unit and text.strip():
            found.append((int(number), text.replace("\0", " ")))
    return found


def _asked(found: Completeness, place: Total) -> list[HandingRow]:
    return [
        row
        for row in found.rows
        if row.pk != place.unit.pk and row.cells[0].handing is not Handing.NOT_ASKED
    ]


def _absent(row: HandingRow, typed: Mapping[str, str]) -> Absent:
    word = HANDING_NAMES[row.cells[0].handing]
    return Absent(row.pk, row.name, word, typed.get(f"{OF_UNIT}{row.pk}", ""))
