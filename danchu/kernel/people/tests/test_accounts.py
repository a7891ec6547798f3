from datetime import date

import pytest

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post
from danchu.kernel.people.queries import active_post, all_posts, user_named
from danchu.kernel.people.services import change_password, give_post, open_account
from danchu.testing.cast import hire, make_cast

LONG = "mot-mat-khau-dai"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"username": "lê oanh"}, "people.bad_user_name"),
        ({"username": "oanh@hoathuan.vn"}, "people.bad_user_name"),
        ({"full_name": "  "}, "people.full_name_missing"),
        ({"password": "12345678"}, "people.weak_password"),
        ({"password": "ngo.thi.oanh"}, "people.weak_password"),
        ({"username": "AN"}, "people.user_name_taken"),
        ({"email": "AN@hoathuan.vn"}, "people.email_taken"),
    ],
)
def test_an_account_that_cannot_be_opened(asked: dict[str, str], code: str) -> None:
    open_account(
        username="an", full_name="Nguyễn Văn An", password=None, email="an@hoathuan.vn"
    )
    right = {"username": "ngo.thi.oanh", "full_name": "Ngô Thị Oanh", "password": LONG}

    with pytest.raises(RuleBroken) as refused:
        open_account(**right | asked)

    assert refused.value.code == code
    assert user_named("ngo.thi.oanh") is None


def test_without_a_password_nobody_signs_in() -> None:
    user = open_account(username="oanh", full_name="Ngô Thị Oanh", password=None)

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_a_new_password_replaces_the_old_one() -> None:
    user = open_account(username="oanh", full_name="Ngô Thị Oanh", password=LONG)

    with pytest.raises(RuleBroken) as refused:
        change_password(user=user, password="ngan")  # noqa: S106 -- too short
    change_password(user=user, password=LONG + "-hon")

    assert refused.value.code == "people.weak_password"
    assert [user.check_password(one) for one in (LONG, LONG + "-hon")] == [False, True]


def test_one_may_hold_the_same_post_twice_but_not_at_once() -> None:
    unit, user = make_cast().tan_lap, hire("quyen", "Lý Thị Quyên")

    def give(begins: int, ends: int | None) -> Post:
        last = date(ends, 12, 31) if ends else None
        return give_post(
            user=user,
            unit=unit,
            role="clerk",
            valid_from=date(begins, 1, 1),
            valid_to=last,
        )

    posts = [give(2020, 2021), give(2024, None), give(2022, 2023)]
    codes = []
    for begins, ends in ((2019, 2020), (2023, 2023), (2025, None), (2010, None)):
        with pytest.raises(RuleBroken) as refused:
            give(begins, ends)
        codes.append(refused.value.code)

    assert codes == ["people.post_held_already"] * 4
    assert all_posts(user) == [posts[1], posts[2], posts[0]]


@pytest.mark.parametrize(
    ("chosen", "expected"), [(2, 2), ("2", 2), (9, 1), (None, 1), ("x", 1)]
)
def test_one_works_under_the_chosen_post_or_the_first(
    chosen: object, expected: int
) -> None:
    posts = [Post(pk=1), Post(pk=2)]

    active = active_post(posts, chosen)

    assert active is not None
    assert active.pk == expected


def test_without_posts_one_works_under_none() -> None:
    assert active_post([], 1) is None
