"""What readers say under an article, who lets it stand, and how much is taken in."""

from datetime import timedelta
from enum import StrEnum

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.workflow.rules import Step, Workflow


class State(StrEnum):
    """Where a comment stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


STATE_NAMES = {
    State.WAITING: "Chờ duyệt",
    State.SHOWN: "Đã đăng",
    State.REFUSED: "Không đăng",
}
_MODERATORS = frozenset({Role.CLERK, Role.OFFICER, Role.HEAD, Role.SECRETARY})
SHOW = Action("news.show_comment", "Đăng ý kiến bạn đọc", _MODERATORS, Where.OWN)
REFUSE = Action(
    "news.refuse_comment", "Không đăng hoặc gỡ ý kiến bạn đọc", _MODERATORS, Where.OWN
)
MODERATION = Workflow(
    "comment",
    (
        Step(State.WAITING, State.SHOWN, SHOW, "done"),
        Step(State.WAITING, State.REFUSED, REFUSE, "cancelled", needs_reason=True),
        Step(State.SHOWN, State.REFUSED, REFUSE, "cancelled", needs_reason=True),
    ),
    reopens=frozenset({State.SHOWN}),
    has_personal_reasons=True,
)

LONGEST_NAME, LONGEST_COMMENT, LONGEST_REASON = 80, 2000, 300
HOUR = timedelta(hours=1)
PROVED_AN_HOUR, UNPROVED_AN_HOUR, MOST_WAITING = 60, 5, 300
"""Of one article: with the work of a browser, without it, and unread in all."""
EMAIL_KEPT = timedelta(days=90)
HARDEST, PROOF_LASTS = 60_000, timedelta(minutes=15)
"""How many numbers a browser tries at most, and how long its work is good for."""


class Full(StrEnum):
    """What of an article is full: the unread, or an hour's share."""

    WAITING = "waiting"
    PROVED = "proved"
    UNPROVED = "unproved"


def fullness(
    *, is_proved: bool, proved: int, unproved: int, waiting: int
) -> Full | None:
    """Return what is full, so that no more is taken in now; None while there is room.

    `proved` and `unproved` are what came to the article within the hour.

    >>> fullness(is_proved=True, proved=3, unproved=5, waiting=8) is None
    True
    >>> fullness(is_proved=False, proved=3, unproved=5, waiting=8)
    <Full.UNPROVED: 'unproved'>
    """
    if waiting >= MOST_WAITING:
        return Full.WAITING
    if is_proved:
        return Full.PROVED if proved >= PROVED_AN_HOUR else None
    return Full.UNPROVED if unproved >= UNPROVED_AN_HOUR else None
