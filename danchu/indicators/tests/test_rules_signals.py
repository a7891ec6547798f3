from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.signals import (
    FEWEST_DIGITS,
    FEWEST_PEERS,
    MAY_BE,
    RARELY,
    SIGNAL_NAMES,
    TO_DO,
    Seen,
    Signal,
    bare,
    copied,
    full,
    heaped,
    is_far,
    is_rare,
    outlying,
    same_words,
    seconds_open,
)

COUNTS = st.integers(0, 10_000)
LONG = "Việc công khai ở thôn còn chậm do cán bộ kiêm nhiệm, " * 3
AT = datetime(2026, 7, 3, tzinfo=UTC)


def _amounts(numbers: list[int]) -> dict[str, Amount]:
    return {f"N{at}": Amount(Decimal(one)) for at, one in enumerate(numbers)}


def _chance(hits: int, of: int) -> int:
    """Count the ways in which last digits fall, by trying all of them."""
    return sum(
        sum(digit == 0 for digit in digits) >= hits
        for digits in product(range(5), repeat=of)
    )


@given(st.integers(1, 6), st.data())
def test_the_exact_test_counts_every_way_in_which_digits_fall(
    of: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, of))

    assert is_rare(hits, of) == (_chance(hits, of) * RARELY < 5**of)


@given(st.integers(1, 200), st.data())
def test_more_round_numbers_are_never_less_rare(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of - 1))

    assert is_rare(hits + 1, of) >= is_rare(hits, of)
    assert not is_rare(0, of)


@given(st.lists(COUNTS, max_size=60))
def test_few_numbers_and_small_ones_are_never_said_to_heap(numbers: list[int]) -> None:
    telling = [one for one in numbers if one >= 10]
    seen = heaped(_amounts(numbers))

    if len(telling) < FEWEST_DIGITS:
        assert seen is None
    if seen is not None:
        assert seen.of == len(telling)
        assert seen.count == sum(one % 5 == 0 for one in telling)


def test_all_round_heaps_and_limits_do_not_count() -> None:
    rounds = _amounts([10 * one for one in range(1, 30)])
    limits = {
        name: Amount(one.number, Qualifier.MORE_THAN) for name, one in rounds.items()
    }

    seen = heaped(rounds)

    assert seen is not None
    assert (seen.count, seen.of) == (29, 29)
    assert "và 23 ô khác" in seen.words
    assert heaped(limits) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=9))
def test_all_shares_are_full_only_if_each_is(pairs: list[tuple[int, int]]) -> None:
    shares = [("S", Amount(Decimal(a)), Amount(Decimal(b))) for a, b in pairs]
    known = [(a, b) for a, b in pairs if b]

    assert (full(shares) is not None) == (
        len(known) >= 3 and all(a == b for a, b in known)
    )


@given(st.lists(st.integers(0, 9), min_size=12, max_size=40), st.integers(0, 12))
def test_copied_is_told_from_four_fifths_of_what_is_not_nought(
    numbers: list[int], changed: int
) -> None:
    now = _amounts(numbers)
    before = now | _amounts([one + 1 for one in numbers[:changed]])
    told = [name for name, one in now.items() if one.number]
    same = [name for name in told if before[name] == now[name]]

    seen = copied(now, before)

    assert (seen is not None) == (len(told) >= 10 and 5 * len(same) >= 4 * len(told))
    assert seen is None or seen.cells == tuple(same)


@given(st.text(), st.text())
def test_texts_that_differ_in_letters_are_not_alike(one: str, other: str) -> None:
    assert bare(one) == bare(one.upper().lower()) or one != one.lower()
    assert bare(bare(one)) == bare(one)
    if bare(one) != bare(other):
        assert same_words({"T": one}, {"T": [other]}) is None


def test_long_words_of_another_unit_are_told_and_short_ones_never() -> None:
    mine = {"T": LONG, "U": "Không có vướng mắc."}
    theirs = {"T": [f"  {LONG.upper()}!!"], "U": ["không có vướng mắc"]}

    assert same_words(mine, theirs) == Seen(Signal.SAME_WORDS, 1, 1)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_the_longest_opening_that_is_known_counts(
    saved: int, shown: int, ahead: int
) -> None:
    seconds = seconds_open(
        AT - timedelta(seconds=saved),
        AT,
        page=AT - timedelta(seconds=shown),
        ahead=ahead,
    )

    assert seconds == max(saved + ahead, shown)


@given(st.lists(COUNTS, min_size=FEWEST_PEERS, max_size=120), COUNTS)
def test_far_is_far_in_one_direction_and_the_middle_never(
    peers: list[int], number: int
) -> None:
    others = [Decimal(one) for one in peers]
    middle = sorted(others)[len(others) // 2]

    assert len(others) % 2 == 0 or not is_far(middle, others)
    if is_far(Decimal(number), others) and number > middle:
        assert is_far(Decimal(number + 1), others)
    if len(set(peers)) == 1:
        assert not is_far(Decimal(number), others)


@given(st.lists(COUNTS, max_size=FEWEST_PEERS - 1))
def test_too_few_peers_say_nothing(peers: list[int]) -> None:
    others = {"N0": [Decimal(one) for one in peers]}

    assert outlying(_amounts([10**9]), others) is None


@given(st.lists(COUNTS, min_size=FEWEST_PEERS, max_size=40))
def test_what_is_said_tells_no_number_of_others(peers: list[int]) -> None:
    seen = outlying(_amounts([10**9]), {"N0": [Decimal(one) for one in peers]})

    assert seen in {None, Seen(Signal.OUTLYING, 1, 1, ("N0",))}


@pytest.mark.parametrize("signal", Signal)
def test_each_signal_says_what_why_not_and_what_to_do(signal: Signal) -> None:
    for words in (SIGNAL_NAMES, MAY_BE, TO_DO):
        assert words[signal]
    assert Seen(signal, 3, 4, ("G01",)).words.endswith(": G01.")
