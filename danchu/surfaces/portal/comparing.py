"""Localities side by side: the same period, every figure that any of them has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext

from danchu.indicators.queries.localities import (
    Figure,
    figures_of,
    periods_with_figures,
)
from danchu.indicators.rules.amounts import plain
from danchu.indicators.rules.rollups import Standing
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import default_map_day, path_of, unit_by_id
from danchu.lib.tables_out import Row
from danchu.surfaces.portal.meant import Place, place_meant
from danchu.surfaces.wording import amount_text, unit_of
from danchu.ui import numerals

MOST_PLACES = 4
FILE = (
    "don_vi", "ten_don_vi", "chi_tieu", "ten_chi_tieu", "don_vi_tinh", "ky", "so",
    "cach_noi", "da_co", "phai_co", "trang_thai", "minh_hoa",
)  # fmt: skip
"""The columns of a comparison as a file."""
Someone = User | AnonymousUser


@dataclass(frozen=True)
class Compared:
    """What an address asks for: places by number, one more by name, a period."""

    places: Sequence[str]
    another: str = ""
    period: str = ""


@dataclass(frozen=True)
class Column:
    """One place, where it stands, and the address without it."""

    place: Place
    above: str
    without: str


@dataclass(frozen=True)
class Cell:
    """What one indicator comes to in one place; no text if it has none."""

    place: str
    text: str = ""
    coverage: str = ""
    is_provisional: bool = False
    is_illustration: bool = False
    figure: Figure | None = None
    share: Decimal | None = None
    """How long its bar is, of the longest in the line; none where nothing compares."""


@dataclass(frozen=True)
class Line:
    """One indicator, a cell for each place."""

    code: str
    name: str
    unit: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything the page of comparison shows."""

    columns: tuple[Column, ...] = ()
    periods: tuple[Period, ...] = ()
    period: Period | None = None
    lines: tuple[Line, ...] = ()
    others: tuple[Place, ...] = ()
    added: Place | None = None
    left_out: int = 0
    """How many places more than have room were asked for."""
    refusal: Explanation | None = None

    @property
    def file(self) -> str:
        """The address of the same figures as a file."""
        places = [one.place.pk for one in self.columns]
        path = reverse("portal:comparison_file")
        return f"{path}?{_query(places, self.period.code if self.period else '')}"

    @property
    def may_grow(self) -> bool:
        """Whether one more place has room."""
        return len(self.columns) < MOST_PLACES

    @property
    def has_illustrations(self) -> bool:
        """Whether a figure was made for show."""
        return any(cell.is_illustration for line in self.lines for cell in line.cells)


def comparison(asked: Compared, *, user: Someone, today: date) -> Comparison:
    """Return the page; what cannot be added is explained on it, the rest stays."""
    try:
        return _compared(asked, user, today)
    except RuleBroken as broken:
        refusal = explain(broken)
    try:
        kept = _compared(Compared(asked.places), user, today)
    except RuleBroken:
        kept = Comparison()
    return replace(kept, refusal=refusal)


def _compared(asked: Compared, user: Someone, today: date) -> Comparison:
    places, others, added = _places(asked)
    page = _Chosen(places, user, today).page(asked.period, others, added)
    return replace(page, left_out=max(len(set(asked.places)) - MOST_PLACES, 0))


def address_of(places: Sequence[int], period: str = "") -> str:
    """Return the address that compares these places."""
    return f"{reverse('portal:comparison')}?{_query(places, period)}"


def _query(places: Sequence[int], period: str) -> str:
    asked = [("noi", str(place)) for place in places]
    asked += [("ky", period)] if period else []
    return urlencode(asked)


def comparison_rows(asked: Compared, *, user: Someone, today: date) -> Iterator[Row]:
    """Yield the figures of a comparison, a row for each place that has one."""
    page = _compared(asked, user, today)
    for line in page.lines:
        for column, cell in zip(page.columns, line.cells, strict=True):
            if cell.figure and page.period:
                yield _row(line, column.place, cell.figure, page.period)


def _row(line: Line, place: Place, figure: Figure, period: Period) -> Row:
    amount, coverage = figure.total.amount, figure.total.coverage
    standing = figure.total.standing
    return (
        place.pk, place.name, line.code, figure.indicator.name,
        figure.indicator.unit_of_measure, period.code,
        plain(amount.number) if amount else None, amount.qualifier if amount else "",
        coverage.have, coverage.of, standing.name.lower() if standing else "",
        "illustration" if figure.is_illustration else "",
    )  # fmt: skip


