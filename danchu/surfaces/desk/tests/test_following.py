import csv
import io
import re
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.tests.factories import make_approved, make_draft
from danchu.kernel.people.models import User
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
MATRIX, CHASE, FILE = "/theo-doi-nop/", "/theo-doi-nop/nhac/", "/theo-doi-nop/bang."
QUERIES = 21


def _browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def _text(user: User, address: str = MATRIX, **asked: str) -> str:
    page = _browser(user).get(address, asked)
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


def _cells(text: str, name: str) -> list[str]:
    found = re.search(rf'<tr><th scope="row">{name}</th>(.*?)</tr>', text, re.DOTALL)
    assert found is not None, name
    return re.findall(r"</svg>([^<]+)</span>", found[1])


def test_each_unit_has_a_state_in_words_for_each_period(cast: Cast) -> None:
    make_approved(cast, NUMBERS)

    text = _text(cast.giang)

    assert _cells(text, "Xã Hòa Thuận") == [
        "Đúng hạn",
        "Chưa nộp",
        "Chưa nộp",
        "Chưa nộp",
    ]
    assert _cells(text, "Phường Tân Lập") == ["Chưa nộp"] * 4
    assert "1/2 đơn vị đã nộp (50,0%), 1 đúng hạn" in text
    assert "0/2 đơn vị đã nộp (0,0%), 0 đúng hạn" in text


def test_one_late_commune_stands_in_the_list_to_chase_by(cast: Cast) -> None:
    make_approved(cast, NUMBERS)
    make_draft(cast, NUMBERS, actor=cast.dung, unit=cast.elsewhere)

    text = _text(cast.giang, CHASE, **{"so-ky": "1"})

    post = '<td class="dc-sheet__post" rowspan="1">Chưa có ai giữ chức vụ</td>'
    assert f'">Phường Tân Lập</th>{post}' in text
    assert '>6 tháng đầu năm 2026</a></td><td class="nowrap">Chưa nộp</td>' in text
    assert '<td class="num">06/7/2026</td><td class="num">7 ngày</td>' in text
    assert "Xã Hòa Thuận" not in text
    assert "Xã Suối Ngọc" not in text
    assert "1 đơn vị, 1 lượt báo cáo" in text


def test_who_owes_is_told_by_post_and_never_by_name(cast: Cast) -> None:
    text = _text(cast.giang, CHASE, **{"so-ky": "1"})

    assert "Chủ tịch UBND xã" in text
    assert "Lê Thị Cúc" not in text
    assert "Trần Thị Bình" not in text


def test_only_who_owes_is_shown_when_asked(cast: Cast) -> None:
    make_approved(cast, NUMBERS)

    text = _text(cast.giang, **{"chi-no": "1", "so-ky": "1"})

    assert "1 đơn vị còn nợ" in text
    assert ">Xã Hòa Thuận</th>" not in text
    assert ">Phường Tân Lập</th>" in text


def test_before_the_last_day_nobody_owes(cast: Cast) -> None:
    with time_machine.travel("2026-07-03T03:00:00Z", tick=False):
        text = _text(cast.giang, CHASE, **{"so-ky": "1"})

    assert "Không đơn vị nào còn nợ" in text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_matrix_leaves_as_a_table(cast: Cast, form: str) -> None:
    make_approved(cast, NUMBERS)

    page = _browser(cast.giang).get(f"{FILE}{form}", {"so-ky": "1"})

    body = b"".join(page)
    assert page.status_code == HTTPStatus.OK
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        assert [(row["ten"], row["tinh_trang"]) for row in rows] == [
            ("Phường Tân Lập", "Chưa nộp"),
            ("Xã Hòa Thuận", "Đúng hạn"),
        ]
        assert rows[1]["ngay_nop"] == "2026-07-03"
    else:
        assert body.startswith(b"PK")


def test_what_is_out_of_reach_is_not_there(cast: Cast) -> None:
    asked = {"don-vi": str(cast.an_binh.pk)}

    for address in (MATRIX, CHASE, f"{FILE}csv"):
        assert _browser(cast.giang).get(address, asked).status_code == HTTPStatus.OK
        for user in (cast.dung, cast.binh, cast.an):
            page = _browser(user).get(address, asked)
            assert page.status_code == HTTPStatus.NOT_FOUND
    assert _browser(cast.giang).get(f"{FILE}exe").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"bieu": "PL99"}, 404),
        ({"don-vi": "x"}, 404),
        ({"ban-do": "x"}, 400),
        ({"so-ky": "x" * 40, "den": "2026H7", "loai": "x", "trang": "x"}, 200),
        ({"ban-do": "2024-12-31"}, 200),
    ],
)
def test_odd_questions_have_a_plain_answer(
    cast: Cast, asked: dict[str, str], status: int
) -> None:
    assert _browser(cast.giang).get(MATRIX, asked).status_code == status


def test_units_cost_no_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_approved(cast, NUMBERS)
    browser = _browser(cast.giang)
    with django_assert_num_queries(QUERIES):
        browser.get(MATRIX)
    for number in range(5):
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã Mới {number}", parent=cast.an_binh)

    with django_assert_num_queries(QUERIES):
        text = browser.get(MATRIX).content.decode()

    assert "1/7 đơn vị đã nộp (14,3%), 1 đúng hạn" in text
