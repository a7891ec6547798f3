from decimal import Decimal

import pytest

from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.filings import Status
from danchu.indicators.rules.privacy import hidden
from danchu.indicators.rules.rollups import (
    Coverage,
    Part,
    Standing,
    Total,
    over_time,
    share,
    total_of,
)


def part(number: int | None, **changes: object) -> Part:
    known = Part(
        Qualifier.EXACT,
        Status.PUBLISHED,
        None if number is None else Decimal(number),
        units=1,
        have=1,
    )
    return known._replace(**changes)  # type: ignore[arg-type]  # a test names fields


def total(number: int | None, *, units: int = 10) -> Total:
    return Total(
        None if number is None else Decimal(number),
        Qualifier.EXACT,
        Standing.PUBLISHED,
        Coverage(units, units),
        units,
    )


def test_a_total_is_as_firm_as_its_least_firm_part() -> None:
    parts = [part(3), part(4, stage="submitted")]

    added = total_of(parts, registered=5)

    assert added.number == 7
    assert added.standing is Standing.PROVISIONAL
    assert added.coverage == Coverage(2, 5)


def test_nobody_having_a_number_is_not_zero() -> None:
    nobody = total_of([part(None)], registered=3)
    zero = total_of([part(0)], registered=3)

    assert nobody.number is None
    assert nobody.why_none == "Chưa có số liệu"
    assert nobody.coverage == Coverage(1, 3)
    assert zero.number == 0


def test_a_unit_that_was_not_on_the_register_widens_the_coverage() -> None:
    added = total_of([part(3, strays=1), part(4)], registered=1)

    assert added.coverage == Coverage(2, 2)


def test_a_percent_is_divided_after_adding() -> None:
    percent = share(total(556), total(631))

    assert percent.number == Decimal("88.1141")


def test_a_lower_limit_below_the_line_is_an_upper_limit_of_the_percent() -> None:
    whole = total(100)._replace(qualifier=Qualifier.MORE_THAN)

    assert share(total(50), whole).qualifier is Qualifier.FEWER_THAN


def test_nothing_is_divided_by_zero() -> None:
    percent = share(total(0), total(0))

    assert percent.number is None
    assert percent.why_none == "Mẫu số bằng 0"


def test_periods_add_take_the_last_or_stay_apart() -> None:
    quarters = [total(3, units=9), total(4)]

    assert over_time(quarters, "sum").number == 7
    assert over_time(quarters, "sum").coverage == Coverage(9, 9)
    assert over_time(quarters, "last").number == 4
    assert over_time(quarters, "none").number is None


@pytest.mark.parametrize("rule", ["sum", "last", "none"])
def test_a_combination_with_a_hidden_period_is_hidden(rule: str) -> None:
    combined = over_time([hidden(total(2)), total(40)], rule)

    assert combined.is_hidden
    assert combined.number is None


def test_a_percent_of_hidden_parts_is_hidden() -> None:
    assert share(hidden(total(2)), total(100)).is_hidden
