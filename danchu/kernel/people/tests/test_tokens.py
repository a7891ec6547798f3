"""Tokens: made once, kept as a digest, bound to a post, dead when the post is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import AccessToken, Post
from danchu.kernel.people.queries import bearer_of, current_posts, tokens_of
from danchu.kernel.people.rules import MOST_TOKENS, digest_of
from danchu.kernel.people.services import (
    close_post,
    give_post,
    make_token,
    note_token_used,
    revoke_token,
    revoke_tokens_of,
)
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def post(cast: Cast) -> Post:
    found: Post = cast.binh.posts.get()
    return found


def made(post: Post, days: int = 90) -> tuple[AccessToken, str]:
    return make_token(post=post, name="Phần mềm một cửa", days=days, at=NOW)


def test_the_database_keeps_a_digest_and_the_last_four_letters(post: Post) -> None:
    token, secret = made(post)

    kept = AccessToken.objects.values().get()
    assert kept["digest"] == digest_of(secret)
    assert kept["hint"] == secret[-4:]
    assert [value for value in kept.values() if secret[3:20] in str(value)] == []
    assert bearer_of(secret, TODAY) == token


def test_no_two_tokens_are_alike(post: Post) -> None:
    secrets = {made(post)[1] for _ in range(5)}

    assert len(secrets) == 5
    assert {len(one) for one in secrets} == {55}


def test_it_serves_its_days_and_not_one_more(post: Post) -> None:
    token, secret = made(post, days=1)

    assert token.expires_on == date(2026, 3, 3)
    assert bearer_of(secret, date(2026, 3, 3)) == token
    assert bearer_of(secret, date(2026, 3, 4)) is None


def test_it_never_outlives_its_post(cast: Cast) -> None:
    post = give_post(
        user=cast.an,
        unit=cast.hoa_thuan,
        role="clerk",
        valid_from=TODAY,
        valid_to=date(2026, 3, 10),
    )

    token, secret = made(post)

    assert token.expires_on == date(2026, 3, 10)
    close_post(post=post, last_day=TODAY)
    assert bearer_of(secret, TODAY) == token
    assert bearer_of(secret, date(2026, 3, 3)) is None


def test_a_revoked_one_is_refused_at_once_and_keeps_its_first_moment(
    post: Post,
) -> None:
    token, secret = made(post)

    assert revoke_token(token=token, at=NOW) is True
    assert revoke_token(token=token, at=timezone.now()) is False

    assert bearer_of(secret, TODAY) is None
    assert AccessToken.objects.get().revoked_at == NOW


def test_those_of_a_closed_account_are_refused(cast: Cast, post: Post) -> None:
    _, secret = made(post)
    cast.binh.is_active = False
    cast.binh.save(update_fields=["is_active"])

    assert bearer_of(secret, TODAY) is None


def test_all_tokens_of_a_person_end_together_and_nobody_elses(cast: Cast) -> None:
    mine = [made(cast.binh.posts.get())[1] for _ in range(2)]
    theirs = made(cast.cuc.posts.get())[1]

    assert revoke_tokens_of(user=cast.binh, at=NOW) == 2

    assert [bearer_of(one, TODAY) for one in mine] == [None, None]
    assert bearer_of(theirs, TODAY) is not None


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [
        ("  ", 90, "people.token_without_purpose"),
        ("x", 0, "people.token_days"),
        ("x", 367, "people.token_days"),
        ("x", -1, "people.token_days"),
    ],
)
def test_what_cannot_be_made_is_refused(
    post: Post, name: str, days: int, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        make_token(post=post, name=name, days=days, at=NOW)

    assert refused.value.code == code


def test_a_post_that_has_ended_gets_none(post: Post) -> None:
    close_post(post=post, last_day=date(2026, 3, 1))

    with pytest.raises(RuleBroken, match=r"people\.token_post_ended"):
        made(post)


def test_a_person_has_ten_that_serve_and_dead_ones_do_not_count(post: Post) -> None:
    tokens = [made(post)[0] for _ in range(MOST_TOKENS)]

    with pytest.raises(RuleBroken, match=r"people\.too_many_tokens"):
        made(post)
    revoke_token(token=tokens[0], at=NOW)

    assert made(post)[0].serves(TODAY)
    assert len(tokens_of(post.user)) == MOST_TOKENS + 1


@pytest.mark.parametrize("known", [True, False])
def test_guessing_costs_one_look_up(
    post: Post, django_assert_num_queries: DjangoAssertNumQueries, *, known: bool
) -> None:
    secret = made(post)[1] if known else "dc_" + "a" * 52

    with django_assert_num_queries(1):
        found = bearer_of(secret, TODAY)

    assert (found is not None) == known


@pytest.mark.parametrize("text", ["", "dc_", "x" * 10_000, "dc_" + "A" * 52, "\0"])
def test_what_cannot_be_a_token_is_not_looked_up(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert bearer_of(text, TODAY) is None


def test_the_day_of_use_is_written_once_a_day(
    post: Post, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token, _ = made(post)
    note_token_used(token=token, today=TODAY)

    again = AccessToken.objects.get()
    assert again.last_used_on == TODAY
    with django_assert_num_queries(0):
        note_token_used(token=again, today=TODAY)


def test_whoever_came_with_a_token_has_that_post_alone(cast: Cast, post: Post) -> None:
    head = give_post(user=cast.binh, unit=cast.elsewhere, role="head", valid_from=TODAY)
    assert current_posts(cast.binh, TODAY) == [post, head]

    cast.binh.only_post = post.pk

    assert current_posts(cast.binh, TODAY) == [post]
    assert current_posts(cast.binh, date(2014, 1, 1)) == []
