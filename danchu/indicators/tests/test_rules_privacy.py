"""What the public may see of a total, by what makes it."""

from decimal import Decimal

import pytest

from danchu.indicators.rules.privacy import (
    Weight,
    are_open,
    is_open,
    leaves_no_rest,
)


def weight(number: int, units: int, *shares: int, low: int | None = None) -> Weight:
    """Return a weight whose units lie below a province unless told otherwise."""
    known = frozenset(shares)
    return Weight(Decimal(number), units, units if low is None else low, known, known)


@pytest.mark.parametrize(
    ("found", "is_seen"),
    [
        (weight(40, 5, 1), True),
        (weight(40, 4, 1), False),
        (weight(0, 5, 1), True),
        (weight(40, 10, 1, 5), True),
        (weight(40, 10, 1, 6), False),
        (weight(40, 6, 1, 6), True),
    ],
)
def test_internal_totals_are_of_five_units_whatever_part_one_knows(
    found: Weight,
    is_seen: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    assert is_open("internal", "commune", found) == is_seen


@pytest.mark.parametrize(
    ("kind", "found", "is_seen"),
    [
        ("province", weight(30, 3, 1), True),
        ("province", weight(4, 3, 1), False),
        ("province", weight(30, 2, 1), False),
        ("province", weight(30, 1, 1), False),
        ("province", weight(30, 1, low=0), True),
        ("province", weight(30, 9, 1, 9), False),
        ("province", weight(30, 9, 1, 4, 5), False),
        ("country", weight(30, 9, 1, 4), True),
        ("commune", weight(30, 9, 1), False),
        ("district", weight(30, 9, 1), False),
    ],
)
def test_restricted_totals_are_of_a_province_and_of_no_single_unit(
    kind: str,
    found: Weight,
    is_seen: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    assert is_open("restricted", kind, found) == is_seen


@pytest.mark.parametrize(
    ("kind", "parts", "are_seen"),
    [
        ("country", {"province": [weight(30, 3, 1), weight(10, 4, 1)]}, True),
        ("country", {"province": [weight(30, 3, 1), weight(2, 4, 1)]}, False),
        ("country", {"province": [weight(30, 3, 1)], "": [weight(9, 9)]}, False),
        ("province", {"commune": [weight(30, 3, 1)]}, False),
    ],
)
def test_restricted_parts_are_provinces_all_of_them_or_nothing(
    kind: str,
    parts: dict[str, list[Weight]],
    are_seen: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    assert are_open("restricted", kind, parts) == are_seen


def test_internal_parts_are_all_of_five_units() -> None:
    big, small = weight(30, 5, 1), weight(30, 4, 1)

    assert are_open("internal", "province", {"commune": [big, big], "": [big]})
    assert not are_open("internal", "province", {"commune": [big], "": [small]})


@pytest.mark.parametrize(
    ("numbers", "is_safe"),
    [((30,), True), ((30, 9), False), ((30, 2, 2), False), ((30, 2, 9), True)],
)
def test_who_knows_one_hidden_province_finds_no_other(
    numbers: tuple[int, ...],
    is_safe: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    parts = [weight(number, 3, 1) for number in numbers]

    assert leaves_no_rest(weight(sum(numbers), 9), parts) == is_safe
