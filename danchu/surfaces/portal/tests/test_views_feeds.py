"""Feeds and sitemaps: what programs that follow the portal are told."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]  # -- ships no types
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import correct_values, withdraw_filing
from danchu.indicators.tests.factories import NOW, make_accepted, make_published
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.publication.services import purge
from danchu.testing.cast import Cast
from tests.invariants.atom import faults_of

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:[a-z0-9.-]+,2026:(unit|filing|checkpoints?)(:[A-Za-z0-9:.]+)?")
NATION, LEDGER = "/nguon-tin.xml", "/so-cai/nguon-tin.xml"


def read(client: Client, address: str) -> Any:
    """Read a feed as its followers do, and hold it to RFC 4287."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert faults_of(answer.content) == []
    root = ET.fromstring(answer.content)  # noqa: S314 -- what we wrote ourselves
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    ids = [one.id for one in found.entries]
    assert len(ids) == len(set(ids))
    return found


def titles(client: Client, address: str = NATION) -> list[str]:
    return [one.title for one in read(client, address).entries]


def test_who_has_seen_it_all_is_told_so(client: Client, cast: Cast) -> None:
    make_published(cast, NUMBERS)
    tag = client.get(NATION)["ETag"]

    assert client.get(NATION, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "address",
    [NATION, LEDGER, "/sitemap.xml", "/sitemap-trang.xml", "/tim/goi-y/?q=hoa"],
)
def test_strangers_caches_ask_again_and_nobody_elses_keep(
    cast: Cast, client: Client, address: str
) -> None:
    answer = client.get(address)
    client.force_login(cast.binh)
    signed_in = client.get(address)

    assert answer["Cache-Control"] == "no-cache"
    assert answer["Vary"] == "Accept-Encoding, Cookie"
    assert "no-store" in signed_in["Cache-Control"]


def test_an_empty_feed_is_a_feed(client: Client, cast: Cast) -> None:
    make_accepted(cast, NUMBERS)

    assert titles(client) == []
    assert titles(client, f"/dia-phuong/{cast.hoa_thuan.pk}/nguon-tin.xml") == []


def test_a_publication_shows_where_it_stands_and_above(
    client: Client, cast: Cast
) -> None:
    make_published(cast, NUMBERS)

    for place in (cast.hoa_thuan, cast.an_binh, cast.nation):
        found = read(client, f"/dia-phuong/{place.pk}/nguon-tin.xml")
        (entry,) = found.entries
        assert entry.title.startswith("Công bố PL4")
        assert entry.title.endswith("Xã Hòa Thuận")
        assert f"/dia-phuong/{cast.hoa_thuan.pk}/" in entry.link
    assert titles(client, f"/dia-phuong/{cast.tan_lap.pk}/nguon-tin.xml") == []


def test_correction_and_withdrawal_move_the_same_entry(
    client: Client, cast: Cast
) -> None:
    filing = make_published(cast, NUMBERS)
    first = read(client, NATION).entries[0]

    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G03": Entry("7")},
        reason="Đếm sót.",
        at=NOW + HOUR,
    )
    second = read(client, NATION).entries[0]
    withdraw_filing(
        actor=cast.giang, filing=filing, reason="Nhầm <kỳ>.", at=NOW + 2 * HOUR
    )
    (third,) = read(client, NATION).entries

    assert {first.id, second.id, third.id} == {first.id}
    assert first.updated < second.updated < third.updated
    assert [one.title.split()[0] for one in (first, second, third)] == [
        "Công",
        "Đính",
        "Rút",
    ]
    assert "Nhầm <kỳ>." in third.summary
    assert third.summary_detail.type == "text/plain"


def test_what_was_destroyed_is_in_no_feed(client: Client, cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    purge(item=f"filing:{filing.pk}", ground="Luật 91/2025", actor=None, at=NOW)

    assert titles(client) == []


def test_checkpoints_are_handed_out_one_a_day(client: Client, cast: Cast) -> None:
    make_published(cast, NUMBERS)
    for hours in (0, 1, 24):
        sign_checkpoint(at=NOW + hours * HOUR)
    make_published(cast, {"G01": "1"}, period="2026Q1")
    sign_checkpoint(at=NOW + 48 * HOUR)

    entries = read(client, LEDGER).entries

    assert [one.updated[:10] for one in entries] == ["2026-07-05", "2026-07-03"]
    assert entries[0].summary.splitlines()[1] == "2"


@pytest.mark.parametrize("address", [NATION, LEDGER, "/sitemap.xml", "/robots.txt"])
@pytest.mark.usefixtures("cast")
def test_programs_may_ask_only(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.get("/dia-phuong/999999/nguon-tin.xml").status_code == 404


def test_the_sitemap_names_every_locality(client: Client, cast: Cast) -> None:
    parts = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 -- our own
    addresses = [one.text or "" for one in parts.iter() if one.tag.endswith("loc")]
    assert [one.rpartition("/")[2] for one in addresses] == [
        "sitemap-trang.xml",
        "sitemap-dia-phuong.xml",
        "sitemap-tin-bai.xml",
    ]
    places = client.get("/sitemap-dia-phuong.xml").content.decode()

    for place in (cast.nation, cast.an_binh, cast.hoa_thuan):
        for language in ("", "en/"):
            address = f"http://testserver/{language}dia-phuong/{place.pk}/"
            assert f"<loc>{address}</loc>" in places
            assert f'hreflang="{language[:2] or "vi"}" href="{address}"' in places
    assert client.get("/sitemap-khac.xml").status_code == 404
    pages = client.get("/sitemap-trang.xml").content.decode()
    assert "<loc>http://testserver/en/chi-tieu/</loc>" in pages
    assert pages.count("<loc>http://testserver/bieu/</loc>") == 1
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /ban-viec/" in robots


def test_ids_do_not_follow_the_host_that_is_asked(
    cast: Cast, settings: Settings
) -> None:
    make_published(cast, NUMBERS)
    sign_checkpoint(at=NOW)
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    own = f"/dia-phuong/{cast.hoa_thuan.pk}/nguon-tin.xml"

    first, second = (
        [
            [found.feed.id, *(entry.id for entry in found.entries)]
            for path in (NATION, own, LEDGER)
            for found in [read(Client(headers={"host": host}), path)]
        ]
        for host in settings.ALLOWED_HOSTS
    )

    assert first == second
    assert [len(ids) for ids in first] == [2, 2, 2]
    assert [one for ids in first for one in ids if not TAG.fullmatch(one)] == []
