"""What strangers, and officials without the right, see of figures not public."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.queries import Rollup, rollup
from danchu.indicators.queries.entries import entries_behind
from danchu.indicators.queries.levels import Asked, rollup_by
from danchu.indicators.queries.pages import filing_page
from danchu.indicators.queries.places import Address
from danchu.indicators.tests.factories import (
    HALF,
    HALF_ADMINISTRATIVE,
    NOW,
    make_draft,
    make_spread,
    make_value,
)
from danchu.kernel.people.services import give_post
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import SINCE, Cast, hire

TODAY = date(2026, 7, 3)
RESTRICTED, INTERNAL = "I06", "A17"
QUARTERS = "2026Q1,2026Q2"


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def seen(unit: Unit, **asked: Any) -> Rollup:
    """Ask for a total today, as a stranger unless told otherwise."""
    known: dict[str, Any] = {"indicator": RESTRICTED, "period": HALF, "map_on": TODAY}
    return rollup(unit=unit, **known | asked)


def party_orgs(commune: Unit, count: int, number: int = 3) -> None:
    """Give the party organisations of a commune an internal figure each."""
    for n in range(count):
        body = add_unit(kind=UnitKind.PARTY_ORG, name=f"Chi bộ {n}", parent=commune)
        make_value(body, number, indicator=INTERNAL)


@pytest.mark.parametrize("by", ["commune", "district"])
def test_single_communes_are_closed_however_a_total_is_told_apart(
    cast: Cast, by: str
) -> None:
    district = add_unit(kind=UnitKind.DISTRICT, name="Huyện Yên", parent=cast.an_binh)
    make_value(district, 30, indicator=RESTRICTED)
    for province in (cast.an_binh, cast.elsewhere_province):
        make_spread(province, 30, indicator=RESTRICTED)

    found = rollup_by(Asked(RESTRICTED, cast.nation, HALF, TODAY, by), user=None)

    told = [*found.children, found.remainder]
    assert found.value == 90
    assert [one.total.number for one in told if one] == [None] * len(told)
    assert any(one.total.is_hidden for one in told if one)


def test_provinces_are_told_apart_as_long_as_nothing_else_stands_beside(
    cast: Cast,
) -> None:
    make_spread(cast.an_binh, 30, indicator=RESTRICTED)
    make_spread(cast.elsewhere_province, 20, indicator=RESTRICTED)
    asked = Asked(RESTRICTED, cast.nation, HALF, TODAY, "province")

    before = rollup_by(asked, user=None)
    ministry = add_unit(kind=UnitKind.AGENCY, name="Bộ A", parent=cast.nation)
    make_value(ministry, 40, indicator=RESTRICTED)
    after = rollup_by(asked, user=None)

    assert [one.total.number for one in before.children] == [30, 20]
    assert [one.total.number for one in after.children] == [None, None]
    assert after.remainder is not None
    assert after.remainder.total.is_hidden


def test_what_the_nation_hides_of_a_province_is_hidden_there_too(cast: Cast) -> None:
    third = add_unit(kind=UnitKind.PROVINCE, name="Tỉnh Ba", parent=cast.nation)
    provinces = (cast.an_binh, cast.elsewhere_province, third)
    for province, number in zip(provinces, (7, 3, 30), strict=True):
        make_spread(province, number, indicator=RESTRICTED)

    nation, alone = seen(cast.nation), seen(cast.an_binh)

    assert nation.value == 40
    assert [one.total.number for one in nation.children] == [None, None, None]
    assert alone.value is None
    assert alone.total.is_hidden
    assert seen(cast.an_binh, user=cast.giang).value == 7


def test_an_internal_total_is_hidden_where_the_unit_above_hides_it(cast: Cast) -> None:
    party_orgs(cast.hoa_thuan, 6)
    party_orgs(cast.elsewhere, 5)

    third = add_unit(kind=UnitKind.COMMUNE, name="Xã Ba", parent=cast.an_binh)
    party_orgs(third, 5)

    before = seen(cast.hoa_thuan, indicator=INTERNAL)
    party_orgs(cast.tan_lap, 1)
    after = seen(cast.hoa_thuan, indicator=INTERNAL)

    assert before.value == 18
    assert after.total.is_hidden
    assert seen(cast.an_binh, indicator=INTERNAL).value == 36


def test_an_internal_total_is_hidden_where_anything_higher_hides_it(
    cast: Cast,
) -> None:
    party_orgs(cast.hoa_thuan, 6)
    party_orgs(cast.elsewhere, 1)
    third = add_unit(kind=UnitKind.PROVINCE, name="Tỉnh Ba", parent=cast.nation)
    party_orgs(third, 5)

    found = seen(cast.hoa_thuan, indicator=INTERNAL)

    assert seen(cast.nation, indicator=INTERNAL).value == 36
    assert seen(cast.an_binh, indicator=INTERNAL).total.is_hidden
    assert found.total.is_hidden


def test_internal_parts_two_levels_down_are_closed(cast: Cast) -> None:
    party_orgs(cast.hoa_thuan, 6)
    party_orgs(cast.tan_lap, 5)
    asked = Asked(INTERNAL, cast.nation, HALF, TODAY, "commune")

    far = rollup_by(asked, user=None)

    assert far.value == 33
    assert {one.total.number for one in far.children} == {None}
    near = seen(cast.an_binh, indicator=INTERNAL).children
    assert [one.total.number for one in near] == [15, 18]


def test_periods_are_not_combined_when_one_of_them_is_hidden(cast: Cast) -> None:
    for period, number in (("2026Q1", 40), ("2026Q2", 2)):
        make_spread(cast.an_binh, number, indicator="I10", period=period)

    both = seen(cast.nation, indicator="I10", period=QUARTERS)

    assert seen(cast.nation, indicator="I10", period="2026Q1").value == 40
    assert seen(cast.nation, indicator="I10", period="2026Q2").total.is_hidden
    assert both.total.is_hidden
    assert all(one.total.number is None for one in both.children)


@pytest.mark.parametrize(
    ("who", "number"),
    [
        *(("cuc", 30), ("giang", 30), ("khoa", 30), ("minh", 30), ("officer", 30)),
        *(("binh", None), ("lan", None), ("dung", None), ("an", None)),
    ],
)
def test_restricted_figures_are_for_posts_that_may_read_them(
    cast: Cast, who: str, number: int | None
) -> None:
    officer = hire("officer", "Ngô Văn Phúc", cast.an_binh, "officer")
    value = make_value(cast.hoa_thuan, 30, indicator=RESTRICTED)
    user = officer if who == "officer" else getattr(cast, who)

    found = seen(cast.hoa_thuan, user=user)
    behind = entries_behind(unit=cast.hoa_thuan, period=HALF, map_on=TODAY, user=user)

    assert found.value == number
    assert found.total.is_hidden == (number is None)
    assert [one.amount.number for one in behind if one.amount] == (
        [value.number] if number else []
    )


@pytest.mark.parametrize(
    ("who", "is_open"),
    [("binh", True), ("cuc", True), ("giang", True), ("khoa", True), ("lan", False)],
)
def test_a_filing_shows_restricted_rows_to_who_enters_or_may_read_them(
    cast: Cast,
    who: str,
    is_open: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    numbers = {"H01": "4", "I04": "9", "I05": "1", "I06": "271", "I07": "1"}
    make_draft(cast, numbers, period=HALF_ADMINISTRATIVE)
    user = getattr(cast, who)
    where = Address("PL4", cast.hoa_thuan, period_from(HALF_ADMINISTRATIVE))

    page = filing_page(user=user, where=where, today=TODAY)

    rows = {row.cell.code for _, some in page.sections for row in some}
    told = " ".join(one.deed for one in page.history)
    assert {"H01", "I04"} <= rows
    assert ("I06" in rows, "ghi I06:" in told) == (is_open, is_open)
    assert ("271" in str((page.errors, page.sections))) == is_open
    assert "ghi H01:" in told


def test_an_official_without_the_right_still_sees_internal_figures(cast: Cast) -> None:
    party_orgs(cast.hoa_thuan, 1)

    assert seen(cast.hoa_thuan, indicator=INTERNAL, user=cast.binh).value == 3
    assert seen(cast.hoa_thuan, indicator=INTERNAL, user=cast.lan).value == 3


def test_a_right_held_elsewhere_opens_nothing_here(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 30, indicator=RESTRICTED)
    make_value(cast.tan_lap, 30, indicator=RESTRICTED)
    both = hire("both", "Đinh Thị Nga", cast.an_binh, "clerk")
    give_post(user=both, unit=cast.tan_lap, role="head", valid_from=SINCE)

    assert seen(cast.hoa_thuan, user=both).total.is_hidden
    assert seen(cast.tan_lap, user=both).value == 30


@pytest.mark.parametrize(("indicator", "reads"), [("G01", 4), (RESTRICTED, 14)])
def test_only_figures_that_are_not_public_ask_what_stands_above(
    cast: Cast,
    indicator: str,
    reads: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_spread(cast.an_binh, 30, indicator=indicator)
    seen(cast.an_binh, indicator=indicator)

    with django_assert_num_queries(reads):
        found = seen(cast.an_binh, indicator=indicator)

    assert found.value == 30
