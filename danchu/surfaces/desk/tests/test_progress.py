from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from danchu.indicators.tests.factories import make_approved, make_submitted, make_value
from danchu.kernel.people.models import User
from danchu.testing.cast import Cast

TOTALS = "/tong-hop/"


def _page(user: User, **asked: str) -> str:
    browser = Client()
    browser.force_login(user)
    page = browser.get(TOTALS, asked)
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


def _lie(unit: Any, latitude: float, longitude: float) -> None:
    unit.latitude, unit.longitude, unit.area_km2 = latitude, longitude, 30.0
    unit.save(update_fields=["latitude", "longitude", "area_km2"])


@pytest.fixture
def located(cast: Cast) -> Cast:
    _lie(cast.hoa_thuan, 21.3, 106.1)
    _lie(cast.tan_lap, 21.4, 106.3)
    return cast


def test_a_map_says_who_has_not_begun(located: Cast) -> None:
    make_submitted(located, {"G01": "4"})

    text = _page(located.giang)

    assert "1 xã, phường chưa nhập</h2>" in text
    assert 'aria-label="Tỉnh An Bình: 1 chờ lãnh đạo duyệt, 1 chưa nhập"' in text
    assert 'text-anchor="middle">Phường Tân Lập</text>' in text
    assert 'text-anchor="middle">Xã Hòa Thuận</text>' not in text


def test_without_places_there_is_no_map(cast: Cast) -> None:
    make_submitted(cast, {"G01": "4"})

    assert "dc-placemap" not in _page(cast.giang)


def test_a_whole_form_is_told_by_its_codes(cast: Cast) -> None:
    make_approved(cast, {"G01": "4", "G02": "90", "G03": "12"})

    text = _page(cast.giang, bieu="PL4")

    assert 'class="dc-scroll" role="region" tabindex="0"' in text
    assert ">G01</abbr></th>" in text
    assert '<option value="PL4" selected>' in text
    assert f"don-vi={cast.hoa_thuan.pk}&amp;ky=2026H1&amp;bieu=PL4" in text


def test_a_form_that_asks_nothing_then_is_not_there(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.giang)

    for code in ("PL7", "PL99", "x" * 90):
        answer = browser.get(TOTALS, {"bieu": code})
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_card_compares_only_what_is_full_on_both_sides(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})
    last_year = "2025H1"
    make_value(cast.hoa_thuan, 3, period=last_year)
    assert "Cùng kỳ năm trước: 3" in _page(cast.giang)

    make_value(cast.tan_lap, 5)
    make_value(cast.tan_lap, 2, period=last_year)
    full = _page(cast.giang)

    assert "<b>+4</b> (<b>+80,0%</b>) so với cùng kỳ" in full
    assert "Cùng kỳ năm trước" not in full
