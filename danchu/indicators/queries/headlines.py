"""What published filings come to where they come from, in the period that speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from danchu.indicators.models import Filing, Indicator
from danchu.indicators.queries.boards import Board, Reader, Scene
from danchu.indicators.queries.facts import IndicatorFact, PlaceFact, indicator_facts
from danchu.indicators.queries.localities import illustrated
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.filings import PUBLIC_STAGES, Status
from danchu.indicators.rules.headlines import change_from, period_that_speaks
from danchu.indicators.rules.rollups import Total
from danchu.indicators.rules.times import year_before
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import country
from danchu.kernel.units.rules import Tree, UnitKind

MOST_PERIODS = 6
Numbered = tuple[int, Period]


@dataclass(frozen=True)
class Headline:
    """One total of published filings, with the same period of the year before."""

    indicator: IndicatorFact
    place: PlaceFact
    period: Period
    total: Total
    before: Total | None
    is_illustration: bool

    @property
    def change(self) -> Decimal | None:
        """By how much it differs from a year before, where that may be said."""
        if self.before is None or self.indicator.is_percent:
            return None
        return change_from(self.before, self.total)


def headlines(codes: Sequence[str], *, on: date) -> dict[str, Headline]:
    """Return the totals of open indicators that published filings come to, by code.

    They are those of the one province from which everything published comes, else of
    the nation. What no filing of the last periods tells, and what the catalogue does
    not have, is left out.
    """
    place = place_of_publications(on)
    periods = _periods()
    facts = _open(codes)
    if place is None or not periods or not facts:
        return {}
    spoken = _speaking(Scene(place, (), on, periods), facts)
    before = _year_before(place, on, spoken)
    shown = _illustrated(place, on, spoken)
    return {
        fact.code: Headline(
            indicator=fact,
            place=PlaceFact.of(place),
            period=period,
            total=total,
            before=before.get(fact.code),
            is_illustration=fact.code in shown,
        )
        for fact, period, total in spoken
    }


def place_of_publications(on: date) -> Unit | None:
    """Return where published filings come from: one province, else the nation.

    None where nothing is published yet.
    """
    rows = Filing.objects.filter(status=Status.PUBLISHED)
    if not rows.exists():
        return None
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=OuterRef("pk"), since__lte=on, until__gt=on
    )
    nation = country()
    provinces = Unit.objects.within(nation, on=on).filter(kind=UnitKind.PROVINCE)
    holding = provinces.filter(Exists(inside.filter(_published("unit"))))[:2]
    found = list(holding)
    return found[0] if len(found) == 1 else nation


def published_points(on: date) -> list[tuple[float, float]]:
    """Return latitude and longitude of each commune that has published anything."""
    rows = Unit.objects.within(country(), on=on).filter(
        _published("pk"),
        kind=UnitKind.COMMUNE,
        latitude__isnull=False,
        longitude__isnull=False,
    )
    places = rows.values_list("latitude", "longitude")
    return [(latitude or 0.0, longitude or 0.0) for latitude, longitude in places]


def _published(unit: str) -> Exists:
    return Exists(Filing.objects.filter(unit=OuterRef(unit), status=Status.PUBLISHED))


def _periods() -> tuple[Numbered, ...]:
    """Return the newest periods of which anything is published, the newest first."""
    told = Filing.objects.filter(period=OuterRef("pk"), status=Status.PUBLISHED)
    rows = ReportingPeriod.objects.filter(Exists(told))
    ordered = rows.order_by("-end_on", "-start_on", "code")[:MOST_PERIODS]
    return tuple((row.pk, row.period) for row in ordered)


def _open(codes: Sequence[str]) -> list[IndicatorFact]:
    rows = Indicator.objects.filter(code__in=codes, visibility=Visibility.PUBLIC)
    return indicator_facts(list(rows.values_list("code", flat=True)))


def _speaking(
    scene: Scene, facts: Sequence[IndicatorFact]
) -> list[tuple[IndicatorFact, Period, Total]]:
    found = []
    for fact, totals in _totals(scene, facts):
        chosen = period_that_speaks(totals)
        if chosen is not None:
            found.append((fact, scene.periods[chosen][1], totals[chosen]))
    return found


def _totals(
    scene: Scene, facts: Sequence[IndicatorFact]
) -> list[tuple[IndicatorFact, list[Total]]]:
    board = Board(scene, facts, Reader(PUBLIC_STAGES, is_stranger=True))
    return [
        (fact, [one[scene.root.pk] for one in board.points(fact)]) for fact in facts
    ]


def _year_before(
    place: Unit, on: date, spoken: Sequence[tuple[IndicatorFact, Period, Total]]
) -> dict[str, Total]:
    wanted = {fact.code: year_before(period) for fact, period, _ in spoken}
    codes = {period.code for period in wanted.values() if period}
    rows: QuerySet[ReportingPeriod] = ReportingPeriod.objects.filter(code__in=codes)
    periods = tuple((row.pk, row.period) for row in rows)
    if not periods:
        return {}
    places = {known.code: at for at, (_, known) in enumerate(periods)}
    found = _totals(Scene(place, (), on, periods), [fact for fact, _, _ in spoken])
    return {
        fact.code: totals[places[period.code]]
        for fact, totals in found
        if (period := wanted[fact.code]) and period.code in places
    }


def _illustrated(
    place: Unit, on: date, spoken: Sequence[tuple[IndicatorFact, Period, Total]]
) -> set[str]:
    found: set[str] = set()
    for code in {period.code for _, period, _ in spoken}:
        facts = [fact for fact, period, _ in spoken if period.code == code]
        found |= illustrated(unit=place, period=code, map_on=on, facts=facts)
    return found
