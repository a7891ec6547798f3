"""The home page: the nation, and a few real figures."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.queries.localities import Telling, tellings_of
from danchu.kernel.motto import Part
from danchu.kernel.periods.wording import period_text
from danchu.kernel.units.queries import points_within, unit_by_id
from danchu.kernel.units.rules import UnitKind
from danchu.registry.queries.units import Province, overview
from danchu.surfaces.portal.rules import (
    CLASH_PARTS,
    CLASH_WHOLE,
    PART_NAMES,
    TOLD,
)
from danchu.surfaces.sources import source_name
from danchu.surfaces.wording import amount_text, in_sentence, unit_of
from danchu.ui.languages import viet


@dataclass(frozen=True)
class Tile:
    """One part of the motto with a real figure that belongs to it."""

    part: Part
    number: str
    unit: str
    caption: str
    where: str
    href: str


@dataclass(frozen=True)
class Term:
    """One number of an equation and what it counts."""

    value: object
    name: str


@dataclass(frozen=True)
class Clash:
    """A total that its parts do not make, as a source gives them."""

    terms: tuple[Term, ...]
    sum: Term
    stated: Term
    where: str
    href: str
    source: str
    sentence: str


@dataclass(frozen=True)
class Home:
    """Everything the home page tells."""

    provinces: tuple[Province, ...]
    province_count: int
    commune_count: int
    points: tuple[tuple[float, float], ...]
    tiles: tuple[Tile, ...]
    clash: Clash | None
    sources: tuple[str, ...]


def home_page(today: date) -> Home:
    """Return the home page: the nation on today's map and what sources have said."""
    shown = overview(None, today)
    codes = [told.indicator for told in TOLD]
    told = tellings_of([*codes, CLASH_WHOLE, *CLASH_PARTS])
    tiles = tuple(
        _tile(one.part, one.caption, told[one.indicator])
        for one in TOLD
        if one.indicator in told
    )
    sources = {told[code].source for code in codes if code in told}
    return Home(
        provinces=shown.provinces,
        province_count=shown.counts.get(UnitKind.PROVINCE, 0),
        commune_count=shown.counts.get(UnitKind.COMMUNE, 0),
        points=_points(shown.root.pk, today),
        tiles=tiles,
        clash=_clash(told),
        sources=tuple(source_name(code) for code in sorted(sources)),
    )


def _points(nation: int, day: date) -> tuple[tuple[float, float], ...]:
    """Return latitude and longitude of every commune."""
    places = points_within(unit_by_id(nation), day, UnitKind.COMMUNE)
    return tuple((latitude, longitude) for longitude, latitude in places)


def _tile(part: Part, caption: str, one: Telling) -> Tile:
    return Tile(
        part=part,
        number=amount_text(one.amount, one.indicator),
        unit=unit_of(one.indicator),
        caption=caption,
        where=_where(one, one.place.name),
        href=telling_href(one),
    )


def telling_href(one: Telling) -> str:
    """Return where a source's figure is shown: an ended place opens on its last map."""
    return reverse("portal:locality", args=[one.place.pk]) + "#bao-chi"


def _where(one: Telling, name: str) -> SafeString:
    return format_html("{}, {}", viet(name), period_text(one.label))


def _clash(told: dict[str, Telling]) -> Clash | None:
    if not {CLASH_WHOLE, *CLASH_PARTS} <= told.keys():
        return None
    stated, parts = told[CLASH_WHOLE], [told[code] for code in CLASH_PARTS]
    total = sum(part.amount.number for part in parts)
    if total == stated.amount.number:
        return None
    return Clash(
        terms=tuple(
            Term(part.amount.number, gettext(PART_NAMES[part.indicator.code]))
            for part in parts
        ),
        sum=Term(total, gettext("cộng lại")),
        stated=Term(stated.amount.number, gettext("tổng số bài báo ghi")),
        where=_where(stated, in_sentence(stated.place.name)),
        href=telling_href(stated),
        source=viet(source_name(stated.source)),
        sentence=stated.sentence,
    )
