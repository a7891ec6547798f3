"""Live figures and what is new, on the home page."""

import re
from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import correct_values, withdraw_filing
from danchu.indicators.tests.factories import (
    NOW,
    make_accepted,
    make_published,
    make_value,
)
from danchu.kernel.motto import Part
from danchu.kernel.publication.services import purge
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.news.tests.factories import make_published as make_news
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
LATER = NOW + timedelta(hours=1)
QUERIES = 32


def home() -> str:
    return Client().get("/").content.decode()


def test_a_word_without_published_figures_says_so(cast: Cast) -> None:
    make_accepted(cast, NUMBERS)

    text = home()

    assert text.count("Chưa có số liệu nào của phần này được công bố.") == len(Part)
    assert "dc-motto__fig" not in text
    assert "Mới công bố" not in text
    assert "Chấm đậm" not in text


def test_a_live_figure_says_of_when_and_where_from_how_many_and_its_proof(
    cast: Cast,
) -> None:
    make_published(cast, NUMBERS)

    text = home()

    address = f"/chi-tieu/G01/?don-vi={cast.an_binh.pk}&amp;ky=2026H1"
    assert f'<a href="{address}"><b class="num">4</b> cuộc' in text
    assert "tỉnh An Bình, 6 tháng đầu năm 2026" in text
    assert "<span>1/2\u00a0đơn vị</span>" in text
    assert f'href="{address}#kiem-chung"' in text
    assert "so với cùng kỳ" not in text


def test_a_few_are_called_few_and_a_change_is_told_of_all(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    third = add_unit(kind=UnitKind.COMMUNE, name="Xã Thứ Ba", parent=cast.an_binh)
    make_value(cast.hoa_thuan, 3, period="2025H1")
    few = home()

    for unit in (third, cast.tan_lap):
        make_value(unit, 2)
        make_value(unit, 2, period="2025H1")
    full = home()

    assert "Mới có 1/3\u00a0đơn vị" in few
    assert "Cùng kỳ năm trước: 3 (1/3)" in few
    assert "+1 so với cùng kỳ năm trước" in full
    assert "Mới có" not in full.split("Dân làm")[0]


def test_what_is_new_is_told_with_corrections_and_withdrawals(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    news = make_news(cast)
    item = f"/kiem-chung/?muc=filing%3A{filing.pk}"
    first = home()

    entries = {"G01": Entry("5")}
    correct_values(
        actor=cast.giang, filing=filing, entries=entries, reason="Đếm sót", at=LATER
    )
    corrected = home()
    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm kỳ", at=LATER)
    withdrawn = home()

    assert f'href="{item}"' in first
    assert news.title in first
    assert f'href="/kiem-chung/?muc=article%3A{news.pk}"' in first
    assert ">Số liệu</span>" in first
    assert ">Số liệu – đính chính</span>" in corrected
    assert ">Số liệu – rút công bố</span>" in withdrawn
    assert "Lý do rút: Nhầm kỳ" in withdrawn
    assert "dc-motto__fig" not in withdrawn


def test_what_was_destroyed_is_named_no_more(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    kept = make_published(cast, {"G01": "3"}, period="2025H2")
    purge(item=f"filing:{filing.pk}", ground="Hết hạn lưu", actor=None, at=LATER)

    text = home()

    assert f"muc=filing%3A{filing.pk}" not in text
    assert f"muc=filing%3A{kept.pk}" in text


def test_many_figures_do_not_push_news_out_of_sight(cast: Cast) -> None:
    make_news(cast, at=NOW - timedelta(days=30))
    for quarter in ("2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1"):
        make_published(cast, {"G01": "1"}, period=quarter)

    kinds = re.findall(r'dc-notice__item">([^<]+)<', home())

    assert kinds == ["Số liệu"] * 5 + ["Dân bàn"]


def test_the_page_takes_no_more_queries_for_more_places(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_published(cast, NUMBERS)
    make_published(cast, {"G01": "3"}, period="2025H2")

    with django_assert_max_num_queries(QUERIES):
        home()
