from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partialmethod
from http import HTTPStatus

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from danchu.kernel.audit.queries import history_of_unit
from danchu.registry.adapter import AccountAdapter
from danchu.testing.cast import PASSWORD, make_cast

DAY = datetime(2026, 7, 13, 2, 0, tzinfo=UTC)
DOOR = "/dang-nhap/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def enter(login: str, password: str = PASSWORD, **more: str) -> tuple[int, str, str]:
    answer = Client().post(DOOR, {"login": login, "password": password, **more})
    return answer.status_code, answer.get("Location", ""), answer.content.decode()


def fail(login: str, times: int) -> str:
    for _ in range(times):
        enter(login, "sai-mat-khau-roi")
    return enter(login, "sai-mat-khau-roi")[2]


def _counted(
    self: Argon2PasswordHasher,
    real: Callable[..., object],
    hashed: list[str],
    *args: object,
) -> object:
    hashed.append(real.__name__)
    return real(self, *args)


def test_the_page_asks_for_name_and_password() -> None:
    answer = Client().get(DOOR)

    assert answer.status_code == HTTPStatus.OK
    assert 'name="login"' in answer.content.decode()


def test_an_official_comes_to_the_desk_and_a_citizen_home() -> None:
    make_cast()

    answers = [enter(name)[:2] for name in ("binh", "an")]

    assert answers == [(302, "/ban-viec/"), (302, "/")]


def test_somebody_is_let_in_by_e_mail_and_in_any_case() -> None:
    cast = make_cast()
    cast.binh.email = "binh@hoathuan.vn"
    cast.binh.save()

    answers = [enter(name)[0] for name in ("Binh@HoaThuan.vn", "BINH", " binh ")]

    assert answers == [302, 302, 302]


def test_a_page_asked_for_before_signing_in_opens_after_it() -> None:
    make_cast()

    ours = enter("binh", next="/mat-khau/")[1]
    theirs = enter("binh", next="https://example.com/")[1]

    assert (ours, theirs) == ("/mat-khau/", "/ban-viec/")


def test_an_unknown_account_reads_like_a_wrong_password() -> None:
    cast = make_cast()
    cast.dung.is_active = False
    cast.dung.save()

    wrong = enter("binh", "khong-phai-mat-khau")
    unknown = enter("bình.nào.đó", "khong-phai-mat-khau")
    by_mail = enter("ai@dau.vn", "khong-phai-mat-khau")
    closed = enter("dung", PASSWORD)

    bodies = [one[2].partition('id="tom-tat-loi"')[2][:400] for one in (wrong, unknown)]
    assert bodies[0] == bodies[1] != ""
    assert [one[0] for one in (wrong, unknown, by_mail, closed)] == [422] * 4
    assert all(WRONG in one[2] for one in (wrong, unknown, by_mail, closed))


def test_after_five_failures_an_account_waits_a_minute() -> None:
    make_cast()

    with time_machine.travel(DAY, tick=False):
        told = fail("binh", 5)
        right = enter("binh")[0]
    with time_machine.travel(DAY + timedelta(seconds=61), tick=False):
        later = enter("binh")[0]

    assert "tạm khóa 1 phút" in told
    assert (right, later) == (422, 302)


def test_a_name_nobody_has_waits_like_any_other() -> None:
    make_cast()

    with time_machine.travel(DAY, tick=False):
        known, unknown = fail("binh", 5), fail("khong.co", 5)

    assert "tạm khóa 1 phút" in known
    assert "tạm khóa 1 phút" in unknown


def test_one_waiting_account_does_not_lock_its_colleagues_out() -> None:
    make_cast()

    with time_machine.travel(DAY, tick=False):
        fail("binh", 6)
        colleague = enter("cuc")[0]  # from the same address

    assert colleague == HTTPStatus.FOUND


