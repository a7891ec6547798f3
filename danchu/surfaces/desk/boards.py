"""A table of totals in the words of the page: cards, lines, who is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from danchu.indicators.queries import IndicatorFact, Table, TableRow
from danchu.indicators.rules.amounts import WORDS
from danchu.indicators.rules.filings import Status
from danchu.indicators.rules.headlines import change_from
from danchu.indicators.rules.rollups import Standing, Total
from danchu.kernel.units.rules import UnitKind
from danchu.surfaces.desk.rules import (
    COLUMNS_AT_LEAST,
    MOST_CARDS,
    MOST_COLUMNS,
    MOST_OF_A_FORM,
    SHORT_NAMES,
)
from danchu.surfaces.wording import amount_text, unit_of
from danchu.ui import numerals
from danchu.ui.shapes import TableCell

ILLUSTRATION = "Minh họa"
Facts = dict[str, Any]
_CARD_STATES: Mapping[Standing | None, tuple[str, str]] = {
    Standing.PROVISIONAL: ("provisional", "Tạm tính"),
    Standing.APPROVED: ("in_time", "Đã duyệt"),
    Standing.PUBLISHED: ("in_time", "Đã công bố"),
}
_PROGRESS = {
    Status.DRAFT: ("due", "Đang nhập"),
    Status.SUBMITTED: ("provisional", "Chờ duyệt"),
    Status.APPROVED: ("provisional", "Chờ nhận"),
    Status.ACCEPTED: ("in_time", "Đã nhận"),
    Status.PUBLISHED: ("in_time", "Đã công bố"),
}


@dataclass(frozen=True)
class Card:
    """One main figure of the unit."""

    name: str
    value: Decimal | None
    unit: str
    state: str
    word: str
    have: int
    of: int
    note: str
    before: str = ""
    change: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True)
class Column:
    """An indicator as the head of a column and as the line that explains it."""

    code: str
    head: str
    name: str
    unit: str


@dataclass(frozen=True)
class Line:
    """One child of the table, what stands in none, or the unit itself."""

    name: str
    href: str
    cells: tuple[TableCell, ...]
    state: str
    word: str
    coverage: str


@dataclass(frozen=True)
class Absent:
    """A child that has no figures yet, and how far it is."""

    name: str
    href: str
    word: str


@dataclass(frozen=True)
class Place:
    """Where the links of a table lead: same period, same map, same form."""

    period: str
    map_on: str
    form: str = ""

    def of(self, pk: int) -> str:
        """Return the totals of another unit."""
        asked = {"don-vi": str(pk), "ky": self.period}
        if self.map_on:
            asked["ban-do"] = self.map_on
        if self.form:
            asked["bieu"] = self.form
        return f"{reverse('desk:totals')}?{urlencode(asked)}"


class Board:
    """The columns of a table that say something, and what they say of each row."""

    def __init__(
        self,
        table: Table,
        shown: frozenset[str],
        states: Mapping[int, Status],
        links: Place,
        before: Mapping[str, Total],
    ) -> None:
        self._table, self._shown, self._states = table, shown, states
        self._links, self._before = links, before
        most = MOST_OF_A_FORM if links.form else MOST_COLUMNS
        self._kept = _columns_that_speak(table, most)
        self.columns = tuple(_column(table.indicators[one]) for one in self._kept)

    @property
    def first(self) -> Total:
        """Return the unit's total of the first column; its coverage stands for all."""
        return self._table.totals[self._kept[0]]

    @property
    def has_illustrations(self) -> bool:
        """Whether a column holds numbers made for show."""
        return any(column.code in self._shown for column in self.columns)

    @property
    def is_of_communes(self) -> bool:
        """Whether the rows are communes, whose filings tell how far they are."""
        places = [row.place for row in self._table.rows if row.place]
        return any(place.kind == UnitKind.COMMUNE for place in places)

    def cards(self) -> tuple[Card, ...]:
        """Return the main figures of the unit."""
        return tuple(
            self._card(self._table.indicators[index], self._table.totals[index])
            for index in self._kept[:MOST_CARDS]
        )

    def whole(self) -> Line:
        """Return the line of the unit itself."""
        return self._line(self._table.place.name, "", self._table.totals, ("", ""))

    def lines(self) -> tuple[Line, ...]:
        """Return the children that have something, and what stands in none."""
        return tuple(
            self._line(
                row.name,
                self._links.of(row.place.pk) if row.place else "",
                row.totals,
                self._progress(row),
            )
            for row in self._table.rows
            if self._has(row)
        )

    def absent(self) -> tuple[Absent, ...]:
        """Return the children that have nothing in any column."""
        return tuple(
            Absent(row.name, self._links.of(row.place.pk), self._progress(row)[1])
            for row in self._table.rows
            if row.place and not self._has(row)
        )

    def _has(self, row: TableRow) -> bool:
        return any(row.totals[index].units for index in self._kept)

    def _progress(self, row: TableRow) -> tuple[str, str]:
        """Say how far a commune is; of wider units the coverage says it."""
        if row.place is None or row.place.kind != UnitKind.COMMUNE:
            return "", ""
        status = self._states.get(row.place.pk)
        if status is not None:
            return _PROGRESS[status]
        is_shown = self.has_illustrations and self._has(row)
        return ("provisional", ILLUSTRATION) if is_shown else ("", "")

    def _line(
        self,
        name: str,
        href: str,
        totals: Sequence[Total],
        progress: tuple[str, str],
    ) -> Line:
        state, word = progress
        total = totals[self._kept[0]]
        return Line(
            name=name,
            href=href,
            cells=tuple(
                _cell(self._table.indicators[index], totals[index], is_key=not place)
                for place, index in enumerate(self._kept)
            ),
            state=state,
            word=word,
            coverage=numerals.number(total.coverage.have)
            + f"/{numerals.number(total.coverage.of)}"
            if total.coverage.of > 1
            else "",
        )

    def _card(self, fact: IndicatorFact, total: Total) -> Card:
        state, word = _CARD_STATES.get(total.standing, ("", ""))
        if fact.code in self._shown:
            state, word = "provisional", ILLUSTRATION
        return Card(
            name=fact.name,
            value=None
            if total.number is None
            else round(total.number, 1 if fact.is_percent else 4),
            unit=unit_of(fact) or "%",
            state=state,
            word=word,
            have=total.coverage.have,
            of=total.coverage.of if total.coverage.of > 1 else 0,
            note=total.why_none or WORDS[total.qualifier].strip(),
            **_against(total, self._before.get(fact.code), fact),
        )


