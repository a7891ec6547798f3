from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.queries.entries import entries_behind
from danchu.indicators.queries.localities import (
    figures_of,
    illustrated,
    periods_with_figures,
    tellings_about,
    tellings_of,
)
from danchu.indicators.services import load_articles, load_catalogue
from danchu.indicators.services.illustrations import (
    Illustration,
    record_illustration,
)
from danchu.indicators.tests.factories import (
    HALF,
    make_approved,
    make_draft,
    make_published,
    make_value,
)
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import country, unit_by_code
from danchu.kernel.units.rules import LAST_OLD_DAY
from danchu.testing.cast import Cast

ON = date(2026, 7, 3)
NUMBERS = {"G01": "4", "G02": "200"}


def test_a_period_counts_for_those_who_may_read_its_figures(cast: Cast) -> None:
    make_approved(cast, NUMBERS)

    for unit in (cast.hoa_thuan, cast.an_binh):
        seen = periods_with_figures(unit=unit, map_on=ON, user=cast.giang)
        public = periods_with_figures(unit=unit, map_on=ON, user=None)

        assert [period.code for period in seen] == [HALF]
        assert public == []
    assert periods_with_figures(unit=cast.tan_lap, map_on=ON, user=cast.giang) == []


def test_the_nation_lists_the_periods_of_every_indicator(cast: Cast) -> None:
    make_published(cast, NUMBERS)
    make_value(cast.elsewhere, 2, indicator="F03", period="2025")

    found = periods_with_figures(unit=country(), map_on=ON, user=None)

    assert [period.code for period in found] == [HALF, "2025"]


def test_figures_come_in_the_order_of_the_catalogue_without_gaps(cast: Cast) -> None:
    make_published(cast, NUMBERS | {"G03": "8", "G05": "2"})

    found = figures_of(unit=cast.an_binh, period=HALF, map_on=ON, user=None)

    shown = [(one.indicator.code, str(one.total.amount)) for one in found]
    assert shown == [
        ("G01", "4"), ("G02", "200"), ("G03", "8"), ("G05", "2"), ("G06", "25"),
    ]  # fmt: skip
    assert not any(one.is_illustration for one in found)


def test_a_percent_of_illustrations_is_an_illustration(
    cast: Cast, settings: Any
) -> None:
    settings.DEMO = True
    rows = [Illustration(cast.hoa_thuan, code, 4) for code in ("G03", "G05")]
    record_illustration(period=Period.half(2026, 1), rows=rows)
    make_value(cast.tan_lap, 9, indicator="G01")

    found = figures_of(unit=cast.an_binh, period=HALF, map_on=ON, user=None)
    facts = [one.indicator for one in found]

    assert {one.indicator.code for one in found if one.is_illustration} == {
        "G03",
        "G05",
        "G06",
    }
    settings.DEMO = False
    assert not illustrated(unit=cast.an_binh, period=HALF, map_on=ON, facts=facts)


def test_an_illustration_gives_way_to_what_is_filed(cast: Cast) -> None:
    make_draft(cast, NUMBERS)
    rows = [
        Illustration(cast.hoa_thuan, "G01", 7),
        Illustration(cast.tan_lap, "G01", 0),
    ]

    kept = record_illustration(period=Period.half(2026, 1), rows=rows)

    assert kept == 1


def test_entries_tell_who_and_when_to_those_in_reach_alone(cast: Cast) -> None:
    make_draft(cast, NUMBERS)
    asked: dict[str, Any] = {"unit": cast.hoa_thuan, "period": HALF, "map_on": ON}

    seen = entries_behind(**asked, user=cast.giang)

    assert [(one.indicator.code, one.words, one.who) for one in seen] == [
        ("G01", "4", "Trần Thị Bình"),
        ("G02", "200", "Trần Thị Bình"),
    ]
    assert entries_behind(**asked, user=cast.dung) == []
    assert entries_behind(**asked, user=cast.an) == []


@pytest.mark.parametrize("cells", [1, 2])
def test_entries_cost_the_same_however_many(
    cast: Cast, cells: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_draft(cast, dict(list(NUMBERS.items())[:cells]))

    with django_assert_num_queries(3):
        seen = entries_behind(
            unit=cast.hoa_thuan, period=HALF, map_on=ON, user=cast.binh
        )

    assert len(seen) == cells


@pytest.mark.usefixtures("nation")
def test_sources_speak_of_a_place_and_of_all_that_stands_in_it() -> None:
    load_catalogue()
    load_articles()
    quang_ninh = unit_by_code("22", ON)

    told = tellings_about(unit=quang_ninh, map_on=ON, user=None)

    assert {one.place.name for one in told} == {"Thành phố Uông Bí"}
    assert len(told) == 13
    assert len(tellings_about(unit=country(), map_on=ON, user=None)) == 45


@pytest.mark.usefixtures("nation")
def test_a_source_is_compared_with_what_the_place_counts() -> None:
    load_catalogue()
    load_articles()
    bac_giang = unit_by_code("24", LAST_OLD_DAY)
    make_value(unit_by_code("07210", LAST_OLD_DAY), 400, period="2023H1")

    told = tellings_about(
        unit=bac_giang, map_on=LAST_OLD_DAY, user=None, period="2023H1"
    )

    compared = {one.indicator.code: one.difference for one in told if one.counted}
    assert compared == {"G01": -4}


@pytest.mark.usefixtures("nation")
def test_the_first_number_of_a_source_stands_for_its_indicator() -> None:
    load_catalogue()
    load_articles()

    told = tellings_of(["J01", "I04", "L18", "A01"])

    assert {code: str(one.amount) for code, one in told.items()} == {
        "J01": "277",
        "I04": "258",
    }
