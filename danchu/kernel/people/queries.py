"""Reading posts and tokens."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from danchu.kernel.people.models import AccessToken, Post, User
from danchu.kernel.people.rules import (
    account_subject,
    digest_of,
    is_secret,
    token_subject,
)

CHOSEN_POST = "chuc_vu"
"""Under which key the session keeps the post that its owner works under."""


def current_posts(user: User | AnonymousUser, on: date) -> list[Post]:
    """Return the posts that `user` holds on `on`, with their units, oldest first.

    Whoever came with a token has the post of the token and no other.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    held = Post.objects.current(on).filter(user=user)
    if user.only_post is not None:
        held = held.filter(pk=user.only_post)
    return list(held.select_related("unit").order_by("valid_from", "pk"))


def all_posts(user: User) -> list[Post]:
    """Return every post that `user` holds, held or will hold, newest first."""
    return list(user.posts.select_related("unit").order_by("-valid_from", "-pk"))


def active_post(posts: list[Post], chosen: object) -> Post | None:
    """Return the post a person works under: the chosen one, else the first.

    `chosen` comes from the session; one that is no longer held is forgotten.
    """
    fitting = [post for post in posts if str(post.pk) == str(chosen)]
    return next(iter(fitting or posts), None)


def user_named(username: str) -> User | None:
    """Return the account with this user name, if there is one."""
    return User.objects.filter(username=username).first()


def open_accounts(numbers: Iterable[int]) -> list[User]:
    """Return those of these accounts that are not closed."""
    return list(User.objects.filter(pk__in=list(numbers), is_active=True))


def bearer_of(secret: str, today: date) -> AccessToken | None:
    """Return the token that a program brought, if it serves today.

    One look-up by an index, whether or not there is such a token; none for a text
    that cannot be one.
    """
    if not is_secret(secret):
        return None
    found = (
        AccessToken.objects.filter(digest=digest_of(secret))
        .select_related("post__user", "post__unit")
        .first()
    )
    return found if found and found.serves(today) else None


def subjects_about(pk: int) -> list[str]:
    """Return how history names the account with this number, and its tokens."""
    tokens = AccessToken.objects.filter(post__user=pk).values_list("pk", flat=True)
    return [account_subject(pk), *(token_subject(token) for token in tokens)]


def tokens_of(user: User) -> list[AccessToken]:
    """Return every token made for a post of `user`, the newest first."""
    made = AccessToken.objects.filter(post__user=user)
    return list(
        made.select_related("post__unit", "post__user").order_by("-made_at", "-pk")
    )
