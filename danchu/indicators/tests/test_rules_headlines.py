from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.headlines import (
    change_from,
    is_enough,
    period_that_speaks,
)
from danchu.indicators.rules.rollups import Coverage, Standing, Total


def total(
    number: int | None, have: int = 10, of: int = 10, how: Qualifier = Qualifier.EXACT
) -> Total:
    known = None if number is None else Decimal(number)
    return Total(known, how, Standing.PUBLISHED, Coverage(have, of), have)


def test_the_newest_period_with_half_of_all_speaks() -> None:
    totals = [total(1, 3), total(2, 5), total(3, 10)]

    assert period_that_speaks(totals) == 1


def test_where_no_period_has_half_that_with_most_speaks_and_of_two_the_newer() -> None:
    assert period_that_speaks([total(1, 1), total(2, 4), total(3, 4)]) == 1
    assert period_that_speaks([total(1, 3, 99)]) == 0


def test_a_period_without_a_number_never_speaks() -> None:
    assert period_that_speaks([total(None), total(2, 1)]) == 1
    assert period_that_speaks([total(None)]) is None
    assert period_that_speaks([]) is None


counts = st.integers(min_value=0, max_value=40)
totals_told = st.lists(
    st.builds(
        lambda number, have, missing: total(number, have, have + missing),
        st.none() | counts,
        counts,
        counts,
    ),
    max_size=8,
)


@given(totals_told)
def test_nothing_newer_that_is_full_enough_is_passed_over(totals: list[Total]) -> None:
    chosen = period_that_speaks(totals)

    known = [at for at, one in enumerate(totals) if one.number is not None]
    assert (chosen is None) == (known == [])
    if chosen is None:
        return
    full = [at for at in known if is_enough(totals[at].coverage)]
    assert chosen in known
    if full:
        assert chosen == min(full)


def test_only_what_is_exact_and_full_on_both_sides_is_compared() -> None:
    assert change_from(total(4), total(9)) == Decimal(5)
    assert change_from(total(9), total(4)) == Decimal(-5)
    assert change_from(total(4, 9), total(9)) is None
    assert change_from(total(4), total(9, 9)) is None
    assert change_from(total(4, how=Qualifier.MORE_THAN), total(9)) is None
    assert change_from(total(None), total(9)) is None
    assert change_from(total(4), total(None)) is None
