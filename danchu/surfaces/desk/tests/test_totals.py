import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.services.illustrations import (
    Illustration,
    record_illustration,
)
from danchu.indicators.tests.factories import (
    make_approved,
    make_draft,
    make_published,
    make_submitted,
    make_value,
)
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
TOTALS = "/tong-hop/"
QUERIES = 32


def _browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def _text(user: User, **asked: str) -> str:
    page = _browser(user).get(TOTALS, asked)
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


def _row(text: str, name: str) -> list[str]:
    found = re.search(
        rf'<th scope="row"[^>]*>(?:<a[^>]*>)?{name}(?:</a>)?</th>(.*?)</tr>',
        text,
        re.DOTALL,
    )
    assert found is not None, name
    return re.findall(r'<td class="num[^"]*"[^>]*>([^<]*)</td>', found[1])


def test_out_of_reach_is_as_if_it_were_not_there(cast: Cast) -> None:
    asked = {"don-vi": str(cast.an_binh.pk)}

    assert _browser(cast.giang).get(TOTALS, asked).status_code == HTTPStatus.OK
    for user in (cast.dung, cast.binh, cast.an):
        page = _browser(user).get(TOTALS, asked)
        assert page.status_code == HTTPStatus.NOT_FOUND
    assert Client().get(TOTALS).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("wrong", ["abc", "0", "9" * 40, "-1", "٣"])
def test_a_unit_that_is_none_is_not_there(cast: Cast, wrong: str) -> None:
    page = _browser(cast.giang).get(TOTALS, {"don-vi": wrong})

    assert page.status_code == HTTPStatus.NOT_FOUND


def test_the_province_sees_its_communes_with_provisional_figures(cast: Cast) -> None:
    make_submitted(cast, NUMBERS)

    text = _text(cast.giang)

    assert _row(text, "Tỉnh An Bình")[:3] == ["4", "200", "40"]
    assert _row(text, "Xã Hòa Thuận")[:3] == ["4", "200", "40"]
    assert "Tạm tính</span>" in text
    assert "Chờ duyệt</span>" in text
    assert "<b>1<small>/2&nbsp;đơn vị</small></b>" in text
    assert (
        "0\xa0đơn vị đã duyệt, 1\xa0đơn vị tạm tính, 1\xa0đơn vị chưa có số liệu"
        in text
    )


def test_who_is_missing_is_named_with_how_far_they_are(cast: Cast) -> None:
    make_draft(cast, NUMBERS)

    text = _text(cast.giang)

    assert "2 đơn vị chưa có số liệu" in text
    absent = re.findall(
        r'<li><a href="[^"]+">([^<]+)</a>(?: <span[^>]*>([^<]+))?', text
    )
    assert dict(absent) == {"Xã Hòa Thuận": "Đang nhập", "Phường Tân Lập": ""}
    assert "Chưa đơn vị nào có số liệu kỳ này." in text


def test_an_approved_figure_is_in_the_nation_at_the_next_read(cast: Cast) -> None:
    before = _text(cast.minh)
    make_approved(cast, NUMBERS)

    after = _text(cast.minh)

    assert "Chưa đơn vị nào có số liệu kỳ này." in before
    assert _row(after, "Việt Nam")[0] == "4"
    assert _row(after, "Tỉnh An Bình")[0] == "4"


def test_the_way_down_ends_with_who_entered_the_number(cast: Cast) -> None:
    make_approved(cast, NUMBERS)
    province = _text(cast.giang)
    below = re.search(r'href="(/tong-hop/\?don-vi=\d+&amp;ky=2026H1)">Xã Hòa', province)
    assert below is not None

    address = below[1].replace("&amp;", "&")
    commune = _browser(cast.giang).get(address).content.decode()

    assert "Trần Thị Bình, 09:00 ngày\xa003/7/2026" in commune
    assert f'href="/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/">PL4</a>' in commune


def test_what_the_province_did_itself_stands_apart(cast: Cast) -> None:
    make_approved(cast, NUMBERS)
    make_value(cast.an_binh, 3)

    text = _text(cast.giang)

    assert _row(text, "Tỉnh An Bình")[0] == "7"
    assert _row(text, "Xã Hòa Thuận")[0] == "4"
    assert _row(text, "Riêng cấp tỉnh")[0] == "3"


def test_columns_follow_the_calendar_of_the_period(cast: Cast) -> None:
    numbers = {"H01": "12", "I02": "9"}
    make_approved(cast, numbers, period="2026H1a")

    text = _text(cast.giang, ky="2026H1a")

    assert _row(text, "Xã Hòa Thuận")[:2] == ["12", "9"]
    assert "Lượt tiếp công dân</th>" in text
    assert "Cuộc đối thoại</th>" not in text


def test_illustrations_are_labelled(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    rows = [Illustration(cast.hoa_thuan, "G01", 7)]
    record_illustration(period=Period.half(2026, 1), rows=rows)

    text = _text(cast.giang)

    assert _row(text, "Xã Hòa Thuận")[0] == "7"
    assert text.count("Minh họa</span>") == 2
    assert "Có số liệu minh họa" in text


def test_unknown_periods_and_maps_are_refused(cast: Cast) -> None:
    browser = _browser(cast.giang)

    assert browser.get(TOTALS, {"ky": "2026H7"}).status_code == HTTPStatus.NOT_FOUND
    assert browser.get(TOTALS, {"ban-do": "x"}).status_code == HTTPStatus.BAD_REQUEST


def test_the_auditor_reads_all_of_it(cast: Cast) -> None:
    make_submitted(cast, NUMBERS)

    assert _row(_text(cast.khoa), "Xã Hòa Thuận")[0] == "4"


@pytest.mark.parametrize("more", [0, 2])
def test_children_cost_no_queries(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_published(cast, NUMBERS)
    for number in range(more):
        unit = add_unit(
            kind=UnitKind.COMMUNE, name=f"Xã Mới {number}", parent=cast.an_binh
        )
        make_value(unit, number + 1)
    browser = _browser(cast.giang)

    browser.get(TOTALS)
    with django_assert_num_queries(QUERIES):
        text = browser.get(TOTALS).content.decode()

    assert _row(text, "Tỉnh An Bình")[0] == ("4" if not more else "7")
    assert f"{1 + more} đơn vị đã có số liệu" in text
