import gzip
import re
from http import HTTPStatus

import pytest
from django.test import Client

from danchu.indicators.services import load_articles, load_catalogue
from danchu.kernel.motto import Part
from danchu.testing.cast import make_cast

FIRST_VIEW = 25_000
"""What the document may weigh: fonts take 38 KB and styles 11 of the hundred."""


def test_before_anything_is_loaded_the_home_page_still_opens() -> None:
    make_cast()

    page = Client().get("/")

    text = page.content.decode()
    assert page.status_code == HTTPStatus.OK
    assert "Nơi bạn sống thực\xa0hiện dân\xa0chủ đến\xa0đâu?" in text
    assert text.count("<h3>") == len(Part)
    assert "dc-map" not in text


@pytest.mark.usefixtures("nation")
def test_the_six_words_lead_only_to_pages_that_exist() -> None:
    load_catalogue()
    load_articles()
    browser = Client()

    text = browser.get("/").content.decode()

    words = re.findall(r'<h3><a href="[^"]+">(Dân [^<]+)</a></h3>', text)
    assert words == [part.label for part in Part]
    links = set(re.findall(r'href="(/[^"#?]*)', text))
    places = sorted(link for link in links if link.startswith("/dia-phuong/"))
    assert len(places) >= 34
    for link in sorted(links - set(places[8:])):
        if not link.startswith("/tinh/"):
            assert browser.get(link).status_code in {200, 302}, link


@pytest.mark.usefixtures("nation")
def test_the_map_draws_3321_places_and_names_the_islands() -> None:
    text = Client().get("/").content.decode()

    assert '<span class="num">3.321</span> xã, phường, đặc khu' in text
    assert '<span class="num">34</span> tỉnh, thành phố' in text
    assert text.count("h0m") > 2000
    assert ">Hoàng Sa</text>" in text
    assert ">Trường Sa</text>" in text


@pytest.mark.usefixtures("nation")
def test_the_contradiction_of_article_004_stands_as_arithmetic() -> None:
    load_catalogue()
    load_articles()

    text = Client().get("/").content.decode()

    clash = text[text.index('id="phep-tinh"') :]
    numbers = re.findall(r'<b(?: class="ne")?>(\d+)</b><span>', clash)
    assert numbers == ["38", "94", "164", "296", "258"]


@pytest.mark.usefixtures("nation")
def test_the_first_view_is_light() -> None:
    load_catalogue()
    load_articles()

    page = Client(headers={"accept-encoding": "gzip"}).get("/")

    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < FIRST_VIEW
    assert "Hoàng Sa" in gzip.decompress(page.content).decode()
