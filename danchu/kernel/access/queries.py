"""What a person may see: the subtrees below the posts held today."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from danchu.kernel.access.actions import Action
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree


@dataclass(frozen=True)
class Reach:
    """The units that somebody may look into on one day."""

    posts: tuple[Post, ...]
    on: date

    @property
    def roots(self) -> tuple[Unit, ...]:
        """The units of the posts, each once."""
        return tuple({post.unit_id: post.unit for post in self.posts}.values())

    def unit_ids(self) -> "QuerySet[Ancestry, int]":
        """Return the ids of all units in reach, for use in ``unit__in=``.

        Ended units are in the reach of those where their history now stands.
        """
        return Ancestry.objects.filter(
            tree__in=list(Tree),  # else the index of subtrees cannot be used
            ancestor__in=[root.pk for root in self.roots],
            since__lte=self.on,
            until__gt=self.on,
        ).values_list("unit_id", flat=True)

    def contains(self, unit: Unit) -> bool:
        """Tell whether `unit` is in reach."""
        if not self.posts:
            return False
        if any(root.pk == unit.pk for root in self.roots):
            return True
        return self.unit_ids().filter(unit=unit).exists()

    def allowing(self, action: Action) -> "Reach":
        """Return the reach of those posts alone whose role may take `action`."""
        fitting = tuple(post for post in self.posts if post.role in action.roles)
        return Reach(fitting, self.on)


def reach(user: User | AnonymousUser, on: date) -> Reach:
    """Return what `user` may look into on `on`; nothing for strangers."""
    return Reach(tuple(current_posts(user, on)), on)
