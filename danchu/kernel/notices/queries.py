"""Reading the outbox."""

from datetime import datetime, timedelta

from django.db.models import Q

from danchu.kernel.errors import RuleBroken
from danchu.kernel.notices.models import Notice


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


def notice_of(pk: int) -> Notice:
    """Return one letter; refuses a number that nothing has."""
    found = Notice.objects.filter(pk=pk).first()
    if found is None:
        raise RuleBroken("notices.unknown")
    return found