def _places(asked: Compared) -> tuple[list[Place], tuple[Place, ...], Place | None]:
    known: dict[int, Place] = {}
    for text in list(dict.fromkeys(asked.places))[:MOST_PLACES]:
        place, _ = place_meant("", text)
        if place is not None:
            known[place.pk] = place
    if not asked.another:
        return list(known.values()), (), None
    if len(known) == MOST_PLACES:
        raise RuleBroken("portal.too_many_places", most=MOST_PLACES)
    try:
        added, others = place_meant(asked.another, "")
    except RuleBroken as broken:
        text = asked.another[:60]
        raise RuleBroken("portal.unknown_place_compared", text=text) from broken
    if added is not None:
        known[added.pk] = added
    return list(known.values()), others, added


class _Chosen:
    """The places of one comparison, read for one reader on one day."""

    def __init__(self, places: Sequence[Place], user: Someone, today: date) -> None:
        self._places = places
        self._user = user
        units = {place.pk: unit_by_id(place.pk) for place in places}
        self._units = units
        self._days = {pk: default_map_day(unit, today) for pk, unit in units.items()}

    def page(
        self, wanted: str, others: tuple[Place, ...], added: Place | None
    ) -> Comparison:
        known = [self._periods(place) for place in self._places]
        periods = list(dict.fromkeys(one for some in known for one in some))
        periods.sort(key=lambda one: (one.end, one.start), reverse=True)
        period = _period(periods, known, wanted)
        return Comparison(
            columns=tuple(self._column(one, wanted) for one in self._places),
            periods=tuple(periods),
            period=period,
            lines=self._lines(period) if period else (),
            others=others,
            added=added,
        )

    def _periods(self, place: Place) -> list[Period]:
        return periods_with_figures(
            unit=self._units[place.pk], map_on=self._days[place.pk], user=self._user
        )

    def _column(self, place: Place, period: str) -> Column:
        path = path_of(self._units[place.pk], self._days[place.pk])
        rest = [one.pk for one in self._places if one.pk != place.pk]
        return Column(
            place=place,
            above=", ".join(one.name for one in reversed(path[1:-1])),
            without=address_of(rest, period),
        )

    def _lines(self, period: Period) -> tuple[Line, ...]:
        known = {place.pk: self._figures(place, period) for place in self._places}
        facts = {
            code: one.indicator for some in known.values() for code, one in some.items()
        }
        return tuple(
            Line(
                code=code,
                name=facts[code].called,
                unit=unit_of(facts[code]),
                cells=_cells(
                    _cell(place, known[place.pk].get(code)) for place in self._places
                ),
            )
            for code in sorted(facts)
        )

    def _figures(self, place: Place, period: Period) -> dict[str, Figure]:
        found = figures_of(
            unit=self._units[place.pk],
            period=period.code,
            map_on=self._days[place.pk],
            user=self._user,
        )
        return {one.indicator.code: one for one in found}


def _period(
    periods: Sequence[Period], known: Sequence[Sequence[Period]], wanted: str
) -> Period | None:
    """Return the period asked for, else the latest that all places have, or any."""
    if wanted:
        found = [one for one in periods if one.code == wanted]
        if not found:
            raise RuleBroken("periods.unknown", code=wanted[:62])
        return found[0]
    shared = [one for one in periods if all(one in some for some in known)]
    return next(iter(shared or periods), None)


def _cell(place: Place, one: Figure | None) -> Cell:
    if one is None:
        return Cell(place.name)
    coverage = one.total.coverage
    have, of = numerals.number(coverage.have), numerals.number(coverage.of)
    return Cell(
        place=place.name,
        text=amount_text(one.total.amount, one.indicator),
        coverage=f"{have}/{of}\u00a0{gettext('đơn vị')}" if coverage.of > 1 else "",
        is_provisional=one.total.standing is not Standing.PUBLISHED,
        is_illustration=one.is_illustration,
        figure=one,
    )


def _cells(found: Iterable[Cell]) -> tuple[Cell, ...]:
    """Give cells their bars where two of a line can be compared."""
    cells = tuple(found)
    numbers = [_number(one) for one in cells]
    known = [one for one in numbers if one is not None]
    longest = max(known, default=Decimal(0))
    if len(known) < 2 or longest <= 0 or min(known) < 0:  # noqa: PLR2004 -- two compare
        return cells
    return tuple(
        cell if number is None else replace(cell, share=number / longest)
        for cell, number in zip(cells, numbers, strict=True)
    )


def _number(cell: Cell) -> Decimal | None:
    amount = cell.figure.total.amount if cell.figure else None
    return amount.number if amount else None
