"""What changed, as Atom: in a locality, in the nation, and in the ledger itself."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from danchu.indicators.queries.published import PublishedNews, lately_published
from danchu.kernel.ledger.keys import authority
from danchu.kernel.ledger.queries import daily_checkpoints, note_of
from danchu.kernel.units.queries import country, unit_by_id
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals

TYPE = "application/atom+xml; charset=utf-8"
_DAYS = 60
_TAGGED_SINCE = 2026


def locality_feed(pk: int | None, *, site: str, on: date) -> str:
    """Return the Atom feed of a locality and all below it; of the nation if None.

    `site` is the address of this server. An entry is one published item: its id stays,
    its time moves when it is corrected or withdrawn.
    """
    unit = country() if pk is None else unit_by_id(pk)
    path = reverse("portal:feed") if pk is None else _address("locality_feed", pk)
    feed = _feed(
        f"Công bố mới: {in_sentence(unit.name)}",
        site + _address("locality", unit.pk),
        site + path,
        f"unit:{unit.pk}",
    )
    for news in lately_published(unit, on):
        _add(feed, news, site)
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
    return f"{filing.name}. Bản {version}, công bố lúc {when}."


def _address(name: str, pk: int) -> str:
    return reverse(f"portal:{name}", args=[pk])


def _path(name: str) -> str:
    return reverse(f"portal:{name}")
