"""The description of the API: valid, complete, and true of the examples."""

import json
from typing import Any

import jsonschema_rs
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from schemathesis.specs.openapi.definitions import OPENAPI_31

from danchu.kernel.access.gates import GATES
from danchu.surfaces.api import operations, urls
from danchu.surfaces.api.examples import EXAMPLES
from danchu.surfaces.api.v1 import document

DESCRIBED: dict[str, Any] = json.loads(document())
OPERATIONS = {path: item["get"] for path, item in sorted(DESCRIBED["paths"].items())}


def test_it_is_answered_as_openapi_3_1(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")

    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == DESCRIBED
    assert DESCRIBED["openapi"] == "3.1.0"


def test_it_is_valid_by_the_rules_of_openapi_3_1() -> None:
    rules = jsonschema_rs.Draft202012Validator(OPENAPI_31)

    assert [str(error) for error in rules.iter_errors(DESCRIBED)] == []
    assert not rules.is_valid({**DESCRIBED, "paths": []})


def test_every_operation_names_a_gate_and_is_described() -> None:
    known = operations()

    assert {gate for _, _, gate in known} <= set(GATES)
    assert [(method, path) for method, path, _ in known] == [
        ("GET", "/api/v1/errors"),
        ("GET", "/api/v1/figures"),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/api/v1/units"),
        ("GET", "/api/v1/units/{unit_id}"),
    ]
    assert {path for _, path, _ in known} - set(OPERATIONS) == {"/api/v1/openapi.json"}


def test_an_operation_without_a_gate_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(urls.gated_operations()) == 4
    monkeypatch.setattr(urls, "declared", lambda: [("GET", "/api/v1/units", "public")])

    with pytest.raises(ImproperlyConfigured, match="no gate on units/<unit_id>"):
        urls.gated_operations()


@pytest.mark.parametrize("path", OPERATIONS)
def test_an_operation_says_what_it_is_for_and_how_it_fails(path: str) -> None:
    operation = OPERATIONS[path]
    answers = operation["responses"]

    assert operation["operationId"]
    assert operation["summary"]
    assert operation["description"]
    assert {"200", "400", "405", "500"} <= set(answers)
    for status, answer in answers.items():
        kind = "application/json" if status == "200" else "application/problem+json"
        assert list(answer["content"]) == [kind]
    for parameter in operation["parameters"]:
        assert parameter["description"]


@pytest.mark.parametrize("path", OPERATIONS)
def test_examples_are_what_the_operation_answers(path: str) -> None:
    answer = OPERATIONS[path]["responses"]["200"]["content"]["application/json"]
    shape = jsonschema_rs.Draft202012Validator(
        {**answer["schema"], "components": DESCRIBED["components"]}
    )
    [example] = [one["value"] for one in answer["examples"].values()]

    assert [str(error) for error in shape.iter_errors(example)] == []
    assert example in EXAMPLES.values()
    assert set(example) == _fields(answer["schema"])


def _fields(schema: dict[str, str]) -> set[str]:
    name = schema["$ref"].removeprefix("#/components/schemas/")
    return set(DESCRIBED["components"]["schemas"][name]["properties"])


def test_operation_ids_are_unique() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]

    assert sorted(names) == sorted(set(names))
