from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.rules import Calendar, Kind, Period

DAY = timedelta(days=1)
TILING = [Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR]
days = st.dates(date(1901, 1, 1), date(2998, 12, 1))
kinds = st.sampled_from([*TILING, Kind.NINE_MONTHS])
tiling_kinds = st.sampled_from(TILING)


def campaign() -> Period:
    return Period.window(
        "2026-he", date(2026, 6, 1), date(2026, 8, 31), "Chiến dịch hè"
    )


@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        ("2023-07", "2023-07-01", "2023-07-31", "tháng 7/2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("2026Q2", "2026-04-01", "2026-06-30", "quý II/2026"),
        ("2026H1", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("2026H2", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
        ("2023-9M", "2023-01-01", "2023-09-30", "9 tháng đầu năm 2023"),
        ("2023", "2023-01-01", "2023-12-31", "năm 2023"),
        (
            "2023-07a",
            "2023-06-15",
            "2023-07-14",
            "tháng 7/2023 (từ 15/6/2023 đến 14/7/2023)",
        ),
        (
            "2023Q1a",
            "2022-12-15",
            "2023-03-14",
            "quý I/2023 (từ 15/12/2022 đến 14/3/2023)",
        ),
        (
            "2023H1a",
            "2022-12-15",
            "2023-06-14",
            "6 tháng đầu năm 2023 (từ 15/12/2022 đến 14/6/2023)",
        ),
        (
            "2023-9Ma",
            "2022-12-15",
            "2023-09-14",
            "9 tháng đầu năm 2023 (từ 15/12/2022 đến 14/9/2023)",
        ),
        (
            "2023a",
            "2022-12-15",
            "2023-12-14",
            "năm 2023 (từ 15/12/2022 đến 14/12/2023)",
        ),
        (
            "2023-02a",
            "2023-01-15",
            "2023-02-14",
            "tháng 2/2023 (từ 15/01/2023 đến 14/02/2023)",
        ),
    ],
)
def test_a_code_says_its_days_and_its_name(
    code: str, start: str, end: str, label: str
) -> None:
    period = Period.parse(code)

    assert (period.start, period.end) == (
        date.fromisoformat(start),
        date.fromisoformat(end),
    )
    assert (period.code, period.label) == (code, label)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2023-13",
        "2023-00",
        "2023Q5",
        "2023H3",
        "2023-7",
        "2023-9m",
        "2023h1",
        "2023A",
        " 2023",
        "2023\n",
        "1899",
        "3000",
        "२०२३",
        "W:he",
        "W:",
        "2023H1aa",
        "x" * 10_000,
    ],
    ids=lambda code: repr(code[:12]),
)
def test_what_is_no_code_is_refused_and_not_repeated_at_length(code: str) -> None:
    with pytest.raises(RuleBroken, match=r"periods\.unknown") as refused:
        Period.parse(code)

    assert len(refused.value.facts["code"]) <= 62


@given(day=days, kind=kinds, administrative=st.booleans())
def test_a_code_read_again_is_the_same_period(
    *, day: date, kind: Kind, administrative: bool
) -> None:
    period = Period.holding(day, kind, administrative=administrative)

    assert Period.parse(period.code) == period


@given(day=days, kind=tiling_kinds, administrative=st.booleans())
def test_consecutive_periods_tile_the_calendar(
    *, day: date, kind: Kind, administrative: bool
) -> None:
    period = Period.holding(day, kind, administrative=administrative)

    assert period.contains(day)
    assert period.next().start == period.end + DAY
    assert period.previous().end == period.start - DAY
    assert period.next().previous() == period == period.previous().next()


@given(
    day=days,
    kind=st.sampled_from([Kind.QUARTER, Kind.HALF, Kind.YEAR]),
    administrative=st.booleans(),
)
def test_months_make_up_every_longer_period(
    *, day: date, kind: Kind, administrative: bool
) -> None:
    whole = Period.holding(day, kind, administrative=administrative)
    months = [Period.holding(whole.start, Kind.MONTH, administrative=administrative)]
    while months[-1].end < whole.end:
        months.append(months[-1].next())

    assert whole.is_made_of(months[::-1])
    assert not whole.is_made_of(months[1:])
    assert not whole.is_made_of([*months, months[0]])


