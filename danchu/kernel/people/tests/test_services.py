from datetime import UTC, datetime, timedelta

import pytest

from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.models import SignInCounter
from danchu.kernel.people.services import (
    account_mark,
    check_may_sign_in,
    note_failed_sign_in,
    note_sign_in,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def fail(times: int, *, login: str = "binh", at: datetime = NOW) -> None:
    for _ in range(times):
        note_failed_sign_in(login=login, at=at)


def test_five_failures_make_the_account_wait_a_minute() -> None:
    fail(4)
    check_may_sign_in(login="binh", at=NOW)

    fail(1)

    with pytest.raises(RuleBroken, match=r"people\.wait") as refused:
        check_may_sign_in(login=" BINH ", at=NOW)
    assert explain(refused.value).text == (
        "Tài khoản này vừa đăng nhập sai 5 lần nên tạm khóa 1 phút."
    )


def test_a_colleague_behind_the_same_address_does_not_wait() -> None:
    fail(9)

    check_may_sign_in(login="cuc", at=NOW)


def test_the_wait_ends_and_success_forgets_the_failures() -> None:
    fail(5)
    check_may_sign_in(login="binh", at=NOW + timedelta(minutes=1))

    note_sign_in(login="binh")
    fail(4)

    check_may_sign_in(login="binh", at=NOW)


def test_failures_of_yesterday_are_forgotten() -> None:
    fail(4, at=NOW - timedelta(hours=13))

    fail(1)

    check_may_sign_in(login="binh", at=NOW)


def test_a_name_that_nobody_has_waits_like_any_other() -> None:
    fail(5, login="khong-co-ai")

    with pytest.raises(RuleBroken, match=r"people\.wait"):
        check_may_sign_in(login="khong-co-ai", at=NOW)


def test_counters_of_names_that_nobody_tries_any_more_are_dropped() -> None:
    fail(1, login="hom-qua", at=NOW - timedelta(hours=13))
    fail(1, login="sang-nay", at=NOW - timedelta(hours=2))

    fail(1, login="bay-gio")

    marks = set(SignInCounter.objects.values_list("account", flat=True))
    assert marks == {account_mark("sang-nay"), account_mark("bay-gio")}
