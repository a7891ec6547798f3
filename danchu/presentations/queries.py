"""Which presentations somebody made, and which charts are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from danchu.kernel.access.queries import reach
from danchu.kernel.people.models import User
from danchu.presentations.models import Drawing, Presentation
from danchu.presentations.rules import REVOKE, is_open

MOST_LISTED = 50


@dataclass(frozen=True)
class Link:
    """One link: who made it, how long it lives and how often it was opened."""

    pk: int
    title: str
    unit: str
    by: str
    """Who made it; empty where that is the reader."""
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    openings: int
    last_at: datetime | None
    is_open: bool


def links_of(user: User, now: datetime) -> list[Link]:
    """Return the links that somebody made, the newest first.

    For a leader also those of others in reach that still show something.
    """
    today = timezone.localdate(now)
    below = reach(user, today).allowing(REVOKE).unit_ids()
    theirs = Q(unit__in=below, ends_at__gt=now, revoked_at=None)
    rows = Presentation.objects.filter(theirs | Q(made_by=user))
    rows = rows.select_related("unit", "made_by")
    told = rows.annotate(count=Count("openings"), last=Max("openings__at"))
    return [
        Link(
            pk=row.pk,
            title=row.title,
            unit=row.unit.name,
            by="" if row.made_by_id == user.pk else row.made_by.full_name,
            made_at=row.made_at,
            ends_at=row.ends_at,
            revoked_at=row.revoked_at,
            openings=row.count,
            last_at=row.last,
            is_open=is_open(ends_at=row.ends_at, revoked_at=row.revoked_at, now=now),
        )
        for row in told.defer("slides").order_by("-made_at", "-pk")[:MOST_LISTED]
    ]


def drawings_of(digests: Iterable[str]) -> dict[str, str]:
    """Return the charts that are drawn already, by digest."""
    rows = Drawing.objects.filter(pk__in=list(digests))
    return dict(rows.values_list("digest", "svg"))
