import unicodedata
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
)
from danchu.indicators.rules.cells import Entry, read_entry

NUMBERS = st.decimals(0, 10**12, places=4, allow_nan=False)


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


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("1,234", "ghi 1.234 nếu là hàng nghìn, ghi 1,2340 nếu là phần lẻ"),
        ("12,000", "ghi 12.000 nếu là hàng nghìn, ghi 12,0000 nếu là phần lẻ"),
        ("1,234.56", "hãy ghi 1.234,56"),
        ("1,234,567", "hãy ghi 1.234.567"),
        ("1,234,567.5", "hãy ghi 1.234.567,5"),
        ("1 234.567", "không dùng lẫn"),
        ("1.234 567", "không dùng lẫn"),
        ("120\n135", "nhiều dòng"),
        ("120\t135", "nhiều dòng"),
    ],
)
def test_what_another_country_writes_is_refused_with_the_way_out(
    text: str, way_out: str
) -> None:
    with pytest.raises(ValueError, match=way_out):
        parse_vietnamese(text)


@pytest.mark.parametrize("text", ["0,125", "1234,567", "1.234,567", "1,2340"])
def test_three_digits_behind_the_comma_are_read_where_they_cannot_be_thousands(
    text: str,
) -> None:
    assert parse_vietnamese(text) == Decimal(text.replace(".", "").replace(",", "."))


@given(NUMBERS)
def test_what_stands_in_a_cell_is_read_as_the_same_number(number: Decimal) -> None:
    text = Amount(number).typed

    assert parse_vietnamese(text) == number


@pytest.mark.parametrize("typed", ["hơn 5", "Gần 5", "Không áp dụng", "Chưa có số"])
def test_a_word_in_parts_says_the_same_as_in_one(typed: str) -> None:
    apart = unicodedata.normalize("NFD", typed)

    assert apart != typed
    assert read_entry(Entry(apart)) == read_entry(Entry(typed))


@pytest.mark.parametrize("hidden", ["\ufeff", "\u200b", "\u00a0", "\u202f", "\u200e"])
def test_marks_that_nobody_sees_are_no_part_of_a_number(hidden: str) -> None:
    assert read_entry(Entry(f"{hidden}396{hidden}")).number == Decimal(396)


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
