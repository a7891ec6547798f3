"""What published filings come to where they come from, in the period that speaks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from danchu.indicators.models import Filing
from danchu.indicators.queries.boards import Board, Reader, Scene
from danchu.indicators.queries.facts import IndicatorFact, PlaceFact
from danchu.indicators.queries.localities import illustrated
from danchu.indicators.rules.filings import PUBLIC_STAGES, Status
from danchu.indicators.rules.headlines import (
    change_from,
    is_enough,
    period_that_speaks,
)
from danchu.indicators.rules.rollups import Total
from danchu.indicators.rules.times import year_before
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree, UnitKind

MOST_PERIODS, NEWEST = 6, 2
Numbered = tuple[int, Period]


@dataclass(frozen=True)
class Headline:
    """One total of published filings, with the same period of the year before."""

    indicator: IndicatorFact
    place: PlaceFact
    period: Period
    total: Total
    before: Total | None = None
    is_illustration: bool = False

    @property
    def change(self) -> Decimal | None:
        """By how much it differs from a year before, where that may be said."""
        if self.before is None or self.indicator.is_percent:
            return None
        return change_from(self.before, self.total)


@dataclass(frozen=True)
class Points:
    """The communes of a map by latitude and longitude, and which have published."""

    every: tuple[tuple[float, float], ...]
    lit: tuple[tuple[float, float], ...]


def headlines(
    choices: Sequence[Sequence[IndicatorFact]], *, nation: Unit, on: date
) -> list[Headline | None]:
    """Return for each choice of indicators the first that published filings tell of.

    Totals are those of the one province from which everything published comes, else of
    the nation. None where no filing of the last periods tells of any of them.
    """
    place = place_of_publications(nation, on)
    facts = list({fact.code: fact for choice in choices for fact in choice}.values())
    if place is None or not facts:
        return [None] * len(choices)
    told = _speaking(place, on, facts)
    firsts = [
        next((told[fact.code] for fact in choice if fact.code in told), None)
        for choice in choices
    ]
    return _beside_the_year_before(place, on, firsts)


def place_of_publications(nation: Unit, on: date) -> Unit | None:
    """Return where published filings come from: one province, else the nation.

    None where nothing is published yet.
    """
    if not Filing.objects.filter(status=Status.PUBLISHED).exists():
        return None
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=OuterRef("pk"), since__lte=on, until__gt=on
    )
    provinces = Unit.objects.within(nation, on=on).filter(kind=UnitKind.PROVINCE)
    holding = provinces.filter(Exists(inside.filter(_has_published("unit"))))
    found = list(holding[:2])
    return found[0] if len(found) == 1 else nation


def points(nation: Unit, on: date) -> Points:
    """Return where the communes of a map lie, and which of them have published."""
    rows = Unit.objects.within(nation, on=on).filter(
        kind=UnitKind.COMMUNE, latitude__isnull=False, longitude__isnull=False
    )
    found = rows.annotate(is_lit=_has_published("pk"))
    places = [
        ((latitude or 0.0, longitude or 0.0), is_lit)
        for latitude, longitude, is_lit in found.values_list(
            "latitude", "longitude", "is_lit"
        )
    ]
    return Points(
        every=tuple(place for place, _ in places),
        lit=tuple(place for place, is_lit in places if is_lit),
    )


def _has_published(unit: str) -> Exists:
    return Exists(Filing.objects.filter(unit=OuterRef(unit), status=Status.PUBLISHED))


def _speaking(
    place: Unit, on: date, facts: Sequence[IndicatorFact]
) -> dict[str, Headline]:
    """Return what each indicator comes to in the period that speaks.

    Most are told by the newest periods; older ones are read for the others alone.
    """
    periods = _periods()
    newest, older = periods[:NEWEST], periods[NEWEST:]
    totals = _totals(Scene(place, (), on, newest), facts)
    left = [fact for fact in facts if not _is_told(totals[fact.code])]
    if left and older:
        for code, more in _totals(Scene(place, (), on, older), left).items():
            totals[code] += more
    found = {}
    for fact in facts:
        chosen = period_that_speaks(totals[fact.code])
        if chosen is not None:
            total = totals[fact.code][chosen]
            found[fact.code] = Headline(
                fact, PlaceFact.of(place), periods[chosen][1], total
            )
    return found


def _is_told(totals: Sequence[Total]) -> bool:
    chosen = period_that_speaks(totals)
    return chosen is not None and is_enough(totals[chosen].coverage)


def _periods() -> tuple[Numbered, ...]:
    """Return the newest periods of which anything is published, the newest first."""
    told = Filing.objects.filter(period=OuterRef("pk"), status=Status.PUBLISHED)
    rows = ReportingPeriod.objects.filter(Exists(told))
    ordered = rows.order_by("-end_on", "-start_on", "code")[:MOST_PERIODS]
    return tuple((row.pk, row.period) for row in ordered)


def _totals(scene: Scene, facts: Sequence[IndicatorFact]) -> dict[str, list[Total]]:
    board = Board(scene, facts, Reader(PUBLIC_STAGES, is_stranger=True))
    return {
        fact.code: [one[scene.root.pk] for one in board.points(fact)] for fact in facts
    }


def _beside_the_year_before(
    place: Unit, on: date, firsts: Sequence[Headline | None]
) -> list[Headline | None]:
    told = [one for one in firsts if one is not None]
    wanted = {one.indicator.code: year_before(one.period) for one in told}
    codes = {period.code for period in wanted.values() if period}
    rows = ReportingPeriod.objects.filter(code__in=codes)
    periods = tuple((row.pk, row.period) for row in rows)
    places = {known.code: at for at, (_, known) in enumerate(periods)}
    facts = [one.indicator for one in told]
    found = _totals(Scene(place, (), on, periods), facts) if periods else {}
    shown = _illustrated(place, on, told)

    def beside(one: Headline) -> Headline:
        code = one.indicator.code
        before = wanted[code]
        at = places.get(before.code) if before else None
        return replace(
            one,
            before=None if at is None else found[code][at],
            is_illustration=code in shown,
        )

    return [None if one is None else beside(one) for one in firsts]


def _illustrated(place: Unit, on: date, told: Sequence[Headline]) -> set[str]:
    found: set[str] = set()
    for code in {one.period.code for one in told}:
        facts = [one.indicator for one in told if one.period.code == code]
        found |= illustrated(unit=place, period=code, map_on=on, facts=facts)
    return found
