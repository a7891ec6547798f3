"""Reading the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from danchu.kernel.access.services import authorize
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.rules import READ
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import country


@dataclass(frozen=True)
class Outbox:
    """What waits or failed, and what left last."""

    waiting: list[Notice]
    sent: list[Notice]


def outbox_for(user: User, *, most: int) -> Outbox:
    """Return the outbox, for administrators of the whole system."""
    authorize(user, READ, country())
    return Outbox(not_sent(), lately_sent(most))


def not_sent() -> list[Notice]:
    """Return what waits or was given up, the eldest first."""
    return list(Notice.objects.filter(sent_at=None).order_by("queued_at", "pk"))


def lately_sent(most: int) -> list[Notice]:
    """Return what was sent last, without contents."""
    rows = Notice.objects.exclude(sent_at=None).defer("contents")
    return list(rows.order_by("-sent_at", "-pk")[:most])


def troubled(*, at: datetime) -> int:
    """Return how many letters were given up or have waited for an hour."""
    late = Q(next_at__isnull=False, queued_at__lt=at - timedelta(hours=1))
    return Notice.objects.filter(late | Q(given_up_at__isnull=False)).count()
