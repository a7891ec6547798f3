"""Pages of tokens: told once, listed, revoked, and dead when they must be."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import AccessToken, User
from danchu.kernel.people.queries import bearer_of
from danchu.kernel.people.services import give_post
from danchu.registry.services.accounts import end_post, reset_password
from danchu.registry.services.signing import accept_invitation
from danchu.registry.services.tokens import add_token, end_token
from danchu.testing.cast import PASSWORD, Cast

Browse = Callable[[User], Client]
TOKENS, MAKE = "/ban-viec/ma-truy-cap/", "/ban-viec/ma-truy-cap/cap/"


def made(user: User, name: str = "Phần mềm một cửa") -> tuple[AccessToken, str]:
    post = user.posts.get()
    return add_token(actor=user, post=post, name=name, days=90, at=timezone.now())


def asked(user: User, **more: str) -> dict[str, str]:
    post = str(user.posts.order_by("pk")[0].pk)
    return {"post": post, "name": "Phần mềm một cửa", "days": "90", **more}


def test_a_token_is_told_once_and_never_again(cast: Cast, browse: Browse) -> None:
    client = browse(cast.binh)

    page = client.post(MAKE, asked(cast.binh))

    [secret] = re.findall(r"dc_[a-z2-7]{52}", page.content.decode())
    assert page.headers["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    token = bearer_of(secret, timezone.localdate())
    assert token == AccessToken.objects.get()
    assert token.expires_on == timezone.localdate() + timedelta(days=90)
    for address in (TOKENS, MAKE, f"{TOKENS}{token.pk}/thu-hoi/"):
        assert secret not in client.get(address).content.decode()


def test_history_keeps_that_it_was_made_and_revoked_and_never_the_secret(
    cast: Cast,
) -> None:
    token, secret = made(cast.binh)
    end_token(actor=cast.binh, token=token, at=timezone.now())
    end_token(actor=cast.binh, token=token, at=timezone.now())

    events = list(history_of_unit(cast.hoa_thuan))

    assert [(event.verb, event.actor) for event in events] == [
        ("registry.revoke_token", cast.binh),
        ("registry.add_token", cast.binh),
    ]
    assert {event.subject for event in events} == {f"mã truy cập #{token.pk}"}
    told = [f"{event.facts} {event.subject}" for event in events]
    assert [text for text in told if secret[3:] in text or token.name in text] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_says_of_each_what_it_is_for_and_how_it_stands(
    cast: Cast,
    browse: Browse,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    tokens = [made(cast.binh, f"Việc số {number}")[0] for number in range(count)]
    made(cast.cuc, "Việc của người khác")
    client = browse(cast.binh)
    client.get(TOKENS)

    with django_assert_num_queries(6):
        page = client.get(TOKENS).content.decode()

    assert page.count("Đang dùng được") == count
    assert [token.name in page and token.hint in page for token in tokens] == [
        True
    ] * count
    assert "Việc của người khác" not in page


def test_the_list_tells_dead_ones_apart(cast: Cast, browse: Browse) -> None:
    now = timezone.now()
    end_token(actor=cast.binh, token=made(cast.binh, "A")[0], at=now)
    expired = made(cast.binh, "B")[0]
    AccessToken.objects.filter(pk=expired.pk).update(expires_on=date(2020, 1, 1))
    made(cast.binh, "C")

    page = browse(cast.binh).get(TOKENS).content.decode()

    states = re.findall(r"Đang dùng được|Đã thu hồi|Hết hạn", page)
    assert states == ["Đang dùng được", "Hết hạn", "Đã thu hồi"]


def test_revoking_is_confirmed_first(cast: Cast, browse: Browse) -> None:
    token, secret = made(cast.binh)
    client, today = browse(cast.binh), timezone.localdate()
    address = f"{TOKENS}{token.pk}/thu-hoi/"

    assert "Thu hồi mã truy cập" in client.get(address).content.decode()
    assert bearer_of(secret, today) == token
    assert client.post(address).headers["Location"] == TOKENS

    assert bearer_of(secret, today) is None


def test_somebody_elses_token_is_not_there(cast: Cast, browse: Browse) -> None:
    token, secret = made(cast.binh)
    client = browse(cast.cuc)
    address = f"{TOKENS}{token.pk}/thu-hoi/"

    assert [client.get(address).status_code, client.post(address).status_code] == [
        404,
        404,
    ]
    assert bearer_of(secret, timezone.localdate()) == token
    with pytest.raises(RuleBroken, match=r"access\.forbidden"):
        end_token(actor=cast.cuc, token=token, at=timezone.now())


def test_nobody_makes_a_token_for_a_post_of_somebody_else(
    cast: Cast, browse: Browse
) -> None:
    post = cast.cuc.posts.get()

    answer = browse(cast.binh).post(MAKE, asked(cast.binh, post=str(post.pk)))

    assert (answer.status_code, AccessToken.objects.count()) == (422, 0)
    with pytest.raises(RuleBroken, match=r"access\.forbidden"):
        add_token(actor=cast.binh, post=post, name="x", days=1, at=timezone.now())


@pytest.mark.parametrize(
    "wrong",
    [{"days": "0"}, {"days": "367"}, {"days": "x"}, {"name": " "}, {"post": "0"}],
)
def test_a_form_that_cannot_be_used_comes_back(
    cast: Cast, browse: Browse, wrong: dict[str, str]
) -> None:
    answer = browse(cast.binh).post(MAKE, asked(cast.binh, **wrong))

    assert (answer.status_code, AccessToken.objects.count()) == (422, 0)


def test_too_many_are_told_on_the_form(cast: Cast, browse: Browse) -> None:
    for _ in range(10):
        made(cast.binh)

    answer = browse(cast.binh).post(MAKE, asked(cast.binh))

    assert answer.status_code == 422
    assert "đang có 10 mã truy cập" in answer.content.decode()


def test_ending_a_post_ends_its_tokens_and_no_others(cast: Cast) -> None:
    today = timezone.localdate()
    other = give_post(user=cast.binh, unit=cast.tan_lap, role="clerk", valid_from=today)
    first = cast.binh.posts.exclude(pk=other.pk).get()
    secrets = [
        add_token(actor=cast.binh, post=post, name="x", days=9, at=timezone.now())[1]
        for post in (first, other)
    ]

    end_post(
        actor=cast.lan,
        post=first,
        last_day=today - timedelta(days=1),
        at=timezone.now(),
    )

    assert [bearer_of(one, today) is not None for one in secrets] == [False, True]


def test_a_password_replaced_by_an_administrator_ends_all_tokens(cast: Cast) -> None:
    _, secret = made(cast.binh)
    _, theirs = made(cast.cuc)

    reset_password(actor=cast.lan, user=cast.binh, at=timezone.now())

    today = timezone.localdate()
    assert bearer_of(secret, today) is None
    assert bearer_of(theirs, today) is not None
    event = history_of_unit(cast.hoa_thuan).filter(verb="registry.reset_password").get()
    assert event.facts["revoked_tokens"] == 1


def test_changing_ones_own_password_ends_all_tokens_and_says_so(
    cast: Cast, browse: Browse
) -> None:
    _, secret = made(cast.binh)
    _, theirs = made(cast.cuc)
    client = browse(cast.binh)
    new = "mot-mat-khau-rieng-1"

    before = client.get("/mat-khau/").content.decode()
    client.post("/mat-khau/", {"old": PASSWORD, "new": new, "again": new})

    today = timezone.localdate()
    after = client.get("/mat-khau/").content.decode()
    assert "1 mã truy cập còn dùng được sẽ bị thu hồi" in before
    assert "mã truy cập còn dùng được" not in after
    assert bearer_of(secret, today) is None
    assert bearer_of(theirs, today) is not None
    event = (
        history_of_unit(cast.hoa_thuan).filter(verb="registry.change_password").get()
    )
    assert event.facts["revoked_tokens"] == 1


def test_a_wrong_old_password_ends_no_token(cast: Cast, browse: Browse) -> None:
    _, secret = made(cast.binh)
    sent = {"old": "sai-mat-khau-roi", "new": "mot-mat-khau-1", "again": "x"}

    browse(cast.binh).post("/mat-khau/", sent | {"again": sent["new"]})

    assert bearer_of(secret, timezone.localdate()) is not None


def test_a_first_password_of_ones_own_ends_what_the_old_one_made(cast: Cast) -> None:
    _, secret = made(cast.binh)

    accept_invitation(actor=cast.binh, new="mot-mat-khau-rieng-1", at=timezone.now())

    assert bearer_of(secret, timezone.localdate()) is None
