"""A reform moves figures and loses none: the nation's own two maps."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest

from danchu.indicators.models import Indicator, Value
from danchu.indicators.queries import rollup
from danchu.indicators.services import load_catalogue
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period
from danchu.kernel.units.models import Placement, Succession, Unit
from danchu.kernel.units.queries import children_of, country
from danchu.kernel.units.rules import FIRST_NEW_DAY, LAST_OLD_DAY, Tree, UnitKind

pytestmark = pytest.mark.usefixtures("nation")
PERIOD = Period.half(2023, 1)


def count(kinds: tuple[UnitKind, ...]) -> dict[int, int]:
    """Give every unit of the old map of these kinds a figure of its own."""
    load_catalogue()
    chance = random.Random(2_025)  # noqa: S311 -- figures, not secrets
    units = Unit.objects.alive(LAST_OLD_DAY).filter(kind__in=kinds)
    numbers = {pk: chance.randint(0, 40) for pk in units.values_list("pk", flat=True)}
    indicator = Indicator.objects.get(code="G01")
    period = ensure_period(PERIOD)
    Value.objects.bulk_create(
        Value(
            unit_id=pk,
            indicator=indicator,
            period=period,
            number=number,
            scope="own",
            state="number" if number else "zero",
            origin="imported",
            stage="published",
        )
        for pk, number in numbers.items()
    )
    return numbers


def test_the_nation_counts_the_same_on_both_maps() -> None:
    numbers = count((UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE))
    total = sum(numbers.values())

    for day, provinces in ((LAST_OLD_DAY, 63), (FIRST_NEW_DAY, 34)):
        found = rollup(indicator="G01", unit=country(), period=PERIOD.code, map_on=day)
        parts = [child.total.number or Decimal(0) for child in found.children]
        rest = found.remainder.total.number if found.remainder else Decimal(0)

        assert found.value == total
        assert len(found.children) == provinces
        assert sum(parts) + (rest or Decimal(0)) == total
    assert len(numbers) == 63 + 696 + 10_035


def test_what_districts_had_passes_undivided_to_the_heir_of_their_province() -> None:
    numbers = count((UnitKind.DISTRICT,))
    above = dict(
        Placement.objects.filter(
            tree=Tree.TERRITORY, unit__in=list(numbers)
        ).values_list("unit", "parent")
    )
    heirs = dict(
        Succession.objects.filter(
            predecessor__in=set(above.values()), is_main=True
        ).values_list("predecessor", "successor")
    )
    expected: dict[int, int] = defaultdict(int)
    for district, number in numbers.items():
        expected[heirs.get(above[district], above[district])] += number

    found = {
        unit.pk: rollup(
            indicator="G01",
            unit=unit,
            period=PERIOD.code,
            map_on=FIRST_NEW_DAY,
            with_children=False,
        ).value
        for unit in children_of(country(), FIRST_NEW_DAY)
    }

    assert {pk: number for pk, number in found.items() if number} == expected
