import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.news.rules.comments import (
    MODERATION,
    MOST_WAITING,
    PROVED_AN_HOUR,
    STATE_NAMES,
    UNPROVED_AN_HOUR,
    Full,
    State,
    fullness,
)
from danchu.news.rules.readers import EMPTY, PLACES, estimate, mark_of, raised


def sketch_of(count: int, seed: str = "") -> bytes:
    sketch = EMPTY
    for one in range(count):
        sketch = raised(sketch, hashlib.sha256(f"{seed}/{one}".encode()).digest())
    return sketch


@pytest.mark.parametrize("count", [1, 2, 10, 100, 1000, 2500, 5000, 20_000])
def test_many_readers_are_counted_within_a_tenth(count: int) -> None:
    for seed in "abc":
        assert abs(estimate(sketch_of(count, seed)) - count) <= max(1, count // 10)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=60), st.randoms())
def test_neither_order_nor_repetition_of_readers_matters(
    marks: list[bytes], chance: random.Random
) -> None:
    once = EMPTY
    for mark in marks:
        once = raised(once, mark)
    again = once
    for mark in chance.sample(marks, len(marks)):
        again = raised(again, mark)

    assert again == once
    assert len(once) == PLACES
    assert estimate(once) <= len(marks) + 1


@given(st.text(), st.text())
def test_another_salt_makes_another_reader(address: str, agent: str) -> None:
    today = mark_of(b"a" * 32, 1, address, agent)

    assert today != mark_of(b"b" * 32, 1, address, agent)


def test_each_queue_has_its_own_end() -> None:
    room = {"proved": 0, "unproved": 0, "waiting": 0}

    assert fullness(is_proved=True, **room) is None
    assert fullness(is_proved=False, **room) is None
    full = room | {"unproved": UNPROVED_AN_HOUR}
    assert fullness(is_proved=False, **full) == Full.UNPROVED
    assert fullness(is_proved=True, **full) is None
    full = room | {"proved": PROVED_AN_HOUR}
    assert fullness(is_proved=True, **full) == Full.PROVED
    assert fullness(is_proved=False, **full) is None
    full = room | {"waiting": MOST_WAITING}
    assert fullness(is_proved=True, **full) == Full.WAITING


def test_who_keeps_a_comment_from_the_page_says_why() -> None:
    assert set(STATE_NAMES) == set(State) == MODERATION.states
    assert all(
        step.needs_reason == (step.target == State.REFUSED) for step in MODERATION.steps
    )
