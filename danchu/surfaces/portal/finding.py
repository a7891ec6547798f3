"""The page of search: places by any name, and everything else that is public."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.queries import IndicatorFact
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.kernel.search.kinds import kinds
from danchu.kernel.search.queries import (
    DEEPEST,
    NOTHING,
    Found,
    Hit,
    asked,
    find,
    suggest,
    years,
)
from danchu.kernel.units import finding
from danchu.kernel.units.queries import standing_in
from danchu.kernel.units.rules import LONGEST_SEARCH
from danchu.surfaces.portal.findable import AND_MORE
from danchu.surfaces.portal.meant import (
    Place,
    about,
    english_facts,
    figures_meant,
    place_meant,
)
from danchu.surfaces.wording import in_sentence, listed
from danchu.ui import numerals
from danchu.ui.languages import here, is_english, plain, say, viet

PLACES = "dia-phuong"
MOST_PLACES, MOST_PLACES_BESIDE, MOST_HEIRS, PER_PAGE = 200, 5, 3, 20
MOST_SUGGESTED = 8
_MORE = re.compile(AND_MORE.format(shown="(.+)", rest=r"(\d+)"))


@dataclass(frozen=True)
class Sought:
    """What an address asks for, as it was typed."""

    text: str
    kind: str = ""
    where: str = ""
    within: str = ""
    year: str = ""
    page: str = ""


@dataclass(frozen=True)
class Result:
    """One thing found, as the list of results shows it."""

    href: str
    title: str
    detail: str
    note: str = ""
    state: str = ""
    word: str = ""


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class SearchPage:
    """Everything the page of search shows."""

    query: str
    kind: str = ""
    where: str = ""
    place: Place | None = None
    others: tuple[Place, ...] = ()
    kinds: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    places: tuple[Result, ...] = ()
    place_count: int = 0
    figures: tuple[Result, ...] = ()
    results: tuple[Result, ...] = ()
    found: Found = NOTHING
    pages: Page[int] | None = None
    near: tuple[str, ...] = ()
    """Names that differ from what was typed by one letter, where nothing was found."""
    refusal: Explanation | None = None

    @property
    def has_nothing(self) -> bool:
        """Whether something was sought and nothing found."""
        return bool(self.query) and not (self.places or self.figures or self.results)

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set."""
        years = any(one.is_chosen and one.value for one in self.years)
        return bool(self.kind or self.place or years)


def search_page(sought: Sought) -> SearchPage:
    """Return the page; what cannot be sought is explained on it."""
    try:
        page = _searched(sought)
    except RuleBroken as broken:
        return SearchPage(query=sought.text[:100], refusal=explain(broken))
    if not page.has_nothing:
        return page
    return replace(page, near=tuple(finding.names_near(sought.text)))


