"""What a letter is, how long to wait between tries, and what is kept of a failure."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from danchu.kernel.access.actions import Action, Role

PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1_440)
)
"""How long to wait after the first failure, the second, …; then always the last."""
MOST_TRIES = 21
"""A little more than two weeks: then somebody has to look, and may send it again."""
KEPT_FOR = timedelta(days=30)
"""How long a letter can still be read after it was sent or given up."""
LONGEST_SUBJECT, LONGEST_ONCE, LONGEST_REASON = 200, 200, 300

_KEEPERS = frozenset({Role.ADMINISTRATOR})
READ = Action("notices.read", "Xem thư gửi đi", _KEEPERS)
RESEND = Action("notices.resend", "Gửi lại thư", _KEEPERS)
ACTIONS = (READ, RESEND)

_ADDRESS = re.compile(r"<?[^\s<>@:;,]+@[^\s<>@:;,]+>?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\s]+")


class State(StrEnum):
    """How far a letter is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


STATE_NAMES = {
    State.WAITING: "Đang chờ gửi",
    State.SENT: "Đã gửi",
    State.FAILED: "Không gửi được",
}


@dataclass(frozen=True)
class Attachment:
    """A file of text that goes with a letter, unchanged to the last byte."""

    name: str
    text: str


@dataclass(frozen=True)
class Letter:
    """What is sent and to whom; the subject names no person."""

    to: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many failures; None to give up.

    >>> pause_after(1), pause_after(MOST_TRIES) is None
    (datetime.timedelta(seconds=60), True)
    """
    if tries >= MOST_TRIES:
        return None
    return PAUSES[min(tries, len(PAUSES)) - 1]


def plain(text: str, longest: int) -> str:
    r"""Return a text as one line of bounded length.

    >>> plain("Bản chốt\r\nBcc: x", 40)
    'Bản chốt Bcc: x'
    """
    return _CONTROL.sub(" ", text).strip()[:longest]


def without_addresses(reason: str) -> str:
    """Return what a server said of a failure, without whom it names.

    >>> without_addresses("550 <an@xa.example>: unknown")
    '550 (địa chỉ): unknown'
    """
    return plain(_ADDRESS.sub("(địa chỉ)", reason), LONGEST_REASON)
