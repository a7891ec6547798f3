"""What is held about persons is explained on the public page, table by table."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from danchu.kernel.holdings import Holding, known_holdings
from tests.invariants.tables import LABELS, find_model

SENTENCES = ("purpose", "ground", "term", "seen_by")


def faults(personal: Mapping[str, frozenset[str]], held: Mapping[str, Holding]) -> Any:
    """List tables that nobody explains, and explanations of nothing."""
    silent = [f"{table} is not explained" for table in personal if table not in held]
    wrong = [
        f"{table}.{name} is not personal"
        for table, holding in held.items()
        for name in holding.names
        if name not in personal.get(table, holding.names)
    ]
    short = [
        f"{table}: {part} is no sentence"
        for table, holding in held.items()
        for part in SENTENCES
        if not getattr(holding, part).endswith(".")
    ]
    return sorted(silent + wrong + short)


def _personal() -> dict[str, frozenset[str]]:
    models = [find_model(label) for label in LABELS]
    said = {model._meta.label: vars(model)["PERSONAL"] for model in models}
    return {table: fields for table, fields in said.items() if fields}


def test_every_table_of_persons_is_explained() -> None:
    assert faults(_personal(), known_holdings()) == []


def test_what_is_explained_exists_and_is_personal() -> None:
    ours = {table for table in known_holdings() if apps.get_model(table) is not None}

    assert ours - {"sessions.Session"} == set(_personal())


@pytest.mark.django_db
def test_the_public_page_has_each_of_them() -> None:
    page = Client().get("/du-lieu-ca-nhan/").content.decode()

    missing = [one.title for one in known_holdings().values() if one.title not in page]
    assert missing == []


def test_a_careless_table_is_found() -> None:
    held = dict(known_holdings())
    user = held.pop("people.User")
    personal = {"people.User": frozenset({"email"})}
    terse = {"people.User": replace(user, purpose="để dùng", names={"fax": "số fax"})}

    assert faults(personal, held)[-1:] == ["people.User is not explained"]
    assert faults(personal, terse) == [
        "people.User.fax is not personal",
        "people.User: purpose is no sentence",
    ]
