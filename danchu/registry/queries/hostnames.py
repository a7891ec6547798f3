"""The host names of a unit, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from danchu.kernel.access.services import may
from danchu.kernel.hostnames.queries import keeper_of, names_given_to
from danchu.kernel.hostnames.rules import BEARERS, GIVE, name_in_words
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class NameLine:
    """A name of a unit and for how long it has stood."""

    pk: int
    host: str
    words: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class NamePage:
    """The names of a unit, those that stand first, and where the portal is."""

    unit: Unit
    lines: tuple[NameLine, ...]
    site: str


def name_page(unit: Unit) -> NamePage:
    """Return what the page of the names of a unit shows."""
    lines = (
        NameLine(one.pk, one.host, name_in_words(one.host), one.since, one.until)
        for one in names_given_to(unit)
    )
    return NamePage(unit, tuple(lines), settings.PUBLIC_URL)


def may_name(user: User | AnonymousUser, unit: Unit, on: date) -> bool:
    """Tell whether `user` may give `unit` a name of its own."""
    has_ended = unit.valid_to is not None and unit.valid_to < on
    if unit.kind not in BEARERS or has_ended:
        return False
    return may(user, GIVE, keeper_of(unit, on), on)
