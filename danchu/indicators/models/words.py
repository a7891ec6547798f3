"""Constraints that keep a column to its known words, and what is made of them."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.db.models import Case, Q, Value, When

from danchu.indicators.rules.catalogue import Origin
from danchu.indicators.rules.tallies import (
    COUNTED,
    ILLUSTRATION,
    NONE,
    QUALIFIERS,
    STAGES,
)


def known(model: str, field: str, words: Iterable[str]) -> models.CheckConstraint:
    """Return the constraint that `field` of `model` holds one of `words`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(words)}),
        name=f"indicators_{model}_{field}_known",
    )


def tally() -> Case:
    """Return the tally of a value in the database's words, as `tally_of` has it."""
    origins: dict[str, int] = {Origin.ILLUSTRATION: ILLUSTRATION}
    number = _numbered("stage", STAGES) + _numbered("qualifier", QUALIFIERS)
    return Case(
        When(
            state__in=[state.value for state in COUNTED],
            then=number + _numbered("origin", origins),
        ),
        default=Value(NONE),
    )


def _numbered(field: str, numbers: Mapping[str, int]) -> Case:
    whens = [
        When(**{field: str(word)}, then=Value(number))
        for word, number in numbers.items()
    ]
    return Case(*whens, default=Value(0), output_field=models.SmallIntegerField())
