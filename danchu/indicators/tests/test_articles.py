"""The figures of the five articles on both maps."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from danchu.indicators.models import Quotation, Value
from danchu.indicators.queries import rollup
from danchu.indicators.rules.checks import Verdict
from danchu.indicators.services import load_articles, load_catalogue
from danchu.indicators.services.tables import DATA
from danchu.indicators.tests.factories import make_value
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_code

OLD, NOW = date(2024, 12, 31), date(2026, 7, 15)

pytestmark = pytest.mark.usefixtures("nation")


@pytest.fixture(autouse=True)
def _loaded(settings: Settings) -> None:
    settings.DEMO = True
    load_catalogue()
    load_articles()


def give_dialogues() -> None:
    """Spread 396 dialogues over the real communes of Bắc Giang, for show."""
    bac_giang = unit_by_code("24", OLD)
    communes = Unit.objects.within(bac_giang, on=OLD).filter(kind="commune")
    for index, commune in enumerate(communes.order_by("pk")):
        number = 3 if index < 12 else 2
        make_value(commune, number, period="2023H1", origin="illustration")


def test_every_figure_is_a_value_or_a_quotation_and_loading_again_adds_none() -> None:
    before = (Quotation.objects.count(), Value.objects.count())

    load_articles()

    assert before == (45, 64)
    assert (Quotation.objects.count(), Value.objects.count()) == before
    percents = Quotation.objects.filter(percent__isnull=False)
    assert percents.count() == 7
    assert not Value.objects.filter(quotation__in=percents).exists()


def test_bac_giang_on_the_old_map_counts_396_and_the_press_says_396() -> None:
    give_dialogues()

    found = rollup(
        indicator="G01", unit=unit_by_code("24", OLD), period="2023H1", map_on=OLD
    )

    assert found.value == 396
    assert (found.total.coverage.have, found.total.coverage.of) == (192, 192)
    assert [one.difference for one in found.reported] == [0]
    assert found.reported[0].amount.number == 396
    assert found.reported[0].verdict is Verdict.HOLDS
    assert len(found.children) == 10


def test_the_same_396_stand_inside_bac_ninh_on_the_map_of_today() -> None:
    give_dialogues()

    found = rollup(
        indicator="G01", unit=unit_by_code("24", NOW), period="2023H1", map_on=NOW
    )

    assert found.place.name == "Tỉnh Bắc Ninh"
    assert found.value == 396
    assert [one.place.name for one in found.reported] == ["Tỉnh Bắc Giang"]
    assert [one.difference for one in found.reported] == [0]
    assert len(found.children) == 99
    assert sum(one.total.number or 0 for one in found.children) == 396


def test_illustrations_count_nowhere_without_the_demonstration(
    settings: Settings,
) -> None:
    give_dialogues()
    settings.DEMO = False

    found = rollup(
        indicator="G01", unit=unit_by_code("24", NOW), period="2023H1", map_on=NOW
    )

    assert found.value is None
    assert found.total.coverage.have == 0
    assert [one.amount.number for one in found.reported] == [396]
    assert [one.difference for one in found.reported] == [None]


def test_a_lower_limit_of_the_press_is_not_a_difference() -> None:
    commune = Unit.objects.within(unit_by_code("24", OLD), on=OLD).filter(
        kind="commune"
    )[0]
    make_value(commune, 19_214, indicator="G02", period="2023H1")

    found = rollup(
        indicator="G02", unit=unit_by_code("24", OLD), period="2023H1", map_on=OLD
    )

    assert str(found.reported[0].amount) == "hơn 19.000"
    assert found.reported[0].verdict is Verdict.UNKNOWN


def test_procedures_of_a_town_and_of_its_wards_are_never_added() -> None:
    found = rollup(
        indicator="J01", unit=unit_by_code("196", OLD), period="2023", map_on=OLD
    )

    assert found.value == 277
    assert {one.total.number for one in found.children} == {111}
    assert found.total.coverage.of == 1


def test_a_percent_without_its_denominator_is_shown_and_in_no_sum() -> None:
    found = rollup(
        indicator="L04", unit=unit_by_code("24", OLD), period="2023H1", map_on=OLD
    )

    assert found.value is None
    assert [one.amount.number for one in found.reported] == [Decimal("87.4")]
    assert found.reported[0].is_percent


def test_the_party_organisation_of_article_002_is_a_body_in_bac_giang() -> None:
    body = Unit.objects.get(kind="party_org")

    found = rollup(indicator="A14", unit=body, period="2022", map_on=OLD)
    province = rollup(
        indicator="A14", unit=unit_by_code("24", OLD), period="2022", map_on=OLD
    )

    assert [one.amount.number for one in found.reported] == [72]
    assert province.value is None
    assert body.name not in {one.name for one in province.children}


def test_a_damaged_figure_is_named_and_nothing_is_half_loaded(tmp_path: Path) -> None:
    Value.objects.all().delete()
    Quotation.objects.all().delete()
    shutil.copy(DATA / "figures.csv", tmp_path)
    file = tmp_path / "figures.csv"
    file.write_text(file.read_text().replace(",exact,82,", ",exact,tám hai,"))

    with pytest.raises(RuleBroken) as refused:
        load_articles(tmp_path)

    assert refused.value.code == "indicators.damaged_row"
    assert refused.value.facts["line"] == 18
    assert not Quotation.objects.exists()
