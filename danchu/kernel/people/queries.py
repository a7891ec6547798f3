"""Reading posts."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from danchu.kernel.people.models import Post, User


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


def user_named(username: str) -> User | None:
    """Return the account with this user name, if there is one."""
    return User.objects.filter(username=username).first()
