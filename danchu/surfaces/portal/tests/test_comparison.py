"""Localities side by side: what each has, on its own map, and nothing closed."""

import csv
import io
import re
from html import escape
from http import HTTPStatus

from django.http import QueryDict
from django.test import Client

from danchu.indicators.tests.factories import (
    HALF,
    close_indicator,
    make_published,
    make_spread,
)
from danchu.testing.cast import Cast
from tests.invariants.test_public_pages_are_in_both_languages import Page

COMPARE = "/so-sanh/"


def shown(**asked: object) -> str:
    page = Client().get(COMPARE, asked)  # type: ignore[arg-type]  # -- lists of numbers
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


def test_nothing_chosen_asks_for_a_first_place() -> None:
    assert "Nơi đầu tiên" in shown()


def test_places_are_added_by_name_and_stand_side_by_side(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})
    make_spread(cast.elsewhere_province, 30, indicator="G01")

    text = shown(noi=[cast.hoa_thuan.pk], them="truong son", ky=HALF)

    assert f'name="noi" value="{cast.elsewhere_province.pk}"' in text
    assert 'data-th="Xã Hòa Thuận"><span><b>4</b>' in text
    assert 'data-th="Tỉnh Trường Sơn"><span><b>30</b>' in text


def test_figures_have_bars_and_leave_as_a_file(cast: Cast) -> None:
    make_published(cast, {"G01": "3", "G02": "7"})
    make_spread(cast.elsewhere_province, 12, indicator="G01")
    places = [cast.hoa_thuan.pk, cast.elsewhere_province.pk]

    text = shown(noi=places, ky=HALF)
    asked = QueryDict(mutable=True)
    asked.setlist("noi", [str(place) for place in places])
    file = Client().get(f"{COMPARE}bang.csv?{asked.urlencode()}&ky={HALF}")
    rows = csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig")))

    assert re.findall(r'class="pl-fill" width="([^"]+)"', text) == ["25", "100"]
    assert f'href="{COMPARE}bang.csv?{escape(asked.urlencode())}' in text
    assert [(one["don_vi"], one["chi_tieu"], one["so"]) for one in rows] == [
        (str(places[0]), "G01", "3"),
        (str(places[1]), "G01", "12"),
        (str(places[0]), "G02", "7"),
    ]


def test_names_of_places_are_vietnamese_in_an_english_table(cast: Cast) -> None:
    make_published(cast, {"G01": "3"})

    page = Client().get(f"/en{COMPARE}", {"noi": cast.hoa_thuan.pk})

    assert Page(page.content.decode()).foreign == []


def test_what_a_place_has_not_is_a_dash(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})

    text = shown(noi=[cast.hoa_thuan.pk, cast.elsewhere.pk])

    assert 'data-th="Xã Suối Ngọc"><span aria-label="chưa có">–</span>' in text


def test_a_place_is_taken_out_by_its_link(cast: Cast) -> None:
    text = shown(noi=[cast.hoa_thuan.pk, cast.elsewhere.pk])

    assert f'href="{COMPARE}?noi={cast.elsewhere.pk}"' in text
    assert f'href="{COMPARE}?noi={cast.hoa_thuan.pk}"' in text


def test_the_same_place_twice_is_once(cast: Cast) -> None:
    text = shown(noi=[cast.hoa_thuan.pk] * 3)

    assert text.count('name="noi"') == 1


def test_what_cannot_be_added_is_explained_and_the_rest_stays(cast: Cast) -> None:
    known = [cast.hoa_thuan.pk, cast.tan_lap.pk, cast.elsewhere.pk, cast.an_binh.pk]
    for asked in (
        QueryDict("them=khong+co+noi+nay", mutable=True),
        QueryDict("them=truong+son", mutable=True),
        QueryDict("ky=2026H9", mutable=True),
    ):
        asked.setlist("noi", [str(place) for place in known])
        page = Client().get(f"{COMPARE}?{asked.urlencode()}")
        assert page.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
        assert f'value="{cast.hoa_thuan.pk}"' in page.content.decode()
    for place in ("x", "99999999", "9" * 40):
        page = Client().get(COMPARE, {"noi": place})
        assert page.status_code == HTTPStatus.NOT_FOUND


def test_a_place_that_is_not_known_is_said_in_the_words_of_this_page() -> None:
    page = Client().get(COMPARE, {"them": "khong-co"}).content.decode()

    assert "Không có nơi nào tên là “khong-co” để so sánh." in page
    assert "Trong địa phương" not in page


def test_places_beyond_the_fourth_are_said_to_be_left_out(cast: Cast) -> None:
    places = [
        cast.hoa_thuan, cast.tan_lap, cast.elsewhere, cast.an_binh,
        cast.elsewhere_province, cast.nation,
    ]  # fmt: skip
    known = [place.pk for place in places]

    assert "2 nơi sau cùng trong địa chỉ không được tính" in shown(noi=known)
    assert "không được tính" not in shown(noi=[known[0], *known[:4]])


def test_closed_figures_are_not_compared(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})
    close_indicator("G01", "restricted")

    assert "<b>4</b>" not in shown(noi=[cast.hoa_thuan.pk, cast.elsewhere.pk], ky="")
