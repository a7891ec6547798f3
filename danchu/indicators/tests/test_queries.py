from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.models import Member, Value
from danchu.indicators.queries import (
    figure_catalogue,
    filings,
    periods_available,
    province_table,
    rollup,
)
from danchu.indicators.queries.filings import (
    filing_states,
    filings_due,
    filings_of,
)
from danchu.indicators.services import accept_filing
from danchu.indicators.tests.factories import (
    NOW,
    make_approved,
    make_draft,
    make_published,
    make_spread,
    make_submitted,
    make_value,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

TODAY = date(2026, 7, 3)
HALF = "2026H1"


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def more_communes(cast: Cast, count: int) -> list[Unit]:
    return [
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã {n}", parent=cast.an_binh)
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_roll_up_takes_four_queries_however_many_children(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for commune in more_communes(cast, count):
        make_value(commune, 2)

    rollup(indicator="G01", unit=cast.an_binh, period=HALF, map_on=TODAY)
    with django_assert_num_queries(4):
        found = rollup(indicator="G01", unit=cast.an_binh, period=HALF, map_on=TODAY)

    assert found.value == 2 * count
    assert found.total.coverage.have == count
    assert found.total.coverage.of == 2 + count


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_takes_as_many_for_one_indicator_as_for_three(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    codes = ["G01", "G02", "H01"][:count]
    for code in codes:
        make_value(cast.hoa_thuan, 7, indicator=code)

    province_table(unit=cast.an_binh, period=HALF, indicators=codes, map_on=TODAY)
    with django_assert_num_queries(4):
        table = province_table(
            unit=cast.an_binh, period=HALF, indicators=codes, map_on=TODAY
        )

    assert [total.number for total in table.totals] == [7] * count
    assert [row.name for row in table.rows] == ["Phường Tân Lập", "Xã Hòa Thuận"]


def test_the_province_s_own_figures_are_the_rest(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3)
    make_value(cast.an_binh, 5)

    found = rollup(indicator="G01", unit=cast.an_binh, period=HALF, map_on=TODAY)

    assert found.value == 8
    assert found.remainder is not None
    assert found.remainder.name == "Riêng cấp tỉnh"
    assert found.remainder.total.number == 5
    assert found.total.coverage.have == 1


def test_one_lower_limit_among_the_parts_shows_in_the_total(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3)
    make_value(cast.tan_lap, 40, qualifier="more_than")

    found = rollup(indicator="G01", unit=cast.an_binh, period=HALF, map_on=TODAY)

    assert str(found.total.amount) == "hơn 43"


def test_a_percent_is_divided_after_adding_up(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 1, indicator="G05")
    make_value(cast.hoa_thuan, 2, indicator="G03")
    make_value(cast.tan_lap, 6, indicator="G03")

    found = rollup(indicator="G06", unit=cast.an_binh, period=HALF, map_on=TODAY)

    assert found.value == Decimal("12.5")
    assert [one.total.number for one in found.children] == [None, 50]


def test_quarters_are_added_and_a_year_is_not_mixed_with_them(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3, period="2026Q1")
    make_value(cast.hoa_thuan, 4, period="2026Q2")

    both = rollup(
        indicator="G01", unit=cast.an_binh, period="2026Q2,2026Q1", map_on=TODAY
    )
    with pytest.raises(RuleBroken) as refused:
        rollup(indicator="G01", unit=cast.an_binh, period="2026Q1,2026", map_on=TODAY)

    assert both.value == 7
    assert refused.value.code == "indicators.periods_do_not_add"


def test_a_breakdown_is_added_member_by_member(cast: Cast) -> None:
    women = Member.objects.get(dimension__indicator__code="G12", code="NU")
    make_value(cast.hoa_thuan, 8, indicator="G12", member=women)
    make_value(cast.hoa_thuan, 20, indicator="G12")

    found = rollup(
        indicator="G12", unit=cast.an_binh, period=HALF, map_on=TODAY, member="NU"
    )

    assert found.value == 8


@pytest.mark.parametrize(
    ("who", "number"),
    [("an", 3), ("dung", 3), ("giang", 7), ("khoa", 7), ("minh", 7), ("cuc", 3)],
)
def test_only_those_in_reach_see_what_is_not_published(
    cast: Cast, who: str, number: int
) -> None:
    make_value(cast.hoa_thuan, 3)
    make_value(cast.tan_lap, 4, stage="submitted")
    make_value(cast.tan_lap, 9, stage="draft", indicator="G02")

    found = rollup(
        indicator="G01",
        unit=cast.an_binh,
        period=HALF,
        map_on=TODAY,
        user=getattr(cast, who),
    )

    assert found.value == number


def test_a_restricted_figure_of_a_commune_is_closed_to_strangers(cast: Cast) -> None:
    commune, *_ = make_spread(cast.an_binh, 30, indicator="I06")

    def seen(unit: Unit, user: object = None) -> Decimal | None:
        return rollup(
            indicator="I06",
            unit=unit,
            period=HALF,
            map_on=TODAY,
            user=user,  # type: ignore[arg-type]  # a user or nobody
        ).value

    assert seen(commune) is None
    assert seen(cast.an_binh) == 30
    assert seen(commune, cast.giang) == 10


def test_the_clerk_owes_one_filing_for_each_form_and_calendar(cast: Cast) -> None:
    due = filings_due(cast.binh, TODAY)

    wanted = {
        one.period.code: (one.due_on, str(one.standing), one.deed)
        for one in due
        if one.form_code == "PL4"
    }
    assert wanted == {
        "2026H1": (date(2026, 7, 6), "due_soon", "Nhập số liệu"),
        "2026H1a": (date(2026, 6, 17), "overdue", "Nhập số liệu"),
    }


def test_a_filing_waits_for_one_person_at_a_time(cast: Cast) -> None:
    def waits(user: str) -> bool:
        mine = filings_due(getattr(cast, user), TODAY)
        return any((one.form_code, one.period.code) == ("PL4", HALF) for one in mine)

    turns = [[who for who in ("binh", "cuc", "giang") if waits(who)]]
    make_draft(cast, {"G01": "4"})
    turns.append([who for who in ("binh", "cuc", "giang") if waits(who)])
    make_submitted(cast, {})
    turns.append([who for who in ("binh", "cuc", "giang") if waits(who)])

    assert turns == [["binh"], ["binh"], ["cuc"]]
    assert filings_due(cast.an, TODAY) == []


def test_the_province_has_what_was_approved_below(cast: Cast) -> None:
    make_approved(cast, {"G01": "4"})

    [mine] = filings_due(cast.giang, TODAY)
    states = filing_states(
        form="PL4", period=HALF, unit=cast.an_binh, on=TODAY, user=cast.giang
    )

    assert (mine.place.name, mine.deed) == ("Xã Hòa Thuận", "Nhận số liệu")
    assert states == {cast.hoa_thuan.pk: "approved"}
    assert filings_of(cast.hoa_thuan, TODAY, cast.dung) == []
    assert any(
        one.status == "approved"
        for one in filings_of(cast.hoa_thuan, TODAY, cast.giang)
    )


def test_a_long_past_hides_nothing_that_waits(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filings, "MOST_WAITING", 1)
    make_published(cast, {"G01": "4"}, "2026Q1")
    accept_filing(
        actor=cast.giang, filing=make_approved(cast, {"G01": "4"}, "2025H2"), at=NOW
    )
    make_approved(cast, {"G01": "4"}, "2026Q2")
    make_draft(cast, {"G01": "4"})
    make_draft(cast, {"G01": "4"}, period="2026Q3")

    mine = {
        (one.period.code, one.status)
        for one in filings_due(cast.binh, TODAY)
        if one.form_code == "PL4"
    }
    theirs = [one.period.code for one in filings_due(cast.giang, TODAY)]
    all_of_it = [
        (one.period.code, one.status)
        for one in filings_of(cast.hoa_thuan, TODAY, cast.giang)
        if one.form_code == "PL4"
    ]

    assert mine == {("2026H1a", None), (HALF, "draft")}
    assert theirs == ["2026Q2"]
    assert all_of_it == [("2026H1a", None), ("2026Q3", "draft")]


def test_the_periods_of_an_indicator_are_those_with_values(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3, period="2026Q1")
    make_value(cast.hoa_thuan, 3, indicator="G02", period="2026Q2")

    assert [one.code for one in periods_available("G01")] == ["2026Q1"]
    assert periods_available("G06") == []
    assert len(figure_catalogue()) == 289


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "blank"},
        {"state": "zero"},
        {"scope": "all"},
        {"qualifier": "approximate"},
        {"stage": "sent"},
        {"origin": "typed"},
        {"scope": "whole", "origin": "counted"},
        {"number": -1},
    ],
)
def test_the_database_refuses_a_value_that_contradicts_itself(
    cast: Cast, facts: dict[str, object]
) -> None:
    number = facts.pop("number", 3)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_value(cast.hoa_thuan, number, **facts)  # type: ignore[arg-type]  # on purpose

    assert not Value.objects.exists()


def test_a_unit_has_one_own_value_and_one_whole_of_each_source(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3)
    make_value(cast.hoa_thuan, 3, scope="whole", source="a")
    make_value(cast.hoa_thuan, 3, scope="whole", source="b")

    for facts in ({}, {"scope": "whole", "source": "a"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_value(cast.hoa_thuan, 4, **facts)

    assert Value.objects.count() == 3
