"""What each block shows, as a stranger sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from danchu.indicators.queries.duties import duties_on
from danchu.indicators.queries.facts import indicator_fact
from danchu.indicators.queries.localities import (
    Figure,
    figures_of,
    illustrated,
    periods_with_figures,
)
from danchu.indicators.queries.published import PublishedNews, lately_published
from danchu.indicators.queries.rollups import rollup
from danchu.indicators.rules.rollups import Standing, Total
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.wording import period_text
from danchu.kernel.units.queries import default_map_day, unit_by_id
from danchu.surfaces.embeds.notes import Note, notes_on
from danchu.surfaces.wording import amount_text, in_sentence, unit_of
from danchu.ui.languages import say, viet

STRANGER = AnonymousUser()
MOST_FIGURES, MOST_NEWS, MOST_POINTS, MOST_PERIODS = 4, 5, 6, 24


@dataclass(frozen=True)
class Head:
    """What every block says: of what place, when it was made, what has changed."""

    title: str
    href: str
    at: datetime
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Line:
    """One figure."""

    name: str
    text: str
    unit: str
    word: str
    href: str


@dataclass(frozen=True)
class Figures:
    """A few figures of a place in one period."""

    head: Head
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """One thing that happened to a published filing."""

    deed: str
    name: str
    detail: str
    reason: str
    at: datetime
    href: str


@dataclass(frozen=True)
class Publications:
    """What was published, corrected or withdrawn last, here and below."""

    head: Head
    news: tuple[Told, ...]


@dataclass(frozen=True)
class Row:
    """One period of a trend; `share` is the length of its bar, of a hundred."""

    label: str
    text: str
    share: str
    is_provisional: bool


@dataclass(frozen=True)
class Trend:
    """One figure over the periods that may be compared."""

    head: Head
    line: Line | None
    rows: tuple[Row, ...]


Block = Figures | Publications | Trend


def figures_block(pk: int, codes: Sequence[str], period: str, at: datetime) -> Figures:
    """Return the figures asked for that the place has; the first few if none are.

    Refuses with ``embeds.too_many``, ``indicators.unknown`` and ``periods.unknown``.
    """
    if len(codes) > MOST_FIGURES:
        raise RuleBroken("embeds.too_many", most=MOST_FIGURES)
    wanted = [indicator_fact(code).code for code in codes]
    place = Place(pk, at)
    chosen = place.period(period)
    known = {one.indicator.code: one for one in place.figures(chosen)}
    shown = [known[code] for code in wanted or list(known) if code in known]
    notes = notes_on(place.news(), [chosen] if chosen else [])
    name = viet(in_sentence(place.unit.name))
    title = say("Con số của {place}", place=name)
    if chosen:
        when = period_text(chosen.label)
        title = say("Con số của {place}, {period}", place=name, period=when)
    return Figures(
        head=place.head(title, notes),
        lines=tuple(place.line(one, chosen) for one in shown[:MOST_FIGURES] if chosen),
    )


def publications_block(pk: int, at: datetime) -> Publications:
    """Return what happened last to what a place published; it says so itself."""
    place = Place(pk, at)
    return Publications(
        head=place.head(
            say("Công bố mới: {place}", place=viet(in_sentence(place.unit.name)))
        ),
        news=tuple(_told(one) for one in place.news()[:MOST_NEWS]),
    )


def trend_block(pk: int, code: str, at: datetime) -> Trend:
    """Return one figure of a place over its last comparable periods."""
    fact = indicator_fact(code)
    place = Place(pk, at)
    points = place.points(code)
    forms = {duty.form_code for duty in duties_on(fact.pk, timezone.localdate(at))}
    notes = notes_on(place.news(), [period for period, _ in points], forms)
    name = viet(in_sentence(place.unit.name))
    return Trend(
        head=place.head(format_html("{}: {}", fact.called, name), notes),
        line=_last(place, code, points),
        rows=_rows(code, points),
    )


class Place:
    """A place as one block reads it, on the map on which it is best seen."""

    def __init__(self, pk: int, at: datetime) -> None:
        self.unit = unit_by_id(pk)
        self._at = at
        self._today = timezone.localdate(at)
        self._day = default_map_day(self.unit, self._today)

    def head(self, title: str, notes: tuple[Note, ...] = ()) -> Head:
        """Return what every block says of the place."""
        href = reverse("portal:locality", args=[self.unit.pk])
        return Head(title, href, self._at, notes)

    def periods(self) -> list[Period]:
        """Return the periods that have figures, latest first."""
        return periods_with_figures(unit=self.unit, map_on=self._day, user=STRANGER)

    def period(self, code: str) -> Period | None:
        """Return the period asked for, with figures or not; else the latest."""
        known = self.periods()
        if not code:
            return next(iter(known), None)
        return next((one for one in known if one.code == code), period_from(code))

    def figures(self, period: Period | None) -> list[Figure]:
        """Return every figure of one period that strangers may see."""
        if period is None:
            return []
        return figures_of(
            unit=self.unit, period=period.code, map_on=self._day, user=STRANGER
        )

    def news(self) -> list[PublishedNews]:
        """Return what happened last to what was published here and below."""
        return lately_published(self.unit, self._today)

    def points(self, code: str) -> list[tuple[Period, Total]]:
        """Return what an indicator came to, earliest first, where it came to any."""
        found: list[tuple[Period, Total]] = []
        for period in self.periods()[:MOST_PERIODS]:
            if found and not period.comparable_with(found[0][0]):
                continue
            total = self._total(code, period)
            if total.amount is not None:
                found.append((period, total))
            if len(found) == MOST_POINTS:
                break
        return found[::-1]

    def _total(self, code: str, period: Period) -> Total:
        return rollup(
            indicator=code,
            unit=self.unit,
            period=period.code,
            map_on=self._day,
            user=STRANGER,
            with_children=False,
        ).total

    def line(self, one: Figure, period: Period) -> Line:
        """Return one figure in words."""
        fact, total = one.indicator, one.total
        return Line(
            name=fact.called,
            text=amount_text(total.amount, fact),
            unit=unit_of(fact),
            word=_word(total, is_illustration=one.is_illustration),
            href=self._page(fact.code, period),
        )

    def figure(self, code: str, period: Period, total: Total) -> Figure:
        """Return a total of one period as a figure."""
        fact = indicator_fact(code)
        shown = illustrated(
            unit=self.unit, period=period.code, map_on=self._day, facts=[fact]
        )
        return Figure(fact, total, code in shown)

    def _page(self, code: str, period: Period) -> str:
        page = reverse("indicators:indicator", args=[code])
        return f"{page}?don-vi={self.unit.pk}&ky={period.code}"


def _word(total: Total, *, is_illustration: bool) -> str:
    if is_illustration:
        return gettext("Minh họa, không phải số liệu chính thức")
    return "" if total.standing is Standing.PUBLISHED else gettext("Tạm tính")


def _told(news: PublishedNews) -> Told:
    filing = news.filing
    deed = gettext("Đính chính") if filing.version > 1 else gettext("Công bố")
    when = period_text(filing.period.label)
    return Told(
        deed=gettext("Rút công bố") if filing.withdrawn else deed,
        name=f"{filing.form}. {gettext(filing.name)}",
        detail=format_html("{}, {}", viet(news.place.name), when),
        reason=filing.withdrawn.reason if filing.withdrawn else "",
        at=news.at,
        href=f"{reverse('portal:proofs')}?muc={quote(filing.item)}",
    )


def _last(
    place: Place, code: str, points: Sequence[tuple[Period, Total]]
) -> Line | None:
    if not points:
        return None
    period, total = points[-1]
    return place.line(place.figure(code, period, total), period)


def _rows(code: str, points: Sequence[tuple[Period, Total]]) -> tuple[Row, ...]:
    fact = indicator_fact(code)
    amounts = [total.amount for _, total in points if total.amount]
    longest = max((amount.number for amount in amounts), default=Decimal(0))
    return tuple(
        Row(
            label=period_text(period.label),
            text=amount_text(total.amount, fact),
            share=share_of(total.amount.number if total.amount else None, longest),
            is_provisional=total.standing is not Standing.PUBLISHED,
        )
        for period, total in points
    )


def share_of(number: Decimal | None, longest: Decimal) -> str:
    """Return how long a bar is, of a hundred, as drawings have it.

    >>> share_of(Decimal(3), Decimal(8)), share_of(Decimal(0), Decimal(0))
    ('37.5', '0')
    """
    if number is None or longest <= 0 or number <= 0:
        return "0"
    return f"{round(float(100 * number / longest), 1):g}"


def codes_in(text: str) -> list[str]:
    """Return the codes of indicators that an address names, each once.

    >>> codes_in("G01, G02,,G01")
    ['G01', 'G02']
    """
    found = (code.strip() for code in text.split(","))
    return list(dict.fromkeys(code for code in found if code))
