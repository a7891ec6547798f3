"""Totals by member, by period and along the line; what strangers see of them."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db.models import F, Sum
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.models import Member, Value
from danchu.indicators.queries import Rollup, rollup, series
from danchu.indicators.queries.levels import MEMBERS, Asked, rollup_by
from danchu.indicators.tests.factories import (
    HALF,
    NOW,
    make_spread,
    make_submitted,
    make_value,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Placement, Unit
from danchu.kernel.units.queries import children_of
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.units.services import add_unit, rebuild_ancestry
from danchu.testing.cast import Cast

TODAY = date(2026, 7, 3)
PUBLIC, RESTRICTED, PARTY = "I04", "I13", "A15"


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def members(code: str) -> list[Member]:
    rows = Member.objects.filter(dimension__indicator__code=code)
    return list(rows.order_by("position"))


def told_apart(unit: Unit, code: str, total: int, *parts: int) -> None:
    """Give a unit a total and the first members of its breakdown."""
    make_value(unit, total, indicator=code)
    for member, number in zip(members(code), parts, strict=False):
        make_value(unit, number, indicator=code, member=member)


def told_by_three(cast: Cast, code: str, total: int, *parts: int) -> None:
    """Spread a total and its members over three communes of An Bình."""
    some = members(code)[: len(parts)]
    one, *_ = make_spread(cast.an_binh, sum(parts), indicator=code)
    for member, number in zip(some, parts, strict=True):
        for place, third in enumerate(communes(cast)):
            share = number - 2 * (number // 3) if place == 2 else number // 3
            make_value(third, share, indicator=code, member=member)
    Value.objects.filter(unit=one, indicator__code=code, member=None).update(
        number=F("number") + total - sum(parts)
    )


def communes(cast: Cast) -> list[Unit]:
    """Return the three communes over which numbers are spread."""
    return list(children_of(cast.an_binh, TODAY).filter(name__startswith="Xã số"))


def apart(unit: Unit, code: str, user: User | None = None) -> Rollup:
    return rollup_by(Asked(code, unit, HALF, TODAY, MEMBERS), user=user)


def numbers(found: Rollup) -> list[int | None]:
    return [
        None if one.total.number is None else int(one.total.number)
        for one in found.children
    ]


def test_members_make_the_total_with_what_is_not_told_apart(cast: Cast) -> None:
    told_apart(cast.hoa_thuan, PUBLIC, 9, 6, 3)
    told_apart(cast.tan_lap, PUBLIC, 5)

    found = apart(cast.an_binh, PUBLIC)

    assert found.value == 14
    assert numbers(found)[:2] == [6, 3]
    assert found.remainder is not None
    assert found.remainder.total.number == 5
    assert found.remainder.total.coverage.have == 1
    only = rollup(
        indicator=PUBLIC,
        unit=cast.an_binh,
        period=HALF,
        map_on=TODAY,
        member=members(PUBLIC)[0].code,
    )
    assert [one.total.number for one in only.children] == [None, 6]


def test_an_indicator_without_breakdown_has_no_members(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3)

    found = apart(cast.an_binh, "G01")

    assert found.value == 3
    assert not found.children
    assert found.remainder is None


@pytest.mark.parametrize("small", [2, 20])
def test_one_small_member_closes_the_whole_breakdown(cast: Cast, small: int) -> None:
    some = [small, *(20 for _ in members(RESTRICTED)[1:])]
    told_by_three(cast, RESTRICTED, sum(some), *some)

    found = apart(cast.nation, RESTRICTED)
    single = rollup(
        indicator=RESTRICTED,
        unit=cast.nation,
        period=HALF,
        map_on=TODAY,
        member=members(RESTRICTED)[1].code,
    )

    assert found.value == sum(some)
    closed = [None] * len(some)
    assert numbers(found) == (closed if small == 2 else some)
    assert single.value == (None if small == 2 else 20)
    assert numbers(apart(cast.an_binh, RESTRICTED, cast.giang)) == some


def test_a_rest_of_a_restricted_breakdown_closes_its_members(cast: Cast) -> None:
    some = [20 for _ in members(RESTRICTED)]
    told_by_three(cast, RESTRICTED, sum(some) + 2, *some)

    found = apart(cast.nation, RESTRICTED)

    assert set(numbers(found)) == {None}
    assert found.remainder is not None
    assert found.remainder.total.is_hidden


def test_a_source_tells_strangers_only_what_was_printed(cast: Cast) -> None:
    for unit in (cast.hoa_thuan, cast.an_binh):
        make_value(
            unit,
            30,
            indicator="I06",
            scope="whole",
            origin="imported",
            source=unit.name,
        )

    def said(unit: Unit, user: User | None = None) -> list[int]:
        found = rollup(indicator="I06", unit=unit, period=HALF, map_on=TODAY, user=user)
        return [int(one.amount.number) for one in found.reported]

    assert (said(cast.hoa_thuan), said(cast.an_binh)) == ([], [])
    assert said(cast.hoa_thuan, cast.cuc) == [30]
    Value.objects.filter(unit=cast.an_binh).update(origin="press")
    assert said(cast.an_binh) == [30]


def test_a_series_has_the_coverage_of_each_period(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_value(cast.hoa_thuan, 4, period="2026Q1")
    make_value(cast.tan_lap, 5, period="2026Q2")
    make_value(cast.hoa_thuan, 6, period="2026Q2")
    asked = "2025Q4,2026Q1,2026Q2"

    series(indicator="G01", unit=cast.an_binh, periods=asked, map_on=TODAY)
    with django_assert_num_queries(3):
        found = series(indicator="G01", unit=cast.an_binh, periods=asked, map_on=TODAY)

    totals = [one.total for one in found.points]
    assert [one.period.code for one in found.points] == asked.split(",")
    assert [total.number for total in totals] == [None, 4, 11]
    assert [total.coverage.have for total in totals] == [0, 1, 2]
    assert {total.coverage.of for total in totals} == {2}


def test_a_series_hides_the_periods_that_are_closed(cast: Cast) -> None:
    for period, number in (("2026Q1", 40), ("2026Q2", 2)):
        make_spread(cast.an_binh, number, indicator="I10", period=period)

    found = series(
        indicator="I10", unit=cast.nation, periods="2026Q1,2026Q2", map_on=TODAY
    )

    assert [one.total.number for one in found.points] == [40, None]
    assert found.points[1].total.is_hidden


def test_a_series_of_periods_that_do_not_touch_is_refused(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="periods_do_not_add"):
        series(indicator="G01", unit=cast.nation, periods="2026Q1,2026Q3", map_on=TODAY)


def test_the_line_adds_what_stands_under_a_committee(cast: Cast) -> None:
    top = add_unit(kind=UnitKind.PARTY_ORG, name="Đảng bộ A", parent=cast.an_binh)
    for number in range(3):
        body = add_unit(
            kind=UnitKind.PARTY_ORG, name=f"Chi bộ {number}", parent=cast.an_binh
        )
        Placement.objects.create(tree=Tree.LINE, unit=body, parent=top)
        make_value(body, 1, indicator=PARTY)
    rebuild_ancestry()
    make_value(top, 3, indicator=PARTY, scope="whole", origin="press", source="báo")

    def asked(tree: Tree, user: User | None) -> Rollup:
        return rollup(
            indicator=PARTY,
            unit=top,
            period=HALF,
            map_on=TODAY,
            tree=tree,
            user=user,
        )

    line, ground = asked(Tree.LINE, cast.giang), asked(Tree.TERRITORY, cast.giang)
    assert line.value == 3
    assert ground.value is None
    assert numbers(line) == [1, 1, 1]
    assert [one.difference for one in line.reported] == [0]
    assert asked(Tree.LINE, None).total.is_hidden


def test_a_figure_is_in_every_total_right_after_it_is_handed_up(cast: Cast) -> None:
    def read() -> list[int | None]:
        places = [
            (cast.hoa_thuan, cast.binh),
            (cast.an_binh, cast.giang),
            (cast.nation, cast.minh),
        ]
        found = [
            rollup(indicator="G01", unit=unit, period=HALF, map_on=TODAY, user=user)
            for unit, user in places
        ]
        return [None if one.value is None else int(one.value) for one in found]

    before = read()
    make_submitted(cast, {"G01": "4", "G02": "200", "G03": "40"})

    assert (before, read()) == ([None] * 3, [4] * 3)


def test_a_member_that_nobody_has_closes_a_restricted_breakdown(cast: Cast) -> None:
    some = [20 for _ in members(RESTRICTED)]
    told_by_three(cast, RESTRICTED, sum(some), *some)
    before = numbers(apart(cast.nation, RESTRICTED))
    last = members(RESTRICTED)[-1]
    Value.objects.filter(member=last).delete()
    for unit in communes(cast):
        values = Value.objects.filter(unit=unit, indicator__code=RESTRICTED)
        parts = values.exclude(member=None).aggregate(Sum("number"))["number__sum"]
        values.filter(member=None).update(number=parts)

    assert (before, set(numbers(apart(cast.nation, RESTRICTED)))) == (some, {None})


def test_members_of_what_is_closed_are_not_combined_over_time(cast: Cast) -> None:
    for period in ("2026Q1", "2026Q2"):
        for unit in make_spread(cast.an_binh, 60, indicator=RESTRICTED, period=period):
            for member in members(RESTRICTED):
                share = 20 // len(members(RESTRICTED)) + 3
                make_value(
                    unit, share, indicator=RESTRICTED, member=member, period=period
                )

    def first(period: str) -> Rollup:
        return rollup(
            indicator=RESTRICTED,
            unit=cast.nation,
            period=period,
            map_on=TODAY,
            member=members(RESTRICTED)[0].code,
        )

    assert first("2026Q1,2026Q2").total.is_hidden
