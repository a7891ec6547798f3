"""The page of letters that leave the house: what waits, what failed, what left."""

from dataclasses import dataclass

from django.conf import settings

from danchu.kernel.access.services import authorize
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.queries import lately_sent, not_sent
from danchu.kernel.notices.rules import READ
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import country

MOST = 50


@dataclass(frozen=True)
class Outbox:
    """What the page shows; `server` is empty while letters become files."""

    waiting: list[Notice]
    sent: list[Notice]
    server: str
    folder: str


def outbox_page(user: User) -> Outbox:
    """Return the outbox, for administrators of the whole system."""
    authorize(user, READ, country())
    server = settings.EMAIL_SERVER
    return Outbox(
        waiting=not_sent(),
        sent=lately_sent(MOST),
        server=f"{server.host}:{server.port}" if server else "",
        folder=settings.OUTBOX.name,
    )