def _searched(sought: Sought) -> SearchPage:
    place, others = place_meant(sought.where, sought.within)
    year = _year(sought.year)
    kind = "" if sought.kind == PLACES else sought.kind
    question = asked(
        sought.text, place=place.pk if place else None, kind=kind, year=year
    )
    number = _page_number(sought.page)
    found = NOTHING
    if sought.kind != PLACES:
        found = find(question, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    units: Sequence[Result] = ()
    if sought.kind in {"", PLACES} and year is None:
        units = places_named(sought.text, within=place)
    is_first = place is None and year is None and number == 1
    figures = figures_meant(sought.text) if is_first and not sought.kind else ()
    is_beside = sought.kind != PLACES
    shown = [] if is_beside and number > 1 else units
    return SearchPage(
        query=sought.text,
        kind=sought.kind,
        where=sought.where,
        place=place,
        others=others,
        kinds=_kinds(sought.kind),
        years=_years(year),
        places=tuple(shown[:MOST_PLACES_BESIDE] if is_beside else shown),
        place_count=len(units),
        figures=tuple(Result(one.page, one.title, one.group) for one in figures),
        results=_entries(found.hits),
        found=found,
        pages=Paginator(range(min(found.total, DEEPEST)), PER_PAGE).get_page(number),
    )


def _year(text: str) -> int | None:
    is_year = text.isascii() and text.isdigit() and len(text) == len("2026")
    if text and not is_year:
        raise RuleBroken("portal.unknown_year", text=text[:20])
    return int(text) if text else None


def _page_number(text: str) -> int:
    """Return the page asked for, 1 if that is no number; the last one is `DEEPEST`."""
    last = DEEPEST // PER_PAGE
    is_number = text.isascii() and text.isdigit() and len(text) < len("10000")
    return min(max(int(text), 1), last) if is_number else 1


def _kinds(chosen: str) -> tuple[Choice, ...]:
    known = [("", gettext("Tất cả")), (PLACES, gettext("Địa phương"))]
    known += [(kind.name, gettext(kind.label)) for kind in kinds()]
    return tuple(Choice(name, label, name == chosen) for name, label in known)


def _years(chosen: int | None) -> tuple[Choice, ...]:
    known = [Choice(str(year), str(year), year == chosen) for year in years()]
    return (Choice("", gettext("Mọi năm"), chosen is None), *known) if known else ()


def _entries(hits: Sequence[Hit]) -> tuple[Result, ...]:
    facts = english_facts(hits)
    return tuple(_entry(hit, facts.get(hit.item)) for hit in hits)


def _entry(hit: Hit, fact: IndicatorFact | None) -> Result:
    day = f", {numerals.day(hit.day)}" if hit.day else ""
    return Result(
        href=here(hit.page),
        title=fact.called if fact else viet(hit.title),
        detail=f"{gettext(hit.kind_label)}{day}",
        note=about(fact) if fact else summary_told(hit.summary),
    )


def summary_told(text: str) -> SafeString:
    """Say in Vietnamese what the index tells, and how much it leaves out in ours."""
    more = _MORE.fullmatch(text) if is_english() else None
    if more is None:
        return viet(text)
    return say(AND_MORE, shown=viet(more[1]), rest=more[2])


def places_named(text: str, *, within: Place | None = None) -> list[Result]:
    """Return the units a person may mean, on any map, best first.

    What became of a unit that has ended follows it, unless it was found itself. Of a
    text that is too long to be a name there are none.
    """
    if len(text) > LONGEST_SEARCH:
        return []
    hits = finding.search_units(text, limit=MOST_PLACES)
    if within is not None:
        inside = standing_in(within.pk, [hit.unit.pk for hit in hits])
        hits = [hit for hit in hits if hit.unit.pk in inside]
    shown = {hit.unit.pk for hit in hits}
    results = []
    for hit in hits:
        results.append(_named(hit))
        for heir in hit.heirs[:MOST_HEIRS]:
            if heir.pk not in shown:
                shown.add(heir.pk)
                results.append(_heir(heir.pk, heir.name, hit.name))
    return results


def _heir(pk: int, name: str, before: str) -> Result:
    return Result(
        href=reverse("portal:locality", args=[pk]),
        title=viet(name),
        detail=say("Đơn vị hiện nay của {before}", before=viet(in_sentence(before))),
    )


def _named(hit: finding.Hit) -> Result:
    unit = hit.unit
    heirs = listed([in_sentence(heir.name) for heir in hit.heirs], most=4)
    parent = viet(hit.parent_name)
    code = say("mã {code}", code=hit.code)
    where = format_html_join(", ", "{}", ((one,) for one in (parent, code) if one))
    return Result(
        href=reverse("portal:locality", args=[unit.pk]),
        title=viet(hit.name),
        detail=where if hit.code else parent,
        note=say("Nay thuộc {heirs}", heirs=heirs) if heirs else "",
        state="not_arising" if unit.valid_to else "",
        word=say("đến {day}", day=numerals.day(unit.valid_to)) if unit.valid_to else "",
    )


def suggested(text: str, *, within: str = "") -> list[dict[str, str]]:
    """Return what a person who is still typing may mean: places first.

    `within` is the number of a place, to which all of it then belongs.
    """
    place, _ = place_meant("", within)
    question = asked(text, place=place.pk if place else None)
    places = places_named(text, within=place)[:MOST_PLACES_BESIDE]
    entries = suggest(question, limit=MOST_SUGGESTED - len(places))
    shown = [*places, *_entries(entries)]
    return [
        {"title": plain(one.title), "detail": plain(one.detail), "href": one.href}
        for one in shown
    ]
