"""What news do once every night."""

from datetime import datetime

from django.utils import timezone

from danchu.news.services.commenting import erase_emails
from danchu.news.services.reading import close_days


def pass_night(*, at: datetime) -> None:
    """Close the days that are over, and erase addresses kept long enough."""
    close_days(before=timezone.localdate(at))
    erase_emails(at=at)
