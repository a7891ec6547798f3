"""No page is reachable until somebody has said who may open it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from danchu.config import failures
from danchu.kernel.access.gates import GATES, official, public
from danchu.surfaces.api import operations
from tests.invariants.addresses import addresses, walk

THIRD_PARTY: dict[str, str] = {}
"""Addresses that other people's code answers, with the gate they keep."""

PAGES = dict(addresses())
FAILURES = ("bad_request", "not_found", "server_error", "csrf_failure")


def fault(address: str, view: Callable[..., Any]) -> str:
    """Say what is wrong with the gate of an address, or nothing."""
    gate = THIRD_PARTY.get(address, getattr(view, "gate", None))
    if gate is None:
        return f"{address} does not say who may open it"
    return "" if gate in GATES else f"{address} has an unknown gate {gate!r}"


@pytest.mark.parametrize("address", sorted(PAGES))
def test_every_page_has_a_gate(address: str) -> None:
    assert fault(address, PAGES[address]) == ""


@pytest.mark.parametrize("name", FAILURES)
def test_every_page_of_failure_has_a_gate(name: str) -> None:
    assert getattr(failures, name).gate == "public"


def test_every_operation_of_the_api_names_a_gate() -> None:
    known = operations()

    assert known != []
    assert [found for found in known if found[2] not in GATES] == []


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def test_a_page_without_a_gate_is_found() -> None:
    planted = [
        path("trong/", _page),
        path("mo/", public(_page)),
        path("can-bo/", official(_page)),
    ]

    found = [fault(address, view) for address, view in walk(planted)]

    assert found == ["/trong/ does not say who may open it", "", ""]


def test_a_gate_nobody_knows_is_found() -> None:
    view = public(_page)
    vars(view)["gate"] = "everybody"

    assert fault("/mo/", view) == "/mo/ has an unknown gate 'everybody'"
