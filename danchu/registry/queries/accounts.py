"""Accounts and posts, as an administrator sees them within reach."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, QuerySet

from danchu.kernel.access.queries import Reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.units.models import Placement, Unit, UnitCode
from danchu.kernel.units.queries import country
from danchu.kernel.units.rules import Tree
from danchu.lib.vietnamese import fold
from danchu.registry.rules import ACCOUNTS

PER_PAGE = 50


def account_of(login: str) -> User | None:
    """Return the account that a person means by a user name or an e-mail address."""
    name = login.strip().casefold()
    if not name:
        return None
    named = Q(username__iexact=name) | (Q(email__iexact=name) & ~Q(email=""))
    return User.objects.filter(named).order_by("pk").first()


def home_unit(user: User) -> Unit:
    """Return where history keeps an account: at its lasting post, or the nation."""
    lasting_first = F("valid_to").desc(nulls_first=True)
    posts = user.posts.select_related("unit").order_by(lasting_first, "-valid_from")
    post = posts.first()
    return post.unit if post else country()


def administered(user: User | AnonymousUser, on: date) -> Reach:
    """Return what `user` administers on `on`; ``access.forbidden`` if nothing."""
    posts = [post for post in current_posts(user, on) if post.role in ACCOUNTS.roles]
    if not posts:
        raise RuleBroken("access.forbidden", action=ACCOUNTS.name)
    return Reach(tuple(posts), on)


def accounts_within(reach: Reach, text: str, page: str | None) -> Page[User]:
    """Return a page of the accounts that hold, held or will hold a post in reach.

    Of each only the posts in reach are told.
    """
    users = User.objects.filter(pk__in=_posts_within(reach).values("user"))
    words = text.strip()[:100].replace("\0", "")
    if words:
        users = users.filter(
            Q(full_name__icontains=words)
            | Q(username__icontains=words)
            | Q(email__iexact=words)
            | Q(pk__in=_posts_at(reach, words).values("user"))
        )
    told = Prefetch("posts", _posts_within(reach))
    listed = users.prefetch_related(told).order_by("full_name", "pk")
    return Paginator(listed, PER_PAGE).get_page(page)


def account_within(reach: Reach, pk: int) -> User:
    """Return an account with its posts in reach, or refuse as if it were not there."""
    told = Prefetch("posts", _posts_within(reach))
    user = User.objects.filter(pk=pk).prefetch_related(told).first()
    if user is None or not user.posts.all():
        raise RuleBroken("access.forbidden", action=ACCOUNTS.name)
    return user


def post_within(reach: Reach, pk: int) -> Post:
    """Return a post in reach, or refuse as if it were not there."""
    post = _posts_within(reach).select_related("user").filter(pk=pk).first()
    if post is None:
        raise RuleBroken("access.forbidden", action=ACCOUNTS.name)
    return post


def is_wholly_within(reach: Reach, user: User) -> bool:
    """Tell whether every post that `user` holds or will hold is in reach."""
    lasting = Post.objects.filter(user=user).exclude(valid_to__lt=reach.on)
    return not lasting.exclude(pk__in=_posts_within(reach).values("pk")).exists()


@dataclass(frozen=True)
class Meant:
    """A unit that somebody may mean, and what it stands under."""

    unit: Unit
    parent: str


def units_meant(reach: Reach, text: str) -> list[Meant]:
    """Return the living units in reach that a name, an old name or a code may mean.

    A name written exactly leaves no doubt, whatever else it begins.
    """
    folded = fold(text)
    if not folded:
        return []
    coded = UnitCode.objects.alive(reach.on).filter(code=text.strip()[:30])
    meant = Q(names__folded__contains=folded[:200]) | Q(pk__in=coded.values("unit"))
    inside = Unit.objects.alive(reach.on).filter(pk__in=reach.unit_ids())
    found = list(inside.filter(meant).distinct().order_by("sort_key", "pk")[:20])
    exact = [unit for unit in found if fold(unit.name) == folded]
    meant_units = exact if len(exact) == 1 else found
    above = parent_names(meant_units, reach.on)
    return [Meant(unit, above.get(unit.pk, "")) for unit in meant_units]


def parent_names(units: list[Unit], on: date) -> dict[int, str]:
    """Return the name of what each unit stands directly under, by its id."""
    placed = Placement.objects.alive(on).filter(tree=Tree.TERRITORY, unit__in=units)
    return dict(placed.values_list("unit", "parent__name"))


def _posts_within(reach: Reach) -> QuerySet[Post]:
    posts = Post.objects.filter(unit__in=reach.unit_ids())
    return posts.select_related("unit").order_by("-valid_from", "-pk")


def _posts_at(reach: Reach, words: str) -> QuerySet[Post]:
    named = Q(unit__names__folded__contains=fold(words))
    return _posts_within(reach).filter(named if fold(words) else Q(pk__in=[]))
