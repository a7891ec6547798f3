from http import HTTPStatus

import pytest
from django.test import Client

from danchu.indicators.tests.factories import make_approved, make_published
from danchu.kernel.people.models import User
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
SAID = {
    "viec": "indicators.plan",
    "so-quyet-dinh": "12/QĐ-UBND",
    "ngay-quyet-dinh": "2026-01-05",
}


def _browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def _address(cast: Cast) -> str:
    return f"/ke-hoach/?don-vi={cast.an_binh.pk}&chi-tieu=G02&ky=2026H1"


def test_a_secretary_sets_plans_and_sees_how_much_is_done(cast: Cast) -> None:
    make_approved(cast, NUMBERS)
    browser = _browser(cast.giang)
    said = SAID | {f"so-{cast.an_binh.pk}": "1.200", f"so-{cast.hoa_thuan.pk}": "300"}

    pressed = browser.post(_address(cast), said)

    assert pressed.status_code == HTTPStatus.FOUND
    page = browser.get(_address(cast)).content.decode()
    assert 'value="1.200"' in page
    assert "66,7%</td>" in page
    assert "16,7%</td>" in page
    assert "Quyết định số 12/QĐ-UBND, ngày 05/01/2026; chưa công khai" in page
    assert "Đã ghi 2 kế hoạch." in page


def test_a_number_that_is_none_stays_on_the_page_with_the_reason(cast: Cast) -> None:
    page = _browser(cast.giang).post(
        _address(cast), SAID | {f"so-{cast.hoa_thuan.pk}": "ba trăm"}
    )

    text = page.content.decode()
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Kế hoạch của Xã Hòa Thuận: “ba trăm” không phải là số" in text
    assert 'value="ba trăm"' in text


def test_of_two_who_set_at_once_the_second_is_told(cast: Cast) -> None:
    field, seen = f"so-{cast.hoa_thuan.pk}", f"lan-{cast.hoa_thuan.pk}"
    browser = _browser(cast.giang)
    browser.post(_address(cast), SAID | {field: "300", seen: "0"})

    page = browser.post(
        _address(cast), SAID | {field: "400", seen: "0", "ly-do": "Điều chỉnh"}
    )

    assert page.status_code == HTTPStatus.CONFLICT
    assert "vừa được người khác sửa" in page.content.decode()


@pytest.mark.parametrize("name", ["binh", "dung", "an"])
def test_out_of_reach_nothing_is_there(cast: Cast, name: str) -> None:
    page = _browser(getattr(cast, name)).get(_address(cast))

    assert page.status_code == HTTPStatus.NOT_FOUND


def test_who_may_not_plan_reads_only(cast: Cast) -> None:
    text = _browser(cast.khoa).get(_address(cast)).content.decode()

    assert "Lưu kế hoạch" not in text


def test_a_plan_stands_beside_the_figure_wherever_it_is_shown(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    said = SAID | {"cong-khai": "1"}
    fields = {f"so-{cast.an_binh.pk}": "300", f"so-{cast.hoa_thuan.pk}": "400"}
    browser = _browser(cast.giang)
    assert browser.post(_address(cast), said | fields).status_code == HTTPStatus.FOUND

    totals = browser.get("/tong-hop/").content.decode()
    figure = f"/chi-tieu/G02/?don-vi={cast.an_binh.pk}&ky=2026H1"
    entry = f"/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/"

    assert "66,7% kế hoạch (300)" in totals
    assert "66,7% kế hoạch (300)" in Client().get(figure).content.decode()
    place = Client().get(f"/dia-phuong/{cast.hoa_thuan.pk}/").content.decode()
    assert "50,0% kế hoạch (400)" in place
    assert "Kế hoạch: 400" in _browser(cast.binh).get(entry).content.decode()


def test_a_plan_that_is_not_public_is_not_told_to_strangers(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    fields = {f"so-{cast.hoa_thuan.pk}": "400"}
    assert _browser(cast.giang).post(_address(cast), SAID | fields).status_code == 302

    place = f"/dia-phuong/{cast.hoa_thuan.pk}/"

    assert "kế hoạch (400)" not in Client().get(place).content.decode()
    assert "kế hoạch (400)" in _browser(cast.binh).get(place).content.decode()
