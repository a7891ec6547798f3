"""Which deeds tell the page cache, through the triggers of real tables."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.conf import settings as current
from pytest_django.fixtures import Settings

from danchu.config.page_cache import CHANNEL
from danchu.config.page_cache.listening import place_of
from danchu.indicators.models import Filing
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    correct_value,
    enter_values,
    load_catalogue,
    open_filing,
    publish_filing,
    submit_filing,
)
from danchu.indicators.tests.factories import make_published
from danchu.kernel.access.caching import Topic, copying_of
from danchu.kernel.erasures.services import erase
from danchu.kernel.files.services import destroy_files
from danchu.kernel.files.tests.samples import a_pdf
from danchu.kernel.hostnames.services import give_name, take_back_name
from danchu.kernel.periods.rules import Period
from danchu.kernel.publication.services import purge
from danchu.news.rules.files import SentFile
from danchu.news.services import Said, attach_file, comment_on, show_comment
from danchu.news.tests.factories import make_published as make_article
from danchu.news.views.public import article as article_page
from danchu.news.views.public import news as news_page
from danchu.registry.services.units import add_village
from danchu.testing.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
Heard = Callable[[], set[str]]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def heard() -> Iterator[Heard]:
    place = place_of(current.DATABASES["default"])
    with psycopg.connect(**place, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        yield lambda: {one.payload for one in connection.notifies(timeout=0.3)}


def begin(cast: Cast) -> Filing:
    return open_filing(
        actor=cast.binh,
        form="PL4",
        unit=cast.hoa_thuan,
        period=Period.parse("2026H1"),
        at=NOW,
    )


def enter(cast: Cast, filing: Filing, text: str) -> None:
    entries = {"G01": Entry(text), "G02": Entry("1.612")}
    enter_values(actor=cast.binh, filing=filing, entries=entries, at=NOW)


def test_loading_the_catalogue_and_the_map_is_told(heard: Heard) -> None:
    make_cast()
    map_told = heard()
    load_catalogue()

    assert map_told == {"units"}
    assert heard() == {"catalogue"}


def test_a_new_village_is_told(heard: Heard) -> None:
    cast = make_cast()
    heard()

    add_village(
        actor=cast.binh,
        parent=cast.hoa_thuan,
        name="Thôn Mới",
        households=None,
        at=NOW,
    )

    assert heard() == {"units"}


def test_drafts_are_not_told_but_publishing_and_correcting_are(heard: Heard) -> None:
    cast = make_cast()
    load_catalogue()
    filing = begin(cast)
    heard()

    enter(cast, filing, "4")
    enter(cast, filing, "5")
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)
    accept_filing(actor=cast.giang, filing=filing, at=NOW)
    before = heard()
    publish_filing(actor=cast.giang, filing=filing, at=NOW)
    published = heard()
    correct_value(
        actor=cast.giang,
        filing=filing,
        cell="G01",
        entry=Entry("6"),
        reason="Ghi nhầm khi nhập",
        at=NOW,
    )

    assert before == set()
    assert published == {"figures"}
    assert heard() == {"figures"}


def test_an_erasure_is_told_so_that_no_copy_of_a_page_outlives_it(
    heard: Heard, settings: Settings, tmp_path: Path
) -> None:
    settings.ERASURES = tmp_path / "erasures.jsonl"
    cast = make_cast()
    load_catalogue()
    filing = make_published(cast, {"G01": "4"})
    heard()

    erase(
        kind="published",
        key=f"filing:{filing.pk}",
        ground="Yêu cầu",
        actor=cast.giang,
        post=None,
        at=NOW,
    )

    assert heard() == {"figures"}


def test_what_is_destroyed_of_the_news_is_told(
    heard: Heard, settings: Settings, tmp_path: Path
) -> None:
    settings.ERASURES = tmp_path / "erasures.jsonl"
    cast = make_cast()
    article = make_article(cast, at=NOW)
    comment = comment_on(article=article.pk, said=Said("Hoa", "Đồng ý."), at=NOW)
    show_comment(actor=cast.binh, comment=comment, at=NOW)
    file = SentFile(a_pdf(), "Phương án.pdf", "")
    attach_file(
        actor=cast.cuc, article=article, sent=file, correction="Thêm tệp.", at=NOW
    )
    heard()

    erase(
        kind="comment",
        key=str(comment.pk),
        ground="Yêu cầu",
        actor=cast.cuc,
        post=None,
        at=NOW,
    )
    erased = heard()
    destroy_files(dossier=article.dossier)
    without_files = heard()
    purge(item=f"article:{article.pk}", ground="Luật", actor=None, at=NOW)

    assert [erased, without_files] == [{"news"}] * 2
    assert heard() == {"news", "figures"}
    for view in (article_page, news_page):
        said = copying_of(view)
        assert said is not None
        assert Topic.NEWS in said.touches


def test_a_name_given_and_taken_back_is_told(heard: Heard) -> None:
    cast = make_cast()
    heard()

    name = give_name(
        actor=cast.lan, unit=cast.hoa_thuan, name="danchu.hoathuan.example", at=NOW
    )
    given = heard()
    take_back_name(actor=cast.lan, name=name.pk, at=NOW)

    assert given == {"hosts"}
    assert heard() == {"hosts"}
