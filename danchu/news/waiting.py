"""What waits for an official among the texts of a unit, and what readers said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

from danchu.kernel.people.models import Post, User
from danchu.news.models import Article, Comment
from danchu.news.rules.articles import PUBLISH, WRITE, Status
from danchu.news.rules.comments import SHOW, State


@dataclass(frozen=True)
class TextWaiting:
    """A text that waits for approval, or for whoever writes it to put it right."""

    pk: int
    title: str
    place: str
    at: datetime
    is_returned: bool


@dataclass(frozen=True)
class CommentsWaiting:
    """How many readers said something that nobody at a unit has read yet."""

    place: str
    count: int
    since: datetime


def texts_waiting(user: User, posts: Sequence[Post], on: date) -> list[TextWaiting]:
    """Return what `user` may approve or has to write better, what came first at first.

    Nobody waits for approving an own text where somebody else could.
    """
    others = Post.objects.current(on).filter(
        unit=OuterRef("unit"), role__in=sorted(PUBLISH.roles), user__is_active=True
    )
    may_approve = ~Q(written_by=user) | ~Exists(others.exclude(user=user))
    rows = Article.objects.filter(
        Q(may_approve, status=Status.SUBMITTED, unit__in=_units(posts, PUBLISH.roles))
        | Q(status=Status.RETURNED, unit__in=_units(posts, WRITE.roles))
    )
    return [
        TextWaiting(
            pk=row.pk,
            title=row.title,
            place=row.unit.name,
            at=row.written_at,
            is_returned=row.status == Status.RETURNED,
        )
        for row in rows.select_related("unit").order_by("written_at", "pk")
    ]


def comments_waiting(posts: Sequence[Post]) -> list[CommentsWaiting]:
    """Return the units at which readers wait for a decision, the longest first."""
    rows = Comment.objects.filter(
        status=State.WAITING, dossier__unit__in=_units(posts, SHOW.roles)
    )
    counted = rows.values("dossier__unit__name").annotate(
        count=Count("pk"), since=Min("received_at")
    )
    return [
        CommentsWaiting(one["dossier__unit__name"], one["count"], one["since"])
        for one in counted.order_by("since")
    ]


def _units(posts: Sequence[Post], roles: frozenset[str]) -> set[int]:
    return {post.unit_id for post in posts if post.role in roles}
