from http import HTTPStatus

from django.test import Client

from danchu.testing.cast import make_cast


def test_anybody_browses_the_provinces() -> None:
    cast = make_cast()

    page = Client().get("/don-vi/")

    assert page.status_code == HTTPStatus.OK
    text = page.content.decode()
    assert f'href="/don-vi/{cast.an_binh.pk}/"' in text
    assert "<b>2</b> tỉnh, thành phố" in text


def test_anybody_reads_the_page_of_a_unit() -> None:
    cast = make_cast()

    text = Client().get(f"/don-vi/{cast.an_binh.pk}/").content.decode()

    assert "<h1>Tỉnh An Bình</h1>" in text
    assert f'href="/don-vi/{cast.tan_lap.pk}/"' in text
    assert "Suối Ngọc" not in text
