"""A list of choices that the database does not know about is a wish, not a rule."""

from typing import Any

import pytest
from django.db import models
from django.db.models import CheckConstraint, Field, Model, Q
from django.test.utils import isolate_apps

from tests.invariants.tables import OURS, find_model

CHOICES = sorted(
    f"{model._meta.label}.{field.name}"
    for model in OURS
    for field in model._meta.get_fields()
    if isinstance(field, Field) and field.choices
)


def faults(model: type[Model], field: str) -> list[str]:
    """List what is wrong with the constraint of a field with choices."""
    meta = model._meta
    wanted = f"{meta.app_label}_{meta.model_name}_{field}_known"
    found = [c for c in meta.constraints if c.name == wanted]
    if not found:
        return [f"no constraint named {wanted}"]
    (constraint,) = found
    if not isinstance(constraint, CheckConstraint):
        return [f"{wanted} is not a CHECK"]
    return _about(constraint.condition, field) or _forgotten(constraint, model, field)


def _about(condition: object, field: str) -> list[str]:
    named = {
        str(leaf[0]).removesuffix("__in")
        for leaf in getattr(condition, "children", [])
        if isinstance(leaf, tuple)
    }
    return [] if field in named else [f"the constraint does not speak of {field}"]


def _forgotten(
    constraint: CheckConstraint, model: type[Model], field: str
) -> list[str]:
    """List choices that the database would refuse, or values nobody may choose."""
    known: Any = model._meta.get_field(field)
    chosen = {str(value) for value, _ in known.flatchoices}
    leaves = getattr(constraint.condition, "children", [])
    allowed = {
        str(value)
        for leaf in leaves
        if isinstance(leaf, tuple) and leaf[0] == f"{field}__in"
        for value in leaf[1]
    }
    different = sorted(chosen ^ (allowed - {""} | (chosen & {""})))
    return [f"choices and constraint differ in {different}"] if different else []


@pytest.mark.parametrize("name", CHOICES)
def test_every_field_with_choices_has_a_check(name: str) -> None:
    model, _, field = name.rpartition(".")

    assert faults(find_model(model), field) == []


@isolate_apps()
def _planted(constraints: list[models.CheckConstraint]) -> type[Model]:
    class Planted(models.Model):  # noqa: DJ008 -- never stored nor shown
        kind = models.CharField(choices=[("a", "A"), ("b", "B")], max_length=1)

        class Meta:
            app_label = "planted"

    Planted._meta.constraints = list(constraints)
    return Planted


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ([], ["no constraint named planted_planted_kind_known"]),
        ([("x", "a", "b")], ["the constraint does not speak of kind"]),
        ([("kind", "a")], ["choices and constraint differ in ['b']"]),
        ([("kind", "a", "b", "c")], ["choices and constraint differ in ['c']"]),
        ([("kind", "a", "b")], []),
    ],
    ids=["without", "of another", "too narrow", "too wide", "right"],
)
def test_a_wrong_constraint_is_found(
    constraints: list[tuple[str, ...]], expected: list[str]
) -> None:
    made = [
        models.CheckConstraint(
            condition=Q(**{f"{field}__in": values}), name="planted_planted_kind_known"
        )
        for field, *values in constraints
    ]

    assert faults(_planted(made), "kind") == expected
