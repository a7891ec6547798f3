"""The page of letters that leave the house: what waits, what failed, what left."""

from dataclasses import dataclass

from django.conf import settings

from danchu.kernel.notices.queries import Outbox, outbox_for
from danchu.kernel.people.models import User

MOST = 50


@dataclass(frozen=True)
class OutboxPage:
    """What the page shows; `server` is empty while letters become files."""

    letters: Outbox
    server: str
    folder: str


def outbox_page(user: User) -> OutboxPage:
    """Return the outbox and where letters go, for who may see it."""
    server = settings.EMAIL_SERVER
    return OutboxPage(
        letters=outbox_for(user, most=MOST),
        server=f"{server.host}:{server.port}" if server else "",
        folder=settings.OUTBOX.name,
    )
