"""Reading the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from danchu.kernel.access.services import authorize
from danchu.kernel.notices.models import Notice, Notification, Preference
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


MOST_NOTIFICATIONS = 100


@dataclass(frozen=True)
class NotificationFact:
    """One thing that somebody was told, line by line, and whether they read it."""

    subject: str
    lines: tuple[str, ...]
    href: str
    told_at: datetime
    read_at: datetime | None


def notifications_of(reader: User) -> list[NotificationFact]:
    """Return what a person was told last, the newest first."""
    rows = Notification.objects.filter(reader=reader).order_by("-told_at", "-pk")
    return [
        NotificationFact(
            one.subject,
            tuple(line for line in one.text.splitlines() if line),
            one.href,
            one.told_at,
            one.read_at,
        )
        for one in rows[:MOST_NOTIFICATIONS]
    ]


def unread_of(reader: User) -> int:
    """Return how much a person was told and has not read."""
    return Notification.objects.filter(reader=reader, read_at=None).count()


def preference_of(person: User) -> Preference:
    """Return how a person wants to be told."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)
