"""Articles where the portal shows them: feeds, sitemap, their place, their proof."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from danchu.indicators.tests.factories import NOW as BEFORE
from danchu.indicators.tests.factories import make_published as publish_figures
from danchu.kernel.files.tests.samples import a_pdf
from danchu.kernel.publication.services import purge
from danchu.news.rules.files import SentFile
from danchu.news.services import attach_file, withdraw_article
from danchu.news.tests.factories import (
    BODY,
    SUMMARY,
    TITLE,
    make_draft,
    make_published,
)
from danchu.surfaces.portal.tests.test_views_feeds import read, titles
from danchu.testing.cast import Cast

NOW = BEFORE + timedelta(hours=1)
LATER = NOW + timedelta(hours=1)
WHY = "Đăng nhầm bản nháp."
NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NEWS_KEY = tmp_path / "news.key"


def with_file(cast: Cast) -> Any:
    article = make_published(cast, at=NOW)
    return attach_file(
        actor=cast.cuc,
        article=article,
        sent=SentFile(a_pdf(), "Phương án.pdf", ""),
        correction="Thêm phương án.",
        at=NOW,
    )


def text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_articles_and_figures_stand_in_one_feed_and_in_two(
    client: Client, cast: Cast
) -> None:
    publish_figures(cast, NUMBERS)
    make_published(cast, at=NOW)
    make_draft(cast, at=NOW, title="Bản nháp")
    place = f"/dia-phuong/{cast.hoa_thuan.pk}/nguon-tin.xml"

    both = titles(client)
    articles = read(client, f"{place}?loai=tin-bai")

    assert both[0] == TITLE
    assert both[1].startswith("Công bố PL4")
    assert len(both) == 2
    assert [one.title for one in articles.entries] == [TITLE]
    assert articles.entries[0].summary == SUMMARY
    assert articles.entries[0].author == "Xã Hòa Thuận"
    assert articles.feed.title == "Tin, bài mới: xã Hòa Thuận"
    assert titles(client, f"{place}?loai=so-lieu") == both[1:]
    assert titles(client, f"{place}?loai=x") == both
    elsewhere = f"/dia-phuong/{cast.tan_lap.pk}/nguon-tin.xml"
    assert titles(client, elsewhere) == []


def test_correction_and_withdrawal_move_the_entry_of_an_article(
    client: Client, cast: Cast
) -> None:
    article = with_file(cast)
    corrected = read(client, "/nguon-tin.xml").entries[0]

    withdraw_article(actor=cast.cuc, article=article, reason=WHY, at=LATER)
    withdrawn = read(client, "/nguon-tin.xml").entries[0]

    assert corrected.title == f"Đính chính: {TITLE}"
    assert corrected.summary.startswith("Đính chính: Thêm phương án.")
    assert withdrawn.title == f"Đã rút: {TITLE}"
    assert withdrawn.summary.endswith(f"Lý do: {WHY}")
    assert SUMMARY not in withdrawn.summary
    assert withdrawn.id == corrected.id
    assert withdrawn.updated > corrected.updated


def test_what_was_erased_is_in_no_feed(client: Client, cast: Cast) -> None:
    article = make_published(cast, at=NOW)

    purge(item=f"article:{article.pk}", ground="x", actor=None, at=LATER)

    assert titles(client) == []


def test_the_sitemap_names_articles_that_stand(cast: Cast) -> None:
    stands, gone = make_published(cast, at=NOW), make_published(cast, at=NOW)
    make_draft(cast, at=NOW)
    withdraw_article(actor=cast.cuc, article=gone, reason=WHY, at=LATER)

    found = re.findall(r"<loc>(.*?)</loc>", text("/sitemap-tin-bai.xml"))

    assert found == [f"http://testserver/tin-tuc/{stands.pk}-{stands.slug}/"]
    assert "<lastmod>2026-07-" in text("/sitemap-tin-bai.xml")


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_place_shows_its_three_newest_articles(cast: Cast, count: int) -> None:
    for number in range(count):
        make_published(cast, at=NOW, title=f"Bài {number}")

    page = text(f"/dia-phuong/{cast.hoa_thuan.pk}/")

    shown = re.findall(r">(Bài \d)</a>", page)
    assert shown == [f"Bài {number}" for number in range(count - 1, -1, -1)][:3]
    assert ("Tin của địa phương" in page) == bool(count)


def test_the_proof_of_an_article_shows_its_words_and_files(cast: Cast) -> None:
    article = with_file(cast)

    page = text(f"/kiem-chung/?muc=article:{article.pk}")

    assert "Khớp. Nội dung này chưa bị sửa." in page
    assert TITLE in page
    assert "<strong>một phiếu</strong>" in page
    assert BODY not in page
    assert "Xã Hòa Thuận" in page
    assert "Thêm phương án." in page
    assert re.search(r'<span class="mono">[0-9a-f]{64}</span>', page)


def test_the_proof_of_a_withdrawn_article_shows_why_and_no_word_of_it(
    cast: Cast,
) -> None:
    article = with_file(cast)
    withdraw_article(actor=cast.cuc, article=article, reason=WHY, at=LATER)

    page = text(f"/kiem-chung/?muc=article:{article.pk}")

    assert "Đã rút công bố, có ghi sổ." in page
    assert WHY in page
    assert "một phiếu" not in page
