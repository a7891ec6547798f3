import json

import pytest
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import Client, RequestFactory

from danchu.config import failures
from danchu.config.headers import HEADERS, forget_broken_cookies
from danchu.testing.cast import make_cast


def body_of(response: HttpResponseBase) -> str:
    return bytes(getattr(response, "content", b"")).decode()


def test_every_answer_carries_the_headers(client: Client) -> None:
    for path in ("/suc-khoe/", "/khong-co/"):
        response = client.get(path)

        carried = {name: response.headers.get(name) for name in HEADERS}
        assert carried == HEADERS


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed() -> None:
    policy = HEADERS["Content-Security-Policy"]

    sources = {word for part in policy.split(";") for word in part.split()[1:]}
    assert sources == {"'none'", "'self'"}


def test_health_says_that_the_database_answers(client: Client) -> None:
    response = client.get("/suc-khoe/")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "up", "database": "up"},
    )
    assert "no-store" in response.headers["Cache-Control"]


def test_a_forged_host_is_refused_with_a_page(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "Tên máy chủ trong yêu cầu không phải" in body_of(response)
    assert "evil" not in body_of(response)


def test_a_forged_host_is_refused_with_a_problem_document(client: Client) -> None:
    response = client.get("/api/v1/units", headers={"host": "evil.example"})

    problem = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["code"]) == (400, "http.bad_host")


def test_what_is_not_there_gets_the_page_of_the_portal(client: Client) -> None:
    response = client.get("/khong-co/")

    assert response.status_code == 404
    assert "<h1>Không tìm thấy trang này</h1>" in body_of(response)


def test_a_form_without_its_token_writes_nothing_and_says_so() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/dang-nhap/", {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert "Biểu mẫu đã hết hạn" in body_of(response)


def test_a_failure_of_our_own_is_told_without_details(rf: RequestFactory) -> None:
    response = failures.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Hệ thống gặp sự cố" in body_of(response)


@pytest.mark.parametrize("value", ["a\0b", "../../etc", "", "x" * 65, "é"])
def test_a_broken_session_cookie_makes_a_stranger(
    client: Client, settings: LazySettings, value: str
) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = value

    assert client.get("/dang-nhap/").status_code == 200


def test_only_tokens_that_could_be_ours_are_kept(
    rf: RequestFactory, settings: LazySettings
) -> None:
    request = rf.get("/")
    session, form = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    request.COOKIES = {session: "a" * 32, form: "a\0", "giao-dien": "toi"}

    forget_broken_cookies(request)

    assert {session: "a" * 32, "giao-dien": "toi"} == request.COOKIES


def test_no_cache_keeps_a_page_made_for_somebody_signed_in(client: Client) -> None:
    cast = make_cast()
    assert "no-store" not in client.get("/don-vi/").headers.get("Cache-Control", "")
    client.force_login(cast.binh)

    answer = client.get("/don-vi/")

    assert answer.headers["Cache-Control"] == "private, no-store"
