"""How long a link lives, who may make one, and how it is recognised."""

from datetime import datetime, timedelta
from hashlib import sha256

from danchu.kernel.access.actions import Action, Role, Where

PRESENT = Action(
    "presentations.present",
    "Trình chiếu số liệu đã duyệt tại hội nghị",
    frozenset({Role.CLERK, Role.HEAD, Role.SECRETARY, Role.OFFICER}),
    Where.WITHIN,
)
REVOKE = Action(
    "presentations.revoke",
    "Thu hồi liên kết trình chiếu của người khác",
    frozenset({Role.HEAD, Role.SECRETARY}),
    Where.WITHIN,
)
ACTIONS = (PRESENT, REVOKE)

HOURS = (2, 8, 24)
"""Between how long lives one chooses; never longer than a day."""
TOKEN_BYTES = 16
LONGEST_TITLE, MOST_SLIDES = 200, 20
KEPT_DRAWINGS = timedelta(days=40)


def hash_of(token: str) -> str:
    """Return what is kept of a token; the token itself is nowhere.

    >>> hash_of("x")[:8], len(hash_of("x"))
    ('2d711642', 64)
    """
    return sha256(token.encode()).hexdigest()


def is_open(*, ends_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Tell whether a link still shows anything.

    >>> noon = datetime(2026, 7, 13, 12)
    >>> is_open(ends_at=noon, revoked_at=None, now=noon)
    False
    >>> is_open(ends_at=noon + timedelta(hours=1), revoked_at=None, now=noon)
    True
    """
    return revoked_at is None and now < ends_at
