"""The life of a filing, who moves it, and when it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.deadlines.rules import Deadline
from danchu.kernel.workflow.rules import Step, Workflow


class Status(StrEnum):
    """Where a filing stands; its values carry the same word as their stage."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


STATUS_NAMES = {
    Status.DRAFT: "Đang nhập",
    Status.SUBMITTED: "Chờ lãnh đạo duyệt",
    Status.APPROVED: "Đã nộp lên cấp trên",
    Status.ACCEPTED: "Cấp trên đã nhận",
    Status.PUBLISHED: "Đã công bố",
}
PUBLIC_STAGES = frozenset({Status.PUBLISHED})
APPROVED_STAGES = frozenset({Status.APPROVED, Status.ACCEPTED, Status.PUBLISHED})
PROVISIONAL_STAGES = APPROVED_STAGES | {Status.SUBMITTED}
"""Whose totals they make: strangers', the approved ones, and those in reach."""

_CLERK = frozenset({Role.CLERK})
_HEAD = frozenset({Role.HEAD})
_SECRETARY = frozenset({Role.SECRETARY})

ENTER = Action("indicators.enter", "Nhập số liệu của đơn vị", _CLERK, Where.OWN)
SUBMIT = Action("indicators.submit", "Trình lãnh đạo duyệt số liệu", _CLERK, Where.OWN)
APPROVE = Action(
    "indicators.approve", "Duyệt số liệu, nộp lên cấp trên", _HEAD, Where.OWN
)
RETURN_OWN = Action(
    "indicators.return_own", "Trả số liệu để nhập lại", _HEAD, Where.OWN
)
RETURN = Action(
    "indicators.return", "Trả số liệu của cấp dưới", _SECRETARY, Where.PARENT
)
ACCEPT = Action(
    "indicators.accept", "Nhận số liệu của cấp dưới", _SECRETARY, Where.PARENT
)
PUBLISH = Action(
    "indicators.publish", "Công bố số liệu của cấp dưới", _SECRETARY, Where.PARENT
)
REOPEN_OWN = Action(
    "indicators.reopen_own", "Mở lại số liệu đã duyệt", _HEAD, Where.OWN
)
REOPEN = Action("indicators.reopen", "Mở lại số liệu đã nhận", _SECRETARY, Where.PARENT)
CORRECT = Action(
    "indicators.correct", "Đính chính số liệu đã công bố", _SECRETARY, Where.PARENT
)
WITHDRAW = Action(
    "indicators.withdraw", "Rút số liệu đã công bố", _SECRETARY, Where.PARENT
)
EXTEND = Action(
    "indicators.extend", "Gia hạn nộp cho cấp dưới", _SECRETARY, Where.PARENT
)
READ_RESTRICTED = Action(
    "indicators.read_restricted",
    "Xem số liệu hạn chế",
    frozenset({Role.SECRETARY, Role.HEAD, Role.OFFICER, Role.AUDITOR}),
    Where.WITHIN,
)
WRITE_CHECK = Action(
    "indicators.write_check", "Đặt quy tắc kiểm tra số liệu của tỉnh", _SECRETARY
)
DROP_CHECK = Action(
    "indicators.drop_check", "Bỏ quy tắc kiểm tra số liệu của tỉnh", _SECRETARY
)
ACTIONS = (
    ENTER, SUBMIT, APPROVE, RETURN_OWN, RETURN, ACCEPT, PUBLISH, REOPEN_OWN, REOPEN,
    CORRECT, WITHDRAW, EXTEND, READ_RESTRICTED, WRITE_CHECK, DROP_CHECK,
)  # fmt: skip

WORKFLOW = Workflow(
    "filing",
    (
        Step(Status.DRAFT, Status.SUBMITTED, SUBMIT, "open"),
        Step(Status.SUBMITTED, Status.DRAFT, RETURN_OWN, "returned", needs_reason=True),
        Step(Status.SUBMITTED, Status.APPROVED, APPROVE, "open"),
        Step(Status.APPROVED, Status.DRAFT, RETURN, "returned", needs_reason=True),
        Step(Status.APPROVED, Status.ACCEPTED, ACCEPT, "open"),
        Step(Status.ACCEPTED, Status.PUBLISHED, PUBLISH, "done"),
    ),
)
REOPENING = Workflow(
    "filing.reopening",
    (
        Step(Status.APPROVED, Status.DRAFT, REOPEN_OWN, "returned", needs_reason=True),
        Step(Status.ACCEPTED, Status.DRAFT, REOPEN, "returned", needs_reason=True),
    ),
)
"""Whoever approved or accepted may take it back, with a reason."""
WITHDRAWAL = Workflow(
    "filing.withdrawal",
    (Step(Status.PUBLISHED, Status.ACCEPTED, WITHDRAW, "open", needs_reason=True),),
    reopens=frozenset({Status.PUBLISHED}),
)
"""What was published is taken from strangers' pages; the reason stays there."""


UNFINISHED = frozenset({Status.DRAFT, Status.SUBMITTED})
"""While the unit still has to hand up, its day may be extended."""
LONGEST_REMARK, MOST_REMARKS = 500, 60
LONGEST_EXTENSION = timedelta(days=365)


def latest_extension(today: date) -> date:
    """Return the last day to which a unit's day may be extended."""
    return today + LONGEST_EXTENSION


def read_day(text: str) -> date:
    """Read a day as a browser sends it, or as people write it; else `ValueError`.

    >>> read_day("2026-07-15") == read_day(" 15/7/2026 ")
    True
    """
    day, slash, rest = text.strip().partition("/")
    if not slash:
        return date.fromisoformat(day)
    month, _, year = rest.partition("/")
    return date(int(year), int(month), int(day))


def may_approve(
    actor: int, entered_by: Iterable[int], officials: Iterable[int]
) -> bool:
    """Tell whether a person may approve figures, knowing who entered them.

    Nobody approves what they entered, except where the unit has one official.

    >>> may_approve(2, [1], [1, 2]), may_approve(1, [1], [1, 2])
    (True, False)
    >>> may_approve(1, [1], [1])
    True
    """
    return actor not in set(entered_by) or set(officials) <= {actor}


@dataclass(frozen=True)
class DueRule:
    """How many calendar days after the end of a period in which calendar."""

    calendar: str
    days: int

    @classmethod
    def parse(cls, text: str) -> "DueRule":
        """Read ``calendar+5d``; raise `ValueError` for anything else.

        >>> DueRule.parse("administrative+3d")
        DueRule(calendar='administrative', days=3)
        """
        calendar, plus, days = text.partition("+")
        if calendar not in ("calendar", "administrative") or not plus:
            raise ValueError(text)
        if not (days.endswith("d") and days[:-1].isdigit()):
            raise ValueError(text)
        return cls(calendar, int(days[:-1]))

    def asks(self, calendar: str) -> bool:
        """Tell whether rows with this rule are asked for a period of `calendar`.

        A named window belongs to no calendar; the ordinary one stands for it.
        """
        return self.calendar == ("calendar" if calendar == "window" else calendar)

    @property
    def deadline(self) -> Deadline:
        """Return the clock that runs from the end of the period."""
        return Deadline(
            "indicators.filing",
            f"Nộp số liệu trong {self.days} ngày sau khi hết kỳ",
            days=self.days,
            counting="calendar",
        )
