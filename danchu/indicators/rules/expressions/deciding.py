"""Whether a claim holds, when some numbers are only limits."""

from collections.abc import Callable, Iterable, Mapping

from danchu.indicators.rules.amounts import Amount
from danchu.indicators.rules.bounds import (
    Bounds,
    added,
    are_equal,
    exactly,
    is_at_most,
    joined,
    multiplied,
    opposite,
)
from danchu.indicators.rules.expressions.trees import (
    Cell,
    Choice,
    Claim,
    Comparison,
    Every,
    Literal,
    Product,
    Relation,
    Some,
    Sum,
    Term,
    When,
)

Amounts = Mapping[str, Amount]
"""Numbers by what is written: `G01`, `G02.TOT`, `G01 kỳ trước`."""


def decide(claim: Claim, amounts: Amounts) -> bool | None:
    """Tell whether a claim holds for all numbers that the amounts may stand for.

    `None` where they leave it open. Every cell that is named has an amount: whoever
    asks looks first, since a blank is no number and decides nothing.
    """
    match claim:
        case Comparison():
            left, right = value_of(claim.left, amounts), value_of(claim.right, amounts)
            return _COMPARED[claim.relation](left, right)
        case Every():
            return _all(decide(one, amounts) for one in claim.parts)
        case Some():
            return _not(_all(_not(decide(one, amounts)) for one in claim.parts))
        case When():
            return _when(claim, amounts)


def value_of(term: Term, amounts: Amounts) -> Bounds:
    """Return what a number may be."""
    match term:
        case Literal():
            return exactly(term.number)
        case Cell():
            return amounts[term.key].bounds
        case Sum():
            values = [(less, value_of(one, amounts)) for less, one in term.parts]
            return added(opposite(one) if less else one for less, one in values)
        case Product():
            first, *others = (value_of(one, amounts) for one in term.factors)
            for one in others:
                first = multiplied(first, one)
            return first
        case Choice():
            return _chosen(term, amounts)


def _chosen(term: Choice, amounts: Amounts) -> Bounds:
    truth = decide(term.condition, amounts)
    if truth is not None:
        return value_of(term.then if truth else term.otherwise, amounts)
    return joined(value_of(term.then, amounts), value_of(term.otherwise, amounts))


def _when(claim: When, amounts: Amounts) -> bool | None:
    truth = decide(claim.condition, amounts)
    if truth is True:
        return decide(claim.then, amounts)
    other = True if claim.otherwise is None else decide(claim.otherwise, amounts)
    if truth is False or other is decide(claim.then, amounts):
        return other
    return None


def _all(truths: Iterable[bool | None]) -> bool | None:
    listed = list(truths)
    if False in listed:
        return False
    return None if None in listed else True


def _not(truth: bool | None) -> bool | None:  # noqa: FBT001 -- a truth is no flag
    return None if truth is None else not truth


_COMPARED: dict[Relation, Callable[[Bounds, Bounds], bool | None]] = {
    Relation.EQUAL: are_equal,
    Relation.DIFFERENT: lambda left, right: _not(are_equal(left, right)),
    Relation.AT_MOST: is_at_most,
    Relation.MORE: lambda left, right: _not(is_at_most(left, right)),
    Relation.AT_LEAST: lambda left, right: is_at_most(right, left),
    Relation.LESS: lambda left, right: _not(is_at_most(right, left)),
}
