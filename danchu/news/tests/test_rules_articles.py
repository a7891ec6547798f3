from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.lib.texts import tidy
from danchu.news.rules.articles import (
    CATEGORY_NAMES,
    KIND_NAMES,
    LANGUAGE_NAMES,
    SEEN,
    STATUS_NAMES,
    WORKFLOW,
    WRITABLE,
    Category,
    Kind,
    Language,
    Place,
    Status,
    may_publish,
    slug_of,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_every_word_has_a_name() -> None:
    assert set(STATUS_NAMES) == set(Status) == WORKFLOW.states
    assert set(KIND_NAMES) == set(Kind)
    assert set(CATEGORY_NAMES) == set(Category)
    assert set(LANGUAGE_NAMES) == set(Language)


def test_nothing_that_may_be_written_is_seen() -> None:
    assert set() == WRITABLE & SEEN
    assert {s.target for s in WORKFLOW.steps if s.target in SEEN} == SEEN


@pytest.mark.parametrize("status", sorted(SEEN))
def test_who_takes_back_must_say_why(status: Status) -> None:
    steps = WORKFLOW.steps_from(status, finished=True)

    assert all(step.needs_reason for step in steps)


@given(st.text())
def test_what_is_tidied_stays_so_and_hides_nothing(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert not set(once) & set("\0\r\u202e\u2066\u200f\ufeff")


@given(st.text(max_size=300))
def test_an_address_is_made_of_plain_letters(title: str) -> None:
    slug = slug_of(title)

    assert slug.strip("-") == slug
    assert slug.replace("-", "").isalnum()
    assert slug.isascii()


@given(st.integers(1, 3), st.integers(1, 3), st.sets(st.integers(1, 3)))
def test_own_words_need_a_second_pair_of_eyes_if_there_is_one(
    actor: int, writer: int, editors: set[int]
) -> None:
    has_other = bool(editors - {actor})

    assert may_publish(actor, writer, editors) == (actor != writer or not has_other)


def test_khmer_joiners_stay() -> None:
    assert tidy("ក\u200bខ") == "ក\u200bខ"


@given(
    st.integers(0, 10**15),
    st.integers(1, 10**9),
)
def test_a_place_in_a_list_is_read_as_it_was_written(ticks: int, pk: int) -> None:
    place = Place(EPOCH + timedelta(microseconds=ticks), pk)

    assert Place.read(str(place)) == place


@pytest.mark.parametrize("text", ["", "x", "1", "-1", "1-x", "9" * 40 + "-1", "1-1-1"])
def test_nonsense_is_no_place(text: str) -> None:
    assert Place.read(text) is None
