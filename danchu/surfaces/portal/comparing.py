"""Localities side by side: the same period, every figure that any of them has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from danchu.indicators.queries.localities import (
    Figure,
    figures_of,
    periods_with_figures,
)
from danchu.indicators.rules.rollups import Standing
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import default_map_day, path_of, unit_by_id
from danchu.surfaces.portal.meant import Place, place_meant
from danchu.surfaces.wording import amount_text, unit_of
from danchu.ui import numerals

MOST_PLACES = 4
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
    refusal: Explanation | None = None

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
    return _Chosen(places, user, today).page(asked.period, others, added)


def address_of(places: Sequence[int], period: str = "") -> str:
    """Return the address that compares these places."""
    asked = [("noi", str(place)) for place in places]
    asked += [("ky", period)] if period else []
    return f"{reverse('portal:comparison')}?{urlencode(asked)}"


def _places(asked: Compared) -> tuple[list[Place], tuple[Place, ...], Place | None]:
    known: dict[int, Place] = {}
    for text in asked.places[:MOST_PLACES]:
        place, _ = place_meant("", text)
        if place is not None:
            known[place.pk] = place
    if not asked.another:
        return list(known.values()), (), None
    if len(known) == MOST_PLACES:
        raise RuleBroken("portal.too_many_places", most=MOST_PLACES)
    added, others = place_meant(asked.another, "")
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
                cells=tuple(
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
        coverage=f"{have}/{of}" if coverage.of > 1 else "",
        is_provisional=one.total.standing is not Standing.PUBLISHED,
        is_illustration=one.is_illustration,
    )
