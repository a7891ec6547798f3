"""What a claim is, seen from outside: two sums held together, or equations."""

from dataclasses import dataclass

from danchu.indicators.rules.expressions.trees import (
    Cell,
    Claim,
    Comparison,
    Relation,
    Sum,
    Term,
    cells_in,
    walk,
)


@dataclass(frozen=True)
class Sides:
    """Two sums of cells: the left one equals the right one, or is at most it."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    is_equal: bool


def sides_of(claim: Claim) -> Sides | None:
    """Return a claim as two sums of cells, if that is all it says.

    A total stands on the left of its parts, however it was written.
    """
    if not isinstance(claim, Comparison):
        return None
    left, right = _added(claim.left), _added(claim.right)
    is_named_once = len({*left, *right}) == len(left) + len(right)
    is_equal = claim.relation is Relation.EQUAL
    if not left or not right or not is_named_once or claim.relation not in _TURNED:
        return None
    if is_equal and 1 not in {len(left), len(right)}:
        return None
    is_turned = len(left) > 1 if is_equal else _TURNED[claim.relation]
    first, second = (right, left) if is_turned else (left, right)
    return Sides(first, second, is_equal=is_equal)


_TURNED = {Relation.EQUAL: False, Relation.AT_MOST: False, Relation.AT_LEAST: True}
"""What two sums may be held together by, and whether the right one is the lesser."""


def equations_in(claim: Claim) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the cells of this period on both sides of every equality in a claim.

    By any of them a number that is kept closed might follow from others: under which
    conditions, and multiplied by what, is not asked.
    """
    found = []
    for one in walk(claim):
        if isinstance(one, Comparison) and one.relation is Relation.EQUAL:
            left, right = _named(one.left), _named(one.right)
            others = tuple(name for name in right if name not in left)
            found.append((left, others) if left else (others, left))
    return found


def _added(term: Term) -> tuple[str, ...]:
    terms = term.parts if isinstance(term, Sum) else ((False, term),)
    cells = [one for less, one in terms if isinstance(one, Cell) and not less]
    is_plain = len(cells) == len(terms) and not any(
        one.is_before or "." in one.name for one in cells
    )
    return tuple(one.name for one in cells) if is_plain else ()


def _named(term: Term) -> tuple[str, ...]:
    names = (one.name.partition(".")[0] for one in cells_in(term) if not one.is_before)
    return tuple(dict.fromkeys(names))
