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
LONGEST_TEXT = 4_000
NOTIFICATIONS_KEPT_FOR = timedelta(days=90)
"""How long somebody finds on their page what they were told."""
PHONE = r"^0[1-9][0-9]{8,9}$"
"""A number in Viet Nam, as people write it, without spaces."""
TEL = "tel:"
"""Before a number, where a letter goes to a phone."""
LONGEST_MESSAGE = 134
"""Characters of a short message: two parts of 67, as letters with marks are sent (GSM
03.38, UCS-2)."""

_KEEPERS = frozenset({Role.ADMINISTRATOR})
READ = Action("notices.read", "Xem thư gửi đi", _KEEPERS)
RESEND = Action("notices.resend", "Gửi lại thư", _KEEPERS)
ACTIONS = (READ, RESEND)

_ADDRESS = re.compile(r"<?[^\s<>@:;,]+@[^\s<>@:;,]+>?|\b(?:tel:)?\+?\d{9,12}\b")
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


def phone_from(text: str) -> str | None:
    """Return a number as it is kept; "" for none, None for what is no number.

    >>> phone_from("0912 345 678"), phone_from("+84912345678"), phone_from("12")
    ('0912345678', '0912345678', None)
    """
    bare = re.sub(r"[\s.()-]", "", text)
    bare = re.sub(r"^\+?84", "0", bare)
    return bare if not bare or re.match(PHONE, bare) else None


def short(text: str) -> str:
    """Return a text as it fits into a short message.

    >>> len(short("x" * 200)), short("Còn nợ 2 biểu.")
    (134, 'Còn nợ 2 biểu.')
    """
    line = plain(text, len(text))
    return line if len(line) <= LONGEST_MESSAGE else f"{line[: LONGEST_MESSAGE - 1]}…"


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
