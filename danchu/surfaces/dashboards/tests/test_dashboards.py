"""Charts say what their tables say, to whom may read it; halls see what is approved."""

import csv
import io
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.services.plans import Decision, Planned, set_plans
from danchu.indicators.tests.factories import (
    close_indicator,
    make_submitted,
    make_value,
)
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

PAGE, LINKS = "/bang-so-lieu/", "/bang-so-lieu/trinh-chieu/"
HALVES = ("2024H2", "2025H1", "2025H2", "2026H1")
KY = {"ky": "2026H1"}
EVERY = [
    "xu-huong",
    "xep-hang",
    "phan-bo",
    "cung-ky",
    "ke-hoach",
    "truoc-sau",
    "ty-trong",
    "bang-nhiet",
    "tien-do",
]
QUERIES = 38


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def fill(cast: Cast, communes: int = 5) -> None:
    """Give An Bình some more communes, and two indicators over two years."""
    units = [cast.hoa_thuan, cast.tan_lap]
    units += [
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã số {at}", parent=cast.an_binh)
        for at in range(communes)
    ]
    for step, period in enumerate(HALVES):
        for at, unit in enumerate(units):
            for indicator, factor in (("G01", 1), ("G02", 20)):
                number = factor * (3 + at + step)
                make_value(unit, number, indicator=indicator, period=period)


def plan(cast: Cast) -> None:
    set_plans(
        actor=cast.giang,
        unit=cast.an_binh,
        indicator="G01",
        period=Period.half(2026, 1),
        decision=Decision("12/QĐ-UBND", timezone.localdate(), is_public=True),
        numbers={cast.an_binh.pk: Planned(number=100)},  # type: ignore[arg-type]  # -- a whole number will do
        at=timezone.now(),
    )


def charts_in(page: str) -> list[str]:
    return re.findall(r'<h2 id="([a-z-]+)">[^<]+</h2>\s+<p class="small">', page)


def table_of(user: User, code: str, **asked: str) -> list[list[str]]:
    answer = browser_of(user).get(f"{PAGE}{code}.csv", KY | asked)
    assert answer.status_code == HTTPStatus.OK
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # -- it streams
    return list(csv.reader(io.StringIO(text)))


def made_link(user: User, **said: str) -> tuple[int, str]:
    answer = browser_of(user).post(LINKS, KY | {"gio": "2"} | said)
    found = re.search(r'href="http://testserver(/hoi-nghi/[^/"]+/)"', answer.text)
    return answer.status_code, found[1] if found else ""


def test_every_chart_has_its_sentence_its_table_and_its_files(cast: Cast) -> None:
    fill(cast)
    plan(cast)
    make_submitted(cast, {"G03": "1"})
    browser = browser_of(cast.giang)

    first = browser.get(PAGE, KY).text
    pictures = re.findall(r'<img class="dc-drawn__svg" src="([^"]+)"', first)
    answers = [browser.get(one.replace("&amp;", "&")) for one in pictures]
    second = browser.get(PAGE, KY).text

    assert charts_in(first) == EVERY
    assert [one.headers["Content-Type"] for one in answers] == ["image/png"] * 9
    assert second.count('<svg class="dc-chart"') == 9
    assert "<img" not in second
    assert second.count("Xem bảng số") == second.count('svg" role="img"') == 9
    for form in ("PNG", "SVG", "CSV", "XLSX"):
        assert second.count(f"Tải {form}<") == 9
    inline = re.findall(r"<svg class=\"dc-chart\".*?</svg>", second, re.DOTALL)
    assert not re.search(r"<script|\son[a-z]+=|href|style=", "".join(inline))


def test_the_table_of_a_chart_holds_its_numbers(cast: Cast) -> None:
    fill(cast)
    plan(cast)

    assert table_of(cast.giang, "xep-hang")[1:4] == [
        ["Xã số 4", "12", "Đã công bố"],
        ["Xã số 3", "11", "Đã công bố"],
        ["Xã số 2", "10", "Đã công bố"],
    ]
    assert [row[1] for row in table_of(cast.giang, "xu-huong")][-4:] == [
        "42",
        "49",
        "56",
        "63",
    ]
    assert table_of(cast.giang, "cung-ky")[1][1:] == ["63", "49", "14"]
    assert table_of(cast.giang, "ke-hoach")[1][1:] == ["63", "100", "63,0%"]
    assert table_of(cast.giang, "truoc-sau")[1] == ["Xã số 4", "10", "12", "2"]
    assert table_of(cast.giang, "ty-trong")[-1] == ["Các đơn vị khác", "13", "20,6%"]


