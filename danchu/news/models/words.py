"""Constraints that keep a column to its known words."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def known(model: str, field: str, words: Iterable[str]) -> models.CheckConstraint:
    """Return the constraint that `field` of `model` holds one of `words`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(str(word) for word in words)}),
        name=f"news_{model}_{field}_known",
    )
