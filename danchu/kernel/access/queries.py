"""What a person may see: the subtrees below the posts held today."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from danchu.kernel.access.actions import Action
from danchu.kernel.people.models import Post, User
from danchu.kernel.people.queries import current_posts
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree, UnitKind


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

    def covers(self, unit: Unit, on: date, tree: str) -> bool:
        """Tell whether all that stands in `unit` is in reach, on a map along a tree.

        A unit in reach may hold what is not: on a map of the past what has left since,
        in the line what stands elsewhere on the ground.
        """
        if on == self.on and self._holds(unit, tree):
            return True
        if not self.contains(unit):
            return False
        if tree == Tree.TERRITORY and self._is_national:
            return True
        inside = Ancestry.objects.filter(
            tree=tree, ancestor=unit, since__lte=on, until__gt=on
        )
        return not inside.exclude(unit__in=self.unit_ids()).exists()

    def _holds(self, unit: Unit, tree: str) -> bool:
        roots = {root.pk for root in self.roots}
        if not roots or unit.pk in roots:
            return bool(roots)
        return self.unit_ids().filter(tree=tree, unit=unit).exists()

    @property
    def _is_national(self) -> bool:
        return any(root.kind == UnitKind.COUNTRY for root in self.roots)

    def allowing(self, action: Action) -> "Reach":
        """Return the reach of those posts alone whose role may take `action`."""
        fitting = tuple(post for post in self.posts if post.role in action.roles)
        return Reach(fitting, self.on)


def reach(user: User | AnonymousUser, on: date) -> Reach:
    """Return what `user` may look into on `on`; nothing for strangers."""
    return Reach(tuple(current_posts(user, on)), on)
