"""Which dossiers somebody may see."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from danchu.kernel.access.queries import reach
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import UNFINISHED
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import Tree


def dossiers_in_reach(user: User | AnonymousUser, on: date) -> QuerySet[Dossier]:
    """Return the dossiers that `user` may look into on `on`.

    A sealed one is seen only from a post at its very unit: neither from above nor by
    an auditor of the level above. Who at the unit may open it is for the capability
    to narrow further.
    """
    seen = reach(user, on)
    own = [root.pk for root in seen.roots]
    # A union, for "own or below" as one condition would read every dossier there is.
    units = Unit.objects.filter(pk__in=own).values("pk")
    below = seen.unit_ids().filter(tree__in=list(Tree)).values("unit_id")
    return Dossier.objects.filter(
        Q(sealed=False) | Q(unit__in=own), unit__in=units.union(below)
    )


def unfinished_in_reach(user: User | AnonymousUser, on: date) -> QuerySet[Dossier]:
    """Return those dossiers in reach that somebody must still see to the end."""
    return dossiers_in_reach(user, on).filter(phase__in=sorted(UNFINISHED))


def dossier_in_reach(user: User | AnonymousUser, on: date, pk: int) -> Dossier:
    """Return one dossier, or refuse as if it did not exist."""
    found = dossiers_in_reach(user, on).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise RuleBroken("dossiers.not_found")
    return found
