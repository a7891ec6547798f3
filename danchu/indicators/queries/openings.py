"""When a page of a filing was opened: it goes along with the page and is not kept."""

from datetime import UTC, datetime

from django.core import signing
from django.utils import timezone

_SALT = "indicators.opened"


def opening(opened: datetime | None) -> str:
    """Return what the page brings back when it is pressed; now unless known before."""
    at = opened or timezone.now()
    return signing.dumps(int(at.timestamp()), salt=_SALT)


def opened_from(text: str) -> datetime | None:
    """Read what a page brought back; what we have not written says nothing."""
    try:
        return datetime.fromtimestamp(signing.loads(text, salt=_SALT), UTC)
    except (signing.BadSignature, ValueError, TypeError):
        return None