@given(year=st.integers(1901, 2998), administrative=st.booleans())
def test_three_quarters_are_nine_months_and_four_a_year(
    *, year: int, administrative: bool
) -> None:
    quarters = [
        Period.quarter(year, number, administrative=administrative)
        for number in (1, 2, 3, 4)
    ]

    assert Period.nine_months(year, administrative=administrative).is_made_of(
        quarters[:3]
    )
    assert Period.year(year, administrative=administrative).is_made_of(quarters)


def test_the_named_constructors_say_what_their_codes_say() -> None:
    made = [
        Period.month(2023, 7),
        Period.quarter(2023, 3, administrative=True),
        Period.half(2023, 2),
        Period.nine_months(2023),
        Period.year(2023, administrative=True),
    ]

    assert [period.code for period in made] == [
        "2023-07",
        "2023Q3a",
        "2023H2",
        "2023-9M",
        "2023a",
    ]


@pytest.mark.parametrize("number", [0, 5, -1])
def test_there_are_four_quarters(number: int) -> None:
    with pytest.raises(RuleBroken, match=r"periods\.unknown"):
        Period.quarter(2026, number)


def test_the_year_before_the_first_is_refused_and_not_invented() -> None:
    with pytest.raises(RuleBroken, match=r"periods\.unknown"):
        Period.year(1900).previous()


def test_nine_months_are_compared_with_those_of_the_year_before() -> None:
    assert Period.nine_months(2023).previous().code == "2022-9M"
    assert Period.nine_months(2023, administrative=True).next().code == "2024-9Ma"


def test_the_fifteenth_of_december_opens_the_next_administrative_year() -> None:
    assert (
        Period.holding(date(2026, 12, 14), Kind.YEAR, administrative=True).code
        == "2026a"
    )
    assert (
        Period.holding(date(2026, 12, 15), Kind.YEAR, administrative=True).code
        == "2027a"
    )


def test_the_two_calendars_are_neither_compared_nor_added() -> None:
    half = Period.half(2023, 1)
    quarters = [Period.quarter(2023, n, administrative=True) for n in (1, 2)]

    assert not half.comparable_with(Period.half(2023, 1, administrative=True))
    assert not half.is_made_of(quarters)
    assert half.comparable_with(Period.half(2022, 2))
    assert not half.comparable_with(Period.quarter(2023, 1))


def test_a_window_stands_alone() -> None:
    window = campaign()

    assert (window.code, window.calendar) == ("W:2026-he", Calendar.WINDOW)
    assert window.contains(date(2026, 8, 31))
    assert not window.contains(date(2026, 9, 1))
    assert not window.comparable_with(window)
    assert not window.is_made_of([Period.month(2026, n) for n in (6, 7, 8)])
    assert not Period.quarter(2026, 3).is_made_of([window])
    for ask in (window.previous, window.next):
        with pytest.raises(RuleBroken, match=r"periods\.window_stands_alone"):
            ask()
    with pytest.raises(RuleBroken, match=r"periods\.window_stands_alone"):
        Period.holding(date(2026, 6, 1), Kind.WINDOW)


@pytest.mark.parametrize("name", ["", "Hè", "a b", "a/b", "-a", "a--b", "a" * 61])
def test_the_name_of_a_window_can_stand_in_an_address(name: str) -> None:
    with pytest.raises(RuleBroken, match=r"periods\.unknown"):
        Period.window(name, date(2026, 6, 1), date(2026, 6, 2), "Đợt")


def test_a_window_without_a_label_is_called_by_its_name() -> None:
    window = Period.window("2026-he", date(2026, 6, 1), date(2026, 6, 1), "")

    assert window.label == "2026-he"


def test_a_window_does_not_end_before_it_begins() -> None:
    with pytest.raises(RuleBroken, match=r"periods\.ends_before_it_begins"):
        Period.window("2026-he", date(2026, 6, 2), date(2026, 6, 1), "Đợt")


def test_which_calendar_a_period_follows() -> None:
    assert Period.parse("2023H1a").is_administrative
    assert not Period.parse("2023H1").is_administrative
    assert campaign().is_window
    assert not Period.parse("2023").is_window
