"""How a request stands against its two working days, in words."""

from dataclasses import dataclass
from datetime import date

from danchu.kernel.deadlines.models import Clock
from danchu.kernel.deadlines.rules import Standing
from danchu.ui import numerals

_STATES = {
    Standing.IN_TIME: "due",
    Standing.DUE_SOON: "due_soon",
    Standing.OVERDUE: "overdue",
    Standing.PAUSED: "provisional",
    Standing.MET: "in_time",
    Standing.LATE: "late",
}


@dataclass(frozen=True)
class Due:
    """A state of the look, its words, the last day and the law."""

    state: str
    word: str
    on: date
    law: str


def due_of(clock: Clock, today: date) -> Due:
    """Say how a clock stands on a day."""
    state = _STATES[clock.standing(today)]
    law = f"{clock.value:02} ngày làm việc – {clock.citation}"
    return Due(state, _word(clock, today), clock.due_on, law)


def _word(clock: Clock, today: date) -> str:
    last = numerals.short_day(clock.due_on)
    if clock.stopped_on is not None:
        late = (clock.stopped_on - clock.due_on).days
        return f"Trả lời muộn {late} ngày" if late > 0 else "Trả lời đúng hạn"
    left = (clock.due_on - today).days
    if left < 0:
        return f"Quá hạn {-left} ngày"
    return f"Còn {left} ngày, đến {last}" if left else "Hết hôm nay"
