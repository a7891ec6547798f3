from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.deadlines.rules import (
    DayKind,
    Deadline,
    Direction,
    Standing,
    Term,
    TermUnit,
    WorkingCalendar,
    add_months,
    counted_out_again,
    days_left,
    due_day,
    runs_out,
    standing,
)

PUBLIC = WorkingCalendar()
DAY = timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
calendars = st.builds(
    WorkingCalendar,
    st.dictionaries(days, st.sampled_from(DayKind), max_size=40),
)


def iso(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "worked"),
    [
        pytest.param("2026-02-14", "2026-02-22", [], id="Tết Bính Ngọ and weekends"),
        pytest.param("2026-04-25", "2026-04-27", [], id="Giỗ Tổ with a day in lieu"),
        pytest.param("2026-04-30", "2026-05-03", [], id="30/4 and 1/5"),
        pytest.param("2026-08-29", "2026-09-02", [], id="2/9 with a swapped Monday"),
        pytest.param("2026-08-22", "2026-08-23", ["2026-08-22"], id="its Saturday"),
        pytest.param("2026-01-01", "2026-01-04", [], id="New Year with its swap"),
        pytest.param("2026-01-10", "2026-01-11", ["2026-01-10"], id="that Saturday"),
        pytest.param("2024-04-27", "2024-05-01", [], id="29/4/2024 was swapped"),
        pytest.param("2024-05-04", "2024-05-05", ["2024-05-04"], id="with 4/5/2024"),
        pytest.param("2025-04-26", "2025-04-26", ["2025-04-26"], id="26/4/2025"),
    ],
)
def test_days_off_of_known_years(first: str, last: str, worked: list[str]) -> None:
    span = (iso(last) - iso(first)).days + 1
    stretch = [iso(first) + n * DAY for n in range(span)]

    assert [day for day in stretch if PUBLIC.is_working(day)] == [
        iso(day) for day in worked
    ]
    assert PUBLIC.is_working(date(2026, 2, 13))
    assert PUBLIC.is_working(date(2026, 2, 23))


def test_what_people_wrote_wins_over_every_public_table() -> None:
    changed = WorkingCalendar(
        {
            date(2026, 1, 2): DayKind.WORKED,
            date(2026, 2, 16): DayKind.WORKED,
            date(2026, 7, 4): DayKind.WORKED,
            date(2026, 7, 6): DayKind.OFF,
        }
    )

    assert changed.is_working(date(2026, 1, 2))
    assert changed.is_working(date(2026, 2, 16))
    assert changed.is_working(date(2026, 7, 4))
    assert not changed.is_working(date(2026, 7, 6))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        pytest.param("2026-03-02", 5, "2026-03-09", id="across one weekend"),
        pytest.param("2026-03-07", 1, "2026-03-09", id="received on a Saturday"),
        pytest.param("2026-03-08", 1, "2026-03-09", id="received on a Sunday"),
        pytest.param("2026-04-29", 1, "2026-05-04", id="across two days off"),
        pytest.param("2026-02-13", 10, "2026-03-06", id="across Tết"),
        pytest.param("2026-08-21", 1, "2026-08-22", id="onto a swapped Saturday"),
        pytest.param("2026-03-09", -5, "2026-03-02", id="backwards"),
        pytest.param("2026-02-23", -1, "2026-02-13", id="backwards across Tết"),
        pytest.param("2026-03-07", 0, "2026-03-07", id="no days at all"),
    ],
)
def test_counting_working_days(start: str, count: int, expected: str) -> None:
    assert PUBLIC.shift(iso(start), count) == iso(expected)


