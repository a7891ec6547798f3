from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.people.rules import LONGEST_WAIT, remaining_wait, wait_after

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@given(st.integers(0, 10_000))
def test_more_failures_never_wait_less_and_never_beyond_the_longest(n: int) -> None:
    assert wait_after(n) <= wait_after(n + 1) <= LONGEST_WAIT


@given(st.timedeltas(timedelta(days=-900), timedelta(days=900)))
def test_no_jump_of_the_clock_makes_a_wait_longer_than_the_longest(
    jump: timedelta,
) -> None:
    left = remaining_wait(NOW + LONGEST_WAIT, NOW + jump)

    assert timedelta(0) <= left <= LONGEST_WAIT


def test_an_account_that_never_failed_does_not_wait() -> None:
    assert remaining_wait(None, NOW) == timedelta(0)
