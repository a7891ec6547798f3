"""Refusals over HTTP: one shape for all, and what every answer carries."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from danchu.kernel.errors import known_sentences
from danchu.surfaces.api.doors import METHODS
from danchu.surfaces.api.v1 import api

UNITS = "/api/v1/units"
FOUND = {"as_of": "2026-01-01", "q": "không có nơi này"}
"""A question that is answered on an empty server."""


def test_a_problem_says_what_happened_where_and_what_to_do(client: Client) -> None:
    response = client.get(UNITS, {"limit": 500, "lmit": 5})

    assert response.json() == {
        "type": "/api/v1/errors#api.invalid",
        "title": "Yêu cầu không hợp lệ",
        "status": 400,
        "detail": "Yêu cầu chưa đúng: lmit không phải là tham số của lệnh này.",
        "code": "api.invalid",
        "cure": "Hãy sửa các tham số đã nêu; mọi tham số được mô tả ở "
        "/api/v1/openapi.json.",
        "instance": "/api/v1/units",
        "errors": [
            {"parameter": "lmit", "detail": "không phải là tham số của lệnh này"}
        ],
    }


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"limit": "x"}, "limit phải là số nguyên"),
        ({"limit": 500}, "limit phải từ 200 trở xuống"),
        ({"offset": -1}, "offset phải từ 0 trở lên"),
        ({"q": ""}, "q để trống"),
        ({"limit": [1, 2]}, "limit được ghi hai lần"),
        (
            {"limit": 0, "offset": -1},
            "limit phải từ 1 trở lên; offset phải từ 0 trở lên",
        ),
    ],
)
def test_each_fault_is_told_in_words(
    client: Client, parameters: dict[str, Any], said: str
) -> None:
    answer = client.get(UNITS, parameters).json()

    assert answer["detail"] == f"Yêu cầu chưa đúng: {said}."


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/units",
        "/api/v1/units/",
        "/api/v1/units/1/x",
        "/api/v1/nix",
    ],
)
def test_nothing_there_is_a_problem_document_too(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.json()["code"] == "api.not_found"
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    response = getattr(client, method)(UNITS)

    assert response.status_code == 405
    assert response.headers["Allow"] == METHODS
    assert response.json()["code"] == "api.method_not_allowed"
    assert response.json()["detail"] == (
        f"Địa chỉ này không nhận phương thức {method.upper()}."
    )


def test_a_failure_is_logged_and_tells_nothing_of_the_inside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    request = RequestFactory().get(UNITS)

    response = api.on_exception(request, DatabaseError("password=secret"))

    assert response.status_code == 500
    assert b"secret" not in response.content
    assert [record.message for record in caplog.records] == ["/api/v1/units failed"]
    assert caplog.records[0].exc_info is not None


def test_the_address_of_a_problem_leads_to_its_description(client: Client) -> None:
    problem = client.get(UNITS, {"as_of": "x"}).json()

    page, _, anchor = problem["type"].partition("#")
    kinds = {one["code"]: one for one in client.get(page).json()["items"]}

    assert list(kinds) == sorted(known_sentences())
    assert kinds[anchor] == {
        "code": "units.unknown_map_date",
        "status": 400,
        "detail": "Không có bản đồ đơn vị của ngày “{text}”.",
        "cure": known_sentences()["units.unknown_map_date"].cure,
    }


def test_any_page_on_the_web_may_read_without_credentials(client: Client) -> None:
    found, missing = client.get(UNITS, FOUND), client.get("/api/v1/nix")

    for response in (found, missing):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_a_browser_may_ask_first(client: Client) -> None:
    response = client.options(UNITS, headers={"Origin": "https://example.org"})

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Methods"] == METHODS
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_may_be_kept_for_a_minute_and_asked_again_by_its_tag(
    client: Client,
) -> None:
    first = client.get(UNITS, FOUND)
    again = client.get(UNITS, FOUND, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_refusal_is_never_kept(client: Client) -> None:
    refused = client.get(UNITS, {"as_of": "x"})

    assert refused.headers["Cache-Control"] == "no-store"
    assert "ETag" not in refused.headers


def test_the_head_of_an_answer_has_no_body(client: Client) -> None:
    whole, head = client.get(UNITS, FOUND), client.head(UNITS, FOUND)

    assert head.content == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_a_forged_host_is_refused_with_a_code(client: Client) -> None:
    response = client.get(UNITS, headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert response.json()["code"] == "http.bad_host"


def test_a_broken_cookie_is_no_cookie(client: Client) -> None:
    client.cookies["phien"] = 'a"\\000; b'

    assert client.get(UNITS, FOUND).status_code == 200
