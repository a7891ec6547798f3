"""Articles, made the way the product makes them."""

from datetime import UTC, datetime
from typing import Any

from danchu.news.models import Article
from danchu.news.rules.articles import Writing
from danchu.news.services import publish_article, submit_article, write_article
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 3, 2, 0, tzinfo=UTC)
TITLE = "Xã lấy ý kiến về đường thôn Đồng Cờ"
SUMMARY = "Từ ngày 05 đến ngày 20/7, mỗi hộ được phát một phiếu."
BODY = "## Cách lấy ý kiến\n\nMỗi hộ **một phiếu**, trả tại nhà văn hóa thôn."


def writing(**said: Any) -> Writing:
    """Say what an article says; `said` changes parts of it."""
    told: dict[str, Any] = {
        "kind": "news",
        "category": "discuss",
        "language": "vi",
        "title": TITLE,
        "summary": SUMMARY,
        "body": BODY,
    }
    return Writing(**(told | said))


def make_draft(cast: Cast, *, at: datetime = NOW, **said: Any) -> Article:
    """Have the clerk of Hòa Thuận write."""
    return write_article(
        actor=cast.binh, unit=cast.hoa_thuan, writing=writing(**said), at=at
    )


def make_submitted(cast: Cast, *, at: datetime = NOW, **said: Any) -> Article:
    """Have the clerk hand it up."""
    draft = make_draft(cast, at=at, **said)
    return submit_article(actor=cast.binh, article=draft, at=at)


def make_published(cast: Cast, *, at: datetime = NOW, **said: Any) -> Article:
    """Have the head publish it."""
    submitted = make_submitted(cast, at=at, **said)
    return publish_article(actor=cast.cuc, article=submitted, at=at)
