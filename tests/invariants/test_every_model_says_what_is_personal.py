"""Each model says which of its fields tell about a person, and is named for people."""

from typing import Any

import pytest
from django.db import models
from django.db.models import Model
from django.test.utils import isolate_apps
from django.utils.text import camel_case_to_spaces

from tests.invariants.tables import LABELS, find_model

TELLING = ("phone", "address", "email", "username", "full_name", "password", "birth")
"""Parts of names that always speak of a person."""


def faults(model: type[Model]) -> list[str]:
    """List what a model does not say, or says wrongly, about personal fields."""
    said: Any = vars(model).get("PERSONAL")
    if not isinstance(said, frozenset):
        return ["PERSONAL is not declared"]
    real = {field.name for field in model._meta.local_fields}
    unreal = sorted(said - real)
    silent = sorted(
        name for name in real - said if any(part in name for part in TELLING)
    )
    return [f"{name} is no field" for name in unreal] + [
        f"{name} tells about a person" for name in silent
    ]


@pytest.mark.parametrize("label", LABELS)
def test_every_model_says_what_is_personal(label: str) -> None:
    assert faults(find_model(label)) == []


@pytest.mark.parametrize("label", LABELS)
def test_every_model_has_a_vietnamese_name(label: str) -> None:
    meta = find_model(label)._meta

    assert str(meta.verbose_name) != camel_case_to_spaces(str(meta.object_name))


@isolate_apps()
def _planted(personal: object) -> type[Model]:
    class Resident(models.Model):  # noqa: DJ008 -- never stored nor shown
        phone = models.CharField(max_length=20)

        class Meta:
            app_label = "planted"

    if personal is not None:
        type.__setattr__(Resident, "PERSONAL", personal)
    return Resident


@pytest.mark.parametrize(
    ("personal", "expected"),
    [
        (None, ["PERSONAL is not declared"]),
        (frozenset(), ["phone tells about a person"]),
        (frozenset({"phone", "fax"}), ["fax is no field"]),
        (frozenset({"phone"}), []),
    ],
    ids=["silent", "careless", "wrong", "right"],
)
def test_a_careless_model_is_found(personal: object, expected: list[str]) -> None:
    assert faults(_planted(personal)) == expected
