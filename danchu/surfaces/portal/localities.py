"""One locality: where it is, its figures, what sources say, what it was and became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext

from danchu.indicators.queries.localities import (
    Figure,
    Telling,
    figures_of,
    periods_with_figures,
    tellings_about,
)
from danchu.indicators.queries.plans import Asker as PlanAsker
from danchu.indicators.queries.plans import PlanFact, beside, plans_of
from danchu.indicators.queries.published import PublishedFiling, published_filings
from danchu.indicators.rules.rollups import Standing
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.news.public.pages import Card, latest_of
from danchu.registry.queries.units import UnitPage, unit_page
from danchu.surfaces.contradictions import CrossChecked, cross_checked
from danchu.surfaces.sayings import Said, said_of
from danchu.surfaces.wording import (
    amount_text,
    in_sentence,
    listed,
    map_query,
    unit_of,
)
from danchu.ui import numerals
from danchu.ui.languages import say

MOST_NEWS = 3
Someone = User | AnonymousUser


@dataclass(frozen=True)
class FigureLine:
    """One figure of the table."""

    code: str
    name: str
    text: str
    unit: str
    coverage: str
    is_provisional: bool
    is_illustration: bool
    plan: str = ""


@dataclass(frozen=True)
class Locality:
    """Everything the page of a locality shows."""

    place: UnitPage
    lead: str
    trail: tuple[dict[str, str], ...]
    maps: tuple[dict[str, object], ...]
    periods: tuple[Period, ...]
    period: Period | None
    figures: tuple[FigureLine, ...]
    published: tuple[PublishedFiling, ...]
    said: tuple[Said, ...]
    news: tuple[Card, ...]
    checked: CrossChecked
    tabs: tuple[dict[str, object], ...]
    map_text: str

    @property
    def has_illustrations(self) -> bool:
        """Whether a figure of the table is made for show."""
        return any(one.is_illustration for one in self.figures)

    @property
    def below_called(self) -> str:
        """How one is asked to choose among the units below; nothing where none are."""
        below = [row.unit.kind for row in self.place.below_rows]
        if UnitKind.PROVINCE in below:
            return gettext("Chọn tỉnh, thành phố")
        if UnitKind.DISTRICT in below:
            return gettext("Chọn quận, huyện")
        return gettext("Chọn xã, phường") if UnitKind.COMMUNE in below else ""

    @property
    def has_coverage(self) -> bool:
        """Whether a figure of the table is made of more than one unit's."""
        return any(one.coverage for one in self.figures)


@dataclass(frozen=True)
class Asked:
    """What an address asks for: which place, on which map, for which period."""

    pk: int
    map_text: str
    period: str
    page: str


def locality_page(*, asked: Asked, user: Someone, today: date) -> Locality:
    """Return the page of a locality; an ended one opens on its last map."""
    place = unit_page(asked.pk, asked.map_text, asked.page, today)
    day = place.map.day
    periods = periods_with_figures(unit=place.unit, map_on=day, user=user)
    period = _chosen(periods, asked.period, is_old=place.map.is_old)
    figures = (
        figures_of(unit=place.unit, period=period.code, map_on=day, user=user)
        if period
        else []
    )
    codes = [one.indicator.code for one in figures]
    plans = (
        plans_of(PlanAsker(user, place.unit, day), period.code, codes) if period else {}
    )
    said = tellings_about(unit=place.unit, map_on=day, user=user)
    checked = cross_checked(said)
    map_text = map_query(day, is_old=place.map.is_old)
    return Locality(
        place=place,
        lead=_lead(place),
        trail=_trail(place, map_text),
        maps=_maps(place, today),
        periods=tuple(periods),
        period=period,
        figures=tuple(_line(one, plans.get(one.indicator.code)) for one in figures),
        published=tuple(published_filings(place.unit)),
        said=tuple(said_of(one) for one in said),
        news=tuple(latest_of(place.unit, today, most=MOST_NEWS)),
        checked=checked,
        tabs=_tabs(place, figures, said, checked),
        map_text=map_text,
    )


def _chosen(periods: Sequence[Period], code: str, *, is_old: bool) -> Period | None:
    """Return the period asked for; nothing asked is the latest that has figures.

    On an old map that is the latest of its own time: what came after may be asked for.
    """
    if not code:
        then = [one for one in periods if not is_old or one.end <= LAST_OLD_DAY]
        return next(iter(then or periods), None)
    found = [period for period in periods if period.code == code]
    if not found:
        raise RuleBroken("periods.unknown", code=code[:62])
    return found[0]


def _lead(place: UnitPage) -> str:
    """Say in a sentence what the unit was made of, or what it became."""
    if place.heirs:
        heirs = listed([in_sentence(link.successor.name) for link in place.heirs])
        ended = numerals.day(place.unit.valid_to)
        return say("Đến hết ngày {ended}. Nay là {heirs}.", ended=ended, heirs=heirs)
    if place.unit.valid_to:
        ended = numerals.day(place.unit.valid_to)
        return say(
            "Đến hết ngày {ended}. Số liệu đã có tính vào đơn vị cấp trên.",
            ended=ended,
        )
    if place.origins:
        origins = listed([in_sentence(link.predecessor.name) for link in place.origins])
        begun = numerals.day(place.unit.valid_from)
        return say("Thành lập ngày {begun} từ {origins}.", begun=begun, origins=origins)
    return ""


def _trail(place: UnitPage, map_text: str) -> tuple[dict[str, str], ...]:
    steps = [
        {
            "name": one.name,
            "href": reverse("portal:locality", args=[one.pk]) + map_text,
        }
        for one in place.path
    ]
    return tuple(steps) or ({"name": place.unit.name, "href": ""},)


def _maps(place: UnitPage, today: date) -> tuple[dict[str, object], ...]:
    address, is_old = reverse("portal:locality", args=[place.unit.pk]), place.map.is_old
    days = (
        (gettext("trước 01/7/2025"), LAST_OLD_DAY, True),
        (gettext("hiện nay"), today, False),
    )
    return tuple(
        {
            "label": label,
            "href": address + map_query(day, is_old=True),
            "current": old == is_old,
        }
        for label, day, old in days
    )


def _tabs(
    place: UnitPage,
    figures: Sequence[Figure],
    said: Sequence[Telling],
    checked: CrossChecked,
) -> tuple[dict[str, object], ...]:
    known = (
        (gettext("Con số"), "#so", len(figures), True),
        (gettext("Đối chiếu"), "#doi-chieu", checked.count, True),
        (gettext("Báo chí nêu"), "#bao-chi", len(said), bool(said)),
        (
            gettext("Đơn vị trực thuộc"),
            "#truc-thuoc",
            place.below.paginator.count,
            True,
        ),
        (gettext("Cũ và mới"), "#cu-moi", None, bool(place.heirs or place.origins)),
    )
    return tuple(
        {"label": label, "href": href, "count": count}
        for label, href, count, is_there in known
        if is_there and count != 0
    )


def _line(one: Figure, plan: PlanFact | None) -> FigureLine:
    fact, total = one.indicator, one.total
    planned = beside(plan, total)
    word = gettext("đơn vị")
    coverage = numerals.number(total.coverage.have)
    return FigureLine(
        code=fact.code,
        name=fact.called,
        text=amount_text(total.amount, fact),
        unit=unit_of(fact),
        coverage=f"{coverage}/{numerals.number(total.coverage.of)} {word}"
        if total.coverage.of > 1
        else "",
        is_provisional=total.standing is not Standing.PUBLISHED,
        is_illustration=one.is_illustration,
        plan=planned.in_words if planned else "",
    )
