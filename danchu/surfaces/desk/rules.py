"""Which numbers the totals tell first, and how time left is put into words."""

from datetime import date

from danchu.kernel.deadlines.rules import Standing
from danchu.kernel.periods.rules import Calendar, Kind, Period
from danchu.ui import numerals

FORM = "PL4"
"""The form whose progress stands beside each unit."""

HALF_AND_QUARTER = (Kind.QUARTER, Kind.HALF, Kind.YEAR)

_CALENDAR = ("G01", "G02", "G03", "G04", "G05", "G06", "F03", "F11")
_ADMINISTRATIVE = ("H01", "I02", "I04", "I05", "I06", "I07")
SHORT_NAMES = {
    "G01": "Cuộc đối thoại",
    "G02": "Lượt người dự",
    "G03": "Lượt ý kiến",
    "G04": "Trả lời tại chỗ",
    "G05": "Giải quyết sau đó",
    "G06": "Tỷ lệ giải quyết",
    "F03": "Giám sát của Ban Thanh tra",
    "F11": "Giám sát đầu tư",
    "H01": "Lượt tiếp công dân",
    "I02": "Đơn tiếp nhận",
    "I04": "Đơn đủ điều kiện",
    "I05": "Khiếu nại",
    "I06": "Tố cáo",
    "I07": "Kiến nghị, phản ánh",
}
"""What fits the head of a column; the full names stand under the table."""

MOST_COLUMNS, MOST_CARDS, COLUMNS_AT_LEAST = 7, 4, 3
MOST_OF_A_FORM = 40
"""Columns of a whole form; wider ones are read by the interface for machines."""


def main_indicators(period: Period) -> tuple[str, ...]:
    """Return the indicators that totals of a period show first.

    >>> main_indicators(Period.half(2026, 1))[0]
    'G01'
    >>> main_indicators(Period.half(2026, 1, administrative=True))[0]
    'H01'
    """
    is_administrative = period.calendar is Calendar.ADMINISTRATIVE
    return _ADMINISTRATIVE if is_administrative else _CALENDAR


_STATES = {
    Standing.IN_TIME: "due",
    Standing.DUE_SOON: "due_soon",
    Standing.OVERDUE: "overdue",
    Standing.PAUSED: "provisional",
    Standing.MET: "in_time",
    Standing.LATE: "late",
}


def state_of(standing: Standing | None) -> str:
    """Return the state by which a standing is drawn."""
    return _STATES[standing] if standing else "due"


def time_left(due_on: date | None, today: date) -> str:
    """Say what is left of the time, then the date.

    >>> time_left(date(2026, 7, 13), date(2026, 7, 13))
    'Hết hôm nay'
    >>> time_left(date(2026, 7, 11), date(2026, 7, 13))
    'Quá hạn 2 ngày'
    >>> time_left(date(2026, 7, 19), date(2026, 7, 13))
    'Còn 6 ngày, đến 19/7/2026'
    """
    if due_on is None:
        return "Không có hạn"
    left = (due_on - today).days
    if left < 0:
        return f"Quá hạn {-left} ngày"
    if left == 0:
        return "Hết hôm nay"
    if left == 1:
        return f"Ngày mai, {numerals.short_day(due_on)}"
    return f"Còn {left} ngày, đến {numerals.day(due_on)}"


def waited(days: int, units: int = 1) -> str:
    """Say how long something has waited for whoever reads it.

    >>> waited(0), waited(12), waited(12, units=3)
    ('Mới đến hôm nay', 'Đã chờ 12 ngày', 'Chờ lâu nhất 12 ngày')
    """
    if days <= 0:
        return "Mới đến hôm nay"
    return f"Chờ lâu nhất {days} ngày" if units > 1 else f"Đã chờ {days} ngày"
