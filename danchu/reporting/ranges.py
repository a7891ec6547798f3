"""The time a report is about: one period, or several that follow on one another."""

from dataclasses import dataclass
from datetime import date

from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.rules import Period

MOST_PERIODS = 12
"""In one report: three years of quarters, a year of months."""


@dataclass(frozen=True)
class Range:
    """Periods of one kind and calendar, each beginning where the one before ends."""

    periods: tuple[Period, ...]

    @classmethod
    def between(cls, first: Period, last: Period | None = None) -> "Range":
        """Return the periods from the first to the last; one alone without a last.

        Refuses with ``reporting.not_a_range`` periods that do not lead to each other.

        >>> Range.between(Period.quarter(2025, 4), Period.quarter(2026, 2)).code
        '2025Q4,2026Q1,2026Q2'
        """
        if last is None or last == first:
            return cls((first,))
        if not first.comparable_with(last) or last.start < first.start:
            raise RuleBroken("reporting.not_a_range", most=MOST_PERIODS)
        found = [first]
        while found[-1] != last and len(found) < MOST_PERIODS:
            following = found[-1].next()
            if (following.start - found[-1].end).days != 1:
                break
            found.append(following)
        if found[-1] != last:
            raise RuleBroken("reporting.not_a_range", most=MOST_PERIODS)
        return cls(tuple(found))

    @property
    def code(self) -> str:
        """The codes of the periods, joined as figures are asked for."""
        return ",".join(one.code for one in self.periods)

    @property
    def label(self) -> str:
        """How titles say it.

        >>> Range.between(Period.quarter(2025, 4), Period.quarter(2026, 2)).label
        'từ quý IV/2025 đến quý II/2026'
        """
        if len(self.periods) == 1:
            return self.periods[0].label
        return f"từ {self.periods[0].label} đến {self.periods[-1].label}"

    @property
    def start(self) -> date:
        """The first day."""
        return self.periods[0].start

    @property
    def end(self) -> date:
        """The last day."""
        return self.periods[-1].end
