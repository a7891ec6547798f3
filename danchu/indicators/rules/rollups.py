"""Adding up what units have: sums, shares, periods, coverage and standing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from danchu.indicators.rules.amounts import Amount, Qualifier, joined_qualifier, plain
from danchu.indicators.rules.catalogue import Aggregation
from danchu.indicators.rules.filings import Status

_OPPOSITE = {
    Qualifier.MORE_THAN: Qualifier.FEWER_THAN,
    Qualifier.FEWER_THAN: Qualifier.MORE_THAN,
}


class Standing(StrEnum):
    """How firm a total is: as firm as its least firm part."""

    PROVISIONAL = "provisional"
    APPROVED = "approved"
    PUBLISHED = "published"


STANDING_NAMES = {
    Standing.PROVISIONAL: "Tạm tính",
    Standing.APPROVED: "Đã duyệt",
    Standing.PUBLISHED: "Đã công bố",
}


class Part(NamedTuple):
    """Values of one place, period and kind of number, as the database adds them."""

    qualifier: Qualifier
    stage: Status
    number: Decimal | None
    units: int
    have: int
    strays: int = 0


@dataclass(frozen=True)
class Coverage:
    """How many of the units that report have an answer: “97/99 đơn vị”."""

    have: int
    of: int

    @property
    def is_full(self) -> bool:
        """Whether nobody is missing."""
        return self.have >= self.of


class Total(NamedTuple):
    """What a place comes to; `number` is `None` when nobody has one."""

    number: Decimal | None
    qualifier: Qualifier
    standing: Standing | None
    coverage: Coverage
    units: int = 0
    why_none: str = ""
    is_hidden: bool = False

    @property
    def amount(self) -> Amount | None:
        """Return the number with its qualifier."""
        return None if self.number is None else Amount(self.number, self.qualifier)


def total_of(parts: Iterable[Part], registered: int) -> Total:
    """Add the parts of one place and one period.

    A unit that has a value although it was not on the register at the end of the
    period (`strays`) is counted on both sides of the coverage.
    """
    rows = [part for part in parts if part.units > 0]
    if not rows:
        return _nothing(registered)
    if len(rows) == 1:
        return _single(rows[0], registered)
    numbers = [part.number for part in rows if part.number is not None]
    have, strays = sum(part.have for part in rows), sum(part.strays for part in rows)
    return Total(
        plain(sum(numbers, Decimal(0))) if numbers else None,
        joined_qualifier(part.qualifier for part in rows if part.number is not None),
        standing_of(part.stage for part in rows),
        _coverage(have, registered + strays),
        sum(part.units for part in rows),
        "" if numbers else "Chưa có số liệu",
    )


def _single(part: Part, registered: int) -> Total:
    """Return a part as a total: what most cells of a table are."""
    is_known = part.number is not None
    return Total(
        plain(part.number) if part.number is not None else None,
        part.qualifier if is_known else Qualifier.EXACT,
        standing_of((part.stage,)),
        _coverage(part.have, registered + part.strays),
        part.units,
        "" if is_known else "Chưa có số liệu",
    )


@lru_cache(maxsize=4096)
def _coverage(have: int, of: int) -> Coverage:
    return Coverage(have, of)


@lru_cache(maxsize=4096)
def _nothing(registered: int) -> Total:
    return Total(
        None, Qualifier.EXACT, None, Coverage(0, registered), 0, "Chưa có số liệu"
    )


def standing_of(stages: Iterable[str]) -> Standing | None:
    """Return the least firm standing among stages, or `None` of none.

    >>> standing_of(["published", "accepted"]).value
    'approved'
    """
    return _standing(frozenset(stages))


@lru_cache(maxsize=64)
def _standing(known: frozenset[str]) -> Standing | None:
    if not known:
        return None
    if known & {Status.DRAFT, Status.SUBMITTED}:
        return Standing.PROVISIONAL
    is_published = known == {Status.PUBLISHED}
    return Standing.PUBLISHED if is_published else Standing.APPROVED


def not_told_apart(whole: Total, parts: Sequence[Total]) -> Total:
    """Return what units have in total without saying of which member it is.

    Its coverage has, of the units that answered, those that gave a total alone: at
    least so many, as units may have told different members.
    """
    units = max(whole.units - max((part.units for part in parts), default=0), 0)
    coverage = Coverage(units, whole.units)
    told = [part.number for part in parts if part.number is not None]
    is_exact = {Qualifier.EXACT} == {one.qualifier for one in (whole, *parts)}
    if whole.number is None or not is_exact:
        why = "Có số không chính xác nên không trừ được" if units else ""
        return Total(None, Qualifier.EXACT, whole.standing, coverage, units, why)
    number = plain(whole.number - sum(told, Decimal(0)))
    if number and not units:
        units = 1
    return Total(number, Qualifier.EXACT, whole.standing, coverage, units)


def share(part: Total, whole: Total) -> Total:
    """Divide two totals into a percent; each was aggregated by its own rule."""
    coverage = min(part.coverage, whole.coverage, key=lambda one: one.have)
    standings = [one for one in (part.standing, whole.standing) if one is not None]
    standing = min(standings, key=list(Standing).index, default=None)
    units = min(part.units, whole.units)
    if part.is_hidden or whole.is_hidden:
        return part if part.is_hidden else whole
    if part.number is None or not whole.number:
        why = "Mẫu số bằng 0" if whole.number == 0 else "Chưa đủ tử số và mẫu số"
        return Total(None, Qualifier.EXACT, standing, coverage, units, why)
    percent = (100 * part.number / whole.number).quantize(
        Decimal("0.0001"), rounding=ROUND_HALF_UP
    )
    kinds = [part.qualifier, _OPPOSITE.get(whole.qualifier, whole.qualifier)]
    return Total(plain(percent), joined_qualifier(kinds), standing, coverage, units)


def over_time(totals: Sequence[Total], rule: str) -> Total:
    """Combine the totals of consecutive periods, earliest first.

    Coverage is that of the period in which the fewest units answered. With one period
    hidden all is: else two combinations would tell it.
    """
    if len(totals) == 1:
        return totals[0]
    closed = next((total for total in totals if total.is_hidden), None)
    if closed is not None:
        return closed
    last = totals[-1]
    if rule == Aggregation.LAST:
        return last
    if rule == Aggregation.NONE:
        return Total(
            None, Qualifier.EXACT, last.standing, last.coverage, last.units,
            "Chỉ tiêu này không cộng qua các kỳ",
        )  # fmt: skip
    return _added(totals)


def _added(totals: Sequence[Total]) -> Total:
    numbers = [total.number for total in totals if total.number is not None]
    standings = [total.standing for total in totals if total.standing is not None]
    return Total(
        plain(sum(numbers, Decimal(0))) if numbers else None,
        joined_qualifier(one.qualifier for one in totals if one.number is not None),
        min(standings, key=list(Standing).index, default=None),
        min((total.coverage for total in totals), key=lambda one: one.have),
        max(total.units for total in totals),
        "" if numbers else "Chưa có số liệu",
    )
