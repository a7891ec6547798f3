from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.checks import ratio_holds
from danchu.indicators.rules.readings import Reading, percent_in


def reading(part: int, whole: int, printed: str) -> Reading:
    return Reading(Decimal(part), Decimal(whole), Decimal(printed))


def test_a_percent_is_read_as_rounded_and_as_cut_off() -> None:
    firms = reading(552, 631, "87.4")

    assert not firms.holds
    assert (firms.computed, firms.rounded, firms.cut_off) == (
        Decimal("87.48"),
        Decimal("87.5"),
        Decimal("87.4"),
    )


def test_some_percents_allow_no_whole_some_one_and_some_many() -> None:
    assert reading(552, 631, "87.4").wholes.count == 0
    assert reading(556, 631, "88.1").wholes.first == 631
    plan = reading(88_587, 100_000, "88.6").wholes
    assert (plan.first, plan.last) == (99_929, 100_041)
    assert reading(0, 5, "0").wholes.count == 0


def test_a_part_is_never_larger_than_its_whole() -> None:
    assert reading(72, 72, "100").wholes.first == 72


@given(
    part=st.integers(1, 3000),
    whole=st.integers(1, 3000),
    tenths=st.integers(1, 1000),
)
def test_the_wholes_are_exactly_those_that_round_to_the_printed_percent(
    part: int, whole: int, tenths: int
) -> None:
    printed = Decimal(tenths) / 10
    wholes = Reading(Decimal(part), Decimal(whole), printed).wholes

    holds = ratio_holds(Decimal(part), Decimal(whole), printed)

    assert (wholes.first <= whole <= wholes.last) == (holds and part <= whole)


def test_only_a_single_percent_belongs_to_its_sentence() -> None:
    assert percent_in("100% doanh nghiệp") == Decimal(100)
    assert percent_in("đạt 88,6 % kế hoạch") == Decimal("88.6")
    assert percent_in("hơn 19 nghìn lượt") is None
    assert percent_in("từ 3% lên 4%") is None
