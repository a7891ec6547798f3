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
OPERATIONS: dict[str, dict[str, Any]] = {
    f"{method.upper()} {path}": operation
    for path, item in sorted(DESCRIBED["paths"].items())
    for method, operation in item.items()
}
WRITING = [name for name in OPERATIONS if not name.startswith("GET ")]


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
        ("GET", "/api/v1/filings"),
        ("GET", "/api/v1/filings/due"),
        ("GET", "/api/v1/filings/{form}/{unit}/{period}"),
        ("GET", "/api/v1/forms/{form}"),
        ("GET", "/api/v1/forms/{form}/completeness"),
        ("GET", "/api/v1/ledger/checkpoint"),
        ("GET", "/api/v1/ledger/consistency"),
        ("GET", "/api/v1/ledger/key"),
        ("GET", "/api/v1/ledger/proof"),
        ("GET", "/api/v1/ledger/tile/{path:rest}"),
        ("GET", "/api/v1/news"),
        ("GET", "/api/v1/news/{article}"),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/api/v1/search"),
        ("GET", "/api/v1/units"),
        ("GET", "/api/v1/units/{unit_id}"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/accept"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/approve"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/correct"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/extend"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/publish"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/reopen"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/return"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/submit"),
        ("POST", "/api/v1/filings/{form}/{unit}/{period}/withdraw"),
        ("POST", "/api/v1/ledger/cosignatures"),
        ("POST", "/api/v1/values"),
        ("PUT", "/api/v1/filings/{form}/{unit}/{period}"),
    ]
    undescribed = {f"{method} {path}" for method, path, _ in known} - set(OPERATIONS)
    assert undescribed == {
        "GET /api/v1/ledger/checkpoint",
        "GET /api/v1/ledger/key",
        "GET /api/v1/ledger/tile/{path:rest}",
        "GET /api/v1/openapi.json",
    }


def test_what_only_officials_may_is_described_as_such() -> None:
    gates = {f"{method} {path}": gate for method, path, gate in operations()}

    for name, operation in OPERATIONS.items():
        is_open = {} in operation["security"]
        assert is_open == (gates[name] == "public")
        assert {"token": []} in operation["security"]


def test_whatever_is_signed_in_with_is_described() -> None:
    schemes = DESCRIBED["components"]["securitySchemes"]

    assert {name: one["type"] for name, one in schemes.items()} == {
        "token": "http",
        "session": "apiKey",
    }


def test_an_operation_without_a_gate_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(urls.gated_operations()) == 25
    monkeypatch.setattr(urls, "declared", lambda: [("GET", "/api/v1/units", "public")])

    with pytest.raises(ImproperlyConfigured, match="no gate on units/<unit_id>"):
        urls.gated_operations()


def test_an_address_with_two_gates_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twice = [*operations(), ("PUT", "/api/v1/units", "official")]
    monkeypatch.setattr(urls, "declared", lambda: twice)

    with pytest.raises(ImproperlyConfigured, match="no gate on units, or several"):
        urls.gated_operations()


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_is_for_and_how_it_fails(name: str) -> None:
    operation = OPERATIONS[name]
    answers = operation["responses"]

    assert operation["operationId"]
    assert operation["summary"]
    assert operation["description"]
    assert {"200", "400", "401", "405", "500"} <= set(answers)
    for status, answer in answers.items():
        kind = "application/json" if status == "200" else "application/problem+json"
        assert list(answer["content"]) == [kind]
    for parameter in operation["parameters"]:
        assert parameter["description"]


@pytest.mark.parametrize("name", WRITING)
def test_a_deed_names_every_way_it_may_be_refused(name: str) -> None:
    operation = OPERATIONS[name]
    # What is nobody's own needs no account, has no version and is not out of reach.
    is_open = {} in operation["security"]
    expected = {"409"} if is_open else {"403", "404", "409"}
    if any(one["name"] == "If-Match" for one in operation["parameters"]):
        expected |= {"412"}
    if "requestBody" in operation:
        expected |= {"411", "413", "415"}
    if "reason" in _sent(operation):
        expected |= {"422"}

    assert expected <= set(operation["responses"])


def _sent(operation: dict[str, Any]) -> set[str]:
    body = operation.get("requestBody")
    return _fields(body["content"]["application/json"]["schema"]) if body else set()


@pytest.mark.parametrize(
    "name", [name for name in WRITING if "requestBody" in OPERATIONS[name]]
)
def test_what_is_sent_has_an_example_that_fits(name: str) -> None:
    body = OPERATIONS[name]["requestBody"]
    content = body["content"]["application/json"]
    shape = jsonschema_rs.Draft202012Validator(
        {**content["schema"], "components": DESCRIBED["components"]}
    )

    assert body["required"] is True
    for example in content["examples"].values():
        assert [str(error) for error in shape.iter_errors(example["value"])] == []
    assert not shape.is_valid({"unknown": 1})


@pytest.mark.parametrize("name", OPERATIONS)
def test_examples_are_what_the_operation_answers(name: str) -> None:
    answer = OPERATIONS[name]["responses"]["200"]["content"]["application/json"]
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
