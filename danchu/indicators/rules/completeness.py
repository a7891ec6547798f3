"""Who has handed up and who has not: one state for each unit and period."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from danchu.indicators.rules.filings import APPROVED_STAGES, Status
from danchu.indicators.rules.plans import plan_share
from danchu.indicators.rules.times import latest_ended, soon_ending
from danchu.kernel.periods.rules import Kind, Period
from danchu.kernel.units.rules import LAST_OLD_DAY


class Handing(StrEnum):
    """Where a unit is with what a form asks of it for a period; each excludes others.

    Handed up is what the head of the unit has approved: not what still waits there.
    """

    NOT_ASKED = "not_asked"
    DUE = "due"
    MISSING = "missing"
    RETURNED = "returned"
    IN_TIME = "in_time"
    LATE = "late"


HANDING_NAMES = {
    Handing.NOT_ASKED: "Không phải nộp",
    Handing.DUE: "Chưa đến hạn",
    Handing.MISSING: "Chưa nộp",
    Handing.RETURNED: "Trả lại, chưa nộp lại",
    Handing.IN_TIME: "Đúng hạn",
    Handing.LATE: "Nộp muộn",
}
HANDED_UP = frozenset({Handing.IN_TIME, Handing.LATE})
OWING = frozenset({Handing.MISSING, Handing.RETURNED})
"""Who is asked for it now: not whom it is not due from yet."""


class Doubt(StrEnum):
    """What makes handed up figures worth a second look; a unit may well be right."""

    NONE = ""
    BLANK = "blank"
    COPIED = "copied"


DOUBT_NAMES = {
    Doubt.NONE: "",
    Doubt.BLANK: "nộp trống",
    Doubt.COPIED: "giống hệt kỳ trước",
}
FEWEST_COPIED = 3
"""So many numbers other than zero must be the same before anybody is told."""
MOST_PERIODS, USUAL_PERIODS = 12, 4


class Seen(NamedTuple):
    """What is known of one filing: its state, its days; nothing while not begun."""

    status: Status | None = None
    was_handed_up: bool = False
    """Before it was returned or reopened; asked only of what is unfinished now."""
    due_on: date | None = None
    handed_on: date | None = None


def handing_of(seen: Seen, *, is_asked: bool, today: date) -> Handing:
    """Tell where a unit is with a form for a period; the last day is still in time.

    What somebody has begun is asked for, whatever the catalogue says by now.

    >>> day = date(2026, 7, 6)
    >>> handing_of(Seen(due_on=day), is_asked=True, today=day).value
    'due'
    >>> handing_of(Seen(due_on=day), is_asked=True, today=date(2026, 7, 7)).value
    'missing'
    """
    if seen.status is None and not is_asked:
        return Handing.NOT_ASKED
    if seen.status in APPROVED_STAGES:
        is_late = seen.handed_on and seen.due_on and seen.handed_on > seen.due_on
        return Handing.LATE if is_late else Handing.IN_TIME
    if seen.was_handed_up:
        return Handing.RETURNED
    is_over = seen.due_on is not None and today > seen.due_on
    return Handing.MISSING if is_over else Handing.DUE


def doubt_of(*, numbers: int, same: int, telling: int) -> Doubt:
    """Tell what is odd about handed up figures.

    `numbers` are the cells with a number, `same` those with the number of the period
    before, `telling` those of them that are not zero.

    >>> doubt_of(numbers=0, same=0, telling=0).value
    'blank'
    >>> doubt_of(numbers=9, same=9, telling=5).value
    'copied'
    >>> doubt_of(numbers=9, same=9, telling=0).value
    ''
    """
    if not numbers:
        return Doubt.BLANK
    if same == numbers and telling >= FEWEST_COPIED:
        return Doubt.COPIED
    return Doubt.NONE


@dataclass(frozen=True)
class Counts:
    """How many units of a period are where; the parts always make the whole."""

    of_states: tuple[tuple[Handing, int], ...]

    @classmethod
    def of(cls, states: Iterable[Handing]) -> "Counts":
        """Count states."""
        numbers = Counter(states)
        return cls(tuple((state, numbers[state]) for state in Handing))

    def number(self, *states: Handing) -> int:
        """Return how many units are in any of these states."""
        return sum(count for state, count in self.of_states if state in states)

    @property
    def asked(self) -> int:
        """How many units are asked at all."""
        return self.number(*(state for state in Handing if state != Handing.NOT_ASKED))

    @property
    def handed_up(self) -> int:
        """How many have handed up, in time or not."""
        return self.number(*HANDED_UP)

    @property
    def in_time(self) -> int:
        """How many have handed up in time."""
        return self.number(Handing.IN_TIME)

    @property
    def owing(self) -> int:
        """How many are asked for it now."""
        return self.number(*OWING)

    @property
    def share(self) -> Decimal | None:
        """How many of those asked have handed up, of one; four exact places."""
        return exact_share(self.handed_up, self.asked)


def exact_share(part: int, of: int, places: int = 4) -> Decimal | None:
    """Return `part` of `of` as a share of one, half rounded up.

    >>> exact_share(97, 99), exact_share(97, 99, 3), exact_share(1, 0)
    (Decimal('0.9798'), Decimal('0.980'), None)
    """
    return plan_share(Decimal(part), Decimal(of), places) if of else None


def was_anybody_asked(period: Period) -> bool:
    """Tell whether units of today's map are asked for a period at all."""
    return period.end > LAST_OLD_DAY


def periods_owed(
    kinds: Sequence[Kind], today: date, most: int, *, administrative: bool
) -> list[Period]:
    """Return the periods that were owed one after another, the latest first.

    Of those that end on one day the longest is asked for. One that ends soon is among
    them, since it can be begun.

    >>> asked = periods_owed([Kind.QUARTER, Kind.HALF, Kind.YEAR], date(2026, 7, 8), 4,
    ...     administrative=False)
    >>> [one.code for one in asked]
    ['2026H1', '2026Q1', '2025', '2025Q3']
    """
    counted = [kind for kind in kinds if kind is not Kind.WINDOW]
    close = soon_ending(counted, today, administrative=administrative)
    found, day = [close] if close else [], today
    while len(found) < most:
        period = latest_ended(counted, day, administrative=administrative)
        if period is None:
            break
        found.append(period)
        day = period.end
    return found[:most]
