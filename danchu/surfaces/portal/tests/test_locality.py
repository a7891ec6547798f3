import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.services import load_articles, load_catalogue
from danchu.indicators.services.illustrations import (
    Illustration,
    record_illustration,
)
from danchu.indicators.tests.factories import (
    make_approved,
    make_published,
    make_value,
)
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import unit_by_code
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
QUERIES = 24


def _address(pk: int) -> str:
    return f"/dia-phuong/{pk}/"


def _text(pk: int, **asked: str) -> str:
    return Client().get(_address(pk), asked).content.decode()


def _figures(text: str) -> dict[str, str]:
    rows = re.findall(
        r'<a href="/chi-tieu/(\w+)/[^"]*">[^<]*</a></th>\s*<td[^>]*><b>([^<]+)</b>',
        text,
    )
    return dict(rows)


def test_a_place_nobody_knows_is_not_there(cast: Cast) -> None:
    assert Client().get(_address(cast.nation.pk)).status_code == HTTPStatus.OK
    assert Client().get(_address(999_999_999)).status_code == HTTPStatus.NOT_FOUND


def test_without_figures_the_page_says_so(cast: Cast) -> None:
    text = _text(cast.hoa_thuan.pk)

    assert "<h1>Xã Hòa Thuận</h1>" in text
    assert "Nơi này chưa có số liệu nào được công bố." in text
    assert "Báo chí đã nêu" not in text
    assert "Đơn vị trực thuộc" not in text


def test_a_commune_alone_has_no_coverage_to_explain(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    text = Client().get(f"/dia-phuong/{cast.hoa_thuan.pk}/").content.decode()

    assert "Số lượt người tham dự đối thoại" in text
    assert "“12/99" not in text
    assert "Đã có số liệu" not in text


def test_strangers_see_what_is_published_with_its_coverage(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    text = _text(cast.an_binh.pk)

    assert _figures(text)["G01"] == "4"
    assert _figures(text)["G06"] == "25,0%"
    assert ">1/2 đơn vị</td>" in text
    assert "“12/99 đơn vị” là" in text
    assert 'href="#truc-thuoc">Chọn xã, phường</a>' in text
    assert "Minh họa" not in text


def test_strangers_see_nothing_of_what_is_only_approved(cast: Cast) -> None:
    make_approved(cast, NUMBERS)
    giang = Client()
    giang.force_login(cast.giang)

    seen = giang.get(_address(cast.an_binh.pk)).content.decode()

    assert _figures(seen)["G01"] == "4"
    assert _figures(_text(cast.an_binh.pk)) == {}


def test_an_official_elsewhere_sees_what_strangers_see(cast: Cast) -> None:
    make_approved(cast, NUMBERS)
    dung = Client()
    dung.force_login(cast.dung)

    seen = dung.get(_address(cast.an_binh.pk)).content.decode()

    assert _figures(seen) == {}


def test_illustrations_are_labelled_and_vanish_without_a_demo(
    cast: Cast, settings: Any
) -> None:
    rows = [Illustration(cast.hoa_thuan, "G01", 7)]
    record_illustration(period=Period.half(2026, 1), rows=rows)

    settings.DEMO = True
    shown = _text(cast.an_binh.pk)
    settings.DEMO = False
    hidden = _text(cast.an_binh.pk)

    assert _figures(shown) == {"G01": "7"}
    assert "Minh họa</span>" in shown
    assert _figures(hidden) == {}


def test_a_period_that_has_nothing_here_is_refused(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    address = _address(cast.an_binh.pk)

    assert Client().get(address, {"ky": "2026H1"}).status_code == HTTPStatus.OK
    for wrong in ("2019", "khong-co", "W:x"):
        page = Client().get(address, {"ky": wrong})
        assert page.status_code == HTTPStatus.NOT_FOUND


def test_an_unknown_map_is_refused_in_a_sentence(cast: Cast) -> None:
    page = Client().get(_address(cast.an_binh.pk), {"ban-do": "hom-qua"})

    assert page.status_code == HTTPStatus.BAD_REQUEST
    assert "Không có bản đồ đơn vị của ngày “hom-qua”" in page.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_children_cost_no_queries(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_published(cast, NUMBERS)
    for number in range(more):
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã Mới {number}", parent=cast.an_binh)
    Client().get(_address(cast.an_binh.pk))

    with django_assert_num_queries(QUERIES):
        text = _text(cast.an_binh.pk)

    assert (
        text.count("/dia-phuong/") - _text(cast.hoa_thuan.pk).count("/dia-phuong/")
        >= 1 + more
    )


@pytest.mark.usefixtures("nation")
def test_bac_giang_opens_on_its_last_map_with_what_the_press_says() -> None:
    load_catalogue()
    load_articles()
    province = unit_by_code("24", LAST_OLD_DAY)

    text = _text(province.pk)

    assert "<h1>Tỉnh Bắc Giang</h1>" in text
    assert "Nay là tỉnh Bắc Ninh." in text
    assert "396 cuộc tiếp xúc, đối thoại với nhân dân" in text
    assert "Bản đồ cũ" in text
    assert "Bài báo không ghi số này: suy ra bằng phép tính." in text
    assert "Cộng từ các đơn vị" not in text


@pytest.mark.usefixtures("nation")
def test_an_old_map_opens_on_a_period_of_its_time() -> None:
    load_catalogue()
    commune = unit_by_code("07210", LAST_OLD_DAY)
    heir = unit_by_code("07210", Period.half(2026, 1).end)
    make_value(commune, 5, period="2023H1")
    make_value(heir, 8, period="2026H1")
    province = unit_by_code("24", LAST_OLD_DAY)

    opened = _text(province.pk)
    asked = _text(province.pk, ky="2026H1")

    assert _figures(opened) == {"G01": "5"}
    assert _figures(asked) == {"G01": "8"}


@pytest.mark.usefixtures("nation")
def test_the_press_stands_beside_the_roll_up_with_the_difference(
    settings: Any,
) -> None:
    settings.DEMO = True
    load_catalogue()
    load_articles()
    province = unit_by_code("24", LAST_OLD_DAY)
    commune = unit_by_code("07210", LAST_OLD_DAY)
    rows = [Illustration(commune, "G01", 384)]
    record_illustration(period=Period.half(2023, 1), rows=rows)

    text = _text(province.pk)

    assert "Cộng từ các đơn vị: 384, chênh lệch +12 (minh họa)" in text
    assert "Không khớp</span>" in text


@pytest.mark.usefixtures("nation")
def test_a_commune_tells_what_it_was_made_of() -> None:
    tan_yen = unit_by_code("07339", Period.half(2026, 1).end)

    text = _text(tan_yen.pk)

    assert (
        "Thành lập ngày 01/7/2025 từ thị trấn Cao Thượng, xã Cao Xá, xã Ngọc Lý "
        "và xã Việt Lập."
    ) in text
