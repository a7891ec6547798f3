from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.amounts import (
    Amount,
    Qualifier,
    State,
    add,
    parse_vietnamese,
    vietnamese,
)
from danchu.indicators.rules.cells import Entry, read_entry

NUMBERS = st.decimals(0, 10**12, places=4, allow_nan=False)


@given(NUMBERS)
def test_what_is_written_is_read_again(number: Decimal) -> None:
    text = vietnamese(number)

    read = parse_vietnamese(text)

    assert read == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("396", "396"),
        (" 19 000 ", "19000"),
        ("1.234.567", "1234567"),
        ("1 234 567,5", "1234567.5"),
        ("0", "0"),
        ("0,0001", "0.0001"),
    ],
)
def test_a_number_is_read_as_vietnamese_write_it(text: str, number: str) -> None:
    assert parse_vietnamese(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.5", "dấu chấm"),
        ("1.23.456", "dấu chấm"),
        ("0.125", "dấu chấm"),
        ("00.500", "dấu chấm"),
        ("0 500", "dấu cách"),
        ("12 5", "dấu cách"),
        ("1. 234", "dấu chấm"),
        ("1,2 5", "không phải là số"),
        ("-3", "không phải là số"),
        ("1,2,3", "không phải là số"),
        ("12a", "không phải là số"),
        ("٣", "không phải là số"),
        (",5", "không phải là số"),
        ("1,23456", "chữ số sau dấu phẩy"),
        ("9" * 30, "quá lớn"),
        ("1e5", "không phải là số"),
    ],
)
def test_what_could_mean_two_numbers_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_vietnamese(text)


def test_one_lower_limit_makes_the_sum_a_lower_limit() -> None:
    parts = [
        Amount(Decimal(10)),
        Amount(Decimal(4000), Qualifier.MORE_THAN),
    ]

    total = add(parts)

    assert total == Amount(Decimal(4010), Qualifier.MORE_THAN)
    assert str(total) == "hơn 4.010"


def test_limits_of_both_sides_leave_an_approximate_sum() -> None:
    parts = [
        Amount(Decimal(60), Qualifier.FEWER_THAN),
        Amount(Decimal(40), Qualifier.MORE_THAN),
    ]

    assert str(add(parts)) == "khoảng 100"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("0", State.ZERO),
        ("0,0", State.ZERO),
        ("7", State.NUMBER),
        ("K", State.NOT_APPLICABLE),
        ("Không áp dụng", State.NOT_APPLICABLE),
        ("c", State.NOT_YET),
        ("Chưa có", State.NOT_YET),
    ],
)
def test_a_cell_says_one_of_five_things(text: str, state: State) -> None:
    assert read_entry(Entry(text)).state is state


def test_a_number_that_is_said_not_to_apply_is_refused() -> None:
    with pytest.raises(ValueError, match="chọn một"):
        read_entry(Entry("12", state="not_applicable"))
