"""Closing a total although some are missing, and opening it again."""

from enum import StrEnum

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.workflow.rules import Step, Workflow


class ClosingState(StrEnum):
    """Where a closing stands; it is open only within the deed that makes it."""

    OPEN = "open"
    CLOSED = "closed"
    REOPENED = "reopened"


_SECRETARY = frozenset({Role.SECRETARY})
CLOSE = Action("indicators.close", "Chốt tổng hợp", _SECRETARY, Where.OWN)
REOPEN_CLOSING = Action(
    "indicators.reopen_closing", "Mở lại tổng hợp đã chốt", _SECRETARY, Where.OWN
)
PLAN = Action("indicators.plan", "Giao kế hoạch", _SECRETARY, Where.WITHIN)
REMIND = Action("indicators.remind", "Nhắc cấp dưới nộp số liệu", _SECRETARY)
ACTIONS = (CLOSE, REOPEN_CLOSING, PLAN, REMIND)

CLOSING = Workflow(
    "closing",
    (
        Step(ClosingState.OPEN, ClosingState.CLOSED, CLOSE, "done"),
        Step(
            ClosingState.CLOSED,
            ClosingState.REOPENED,
            REOPEN_CLOSING,
            "cancelled",
            needs_reason=True,
        ),
    ),
    reopens=frozenset({ClosingState.CLOSED}),
)
LONGEST_REASON = 300
