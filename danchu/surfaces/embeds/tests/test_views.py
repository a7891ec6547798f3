"""Blocks that other sites frame, and the page that gives their code."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import correct_values, withdraw_filing
from danchu.indicators.tests.factories import NOW, make_accepted, make_published
from danchu.testing.cast import PASSWORD, Cast
from tests.invariants.addresses import addresses

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
HOUR = timedelta(hours=1)
PREFIX = "/nhung/<int:pk>/"


def text_of(address: str, *, status: int = 200) -> str:
    page = Client().get(address)
    assert page.status_code == status
    return unescape(page.content.decode())


def block(cast: Cast, rest: str) -> str:
    return f"/nhung/{cast.hoa_thuan.pk}/{rest}"


def blocks(cast: Cast) -> list[str]:
    return [block(cast, one) for one in ("so-lieu/", "cong-bo/", "dien-bien/G01/")]


def test_a_few_figures_with_when_and_whence(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    text = text_of(block(cast, "so-lieu/?chi-tieu=G02,G01"))

    assert re.findall(r'<b class="num">(.*?)</b>', text) == ["200", "4"]
    assert "Con số của xã Hòa Thuận, " in text
    assert "Số liệu lúc " in text
    assert f'href="/dia-phuong/{cast.hoa_thuan.pk}/" target="_blank"' in text
    assert "dc-embed__note" not in text


def test_drafts_are_in_no_block(cast: Cast) -> None:
    make_accepted(cast, NUMBERS)

    texts = [text_of(address) for address in blocks(cast)]

    assert ["Chưa có số liệu" in text for text in texts] == [True, False, True]
    assert "Nơi này chưa công bố biểu nào." in texts[1]


def test_a_correction_is_told_beside_the_figure(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G01": Entry("5")},
        reason="Nhập nhầm.",
        at=NOW + HOUR,
    )

    texts = [text_of(address) for address in blocks(cast)]

    assert ["đã đính chính lúc" in text for text in texts] == [True, False, True]
    assert "<b>Đính chính</b>" in texts[1]
    assert '<b class="num">5</b>' in texts[2]


def test_what_was_withdrawn_is_gone_and_says_why(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    shown = text_of(block(cast, "so-lieu/"))
    period = filing.period.code
    withdraw_filing(
        actor=cast.giang, filing=filing, reason="Sai cả biểu.", at=NOW + HOUR
    )

    texts = [text_of(address) for address in blocks(cast)]
    asked = text_of(block(cast, f"so-lieu/?ky={period}"))

    assert '<b class="num">200</b>' in shown
    assert ['<b class="num">200</b>' in text for text in (*texts, asked)] == [False] * 4
    assert ["Lý do: Sai cả biểu." in text for text in (*texts, asked)] == [True] * 4
    assert "dc-embed__note--gone" in asked


def test_a_block_above_tells_of_those_below(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    text = text_of(f"/nhung/{cast.an_binh.pk}/cong-bo/")

    assert "Xã Hòa Thuận, " in text


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("so-lieu/?chi-tieu=G01,G02,G03,G04,G05", 422),
        ("so-lieu/?chi-tieu=KHONG-CO", 404),
        ("so-lieu/?ky=khong-phai-ky", 404),
        ("dien-bien/KHONG-CO/", 404),
    ],
)
def test_what_cannot_be_shown_is_a_sentence_in_the_frame(
    cast: Cast, rest: str, status: int
) -> None:
    page = Client().get(block(cast, rest))

    assert page.status_code == status
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert '<main class="dc-embed">' in page.content.decode()


def test_a_block_is_the_same_for_everybody_and_sets_no_cookie(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    client = Client()
    assert client.login(username="binh", password=PASSWORD)
    client.cookies["giao-dien"] = "toi"

    for address in blocks(cast):
        own, strangers = client.get(address), Client().get(address)
        hidden = re.compile(r"lúc \d\d:\d\d")

        assert hidden.sub("", own.content.decode()) == hidden.sub(
            "", strangers.content.decode()
        )
        assert "set-cookie" not in own.headers
        assert "Cookie" not in own.get("Vary", "")
        assert "<script" not in own.content.decode()
        assert "<form" not in own.content.decode()


def test_every_link_of_a_block_opens_outside_the_frame(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    links = [
        link
        for address in blocks(cast)
        for link in re.findall("<a .*?>", text_of(address))
    ]

    assert len(links) > 6
    assert [
        link for link in links if 'target="_blank" rel="noopener"' not in link
    ] == []


def test_only_blocks_may_be_framed(cast: Cast) -> None:
    framed = [address for address, _ in addresses() if address.startswith(PREFIX)]
    others = ["/", "/tim/", "/dang-nhap/", f"/dia-phuong/{cast.hoa_thuan.pk}/"]
    others += ["/nhung/", "/khong-co/", "/suc-khoe/", reverse("portal:robots")]
    pages = [Client().get(address) for address in others]
    ours = [Client().get(address) for address in blocks(cast)]

    assert len(framed) == len(ours)
    assert [
        "frame-ancestors 'none'" in page["Content-Security-Policy"] for page in pages
    ] == [True] * len(pages)
    assert [page["X-Frame-Options"] for page in pages] == ["DENY"] * len(pages)
    assert [
        "frame-ancestors *" in page["Content-Security-Policy"] for page in ours
    ] == [True] * 3
    assert ["X-Frame-Options" in page for page in ours] == [False] * 3
    assert [
        "frame-src 'self'" in page["Content-Security-Policy"] for page in pages
    ] == [one == "/nhung/" for one in others]


def test_the_code_to_paste_frames_what_is_shown(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    own = f"/nhung/?trong={cast.hoa_thuan.pk}"

    figures = text_of(f"{own}&khoi=so-lieu&chi-tieu=G01&chi-tieu=G02")
    news = text_of(f"{own}&khoi=cong-bo")
    trend = text_of(f"{own}&khoi=dien-bien&chi-tieu=G01")

    for page, rest in (
        (figures, "so-lieu/?chi-tieu=G01,G02"),
        (news, "cong-bo/"),
        (trend, "dien-bien/G01/"),
    ):
        assert f'<iframe src="http://testserver{block(cast, rest)}"' in page
        assert f'<iframe class="dc-embed-view" src="{block(cast, rest)}"' in page
        assert text_of(block(cast, rest))


def test_a_place_is_chosen_by_name_and_what_is_missing_is_told(cast: Cast) -> None:
    empty = text_of("/nhung/")
    named = text_of("/nhung/?noi=hoa+thuan")
    unknown = text_of("/nhung/?noi=khong+co", status=400)
    trend = text_of(f"/nhung/?trong={cast.hoa_thuan.pk}&khoi=dien-bien", status=422)
    strange = text_of("/nhung/?khoi=x", status=400)

    assert "<iframe" not in empty
    assert f'src="{block(cast, "so-lieu/")}"' in named
    assert ["<iframe" in page for page in (unknown, trend, strange)] == [False] * 3
    assert "Chưa chọn chỉ tiêu" in trend


def test_the_page_of_a_place_leads_to_its_blocks(cast: Cast) -> None:
    page = text_of(f"/dia-phuong/{cast.hoa_thuan.pk}/")

    assert f'href="/nhung/?trong={cast.hoa_thuan.pk}"' in page
