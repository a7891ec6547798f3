"""What became of articles last: published, put right, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from danchu.kernel.publication.queries import Withdrawn, latest_editions
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import units_inside
from danchu.news.models import Article
from danchu.news.public.faces import ARTICLE
from danchu.news.public.pages import Card, card_of
from danchu.news.rules.articles import SEEN


@dataclass(frozen=True)
class Changed:
    """An article, which edition of it stands, and when that came about."""

    card: Card
    item: str
    version: int
    at: datetime
    withdrawn: Withdrawn | None


def lately_changed(place: Unit, on: date, *, most: int) -> list[Changed]:
    """Return what changed last of the articles of a place and all below it."""
    inside = units_inside(place, on)
    editions = latest_editions(inside, kind=ARTICLE.name, most=most)
    rows = Article.objects.filter(status__in=SEEN).select_related("unit")
    articles = rows.in_bulk([one.dossier for one in editions])
    return [
        Changed(
            card=card_of(articles[one.dossier]),
            item=one.item,
            version=one.version,
            at=one.changed_at,
            withdrawn=one.withdrawn,
        )
        for one in editions
        if one.dossier in articles
    ]