def _against(total: Total, before: Total | None, fact: IndicatorFact) -> Facts:
    """Compare with a year before: only what may be compared."""
    if before is None or before.number is None or fact.is_percent:
        return {}
    told: Facts = {"before": amount_text(before.amount, fact)}
    change = change_from(before, total)
    if change is not None:
        told["change"] = change
        if before.number:
            told["share"] = change / before.number
    return told


def _columns_that_speak(table: Table, most: int) -> list[int]:
    every = range(len(table.indicators))
    speaking = [
        index
        for index in every
        if table.totals[index].units
        or any(row.totals[index].units for row in table.rows)
    ]
    silent = [index for index in every if index not in speaking]
    need = max(COLUMNS_AT_LEAST - len(speaking), 0)
    return sorted(speaking[:most] + silent[:need])


def _column(fact: IndicatorFact) -> Column:
    head = SHORT_NAMES.get(fact.code, fact.code)
    return Column(fact.code, head, fact.name, fact.unit_of_measure)


def _cell(fact: IndicatorFact, total: Total, *, is_key: bool) -> TableCell:
    text = amount_text(total.amount, fact)
    css = "num key" if is_key else "num"
    if total.number is None:
        css = "num none"
    return TableCell(text, SHORT_NAMES.get(fact.code, fact.code), css)
