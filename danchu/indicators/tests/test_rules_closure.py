"""What is kept does not follow from what is told, by exact arithmetic."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.closure import (
    Cell,
    Equation,
    equations,
    kin_of,
    widened,
)
from danchu.indicators.tests.adversary import Solver, added
from danchu.kernel.periods.rules import Period

CELLS = [(indicator, 1) for indicator in range(8)]


def equation(whole: list[int], parts: list[int]) -> Equation:
    return Equation(
        frozenset((one, 1) for one in whole), frozenset((one, 1) for one in parts)
    )


def numbers(*some: int) -> dict[Cell, Decimal]:
    return {(at, 1): Decimal(number) for at, number in enumerate(some)}


def test_the_smallest_part_goes_with_a_kept_one() -> None:
    known = [equation([0], [1, 2, 3])]
    told = [numbers(45, 2, 30, 13)]

    assert widened({(1, 1)}, known, told) == {(1, 1), (3, 1)}
    assert widened(set(), known, told) == set()


def test_what_is_left_open_comes_to_five_everywhere() -> None:
    known = [equation([0], [1, 2, 3])]
    places = [numbers(45, 2, 13, 30), numbers(33, 1, 2, 30)]

    assert widened({(1, 1)}, known, places) == {(1, 1), (2, 1), (3, 1)}


def test_two_equations_together_tell_no_more_than_each() -> None:
    known = [equation([0], [1, 2]), equation([0], [3, 2])]
    told = [numbers(50, 9, 41, 9)]

    assert widened({(1, 1)}, known, told) >= {(1, 1), (3, 1)}


def test_the_calendar_makes_equations_of_every_cover() -> None:
    codes = ["2026Q1", "2026Q2", "2026Q3", "2026H1", "2026-9M", "2026H1a"]
    periods = {at: Period.parse(code) for at, code in enumerate(codes)}

    found = {
        (min(one.whole)[1], tuple(sorted(part for _, part in one.parts)))
        for one in equations([], {"I10": 7}, [7], periods)
    }

    assert found == {(3, (0, 1)), (4, (0, 1, 2)), (4, (2, 3))}


def test_public_numbers_join_what_they_are_made_of() -> None:
    partitions = [(["I04"], ["I05", "I06"]), (["I08"], ["I05", "I24"]), (["A"], ["B"])]

    assert kin_of(partitions, ["I06"]) == {"I04", "I05", "I06", "I08", "I24"}


@given(
    st.lists(
        st.tuples(
            st.sets(st.integers(0, 7), max_size=1),
            st.sets(st.integers(0, 7), min_size=1, max_size=4),
        ),
        max_size=5,
    ),
    st.sets(st.sampled_from(CELLS), min_size=1),
)
def test_nothing_kept_follows_unless_all_of_its_equations_are_kept(
    drawn: list[tuple[set[int], set[int]]], kept: set[Cell]
) -> None:
    known = [equation(sorted(left - right), sorted(right)) for left, right in drawn]

    found = widened(kept, known, [numbers(*range(5, 13))])

    solver = Solver()
    for cell in set(CELLS) - found:
        solver.learn(added([cell]))
    for one in known:
        solver.learn(added(one.parts, less=one.whole))
    exhausted = {cell for one in known if one.cells <= found for cell in one.cells}
    followed = {cell for cell in found if solver.knows(added([cell]))}
    assert kept <= found
    assert followed <= exhausted
