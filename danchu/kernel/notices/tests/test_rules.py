"""Pauses grow; what is kept of a failure names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.notices.rules import (
    LONGEST_REASON,
    MOST_TRIES,
    pause_after,
    plain,
    without_addresses,
)


@given(st.integers(1, MOST_TRIES - 2))
def test_pauses_never_become_shorter(tries: int) -> None:
    earlier, later = pause_after(tries), pause_after(tries + 1)

    assert earlier is not None
    assert later is not None
    assert earlier <= later


@given(st.text())
def test_a_plain_text_is_one_line(text: str) -> None:
    made = plain(text, 50)

    assert len(made) <= 50
    assert not set(made) & {"\r", "\n", "\0", "\t"}


@given(st.text(), st.emails(), st.text())
def test_no_address_is_kept(before: str, address: str, after: str) -> None:
    kept = without_addresses(f"{before} <{address}> {after}")

    assert "@" not in kept or address not in kept
    assert len(kept) <= LONGEST_REASON


@pytest.mark.parametrize(
    "said", ["550 <an@xa.example>: no", "550 an@xa.example", "no: an.b+c@xa.example,"]
)
def test_ordinary_addresses_leave(said: str) -> None:
    assert "@" not in without_addresses(said)
