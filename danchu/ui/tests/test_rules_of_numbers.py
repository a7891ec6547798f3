from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ui import numerals
from danchu.ui.languages import spoken_at
from danchu.ui.numerals import NBSP, Number
from danchu.ui.templatetags import ui


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (1234567, "1.234.567"),
        (-12, "−12"),
        (Decimal("1234567.80"), "1.234.567,8"),
        (Decimal("12.0000"), "12"),
        (0.5, "0,5"),
        (Decimal("1E+3"), "1.000"),
        (None, "–"),
    ],
)
def test_a_number_is_written_the_vietnamese_way(
    value: Number | None, written: str
) -> None:
    assert numerals.number(value) == written


def test_places_are_kept_and_rounded_half_up() -> None:
    assert numerals.number(1870, 1) == "1.870,0"
    assert numerals.number(Decimal("0.25"), 1) == "0,3"
    assert numerals.number(Decimal("-0.25"), 1) == "−0,3"


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert numerals.number(Decimal("-0.04"), 1) == "0,0"


def test_a_percent_has_one_decimal_and_nothing_to_divide_by_is_a_dash() -> None:
    assert numerals.percent(Decimal("0.8859")) == "88,6%"
    assert ui.ti_le(71, 99) == "71,7%"
    assert ui.ti_le(0, 99) == "0,0%"
    assert ui.ti_le(5, 0) == "–"
    assert ui.ti_le(None, 99) == "–"


def test_changes_carry_their_sign() -> None:
    assert numerals.signed(37) == "+37"
    assert numerals.signed(-12) == "−12"
    assert numerals.signed(0) == "0"
    assert numerals.signed(None) == "–"
    assert ui.chenh_phan_tram(Decimal("0.103")) == "+10,3%"
    assert ui.chenh_phan_tram(Decimal("-0.073")) == "−7,3%"
    assert ui.chenh_phan_tram(None) == "–"


def test_a_number_never_breaks_from_its_unit() -> None:
    assert ui.kem(19214, "lượt") == f"19.214{NBSP}lượt"
    assert ui.phan_so(41, 44) == "41/44"
    assert ui.dai_so(3, 5) == "3–5"


def test_money_keeps_one_decimal_of_the_largest_unit() -> None:
    assert numerals.money(3_100_000_000) == f"3,1{NBSP}tỷ đồng"
    assert numerals.money(2_000_000) == f"2{NBSP}triệu đồng"
    assert numerals.money(980_000) == f"980.000{NBSP}đồng"
    assert numerals.money(-1_500_000) == f"−1,5{NBSP}triệu đồng"
    assert numerals.money(None) == "–"


@pytest.mark.parametrize(
    ("month", "written"),
    [(1, "05/01/2026"), (2, "05/02/2026"), (3, "05/3/2026"), (12, "05/12/2026")],
)
def test_only_january_and_february_carry_a_zero(month: int, written: str) -> None:
    assert numerals.day(date(2026, month, 5)) == written


def test_days_are_written_short_full_and_by_name() -> None:
    when = date(2026, 7, 8)

    assert numerals.short_day(when) == "08/7"
    assert numerals.weekday(when) == f"Thứ{NBSP}Tư"
    full = numerals.full_day(date(2026, 2, 5)).replace(NBSP, " ")
    assert full == "ngày 05 tháng 02 năm 2026"
    assert numerals.day(None) == "–"
    assert numerals.short_day(None) == "–"
    assert numerals.full_day(None) == "–"


def test_moments_are_told_in_the_time_of_viet_nam() -> None:
    late = datetime(2026, 7, 12, 18, 40, tzinfo=UTC)

    assert numerals.moment(late).replace(NBSP, " ") == "01:40 ngày 13/7/2026"
    assert numerals.weekday(late) == f"Thứ{NBSP}Hai"
    assert numerals.moment(None) == "–"
    assert numerals.clock(None) == "–"


def test_a_stretch_of_days_may_be_open_at_either_end() -> None:
    start, end = date(2025, 12, 15), date(2026, 6, 14)

    written = [
        ui.khoang_ngay(start, end),
        ui.khoang_ngay(start, None),
        ui.khoang_ngay(None, end),
        ui.khoang_ngay(None, None),
    ]

    assert [text.replace(NBSP, " ") for text in written] == [
        "từ 15/12/2025 đến 14/6/2026",
        "từ 15/12/2025",
        "đến 14/6/2026",
        "",
    ]


@spoken_at("/en/")
def test_english_pages_write_numbers_and_days_as_english_does() -> None:
    at = datetime(2026, 7, 2, 9, 5)  # noqa: DTZ001 -- as it stands on a clock
    assert numerals.number(Decimal("-1234567.80")) == "−1,234,567.8"
    assert numerals.percent(Decimal("0.8859")) == "88.6%"
    assert numerals.money(3_100_000_000).split(numerals.NBSP) == ["3.1", "billion dong"]
    assert numerals.money(2_000_000).split(numerals.NBSP) == ["2", "million dong"]
    assert numerals.money(980_000).split(numerals.NBSP) == ["980,000", "dong"]
    written = [
        numerals.day(at),
        numerals.short_day(at),
        numerals.full_day(at),
        numerals.moment(at),
        numerals.weekday(at),
        numerals.span_of_days(at, None),
        numerals.span_of_days(at, at),
    ]
    assert [one.replace(numerals.NBSP, " ") for one in written] == [
        "2 July 2026",
        "2 July",
        "2 July 2026",
        "09:05 on 2 July 2026",
        "Thursday",
        "from 2 July 2026",
        "from 2 July 2026 to 2 July 2026",
    ]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_both_languages_write_the_same_digits(number: Decimal) -> None:
    vietnamese = numerals.number(number)
    with spoken_at("/en/"):
        english = numerals.number(number)

    assert english == vietnamese.translate(str.maketrans(".,", ",."))