def test_name_and_e_mail_of_one_account_are_counted_together() -> None:
    cast = make_cast()
    cast.binh.email = "binh@hoathuan.vn"
    cast.binh.save()

    with time_machine.travel(DAY, tick=False):
        fail("binh", 2)
        fail("binh@hoathuan.vn", 1)
        right = enter("binh")[0]

    assert right == 422


def test_a_successful_sign_in_forgets_the_failures() -> None:
    make_cast()

    with time_machine.travel(DAY, tick=False):
        fail("binh", 3)
        enter("binh")
        fail("binh", 3)
        right = enter("binh")[0]

    assert right == HTTPStatus.FOUND


def test_signing_in_gives_a_new_session_and_signing_out_ends_it() -> None:
    make_cast()
    client = Client()
    client.get(DOOR)
    before = client.session.session_key

    client.post(DOOR, {"login": "binh", "password": PASSWORD})
    inside = client.session.session_key
    client.post("/dang-xuat/")

    assert before != inside
    assert not Session.objects.filter(pk=inside).exists()
    assert client.get("/mat-khau/").status_code == HTTPStatus.FOUND


def test_a_session_ends_after_twelve_hours() -> None:
    make_cast()
    client = Client()

    with time_machine.travel(DAY, tick=False):
        client.post(DOOR, {"login": "binh", "password": PASSWORD})
        inside = client.get("/mat-khau/").status_code
    with time_machine.travel(DAY + timedelta(hours=12, seconds=1), tick=False):
        later = client.get("/mat-khau/").status_code

    assert (inside, later) == (HTTPStatus.OK, HTTPStatus.FOUND)


def test_signing_out_by_a_link_is_not_possible() -> None:
    assert Client().get("/dang-xuat/").status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_history_keeps_who_came_in_and_who_failed() -> None:
    cast = make_cast()

    enter("binh", "khong-phai-mat-khau")
    enter("binh")

    lines = [(line.verb, line.actor) for line in history_of_unit(cast.hoa_thuan)]
    assert lines == [("registry.sign_in", cast.binh), ("registry.sign_in_failed", None)]


@pytest.mark.parametrize("login", ["binh", "binh@hoathuan.vn", "ai.do", "ai@dau.vn"])
def test_a_failure_costs_one_hash_whoever_is_meant(
    login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = make_cast()
    cast.binh.email = "binh@hoathuan.vn"
    cast.binh.save()
    hashed: list[str] = []
    for name in ("encode", "verify"):
        counted = partialmethod(_counted, getattr(Argon2PasswordHasher, name), hashed)
        monkeypatch.setattr(Argon2PasswordHasher, name, counted)

    enter(login, "khong-phai-mat-khau")

    assert len(hashed) == 1


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password"]
)
def test_allauth_serves_no_page_of_its_own(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up() -> None:
    make_cast()

    answers = [
        Client().get(path).status_code
        for path in ("/accounts/signup/", "/dang-ky/", "/signup/")
    ]

    assert answers == [404, 404, 404]


def test_the_adapter_keeps_signing_up_closed() -> None:
    adapter = AccountAdapter()

    assert not adapter.is_open_for_signup(HttpRequest())
    assert adapter.validation_error("incorrect_code").code == "incorrect_code"


def test_who_has_signed_in_needs_no_door() -> None:
    make_cast()
    client = Client()
    client.post(DOOR, {"login": "binh", "password": PASSWORD})

    onward = [client.get(DOOR + at)["Location"] for at in ("", "?next=/mat-khau/")]

    assert onward == ["/ban-viec/", "/mat-khau/"]


def test_leaving_twice_is_leaving() -> None:
    answer = Client().post("/dang-xuat/")

    assert answer.headers["Location"] == "/"


def test_a_broken_cookie_is_nobody() -> None:
    client = Client()
    client.cookies["phien"] = "\\x00' OR 1=1; \\xff"

    assert client.get("/mat-khau/").headers["Location"] == "/dang-nhap/?next=/mat-khau/"


def test_ten_thousand_characters_are_not_a_name() -> None:
    status, _, body = enter("a" * 10_000)

    assert status == 422
    assert "254" in body
