"""What changed, as Atom: in a locality, in the nation, and in the ledger itself."""

from datetime import date, datetime
from functools import partial
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from danchu.indicators.queries.published import PublishedNews, lately_published
from danchu.kernel.ledger.keys import authority
from danchu.kernel.ledger.queries import daily_checkpoints, note_of
from danchu.kernel.units.queries import country, unit_by_id
from danchu.news.public.telling import Told, lately_told
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals
from danchu.ui.languages import plain

TYPE = "application/atom+xml; charset=utf-8"
_DAYS, MOST_ENTRIES = 60, 50
_TAGGED_SINCE = 2026


FIGURES, ARTICLES = "so-lieu", "tin-bai"
_TITLES = {"": "Công bố mới", FIGURES: "Số liệu mới", ARTICLES: "Tin, bài mới"}
"""What `?loai=` may be, and what the feed is then called."""


def locality_feed(pk: int | None, kind: str, *, site: str, on: date) -> str:
    """Return the Atom feed of a locality and all below it; of the nation if None.

    `kind` is `FIGURES`, `ARTICLES`, or both where it is neither. `site` is the address
    of this server. An entry is one published item: its id stays, its time moves when it
    is corrected or withdrawn.
    """
    unit = country() if pk is None else unit_by_id(pk)
    path = reverse("portal:feed") if pk is None else _address("locality_feed", pk)
    wanted = kind if kind in _TITLES else ""
    feed = _feed(
        f"{_TITLES[wanted]}: {in_sentence(unit.name)}",
        site + _address("locality", unit.pk),
        site + path + (f"?loai={wanted}" if wanted else ""),
        f"unit:{unit.pk}" + (f":{wanted}" if wanted else ""),
    )
    figures = [] if wanted == ARTICLES else lately_published(unit, on)
    articles = [] if wanted == FIGURES else lately_told(unit, on)
    entries = [
        *((news.at, partial(_add, feed, news, site)) for news in figures),
        *(
            (a.edition.changed_at, partial(_add_article, feed, a, site))
            for a in articles
        ),
    ]
    for _, add in sorted(entries, key=itemgetter(0), reverse=True)[:MOST_ENTRIES]:
        add()
    return str(feed.writeString("utf-8"))


def ledger_feed(*, site: str) -> str:
    """Return the last checkpoint of each day: keep them, and the past stays as it is.

    Each entry is the signed note itself; see docs/threats.md.
    """
    proofs = site + reverse("portal:proofs")
    feed = _feed(
        "Bản chốt sổ công bố hằng ngày",
        proofs,
        site + _path("ledger_feed"),
        "checkpoints",
    )
    for one in daily_checkpoints(_DAYS):
        size = numerals.number(one.size)
        feed.add_item(
            title=f"{numerals.day(one.at)}: {size} dòng",
            link=proofs,
            description=note_of(one),
            unique_id=_tag(f"checkpoint:{one.size}"),
            pubdate=one.at,
            updateddate=one.at,
            author_name="Sổ công bố",
        )
    return str(feed.writeString("utf-8"))


class _Plain(Atom1Feed):
    """Summaries are words and signed notes, not HTML."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write one entry."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


def _feed(title: str, link: str, own: str, ident: str) -> Atom1Feed:
    return _Plain(
        title=title, link=link, feed_url=own, description=None, language="vi",
        feed_guid=_tag(ident), author_name="Dân Chủ",
    )  # fmt: skip


def _add(feed: Atom1Feed, news: PublishedNews, site: str) -> None:
    filing, at = news.filing, news.at
    place = site + _address("locality", news.place.pk)
    proof = f"{site}{reverse('portal:proofs')}?muc={quote(filing.item)}"
    feed.add_item(
        title=f"{_deed(news)} {filing.form}, {filing.period.label}: {news.place.name}",
        link=f"{place}?ky={quote(filing.period.code)}",
        description=f"{_told(news, at)} Kiểm chứng: {proof}",
        unique_id=_tag(filing.item),
        pubdate=filing.at,
        updateddate=at,
        author_name=news.place.name,
        categories=[filing.form, filing.period.code],
    )


def _add_article(feed: Atom1Feed, told: Told, site: str) -> None:
    card, edition = told.card, told.edition
    feed.add_item(
        title=f"{_article_deed(told)}{card.title}",
        link=site + reverse("news:article", args=[card.pk, card.slug]),
        description=_article_told(told),
        unique_id=_tag(edition.item),
        pubdate=card.at,
        updateddate=edition.changed_at,
        author_name=card.place,
        categories=[card.kind, card.category],
    )


def _article_deed(told: Told) -> str:
    if told.edition.withdrawn:
        return "Đã rút: "
    return "Đính chính: " if told.correction else ""


def _article_told(told: Told) -> str:
    if told.edition.withdrawn:
        when = numerals.moment(told.edition.withdrawn.at)
        return f"Rút lúc {when}. Lý do: {told.edition.withdrawn.reason}"
    if told.correction:
        return f"Đính chính: {told.correction} {told.card.summary}"
    return told.card.summary


def _tag(ident: str) -> str:
    """Return the lasting id of a feed or an entry (RFC 4151), whatever host is asked.

    The authority is the name that the ledger's key was given once.
    """
    return f"tag:{authority()},{_TAGGED_SINCE}:{quote(ident, safe=':')}"


def _deed(news: PublishedNews) -> str:
    if news.filing.withdrawn:
        return "Rút"
    return "Đính chính" if news.filing.version > 1 else "Công bố"


def _told(news: PublishedNews, at: datetime) -> str:
    filing, when = news.filing, numerals.moment(at)
    if filing.withdrawn:
        return f"{filing.name}. Rút lúc {when}. Lý do: {filing.withdrawn.reason}"
    version = numerals.number(filing.version)
    said = f"{filing.name}. Bản {version}, công bố lúc {when}."
    if filing.correction:
        said += f" {plain(filing.correction.in_words)}"
    return said if said.endswith(".") else f"{said}."


def _address(name: str, pk: int) -> str:
    return reverse(f"portal:{name}", args=[pk])


def _path(name: str) -> str:
    return reverse(f"portal:{name}")
