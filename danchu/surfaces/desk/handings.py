"""What the matrix of completeness and the list to chase by show, in words."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from danchu.indicators.queries.closings import ClosingFact
from danchu.indicators.queries.completeness import HandingRow
from danchu.indicators.rules.completeness import Counts, Handing, exact_share
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import MapNote
from danchu.ui import numerals

STATES = {
    Handing.NOT_ASKED: "not_arising",
    Handing.DUE: "due",
    Handing.MISSING: "overdue",
    Handing.RETURNED: "provisional",
    Handing.IN_TIME: "in_time",
    Handing.LATE: "late",
}


@dataclass(frozen=True)
class Shown:
    """A cell in words: the state drawn, what stands under it, and its filing."""

    label: str
    state: str
    word: str
    note: str
    doubt: str
    href: str


@dataclass(frozen=True)
class Line:
    """A unit of the matrix."""

    name: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Head:
    """A period of the matrix, with how complete it is."""

    period: Period
    counts: Counts
    closing: ClosingFact | None
    href: str

    @property
    def label(self) -> str:
        """What the period is called at the head of a column."""
        return short_label(self.period)

    @property
    def numbers(self) -> dict[str, int]:
        """How many are where, by the word of the state."""
        return {state.value: number for state, number in self.counts.of_states}

    @property
    def in_words(self) -> str:
        """Say how many of those asked have handed up, and how many in time.

        “97/99 đơn vị đã nộp (98,0%), 94 đúng hạn”.
        """
        counts = self.counts
        if not counts.asked:
            return "Không đơn vị nào phải nộp"
        have, of = numerals.number(counts.handed_up), numerals.number(counts.asked)
        share = exact_share(counts.handed_up, counts.asked, 3)
        said = f"{have}/{of} đơn vị đã nộp ({numerals.percent(share)})"
        return f"{said}, {numerals.number(counts.in_time)} đúng hạn"


@dataclass(frozen=True)
class Following:
    """Everything the page of completeness shows."""

    pk: int
    name: str
    form_code: str
    form_name: str
    kind: str
    last: str
    count: int
    is_owing: bool
    map: MapNote
    forms: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    offered: tuple[Period, ...]
    heads: tuple[Head, ...]
    page: Page[HandingRow]
    lines: tuple[Line, ...]
    entries: tuple[dict[str, object], ...]
    owing: int
    may_remind: bool
    query: str
    may_read_signals: bool = False

    @property
    def has_administrative(self) -> bool:
        """Whether a column must say by which days it counts."""
        return any(head.period.is_administrative for head in self.heads)


@dataclass(frozen=True)
class Due:
    """One period that a unit owes."""

    period: str
    word: str
    due: str
    since: str
    href: str


@dataclass(frozen=True)
class Chased:
    """A unit in the list to chase by, with all it owes, and which post answers."""

    name: str
    posts: str
    owed: tuple[Due, ...]


@dataclass(frozen=True)
class ChaseList:
    """Who owes what since when, the longest late first."""

    name: str
    form_code: str
    form_name: str
    today: date
    lines: tuple[Chased, ...]
    units: int
    count: int
    query: str


def short_label(period: Period) -> str:
    """Name a period without the days that its calendar gives it.

    >>> short_label(Period.half(2026, 1, administrative=True))
    '6 tháng đầu năm 2026 (NĐ 09)'
    """
    name = period.label.partition(" (từ ")[0]
    return f"{name} (NĐ 09)" if period.is_administrative else name
