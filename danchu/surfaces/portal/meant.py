"""What a search means by a place: in the filter, or at either end of what is sought.

“đối thoại Việt Lập” means the figures about “đối thoại” of a place called Việt Lập.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.queries import IndicatorFact, figure_catalogue
from danchu.kernel.errors import RuleBroken
from danchu.kernel.search.queries import Hit, asked, find
from danchu.kernel.units.finding import Hit as UnitHit
from danchu.kernel.units.finding import search_units
from danchu.kernel.units.queries import unit_by_number
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals
from danchu.ui.languages import here, is_english, plain, say, viet

LONGEST_NAME, MOST_WORDS, MOST_FIGURES, MOST_OTHERS = 4, 10, 5, 3


@dataclass(frozen=True)
class Place:
    """A place that may be meant."""

    pk: int
    name: str
    ended: date | None = None

    @property
    def told_apart(self) -> str:
        """Its name, and its last day if that has been."""
        if self.ended is None:
            return self.name
        return plain(
            say("{name} (đến {day})", name=self.name, day=numerals.day(self.ended))
        )


@dataclass(frozen=True)
class FigureOf:
    """A figure of a place, live, on the page of its indicator."""

    title: str
    page: str
    group: str


def place_meant(where: str, within: str) -> tuple[Place | None, tuple[Place, ...]]:
    """Return the place that a filter names, and others that it may mean.

    `within` is the number of a place chosen before; another name typed since goes
    before it. Refuses with ``portal.unknown_place`` and ``units.not_found``.
    """
    if within:
        chosen = _chosen(within)
        if where in {"", chosen.name}:
            return chosen, ()
    if not where:
        return None, ()
    meant = [_place(hit) for hit in search_units(where, limit=MOST_OTHERS + 1)]
    if not meant:
        raise RuleBroken("portal.unknown_place", text=where[:60])
    return meant[0], tuple(meant[1:])


def _chosen(text: str) -> Place:
    unit = unit_by_number(text)
    return Place(unit.pk, unit.name, unit.valid_to)


def _place(hit: UnitHit) -> Place:
    return Place(hit.unit.pk, hit.name, hit.unit.valid_to)


def figures_meant(text: str) -> tuple[FigureOf, ...]:
    """Return the figures that a text means which ends or begins with a whole name."""
    for topic, name in _splits(text):
        hits = [hit for hit in search_units(name, limit=1) if hit.is_whole]
        if not hits:
            continue
        indicators = find(asked(topic, kind="indicator"), limit=MOST_FIGURES).hits
        if indicators:
            facts, place = english_facts(indicators), _place(hits[0])
            return tuple(_figure(one, facts.get(one.item), place) for one in indicators)
    return ()


def english_facts(hits: Sequence[Hit]) -> dict[str, IndicatorFact]:
    """Return item to indicator for those found, on a page that names them in English.

    The index is in Vietnamese.
    """
    if not is_english() or not any(hit.kind == "indicator" for hit in hits):
        return {}
    return {f"indicator:{fact.code}": fact for fact in figure_catalogue()}


def about(fact: IndicatorFact) -> SafeString:
    """Say what an indicator belongs to and how it is counted."""
    return say(
        "{group}. Đơn vị tính: {unit}.",
        group=gettext(fact.group),
        unit=gettext(fact.unit_of_measure),
    )


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Give what is sought and the name, the longest names first.

    >>> list(_splits("đối thoại Tân Yên"))[1:3]
    [('Yên', 'đối thoại Tân'), ('đối thoại', 'Tân Yên')]
    """
    words = text.split()[: MOST_WORDS + 1]
    if len(words) > MOST_WORDS:
        return
    for length in range(min(LONGEST_NAME, len(words) - 1), 0, -1):
        yield " ".join(words[:-length]), " ".join(words[-length:])
        yield " ".join(words[length:]), " ".join(words[:length])


def _figure(indicator: Hit, fact: IndicatorFact | None, place: Place) -> FigureOf:
    title = fact.called if fact else viet(indicator.title)
    return FigureOf(
        title=format_html("{}: {}", title, viet(in_sentence(place.told_apart))),
        page=f"{here(indicator.page)}?don-vi={place.pk}",
        group=about(fact) if fact else viet(indicator.summary),
    )
