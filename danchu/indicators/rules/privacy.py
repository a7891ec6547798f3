"""What strangers may see of indicators that are not public."""

from collections.abc import Sequence
from dataclasses import replace

from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.rollups import Total
from danchu.kernel.units.rules import UnitKind

FEWEST_UNITS = 5
SMALLEST_CELL = 5
_WIDE = frozenset({UnitKind.COUNTRY, UnitKind.PROVINCE})


def for_strangers(
    visibility: str, kind: str, whole: Total, parts: Sequence[Total]
) -> tuple[Total, list[Total]]:
    """Return a total and its parts as the public may see them.

    Internal: totals of five units or more. Restricted: totals of a province or more,
    no cell under five. One hidden part could be found by subtraction, so when one
    must be hidden all are.
    """
    if visibility == Visibility.PUBLIC:
        return whole, list(parts)
    if visibility == Visibility.INTERNAL:
        is_closed = whole.units < FEWEST_UNITS
        must_hide = any(0 < part.units < FEWEST_UNITS for part in parts)
    else:
        is_closed = kind not in _WIDE or _is_small(whole)
        must_hide = kind != UnitKind.COUNTRY or any(_is_small(part) for part in parts)
    shown_whole = _hidden(whole) if is_closed else whole
    if is_closed or must_hide:
        return shown_whole, [_hidden(part) for part in parts]
    return shown_whole, list(parts)


def _is_small(total: Total) -> bool:
    return total.number is not None and total.number < SMALLEST_CELL


def _hidden(total: Total) -> Total:
    if not total.units:
        return total
    return replace(
        total,
        number=None,
        qualifier=Qualifier.EXACT,
        why_none="Chỉ tiêu này chưa mở cho công chúng ở phạm vi nhỏ như vậy",
        is_hidden=True,
    )
