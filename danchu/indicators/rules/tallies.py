"""How a value counts in totals, as one small number that an index can hold.

Adding up asks of every value whether it counts, how firm it is, how its number is
meant and whether it is an illustration: four words of text. The database keeps them as
one number beside the value, made from the words by itself, so it cannot differ.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from danchu.indicators.rules.amounts import Qualifier, State
from danchu.indicators.rules.catalogue import Origin
from danchu.indicators.rules.filings import Status

COUNTED = (State.NUMBER, State.ZERO, State.NOT_APPLICABLE)
"""The states that answer what was asked; blank and “not known yet” do not."""
NONE = -1
"""The tally of a value that counts in no total."""
STAGES: Mapping[str, int] = {
    Status.DRAFT: 0,
    Status.SUBMITTED: 1,
    Status.APPROVED: 2,
    Status.ACCEPTED: 3,
    Status.PUBLISHED: 4,
}
QUALIFIERS: Mapping[str, int] = {
    Qualifier.EXACT: 0,
    Qualifier.MORE_THAN: 8,
    Qualifier.FEWER_THAN: 16,
    Qualifier.APPROXIMATE: 24,
}
ILLUSTRATION = 32
"""The numbers are stored: a new word takes a new one, none is ever given again."""


@dataclass(frozen=True)
class Words:
    """What a tally stands for."""

    qualifier: Qualifier
    stage: Status
    is_illustration: bool


def tally_of(state: str, qualifier: str, origin: str, stage: str) -> int:
    """Return the tally of a value.

    >>> tally_of("number", "more_than", "typed", "published"), tally_of(
    ...     "blank", "exact", "typed", "published"
    ... )
    (12, -1)
    """
    if state not in COUNTED:
        return NONE
    extra = ILLUSTRATION if origin == Origin.ILLUSTRATION else 0
    return STAGES[stage] + QUALIFIERS[qualifier] + extra


MEANING: Mapping[int, Words] = {
    tally_of(State.NUMBER, qualifier, origin, stage): Words(
        Qualifier(qualifier), Status(stage), origin == Origin.ILLUSTRATION
    )
    for stage in STAGES
    for qualifier in QUALIFIERS
    for origin in (Origin.TYPED, Origin.ILLUSTRATION)
}


def tallies(stages: Collection[str], *, with_illustrations: bool) -> list[int]:
    """Return every tally of values as firm as one of `stages`."""
    return [
        tally
        for tally, words in MEANING.items()
        if words.stage in stages and (with_illustrations or not words.is_illustration)
    ]
