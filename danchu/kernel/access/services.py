"""The only place that decides whether somebody may do something."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from danchu.kernel.access.actions import Action, Where
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import parents_of
from danchu.kernel.units.rules import Tree


def may(
    user: User | AnonymousUser, action: Action, unit: Unit, on: date | None = None
) -> bool:
    """Tell whether a post that `user` holds on `on` (today) allows `action` there."""
    day = on or timezone.localdate()
    fitting = [post for post in current_posts(user, day) if post.role in action.roles]
    return any(_stands_right(post, action.where, unit, day) for post in fitting)


def allowed(
    user: User | AnonymousUser,
    action: Action,
    units: Collection[Unit],
    on: date | None = None,
) -> set[int]:
    """Return the ids of the units of which `may` says yes, asked together."""
    day = on or timezone.localdate()
    fitting = [post for post in current_posts(user, day) if post.role in action.roles]
    if action.where is not Where.WITHIN:
        return {
            unit.pk
            for unit in units
            if any(_stands_right(post, action.where, unit, day) for post in fitting)
        }
    within = Ancestry.objects.filter(
        tree__in=list(Tree),
        ancestor__in=[post.unit_id for post in fitting],
        unit__in=[unit.pk for unit in units],
        since__lte=day,
        until__gt=day,
    )
    return set(within.values_list("unit", flat=True))


def authorize(user: User | AnonymousUser, action: Action, unit: Unit) -> None:
    """Raise ``access.forbidden`` unless `user` may take `action` at `unit` today."""
    if not may(user, action, unit):
        raise RuleBroken("access.forbidden", action=action.name, unit=unit.name)


def _stands_right(post: Post, where: Where, unit: Unit, day: date) -> bool:
    if where is Where.OWN:
        return post.unit_id == unit.pk
    if where is Where.PARENT:
        # Nothing stands above the root, so that it answers for itself.
        above = parents_of(unit, day).values() or [unit]
        return any(post.unit_id == one.pk for one in above)
    return Ancestry.objects.filter(
        tree__in=list(Tree),
        ancestor=post.unit_id,
        unit=unit,
        since__lte=day,
        until__gt=day,
    ).exists()
