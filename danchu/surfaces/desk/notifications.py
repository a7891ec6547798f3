"""The page on which somebody reads what they were told, and says how else to tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from danchu.kernel.notices.queries import (
    NotificationFact,
    notifications_of,
    preference_of,
)
from danchu.kernel.notices.services import prefer, read_all
from danchu.kernel.people.models import User


@dataclass(frozen=True)
class NotificationsPage:
    """What was told last, and the preferences as they stand or were just typed."""

    told: tuple[NotificationFact, ...]
    unread: int
    email: str
    by_email: bool
    phone: str


def notifications_page(
    reader: User, *, said: Mapping[str, str] | None = None
) -> NotificationsPage:
    """Return what a person was told, the newest first."""
    told, kept = notifications_of(reader), preference_of(reader)
    typed = said if said and "so-dien-thoai" in said else None
    return NotificationsPage(
        told=tuple(told),
        unread=sum(one.read_at is None for one in told),
        email=reader.email,
        by_email="qua-thu" in typed if typed is not None else kept.by_email,
        phone=typed["so-dien-thoai"] if typed is not None else kept.phone,
    )


def act_on_notifications(*, reader: User, said: Mapping[str, str], at: datetime) -> str:
    """Mark all as read, or keep how to be told; say what was done."""
    if "so-dien-thoai" in said:
        prefer(
            person=reader,
            by_email="qua-thu" in said,
            phone=said["so-dien-thoai"],
            at=at,
        )
        return "Đã lưu cách nhận thông báo."
    read_all(reader=reader, at=at)
    return "Đã đánh dấu mọi thông báo là đã đọc."
