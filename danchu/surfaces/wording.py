"""How surfaces write a figure and where it stands."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.queries import IndicatorFact
from danchu.indicators.rules.amounts import Amount
from danchu.indicators.rules.catalogue import Measure
from danchu.indicators.wording import amount_written, qualifying
from danchu.ui import numerals
from danchu.ui.languages import say, viet


def amount_text(amount: Amount | None, fact: IndicatorFact) -> str:
    """Write an amount in the manner of its indicator; nothing counted is a dash."""
    if amount is None:
        return numerals.NOT_COUNTED
    if fact.is_percent:
        return qualifying(amount) + percent_text(amount.number)
    if fact.measure == Measure.MONEY:
        return qualifying(amount) + numerals.money(amount.number)
    return amount_written(amount)


def quoted_text(amount: Amount, fact: IndicatorFact) -> str:
    """Write an amount as its source does: a percent keeps the digits it was given."""
    return (
        f"{amount_written(amount)}%" if fact.is_percent else amount_text(amount, fact)
    )


def percent_text(hundredths: Decimal) -> str:
    """Write a percent that is already a number of hundredths.

    >>> percent_text(Decimal("88.59")), percent_text(Decimal(100))
    ('88,6%', '100,0%')
    """
    return numerals.number(hundredths, 1) + "%"


def unit_of(fact: IndicatorFact) -> str:
    """Return the counting unit, or nothing where the number already says it."""
    is_said = fact.is_percent or fact.measure == Measure.MONEY
    return "" if is_said else gettext(fact.unit_of_measure)


def listed(names: Sequence[str], most: int = 12) -> SafeString:
    """Join names as a sentence does; beyond `most`, say how many are left out.

    >>> listed(["Cao Xá", "Việt Lập", "Ngọc Lý"]), listed(["A", "B", "C"], most=2)
    ('Cao Xá, Việt Lập và Ngọc Lý', 'A, B và 1 đơn vị khác')
    """
    if len(names) > most:
        return say(
            "{names} và {rest} đơn vị khác",
            names=_joined(names[:most]),
            rest=len(names) - most,
        )
    if len(names) < 2:  # noqa: PLR2004 -- nothing to join
        return _joined(names)
    return say("{names} và {last}", names=_joined(names[:-1]), last=viet(names[-1]))


def _joined(names: Sequence[str]) -> SafeString:
    return format_html_join(", ", "{}", ((viet(name),) for name in names))


def in_sentence(name: str) -> str:
    """Write the name of a place with its label in small letters, as sentences do.

    >>> in_sentence("Tỉnh Bắc Giang"), in_sentence("Việt Nam")
    ('tỉnh Bắc Giang', 'Việt Nam')
    """
    for label in _LABELS:
        if name.startswith(f"{label} "):
            return label.lower() + name[len(label) :]
    return name


_LABELS = (
    "Tỉnh",
    "Thành phố",
    "Quận",
    "Huyện",
    "Thị xã",
    "Thị trấn",
    "Xã",
    "Phường",
    "Đặc khu",
)


def map_query(day: date, *, is_old: bool) -> str:
    """Return what an address adds to stay on an old map; today's needs nothing.

    >>> map_query(date(2025, 6, 30), is_old=True)
    '?ban-do=2025-06-30'
    """
    return f"?ban-do={day.isoformat()}" if is_old else ""
