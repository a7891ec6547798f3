"""Who witnesses, and who is to be told what the nights find."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Cosignature
from danchu.kernel.ledger.queries import largest_cosigned
from danchu.kernel.people.models import Post, User
from danchu.kernel.units.queries import country
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.rules import READ
from danchu.witnesses.sealing import contact_of


@dataclass(frozen=True)
class Line:
    """A witness on a page: its entry and the largest checkpoint it signed."""

    entry: WitnessEntry
    last: Cosignature | None
    contact: str = ""


def entries() -> list[WitnessEntry]:
    """Return every witness that ever was, those that stand first."""
    rows = WitnessEntry.objects.select_related("witness")
    return list(rows.order_by("-until", "organisation", "pk"))


def organisation_of(witness: int | None) -> str:
    """Return which body a witness is."""
    found = WitnessEntry.objects.filter(pk=witness).first()
    return found.organisation if found else ""


def standing(today: date) -> list[WitnessEntry]:
    """Return the witnesses of a day."""
    over = Q(until__isnull=True) | Q(until__gte=today)
    rows = WitnessEntry.objects.filter(over).select_related("witness")
    return list(rows.order_by("pk"))


def lines() -> list[Line]:
    """Return the witnesses with what each signed last; for everybody."""
    return [Line(one, largest_cosigned(one.witness)) for one in entries()]


def may_keep(user: User) -> None:
    """Refuse whoever may not keep the register."""
    authorize(user, READ, country())


def register_for(user: User) -> list[Line]:
    """Return the register with addresses, for who may keep it."""
    may_keep(user)
    return [Line(one.entry, one.last, contact_of(one.entry)) for one in lines()]


def entry_for(user: User, pk: int) -> WitnessEntry:
    """Return one entry that still stands, for who may keep the register."""
    may_keep(user)
    rows = WitnessEntry.objects.filter(pk=pk, until=None).select_related("witness")
    found = rows.first()
    if found is None:
        raise RuleBroken("witnesses.unknown")
    return found


def alarm_addresses(today: date) -> dict[str, str]:
    """Return by a lasting name whom to write when something does not fit.

    Administrators of the whole system and the witnesses; who has no address is not
    there.
    """
    posts = Post.objects.current(today).filter(
        role="administrator", unit__kind="country", user__is_active=True
    )
    found = {
        f"account:{post.user_id}": post.user.email
        for post in posts.select_related("user")
    }
    found |= {f"witness:{one.pk}": contact_of(one) for one in standing(today)}
    return {name: address for name, address in found.items() if address}
