"""Numbers and dates as official papers print them, or as English does on its pages."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils.timezone import is_aware, localtime

from danchu.ui.languages import is_english

Number = int | float | Decimal
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOT_COUNTED = "–"
MONTHS_WITH_A_ZERO = (1, 2)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
MONEY = (
    (Decimal(10) ** 9, "tỷ đồng", "billion dong"),
    (Decimal(10) ** 6, "triệu đồng", "million dong"),
)


def number(value: Number | None, places: int | None = None) -> str:
    """Write a number; None is a dash, because nobody counted.

    >>> number(1234567), number(-12), number(0), number(None)
    ('1.234.567', '−12', '0', '–')
    >>> number(Decimal("1234567.80")), number(Decimal("1870"), 1)
    ('1.234.567,8', '1.870,0')
    """
    if value is None:
        return NOT_COUNTED
    exact = Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):,f}".partition(".")
    if places is None:
        rest = rest.rstrip("0")
    sign = MINUS if exact < 0 else ""
    if is_english():
        return sign + whole + (f".{rest}" if rest else "")
    return sign + whole.replace(",", ".") + ("," + rest if rest else "")


def signed(value: Number | None, places: int | None = None) -> str:
    """Write a change with its sign.

    >>> signed(37), signed(-12), signed(0)
    ('+37', '−12', '0')
    """
    plain = number(value, places)
    return f"+{plain}" if value is not None and value > 0 else plain


def percent(share: Number | None, places: int = 1) -> str:
    """Write a share of one as a percent with one decimal.

    >>> percent(Decimal("0.8859")), percent(1), percent(None)
    ('88,6%', '100,0%', '–')
    """
    if share is None:
        return NOT_COUNTED
    return number(Decimal(str(share)) * 100, places) + "%"


def ratio(part: Number | None, of: Number | None) -> Decimal | None:
    """Divide, or None where there is nothing to divide by.

    >>> ratio(41, 44) is None, ratio(1, 0), ratio(None, 2)
    (False, None, None)
    """
    if part is None or not of:
        return None
    return Decimal(str(part)) / Decimal(str(of))


def money(dong: Number | None) -> str:
    r"""Write đồng in the largest unit that keeps one decimal readable.

    >>> money(3_100_000_000), money(980_000), money(None)
    ('3,1\xa0tỷ đồng', '980.000\xa0đồng', '–')
    """
    if dong is None:
        return NOT_COUNTED
    exact = Decimal(str(dong))
    for size, word, english in MONEY:
        if abs(exact) >= size:
            plain = number(exact / size, 1).removesuffix(",0").removesuffix(".0")
            return plain + NBSP + (english if is_english() else word)
    return number(exact, 0) + NBSP + ("dong" if is_english() else "đồng")


def file_size(length: int) -> str:
    """Write how much a file is: in KB below one MB, both decimal.

    >>> file_size(12_345).replace(NBSP, " "), file_size(2_340_000).replace(NBSP, " ")
    ('13 KB', '2,3 MB')
    """
    if length < _MEGABYTE:
        return f"{number(-(-length // 1000))}{NBSP}KB"
    return f"{number(Decimal(length) / _MEGABYTE, 1)}{NBSP}MB"


_MEGABYTE = 1_000_000


def _local(moment: date) -> date:
    if isinstance(moment, datetime) and is_aware(moment):
        return localtime(moment)
    return moment


def _month(month: int) -> str:
    return f"{month:02d}" if month in MONTHS_WITH_A_ZERO else str(month)


def day(when: date | None) -> str:
    """Write a day; only January and February carry a zero.

    >>> day(date(2026, 7, 8)), day(date(2026, 2, 5)), day(None)
    ('08/7/2026', '05/02/2026', '–')
    """
    if when is None:
        return NOT_COUNTED
    joint = NBSP if is_english() else "/"
    return f"{short_day(when)}{joint}{_local(when).year}"


def short_day(when: date | None) -> str:
    """Write a day of a year already named.

    >>> short_day(date(2026, 7, 15))
    '15/7'
    """
    if when is None:
        return NOT_COUNTED
    there = _local(when)
    if is_english():
        return f"{there.day}{NBSP}{MONTHS[there.month - 1]}"
    return f"{there.day:02d}/{_month(there.month)}"


def full_day(when: date | None) -> str:
    """Write a day as in the heading of a document.

    >>> full_day(date(2026, 2, 5)).replace(NBSP, " ")
    'ngày 05 tháng 02 năm 2026'
    """
    if when is None:
        return NOT_COUNTED
    if is_english():
        return day(when)
    there = _local(when)
    month = _month(there.month)
    return f"ngày{NBSP}{there.day:02d} tháng{NBSP}{month} năm{NBSP}{there.year}"


def weekday(when: date) -> str:
    r"""Name the day of the week.

    >>> weekday(date(2026, 7, 13)), weekday(date(2026, 7, 12))
    ('Thứ\xa0Hai', 'Chủ\xa0nhật')
    """
    index = _local(when).weekday()
    if is_english():
        return f"{_local(when):%A}"
    return f"Thứ{NBSP}{WEEKDAYS[index]}" if index < len(WEEKDAYS) else f"Chủ{NBSP}nhật"


def clock(moment: datetime | time | None) -> str:
    """Write the time of day.

    >>> clock(time(9, 40))
    '09:40'
    """
    if moment is None:
        return NOT_COUNTED
    there = _local(moment) if isinstance(moment, datetime) else moment
    return f"{there:%H:%M}"


def moment(when: datetime | None) -> str:
    """Write time and day, time first.

    >>> moment(datetime(2026, 7, 13, 9, 40)).replace(NBSP, " ")
    '09:40 ngày 13/7/2026'
    """
    if when is None:
        return NOT_COUNTED
    on = "on" if is_english() else "ngày"
    return f"{clock(when)} {on}{NBSP}{day(when)}"


def span_of_days(start: date | None, end: date | None) -> str:
    """Write a stretch of time; an open end says so.

    >>> span_of_days(date(2025, 12, 15), date(2026, 6, 14)).replace(NBSP, " ")
    'từ 15/12/2025 đến 14/6/2026'
    >>> span_of_days(date(2025, 7, 1), None).replace(NBSP, " ")
    'từ 01/7/2025'
    """
    first, last = ("from", "to") if is_english() else ("từ", "đến")
    ends = []
    if start is not None:
        ends.append(f"{first}{NBSP}{day(start)}")
    if end is not None:
        ends.append(f"{last}{NBSP}{day(end)}")
    return " ".join(ends)
