"""What somebody who owes figures is told, in words, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

SOON = timedelta(days=5)
"""A day that is nearer than this is spoken of, as on the desk."""
MORNING = time(7, 30)
"""Letters and messages written at night leave then, in the time of Viet Nam."""
MOST_LINES = 40


class Pressing(StrEnum):
    """How pressing a duty is, the most pressing first."""

    LATE = "late"
    RETURNED = "returned"
    TODAY = "today"
    SOON = "soon"
    TO_SIGN = "to_sign"


_COUNTED = {
    Pressing.LATE: "{count} biểu quá hạn",
    Pressing.RETURNED: "{count} biểu được trả lại để sửa",
    Pressing.TODAY: "{count} biểu đến hạn hôm nay",
    Pressing.SOON: "{count} biểu sắp đến hạn",
    Pressing.TO_SIGN: "{count} biểu chờ đồng chí duyệt",
}


@dataclass(frozen=True)
class Duty:
    """One filing that somebody owes or has to sign."""

    what: str
    where: str
    due_on: date | None
    pressing: Pressing


def pressing_of(
    due_on: date | None, today: date, *, is_returned: bool
) -> Pressing | None:
    """Return how pressing a filing is that is still to be entered; None for later.

    >>> pressing_of(date(2026, 7, 1), date(2026, 7, 3), is_returned=True)
    <Pressing.LATE: 'late'>
    >>> pressing_of(date(2026, 7, 9), date(2026, 7, 3), is_returned=False) is None
    True
    """
    if due_on is not None and due_on < today:
        return Pressing.LATE
    if is_returned:
        return Pressing.RETURNED
    if due_on is None or due_on > today + SOON:
        return None
    return Pressing.TODAY if due_on == today else Pressing.SOON


def counted(duties: Sequence[Duty]) -> str:
    """Return how many duties of each kind there are, the most pressing first.

    >>> one = Duty("PL4", "Xã Tân Yên", None, Pressing.LATE)
    >>> counted([one, one])
    '2 biểu quá hạn'
    """
    kinds = [one.pressing for one in duties]
    return ", ".join(
        said.format(count=kinds.count(kind))
        for kind, said in _COUNTED.items()
        if kind in kinds
    )


def listed(duties: Sequence[Duty], today: date) -> str:
    """Return the duties as lines, the most pressing first; of many only the first."""
    order = list(Pressing)
    ordered = sorted(
        duties,
        key=lambda one: (order.index(one.pressing), one.due_on or date.max, one.what),
    )
    lines = [f"- {one.what}, {one.where}{_when(one, today)}" for one in ordered]
    if len(lines) > MOST_LINES:
        rest = len(lines) - MOST_LINES
        lines = [*lines[:MOST_LINES], f"- và {rest} biểu khác"]
    return "\n".join(lines)


def _when(one: Duty, today: date) -> str:
    if one.due_on is None:
        return ""
    late = (today - one.due_on).days
    since = f", quá {late} ngày" if late > 0 else ""
    returned = ", được trả lại để sửa" if one.pressing is Pressing.RETURNED else ""
    return f" (hạn {one.due_on:%d/%m/%Y}{since}{returned})"
