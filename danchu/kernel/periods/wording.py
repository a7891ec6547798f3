"""What a period is called in the language of the page."""

import re
from datetime import date

from django.utils.html import format_html

from danchu.ui import numerals
from danchu.ui.languages import is_english, viet

_MONTHS = r"(?P<from>[0-9/]+) đến (?P<to>[0-9/]+)"
_ADMINISTRATIVE = re.compile(rf" \(từ {_MONTHS}\)$")
_AS_IT_STOOD = " (hiện trạng)"
_QUARTERS = {"I": "first", "II": "second", "III": "third", "IV": "fourth"}
_CAMPAIGNS = {"lấy ý kiến": "consultation", "khảo sát": "survey"}
_LABELS = (
    (re.compile(r"tháng (\d+)/(\d+)"), lambda found: _month(found[1], found[2])),
    (
        re.compile(r"quý (I|II|III|IV)/(\d+)"),
        lambda found: f"{_QUARTERS[found[1]]} quarter of {found[2]}",
    ),
    (
        re.compile(r"6 tháng đầu năm (\d+)"),
        lambda found: f"first half of {found[1]}",
    ),
    (
        re.compile(r"6 tháng cuối năm (\d+)"),
        lambda found: f"second half of {found[1]}",
    ),
    (
        re.compile(r"9 tháng đầu năm (\d+)"),
        lambda found: f"first nine months of {found[1]}",
    ),
    (re.compile(r"năm (\d+)"), lambda found: found[1]),
    (
        re.compile(r"tính đến tháng (\d+)/(\d+)"),
        lambda found: f"up to {_month(found[1], found[2])}",
    ),
    (
        re.compile(r"từ đầu năm (\d+) đến nay"),
        lambda found: f"since the beginning of {found[1]}",
    ),
    (
        re.compile(r"đợt (lấy ý kiến|khảo sát) (\d+)-(\d+)/(\d+)/(\d+)"),
        lambda found: (
            f"{_CAMPAIGNS[found[1]]} of {found[2]}–{found[3]}\u00a0"
            f"{_month(found[4], found[5])}"
        ),
    ),
)


def period_text(label: str) -> str:
    """Return the label of a period; what a window is called is Vietnamese.

    >>> period_text("quý II/2026")
    'quý II/2026'
    """
    if not is_english():
        return label
    if label.endswith(_AS_IT_STOOD):
        told = period_text(label.removesuffix(_AS_IT_STOOD))
        return format_html("{} (as it stood)", told)
    plain = _ADMINISTRATIVE.sub("", label)
    days = _ADMINISTRATIVE.search(label)
    for pattern, english in _LABELS:
        found = pattern.fullmatch(plain)
        if found:
            return english(found) + (_days(days) if days else "")
    return viet(label)


def _month(number: str, year: str) -> str:
    return f"{numerals.MONTHS[int(number) - 1]} {year}"


def _days(found: re.Match[str]) -> str:
    ends = [_read(found["from"]), _read(found["to"])]
    return f" ({numerals.span_of_days(*ends)})"


def _read(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)
