"""What is told first comes from published filings, and says from how many."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client

from danchu.indicators.queries.facts import open_facts
from danchu.indicators.queries.headlines import Headline, headlines, points
from danchu.indicators.rules.rollups import Coverage
from danchu.indicators.services import load_catalogue, withdraw_filing
from danchu.indicators.tests.factories import (
    NOW,
    as_illustration,
    close_indicator,
    make_accepted,
    make_published,
    make_value,
)
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast, make_cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "6"}
DAY = date(2026, 7, 15)
LAST_YEAR = "2025H1"


@pytest.fixture
def cast() -> Cast:
    load_catalogue()
    return make_cast()


def told_of(cast: Cast, *codes: str) -> dict[str, Headline]:
    """Tell each of these indicators apart."""
    known = open_facts(codes)
    choices = [[known[code]] for code in codes if code in known]
    found = headlines(choices, nation=cast.nation, on=DAY)
    return {one.indicator.code: one for one in found if one}


def test_what_is_only_accepted_is_told_nobody(cast: Cast) -> None:
    make_accepted(cast, NUMBERS)

    assert told_of(cast, "G01") == {}


def test_a_total_is_that_of_the_one_province_that_published(cast: Cast) -> None:
    make_published(cast, NUMBERS)

    told = told_of(cast, "G01", "G02", "I02", "X99")

    assert sorted(told) == ["G01", "G02"]
    found = told["G01"]
    assert found.place.name == "Tỉnh An Bình"
    assert found.period.code == "2026H1"
    assert found.total.number == Decimal(4)
    assert found.total.coverage == Coverage(1, 2)
    assert found.before is None
    assert found.change is None


def test_of_a_choice_the_first_that_is_told_stands(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    known = open_facts(["I02", "G02", "G01"])
    choices = [[known["I02"], known["G02"], known["G01"]], [known["I02"]], []]

    told = headlines(choices, nation=cast.nation, on=DAY)

    assert [one and one.indicator.code for one in told] == ["G02", None, None]


def test_of_two_provinces_the_nation_is_told(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    Unit.objects.filter(pk=cast.hoa_thuan.pk).update(latitude=21.3, longitude=106.1)
    filing = make_published(cast, {"G01": "3"}, period="2025H2")
    type(filing).objects.filter(pk=filing.pk).update(unit=cast.elsewhere)

    told = told_of(cast, "G01")

    assert told["G01"].place.name == "Việt Nam"
    assert told["G01"].total.coverage == Coverage(1, 3)
    assert list(points(cast.nation, DAY).lit) == [(21.3, 106.1)]


def test_a_change_is_told_when_both_years_are_full(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    make_value(cast.hoa_thuan, 3, period=LAST_YEAR)
    few = told_of(cast, "G01")["G01"]

    make_value(cast.tan_lap, 5)
    make_value(cast.tan_lap, 2, period=LAST_YEAR)
    full = told_of(cast, "G01")["G01"]

    assert few.before is not None
    assert (few.before.number, few.change) == (Decimal(3), None)
    assert (full.total.number, full.change) == (Decimal(9), Decimal(4))


def test_a_newer_period_waits_until_half_have_answered(cast: Cast) -> None:
    third = add_unit(kind=UnitKind.COMMUNE, name="Xã Thứ Ba", parent=cast.an_binh)
    make_published(cast, {"G01": "4"}, period="2025H2")
    make_value(cast.tan_lap, 7, period="2025H2")
    make_published(cast, {"G01": "9"})
    one_of_three = told_of(cast, "G01")["G01"]

    make_value(third, 1)
    two_of_three = told_of(cast, "G01")["G01"]

    assert one_of_three.period.code == "2025H2"
    assert one_of_three.total.coverage == Coverage(2, 3)
    assert (two_of_three.period.code, two_of_three.total.number) == (
        "2026H1",
        Decimal(10),
    )


def test_closed_figures_and_withdrawn_ones_are_not_told(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    close_indicator("G01", "internal")
    assert sorted(told_of(cast, "G01", "G02")) == ["G02"]

    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhập nhầm kỳ", at=NOW)

    assert told_of(cast, "G01", "G02") == {}
    assert list(points(cast.nation, DAY).lit) == []


def test_what_a_demonstration_made_up_is_named(
    cast: Cast, settings: LazySettings
) -> None:
    settings.DEMO = True
    make_published(cast, NUMBERS)
    make_value(cast.tan_lap, 7)
    as_illustration("G01")

    told = told_of(cast, "G01", "G02")

    assert {code: one.is_illustration for code, one in told.items()} == {
        "G01": True,
        "G02": False,
    }


def test_the_page_of_a_total_leads_to_the_proof_of_each_part(cast: Cast) -> None:
    filing = make_published(cast, NUMBERS)
    browser, address = Client(), "/chi-tieu/G01/"

    text = browser.get(address).content.decode()
    other = browser.get("/chi-tieu/I02/").content.decode()

    assert f"/kiem-chung/?muc=filing%3A{filing.pk}" in text
    assert 'id="kiem-chung"' in text
    assert 'id="kiem-chung"' not in other
