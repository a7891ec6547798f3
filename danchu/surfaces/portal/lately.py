"""What was published, put right or withdrawn last: figures and news in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from danchu.indicators.queries.published import PublishedNews
from danchu.kernel.periods.wording import period_text
from danchu.news.public.lately import Changed
from danchu.ui.languages import ENGLISH, VIETNAMESE, is_english

FIGURES = "Số liệu"
PUBLISHED, CORRECTED, WITHDRAWN = "Công bố", "Đính chính", "Rút công bố"


@dataclass(frozen=True)
class Publication:
    """One thing that happened to something published."""

    kind: str
    deed: str
    title: str
    href: str
    place: str
    at: datetime
    reason: str
    proof: str
    language: str = "vi"
    correction: str = ""


def latest_publications(
    figures_told: Sequence[PublishedNews], news_told: Sequence[Changed], *, most: int
) -> list[Publication]:
    """Return what happened last of figures and news, latest first.

    Half the list is each kind's as far as it has so many: on the day when a whole
    province publishes its figures the news stay in sight.
    """
    figures = [_figures(one) for one in figures_told]
    news = [_news(one) for one in news_told]
    half = most // 2
    rest = _latest([*figures[half:], *news[half:]])
    kept = [*figures[:half], *news[:half]]
    return _latest([*kept, *rest[: most - len(kept)]])


def _latest(found: Sequence[Publication]) -> list[Publication]:
    return sorted(found, key=lambda one: one.at, reverse=True)


def deed_of(version: int, *, is_withdrawn: bool) -> str:
    """Name what was done to an item.

    >>> deed_of(1, is_withdrawn=False), deed_of(2, is_withdrawn=True)
    ('Công bố', 'Rút công bố')
    """
    if is_withdrawn:
        return WITHDRAWN
    return CORRECTED if version > 1 else PUBLISHED


def proof_href(item: str) -> str:
    """Return where an item is verified."""
    return f"{reverse('portal:proofs')}?{urlencode({'muc': item})}"


def _figures(one: PublishedNews) -> Publication:
    filing, address = one.filing, reverse("portal:locality", args=[one.place.pk])
    return Publication(
        kind=FIGURES,
        deed=deed_of(filing.version, is_withdrawn=filing.withdrawn is not None),
        title=format_html(
            "{}, {}", gettext(filing.name), period_text(filing.period.label)
        ),
        href=f"{address}?{urlencode({'ky': filing.period.code})}",
        place=one.place.name,
        at=one.at,
        reason=filing.withdrawn.reason if filing.withdrawn else "",
        proof=proof_href(filing.item),
        language=ENGLISH if is_english() else VIETNAMESE,
        correction=filing.correction.in_words if filing.correction else "",
    )


def _news(one: Changed) -> Publication:
    card = one.card
    return Publication(
        kind=card.category,
        deed=deed_of(one.version, is_withdrawn=one.withdrawn is not None),
        title=card.title,
        href=reverse("news:article", args=[card.pk, card.slug]),
        place=card.place,
        at=one.at,
        reason=one.withdrawn.reason if one.withdrawn else "",
        proof=proof_href(one.item),
        language=card.language,
    )