def test_the_address_says_what_is_shown(cast: Cast) -> None:
    fill(cast)

    led = table_of(cast.giang, "xep-hang", **{"chi-tieu": "G02"})
    every = table_of(cast.giang, "xep-hang")
    kept = table_of(cast.giang, "xep-hang", loai="Xã")

    assert led[1] == ["Xã số 4", "240", "Đã công bố"]
    left_out = {row[0] for row in every} - {row[0] for row in kept}
    assert left_out == {"Phường Tân Lập"}


@pytest.mark.parametrize("code", ["xep-hang.exe", "khong-co.csv", "ban-do.csv"])
def test_what_is_no_chart_is_not_there(cast: Cast, code: str) -> None:
    fill(cast)

    answer = browser_of(cast.giang).get(PAGE + code, KY)

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_other_forms_of_a_chart_open(cast: Cast) -> None:
    fill(cast)
    browser = browser_of(cast.giang)

    book = b"".join(browser.get(f"{PAGE}xep-hang.xlsx", KY).streaming_content)  # type: ignore[attr-defined]  # -- it streams
    drawing = browser.get(f"{PAGE}xep-hang.svg", KY)

    assert book.startswith(b"PK")
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert "Xã số 4" in drawing.text


def test_what_is_out_of_reach_is_not_there(cast: Cast) -> None:
    fill(cast)

    for user in (cast.dung, cast.binh):
        for address in (PAGE, f"{PAGE}xep-hang.csv"):
            asked = KY | {"don-vi": str(cast.an_binh.pk)}
            answer = browser_of(user).get(address, asked)
            assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("communes", [1, 3])
def test_more_communes_ask_no_more_of_the_database(
    cast: Cast, communes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(cast, communes)
    browser = browser_of(cast.giang)

    with django_assert_num_queries(QUERIES):
        assert browser.get(PAGE, KY).status_code == HTTPStatus.OK


def test_a_hall_sees_what_stood_when_the_link_was_made(cast: Cast) -> None:
    fill(cast)
    status, address = made_link(cast.giang)
    before = Client().get(address).text
    make_value(cast.hoa_thuan, 77, indicator="G03", period="2026H1")

    after = Client().get(address)

    assert status == HTTPStatus.OK
    assert "Xã số 4 có số lớn nhất: 12" in before
    assert after.text == before
    assert after.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert after.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in after.headers["Cache-Control"]
    assert "Đã mở 2 lần" in browser_of(cast.giang).get(LINKS).text


def test_a_hall_sees_nothing_soft_and_nothing_closed(cast: Cast) -> None:
    fill(cast)
    make_submitted(cast, {"G03": "4321"})
    close_indicator("G02", "restricted")
    own = table_of(cast.giang, "bang-nhiet")
    assert "4321" in {cell for row in own for cell in row}

    _, address = made_link(cast.giang)
    shown = Client().get(address).text

    assert "Xã số 4" in shown
    assert "4.321" not in shown
    assert "<td>240</td>" not in shown
    assert "Số lượt người tham dự" not in shown


def test_a_link_that_has_ended_or_is_taken_back_shows_nothing(cast: Cast) -> None:
    fill(cast)
    _, address = made_link(cast.giang)
    browser = browser_of(cast.giang)
    (pk,) = re.findall(rf"{LINKS}(\d+)/thu-hoi/", browser.get(LINKS).text)
    others = browser_of(cast.binh).post(f"{LINKS}{pk}/thu-hoi/")
    late = timezone.now() + timedelta(hours=2)
    with time_machine.travel(late, tick=False):
        ended = Client().get(address)

    assert others.status_code == HTTPStatus.NOT_FOUND
    assert ended.status_code == HTTPStatus.NOT_FOUND
    assert Client().get(address).status_code == HTTPStatus.OK
    assert browser.post(f"{LINKS}{pk}/thu-hoi/").status_code == HTTPStatus.FOUND
    assert Client().get(address).status_code == HTTPStatus.NOT_FOUND


def test_nothing_approved_makes_no_link(cast: Cast) -> None:
    make_submitted(cast, {"G01": "4", "G02": "200"})

    status, address = made_link(cast.giang)

    assert (status, address) == (HTTPStatus.UNPROCESSABLE_ENTITY, "")
