"""Each public page says in one sentence of its own what it shows."""

import re

from django.test import Client

from danchu.indicators.tests.factories import make_published
from danchu.news.tests.factories import make_published as make_news
from danchu.testing.cast import Cast

LONGEST = 250


def described(address: str) -> list[str]:
    text = Client().get(address).content.decode()
    return re.findall(r'<meta name="description" content="([^"]*)">', text)


def test_no_two_pages_describe_themselves_alike(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})
    news = make_news(cast)
    addresses = (
        "/",
        "/so-sanh/",
        "/kiem-chung/",
        "/du-lieu-mo/",
        "/tin-tuc/",
        f"/tin-tuc/{news.pk}-{news.slug}/",
        "/chi-tieu/",
        "/chi-tieu/G01/",
        "/chi-tieu/G02/",
        "/bieu/",
        "/don-vi/",
        f"/don-vi/{cast.hoa_thuan.pk}/",
        f"/dia-phuong/{cast.hoa_thuan.pk}/",
        f"/dia-phuong/{cast.an_binh.pk}/",
    )

    found = {address: described(address) for address in addresses}

    assert {len(told) for told in found.values()} == {1}
    texts = [told[0] for told in found.values()]
    assert len(set(texts)) == len(texts)
    assert all(0 < len(text) <= LONGEST for text in texts)
