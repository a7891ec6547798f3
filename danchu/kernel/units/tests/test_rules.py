from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.units.rules import (
    BEGINNING,
    END,
    Forest,
    Life,
    Place,
    Span,
    spans,
)

DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)

NATION, OLD_PROVINCE, NEW_PROVINCE, DISTRICT, EAST, WEST, HEIR = range(1, 8)

REFORM = Forest(
    lives={
        NATION: Life(NATION),
        OLD_PROVINCE: Life(OLD_PROVINCE, died=EVE),
        NEW_PROVINCE: Life(NEW_PROVINCE, born=DAY),
        DISTRICT: Life(DISTRICT, died=EVE),
        EAST: Life(EAST, died=EVE),
        WEST: Life(WEST, died=EVE),
        HEIR: Life(HEIR, born=DAY),
    },
    places={
        OLD_PROVINCE: (Place(OLD_PROVINCE, NATION, until=EVE),),
        NEW_PROVINCE: (Place(NEW_PROVINCE, NATION, since=DAY),),
        DISTRICT: (Place(DISTRICT, OLD_PROVINCE, until=EVE),),
        EAST: (Place(EAST, DISTRICT, until=EVE),),
        WEST: (Place(WEST, DISTRICT, until=EVE),),
        HEIR: (Place(HEIR, NEW_PROVINCE, since=DAY),),
    },
    main_successor={EAST: HEIR, WEST: HEIR, OLD_PROVINCE: NEW_PROVINCE},
    predecessors={HEIR: (EAST, WEST), NEW_PROVINCE: (OLD_PROVINCE,)},
)


def test_a_living_unit_counts_where_it_stands() -> None:
    before = REFORM.standings(EVE)

    assert before[EAST] == {EAST, DISTRICT, OLD_PROVINCE, NATION}


def test_an_ended_commune_counts_where_its_main_heir_stands() -> None:
    after = REFORM.standings(DAY)

    assert after[EAST] == {EAST, HEIR, NEW_PROVINCE, NATION}


def test_an_ended_district_counts_undivided_in_the_heir_of_its_province() -> None:
    after = REFORM.standings(DAY)

    assert after[DISTRICT] == {DISTRICT, OLD_PROVINCE, NEW_PROVINCE, NATION}


def test_a_commune_not_yet_born_counts_in_what_its_origins_share() -> None:
    before = REFORM.standings(EVE)

    assert before[HEIR] == {HEIR, DISTRICT, OLD_PROVINCE, NATION}


def test_standings_that_do_not_change_make_one_span() -> None:
    kept = set(spans(REFORM))

    assert Span(NATION, EAST, BEGINNING, END) in kept
    assert Span(DISTRICT, EAST, BEGINNING, DAY) in kept
    assert Span(HEIR, EAST, DAY, END) in kept


def test_a_unit_below_itself_is_refused() -> None:
    ring = Forest(
        lives={1: Life(1), 2: Life(2)},
        places={1: (Place(1, 2),), 2: (Place(2, 1),)},
    )

    with pytest.raises(ValueError, match="1"):
        ring.standings(DAY)


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    """Random trees of communes under provinces, some ended, with random heirs."""
    count = draw(st.integers(2, 12))
    provinces = range(1, draw(st.integers(1, 3)) + 1)
    olds = range(10, 10 + count)
    news = range(100, 100 + draw(st.integers(1, count)))
    lives = {0: Life(0)} | {p: Life(p) for p in provinces}
    lives |= {old: Life(old, died=EVE) for old in olds}
    lives |= {new: Life(new, born=DAY) for new in news}
    under = st.sampled_from(list(provinces))
    places = {p: (Place(p, 0),) for p in provinces}
    places |= {old: (Place(old, draw(under), until=EVE),) for old in olds}
    places |= {new: (Place(new, draw(under), since=DAY),) for new in news}
    heir = {old: draw(st.sampled_from(list(news))) for old in olds}
    origins = {new: tuple(o for o in olds if heir[o] == new) for new in news}
    return Forest(lives, places, heir, origins)


@given(forests(), st.sampled_from([EVE, DAY]))
def test_every_unit_counts_exactly_once_in_the_nation_on_any_map(
    forest: Forest, day: date
) -> None:
    standing = forest.standings(day)

    assert all(0 in ancestors for ancestors in standing.values())
    provinces = [p for p in forest.lives if 1 <= p < 10]
    for old in range(10, 22):
        if old in standing:
            assert len([p for p in provinces if p in standing[old]]) == 1


@given(forests())
def test_spans_say_what_standings_say(forest: Forest) -> None:
    kept = list(spans(forest))

    for day in (EVE, DAY):
        told = {(s.ancestor, s.unit) for s in kept if s.since <= day < s.until}
        meant = {
            (ancestor, unit)
            for unit, ancestors in forest.standings(day).items()
            for ancestor in ancestors
        }
        assert told == meant
