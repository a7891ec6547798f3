"""The home page and search: the nation, a few real figures, units by any name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from danchu.indicators.queries.localities import Telling, tellings_of
from danchu.kernel.motto import Part
from danchu.kernel.units.finding import Hit, search_units
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
from danchu.surfaces.wording import amount_text, in_sentence, listed, unit_of
from danchu.ui import numerals

MOST_RESULTS, MOST_HEIRS = 30, 3


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
        where=f"{one.place.name}, {one.label}",
        href=telling_href(one),
    )


def telling_href(one: Telling) -> str:
    """Return where a source's figure is shown: an ended place opens on its last map."""
    return reverse("portal:locality", args=[one.place.pk]) + "#bao-chi"


def _clash(told: dict[str, Telling]) -> Clash | None:
    if not {CLASH_WHOLE, *CLASH_PARTS} <= told.keys():
        return None
    stated, parts = told[CLASH_WHOLE], [told[code] for code in CLASH_PARTS]
    total = sum(part.amount.number for part in parts)
    if total == stated.amount.number:
        return None
    return Clash(
        terms=tuple(
            Term(part.amount.number, PART_NAMES[part.indicator.code]) for part in parts
        ),
        sum=Term(total, "cộng lại"),
        stated=Term(stated.amount.number, "tổng số bài báo ghi"),
        where=f"{in_sentence(stated.place.name)}, {stated.label}",
        href=telling_href(stated),
        source=source_name(stated.source),
        sentence=stated.sentence,
    )


@dataclass(frozen=True)
class Result:
    """One unit found, as the list of results shows it."""

    href: str
    title: str
    detail: str
    note: str
    state: str
    word: str


def results_for(text: str) -> Sequence[Result]:
    """Return the units a person may mean, on any map, best first.

    What became of a unit that has ended follows it, unless it was found itself.
    """
    hits = search_units(text, limit=MOST_RESULTS)
    shown = {hit.unit.pk for hit in hits}
    results = []
    for hit in hits:
        results.append(_result(hit))
        for heir in hit.heirs[:MOST_HEIRS]:
            if heir.pk not in shown:
                shown.add(heir.pk)
                results.append(_heir(heir.pk, heir.name, hit.name))
    return results


def _heir(pk: int, name: str, before: str) -> Result:
    return Result(
        href=reverse("portal:locality", args=[pk]),
        title=name,
        detail=f"Đơn vị hiện nay của {in_sentence(before)}",
        note="",
        state="",
        word="",
    )


def _result(hit: Hit) -> Result:
    unit = hit.unit
    heirs = listed([in_sentence(heir.name) for heir in hit.heirs], most=4)
    where = ", ".join(part for part in (hit.parent_name, f"mã {hit.code}") if part)
    return Result(
        href=reverse("portal:locality", args=[unit.pk]),
        title=hit.name,
        detail=where if hit.code else hit.parent_name,
        note=f"Nay thuộc {heirs}" if heirs else "",
        state="not_arising" if unit.valid_to else "",
        word=f"đến {numerals.day(unit.valid_to)}" if unit.valid_to else "",
    )
