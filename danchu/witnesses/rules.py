"""Who keeps the register, how signatures follow in time, and when to warn."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from danchu.kernel.access.actions import Action, Role

_KEEPERS = frozenset({Role.ADMINISTRATOR})

READ = Action("witnesses.read", "Xem sổ đăng ký nơi chứng kiến", _KEEPERS)
ADD = Action("witnesses.add", "Đăng ký nơi chứng kiến sổ công bố", _KEEPERS)
CHANGE_CONTACT = Action(
    "witnesses.change_contact", "Sửa thư điện tử của nơi chứng kiến", _KEEPERS
)
END = Action("witnesses.end", "Kết thúc việc chứng kiến", _KEEPERS)
ACTIONS = (READ, ADD, CHANGE_CONTACT, END)

WARN_AFTER = timedelta(days=7)
"""How long what was published may stand unwitnessed before pages say so loudly."""
SKEW = timedelta(minutes=5)
"""How far the clock of a witness may differ from ours."""
LONGEST_NOTE = 16_000
"""A checkpoint with the lines of a hundred witnesses is shorter."""
LONGEST_ORGANISATION = 200
MOST_CONTRADICTIONS = 100
"""How many a witness alone can have kept: its key may be stolen, to fill our disk."""


@dataclass(frozen=True)
class Coverage:
    """How far witnesses have followed: what they signed, what is published since.

    `since` is when the first line was added that nobody has witnessed.
    """

    size: int
    witnessed: int
    since: datetime | None
    days: int

    @property
    def behind(self) -> int:
        """How many lines no witness has signed for."""
        return self.size - self.witnessed

    @property
    def is_late(self) -> bool:
        """Whether that is too long."""
        return self.behind > 0 and self.days >= WARN_AFTER.days


def coverage_of(
    *, size: int, witnessed: int, since: datetime | None, today: date
) -> Coverage:
    """Return how far witnesses have followed a log of `size` lines.

    >>> at = datetime(2026, 11, 1, 8, 0)
    >>> coverage_of(size=9, witnessed=4, since=at, today=date(2026, 11, 8)).is_late
    True
    >>> coverage_of(size=9, witnessed=9, since=None, today=date(2026, 11, 8)).behind
    0
    """
    if witnessed >= size:
        return Coverage(size, size, None, 0)
    days = 0 if since is None else max(0, (today - since.date()).days)
    return Coverage(size, witnessed, since, days)


def tidied(note: str) -> str:
    r"""Return a note as it was signed, after a browser had it in a text field.

    >>> tidied("  a\r\n1\r\n\r\n— b c  ")
    'a\n1\n\n— b c\n'
    """
    lines = note.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"
