"""Reading posts."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from danchu.kernel.people.models import Post, User

CHOSEN_POST = "chuc_vu"
"""Under which key the session keeps the post that its owner works under."""


def current_posts(user: User | AnonymousUser, on: date) -> list[Post]:
    """Return the posts that `user` holds on `on`, with their units, oldest first."""
    if not user.is_authenticated or not user.is_active:
        return []
    return list(
        Post.objects.current(on)
        .filter(user=user)
        .select_related("unit")
        .order_by("valid_from", "pk")
    )


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
