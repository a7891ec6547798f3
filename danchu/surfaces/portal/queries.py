"""The home page: the motto with live figures, what is new, the nation as points."""

from dataclasses import dataclass
from datetime import date

from danchu.indicators.queries.headlines import headlines, points
from danchu.indicators.queries.published import lately_published
from danchu.kernel.units.queries import country
from danchu.kernel.units.rules import UnitKind
from danchu.news.public.lately import lately_changed
from danchu.registry.queries.units import Province, overview
from danchu.surfaces.portal.lately import Publication, latest_publications
from danchu.surfaces.portal.press import Press, press
from danchu.surfaces.portal.words import (
    ShownWord,
    choices,
    has_illustrations,
    shown_words,
)

MOST_NEWS = 6
Point = tuple[float, float]


@dataclass(frozen=True)
class Home:
    """Everything the home page tells."""

    provinces: tuple[Province, ...]
    province_count: int
    commune_count: int
    points: tuple[Point, ...]
    lit: tuple[Point, ...]
    words: tuple[ShownWord, ...]
    news: tuple[Publication, ...]
    press: Press

    @property
    def has_illustrations(self) -> bool:
        """Whether a live figure holds numbers made for show."""
        return has_illustrations(self.words)

    @property
    def has_figures(self) -> bool:
        """Whether a word has a live figure."""
        return any(word.figure for word in self.words)


def home_page(today: date) -> Home:
    """Return the home page on today's map."""
    shown = overview(None, today)
    nation = country()
    drawn = points(nation, today)
    told = headlines(choices(), nation=nation, on=today)
    return Home(
        provinces=shown.provinces,
        province_count=shown.counts.get(UnitKind.PROVINCE, 0),
        commune_count=shown.counts.get(UnitKind.COMMUNE, 0),
        points=drawn.every,
        lit=drawn.lit,
        words=shown_words(told, nation.pk),
        news=tuple(
            latest_publications(
                lately_published(nation, today, most=MOST_NEWS),
                lately_changed(nation, today, most=MOST_NEWS),
                most=MOST_NEWS,
            )
        ),
        press=press(),
    )
