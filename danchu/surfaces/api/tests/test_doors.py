"""Methods, other origins, and deeds that a page elsewhere makes a browser ask for."""

import json

import pytest
from django.test import Client

from danchu.surfaces.api.tests.conftest import Program
from danchu.testing.cast import Cast

FILING = "/api/v1/filings/PL4/{}/2026H1"
CELLS = json.dumps({"cells": {"G01": {"number": 4}}})


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/api/v1/units", "GET, HEAD, OPTIONS"),
        ("/api/v1/openapi.json", "GET, HEAD, OPTIONS"),
        ("/api/v1/filings", "GET, HEAD, OPTIONS"),
        ("/api/v1/filings/PL4/1/2026H1", "GET, HEAD, PUT, OPTIONS"),
        ("/api/v1/filings/PL4/1/2026H1/submit", "POST, OPTIONS"),
    ],
)
def test_an_address_names_the_methods_that_it_takes(
    client: Client, address: str, allowed: str
) -> None:
    asked, refused = client.options(address), client.patch(address)

    assert (asked.status_code, asked.headers["Allow"]) == (204, allowed)
    assert (refused.status_code, refused.headers["Allow"]) == (405, allowed)
    assert refused.json()["code"] == "api.method_not_allowed"


def test_a_deed_is_not_read(client: Client) -> None:
    address = "/api/v1/filings/PL4/1/2026H1/submit"

    assert [client.get(address).status_code, client.head(address).status_code] == [
        405,
        405,
    ]


def test_other_origins_are_told_nothing_of_what_is_private(client: Client) -> None:
    answer = client.options(FILING.format(1), headers={"Origin": "https://example.org"})

    told = [name for name in answer.headers if name.startswith("Access-Control")]
    assert told == []
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_page_elsewhere_cannot_use_the_session_to_write(at_work: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(at_work.binh)
    address = FILING.format(at_work.hoa_thuan.pk)

    refused = client.put(address, CELLS, content_type="application/json")

    assert (refused.status_code, refused.json()["code"]) == (403, "api.foreign_page")
    assert client.get(address).json()["status"] == "not_begun"


def test_a_page_of_ours_writes_with_its_own_token_of_the_form(at_work: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(at_work.binh)
    page = client.get(f"/so-lieu/PL4/{at_work.hoa_thuan.pk}/2026H1/")
    token = str(page.context["csrf_token"])

    answer = client.put(
        FILING.format(at_work.hoa_thuan.pk),
        CELLS,
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )

    assert answer.status_code == 200
    assert answer.json()["cells"]["G01"]["number"] == 4


def test_a_stranger_is_asked_to_sign_in_before_anything_is_read(
    client: Client,
) -> None:
    answers = [
        client.put(FILING.format(1), "{", content_type="text/plain"),
        client.post(f"{FILING.format(1)}/approve"),
    ]

    assert [answer.status_code for answer in answers] == [401, 401]


def test_a_program_needs_no_form_token(at_work: Cast, program: Program) -> None:
    status, _ = program(at_work.binh).ask(
        "PUT", FILING.format(at_work.hoa_thuan.pk), CELLS
    )

    assert status == 200