@given(calendars, days, st.integers(0, 60))
def test_forward_then_backward_comes_home(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    start = calendar.roll_forward(day)

    there = calendar.shift(start, count)

    assert calendar.shift(there, -count) == start
    assert calendar.working_days_between(start, there) == count


@given(calendars, days, st.integers(0, 40), st.integers(0, 40))
def test_more_days_never_end_sooner_and_a_later_start_never_ends_sooner(
    calendar: WorkingCalendar, day: date, count: int, more: int
) -> None:
    assert calendar.shift(day, count) <= calendar.shift(day, count + more)
    assert calendar.shift(day, count) <= calendar.shift(day + more * DAY, count)


@given(calendars, days, st.integers(1, 40), st.integers(0, 80), st.integers(0, 400))
def test_a_pause_neither_gives_nor_takes_working_days(
    calendar: WorkingCalendar, start: date, count: int, ran: int, stood: int
) -> None:
    unit = TermUnit.WORKING_DAY
    out = runs_out(Term(count, unit), start, calendar)
    paused = min(start + ran * DAY, out)
    resumed = paused + stood * DAY
    left = days_left(unit, paused, out, calendar)

    again = counted_out_again(unit, resumed, left, calendar)

    worked = calendar.working_days_between(start, paused)
    worked += calendar.working_days_between(resumed, again)
    assert worked == count


@given(calendars, days, st.integers(1, 90), st.integers(0, 90), st.integers(0, 400))
def test_a_pause_neither_gives_nor_takes_calendar_days(
    calendar: WorkingCalendar, start: date, count: int, ran: int, stood: int
) -> None:
    unit = TermUnit.DAY
    out = runs_out(Term(count, unit), start, calendar)
    paused = min(start + ran * DAY, out)
    resumed = paused + stood * DAY

    again = counted_out_again(
        unit, resumed, days_left(unit, paused, out, calendar), calendar
    )

    assert again == out + stood * DAY


@given(calendars, st.sampled_from(TermUnit), days, days)
def test_what_is_left_is_never_negative(
    calendar: WorkingCalendar, unit: TermUnit, today: date, out: date
) -> None:
    assert days_left(unit, today, out, calendar) >= 0


@pytest.mark.parametrize(
    ("term", "start", "out", "due"),
    [
        pytest.param(
            Term(10, TermUnit.DAY),
            "2026-06-24",
            "2026-07-04",
            "2026-07-06",
            id="ten days end on a Saturday and so on Monday",
        ),
        pytest.param(
            Term(7, TermUnit.WORKING_DAY),
            "2026-07-01",
            "2026-07-10",
            "2026-07-10",
            id="seven working days",
        ),
        pytest.param(
            Term(1, TermUnit.MONTH),
            "2026-01-31",
            "2026-02-28",
            "2026-03-02",
            id="a month from the 31st",
        ),
        pytest.param(
            Term(1, TermUnit.YEAR),
            "2024-02-29",
            "2025-02-28",
            "2025-02-28",
            id="a year from 29 February",
        ),
        pytest.param(
            Term(20, TermUnit.DAY, Direction.BEFORE),
            "2026-07-24",
            "2026-07-04",
            "2026-07-04",
            id="twenty days before stay on a Saturday",
        ),
        pytest.param(
            Term(5, TermUnit.WORKING_DAY, Direction.BEFORE),
            "2026-02-24",
            "2026-02-10",
            "2026-02-10",
            id="five working days before, across Tết",
        ),
        pytest.param(
            Term(1, TermUnit.MONTH, Direction.BEFORE),
            "2026-03-31",
            "2026-02-28",
            "2026-02-28",
            id="a month before",
        ),
    ],
)
def test_when_a_term_ends(term: Term, start: str, out: str, due: str) -> None:
    counted_out = runs_out(term, iso(start), PUBLIC)

    assert counted_out == iso(out)
    assert due_day(term, counted_out, PUBLIC) == iso(due)


@given(days, st.integers(-60, 60))
def test_months_keep_the_day_or_take_the_last_of_the_month(
    day: date, months: int
) -> None:
    moved = add_months(day, months)

    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved + DAY).day == 1 < moved.day < day.day


def test_a_deadline_is_counted_by_the_law_or_by_us_but_not_by_both() -> None:
    with pytest.raises(ValueError, match="either the law counts or we do"):
        Deadline("petitions.answer", "Trả lời", rule="R107", days=10)


@pytest.mark.parametrize(
    ("today", "paused", "stopped", "expected"),
    [
        pytest.param("2026-07-06", False, None, Standing.IN_TIME, id="four days left"),
        pytest.param("2026-07-07", False, None, Standing.DUE_SOON, id="three left"),
        pytest.param("2026-07-10", False, None, Standing.DUE_SOON, id="the last day"),
        pytest.param("2026-07-11", False, None, Standing.OVERDUE, id="a day late"),
        pytest.param("2026-07-11", True, None, Standing.PAUSED, id="paused"),
        pytest.param("2026-08-01", False, "2026-07-10", Standing.MET, id="met"),
        pytest.param("2026-07-01", False, "2026-07-11", Standing.LATE, id="done late"),
    ],
)
def test_how_a_clock_stands(
    *,
    today: str,
    paused: bool,
    stopped: str | None,
    expected: Standing,
) -> None:
    found = standing(
        due_on=date(2026, 7, 10),
        paused=paused,
        stopped_on=iso(stopped) if stopped else None,
        today=iso(today),
    )

    assert found is expected
