import re
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    enter_values,
    open_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.tests.factories import (
    NOW,
    make_approved,
    make_draft,
    make_submitted,
)
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import SINCE, Cast, hire

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
HOME = "/ban-viec/"
QUERIES = 16


def _browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def _text(user: User) -> str:
    return _browser(user).get(HOME).content.decode()


def _groups(text: str) -> dict[str, int]:
    found = re.findall(r'<h2 id="([\w-]+)">[^<]* <span class="num">(\d+)', text)
    return {ident: int(count) for ident, count in found}


def test_a_stranger_is_asked_to_sign_in_and_a_citizen_finds_nothing(
    cast: Cast,
) -> None:
    stranger = Client().get(HOME)
    citizen = _browser(cast.an).get(HOME)

    assert stranger.headers["Location"] == f"/dang-nhap/?next={HOME}"
    assert _browser(cast.binh).get(HOME).status_code == HTTPStatus.OK
    assert citizen.status_code == HTTPStatus.NOT_FOUND


def test_the_page_says_who_one_is_and_until_when(cast: Cast) -> None:
    text = _text(cast.cuc)

    assert "Chào đồng chí Cúc." in text
    assert "<b>Chủ tịch UBND xã</b>" in text
    assert "<p>Xã Hòa Thuận</p>" in text
    assert "Từ\xa001/01/2015, chưa định ngày kết thúc" in text


def test_a_clerk_sees_what_is_overdue_with_its_day_and_rule(cast: Cast) -> None:
    text = _text(cast.binh)

    assert "Quá hạn 7 ngày" in text
    assert "Hạn 06/7/2026: 6 ngày sau khi hết kỳ" in text
    assert "Kỳ theo Nghị định số 09/2019/NĐ-CP" in text
    assert f'href="/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/"' in text
    assert _groups(text)["qua-han"] > 1


def test_what_is_begun_is_continued_and_what_is_submitted_is_gone(cast: Cast) -> None:
    make_draft(cast, NUMBERS)
    begun = _text(cast.binh)
    make_submitted(cast, NUMBERS)
    submitted = _text(cast.binh)

    address = f'href="/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/"'
    assert "Nhập tiếp" in begun
    assert address in begun
    assert address not in submitted


def test_the_head_is_waited_for(cast: Cast) -> None:
    make_submitted(cast, NUMBERS)

    assert _groups(_text(cast.cuc)) == {"cho-duyet": 1}
    assert _groups(_text(cast.giang)) == {}


def test_the_province_is_waited_for_and_nobody_elsewhere(cast: Cast) -> None:
    make_approved(cast, NUMBERS)

    assert _groups(_text(cast.giang)) == {"cho-nhan": 1}
    assert "Xã Hòa Thuận" not in _text(cast.dung)


def test_with_nothing_to_do_the_page_says_so(cast: Cast) -> None:
    for user in (cast.khoa, cast.lan, cast.minh):
        text = _text(user)

        assert _groups(text) == {}
        assert "Không có việc nào đang chờ đồng chí." in text


def test_only_administrators_are_led_to_the_accounts(cast: Cast) -> None:
    assert 'href="/tai-khoan/"' in _text(cast.lan)
    assert 'href="/tai-khoan/"' not in _text(cast.giang)


def test_one_inbox_holds_the_work_of_every_post(cast: Cast) -> None:
    make_submitted(cast, NUMBERS)
    give_post(user=cast.dung, unit=cast.hoa_thuan, role="head", valid_from=SINCE)

    text = _text(cast.dung)

    assert _groups(text)["cho-duyet"] == 1
    assert f"/so-lieu/PL4/{cast.elsewhere.pk}/2026H1/" in text
    assert f"/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/" in text


@pytest.mark.parametrize("more", [0, 2])
def test_waiting_filings_cost_no_queries(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_approved(cast, NUMBERS)
    for number in range(more):
        _approve_elsewhere(cast, number)
    browser = _browser(cast.giang)

    with django_assert_num_queries(QUERIES):
        text = browser.get(HOME).content.decode()

    assert _groups(text) == {"cho-nhan": 1 + more}
    assert text.count("/so-lieu/PL4/") == (2 if not more else 1 + more)


def test_what_waits_to_be_accepted_tells_its_own_age_and_whose_day_was_missed(
    cast: Cast,
) -> None:
    make_approved(cast, NUMBERS)

    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        text, clerk = _text(cast.giang), _text(cast.binh)

    assert "Có 1 việc chờ đồng chí xử lý, lâu nhất đã 60 ngày." in text
    assert "Đã chờ 60 ngày" in text
    assert "Hạn nộp của đơn vị: 06/7/2026" in text
    assert "quá hạn" not in _counted(text)
    assert "ngày, việc chờ lâu nhất" in _counted(text)
    assert "quá hạn" in _counted(clerk)


def _counted(text: str) -> str:
    return text[text.index("dc-tally") :].split("</nav>", maxsplit=1)[0]


def test_accepted_filings_wait_for_publication(cast: Cast) -> None:
    filing = make_approved(cast, NUMBERS)
    accept_filing(actor=cast.giang, filing=filing, at=NOW)

    assert _groups(_text(cast.giang)) == {"cho-cong-bo": 1}


def _approve_elsewhere(cast: Cast, number: int) -> None:
    unit = add_unit(kind=UnitKind.COMMUNE, name=f"Xã Mới {number}", parent=cast.an_binh)
    clerk = hire(f"nhap{number}", f"Người nhập {number}", unit, "clerk")
    head = hire(f"duyet{number}", f"Người duyệt {number}", unit, "head")
    filing = open_filing(
        actor=clerk, form="PL4", unit=unit, period=Period.half(2026, 1), at=NOW
    )
    entries = {cell: Entry(text) for cell, text in NUMBERS.items()}
    enter_values(actor=clerk, filing=filing, entries=entries, at=NOW)
    submit_filing(actor=clerk, filing=filing, at=NOW)
    approve_filing(actor=head, filing=filing, at=NOW)


def test_a_filing_its_only_official_approved_says_so_in_the_inbox(cast: Cast) -> None:
    give_post(user=cast.cuc, unit=cast.hoa_thuan, role="clerk", valid_from=SINCE)
    cast.binh.posts.update(valid_to=SINCE)
    typed = {cell: Entry(text) for cell, text in NUMBERS.items()}
    filing = open_filing(
        actor=cast.cuc,
        form="PL4",
        unit=cast.hoa_thuan,
        period=Period.half(2026, 1),
        at=NOW,
    )
    enter_values(actor=cast.cuc, filing=filing, entries=typed, at=NOW)
    submit_filing(actor=cast.cuc, filing=filing, at=NOW)
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)

    assert "Xã Hòa Thuận (tự duyệt)" in _text(cast.giang)


def test_what_was_sent_back_says_so(cast: Cast) -> None:
    filing = make_submitted(cast, NUMBERS)
    return_filing(actor=cast.cuc, filing=filing, reason="Đếm lại.", at=NOW)

    text = _text(cast.binh)

    assert "Xã Hòa Thuận, 6 tháng đầu năm 2026. Được trả lại để sửa" in text
    assert "Xã Hòa Thuận, 6 tháng đầu năm 2026. Đang nhập" not in text
