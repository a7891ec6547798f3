"""What strangers may see of indicators that are not public."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.rollups import Total
from danchu.kernel.units.rules import UnitKind

FEWEST_UNITS = 5
SMALLEST_CELL = 5
_WIDE = frozenset({UnitKind.COUNTRY, UnitKind.PROVINCE})


def for_strangers(
    visibility: str,
    kind: str,
    whole: Total,
    parts: Sequence[Total],
    *,
    kinds: Collection[str],
) -> tuple[Total, list[Total]]:
    """Return a total and its parts as the public may see them.

    Internal: totals of five units or more. Restricted: totals of a province or more,
    no cell under five; `kinds` are those of the parts that have values. One hidden
    part could be found by subtraction, so when one must be hidden all are.
    """
    if visibility == Visibility.PUBLIC:
        return whole, list(parts)
    if visibility == Visibility.INTERNAL:
        is_closed = whole.units < FEWEST_UNITS
        must_hide = any(0 < part.units < FEWEST_UNITS for part in parts)
    else:
        is_closed = kind not in _WIDE or _is_small(whole)
        are_provinces = kind == UnitKind.COUNTRY and set(kinds) <= {UnitKind.PROVINCE}
        must_hide = not are_provinces or any(_is_small(part) for part in parts)
    shown_whole = hidden(whole) if is_closed else whole
    if is_closed or must_hide:
        return shown_whole, [hidden(part) for part in parts]
    return shown_whole, list(parts)


def closed_breakdown(
    whole: Total, members: Sequence[Total], rest: Total | None
) -> bool:
    """Tell whether strangers may see no member: one hidden could be found from others.

    A rest that is not told apart closes all, else the rest of a part could be found
    by subtraction from the rest of the whole.
    """
    return (
        whole.is_hidden
        or any(member.is_hidden for member in members)
        or (rest is not None and rest.units > 0)
    )


def may_be_reported(visibility: str, kind: str, said: Amount, own: Total) -> bool:
    """Tell whether strangers may read what a source says for a whole unit.

    The same limits as for a roll-up: what it hides, a source beside it must not tell.
    """
    if visibility == Visibility.PUBLIC:
        return True
    if own.is_hidden:
        return False
    if visibility == Visibility.INTERNAL:
        return own.coverage.of >= FEWEST_UNITS
    return kind in _WIDE and said.number >= SMALLEST_CELL


def _is_small(total: Total) -> bool:
    return total.number is not None and total.number < SMALLEST_CELL


def hidden(total: Total) -> Total:
    """Return a total without its number; where nobody has one nothing is hidden."""
    if not total.units:
        return total
    return replace(
        total,
        number=None,
        qualifier=Qualifier.EXACT,
        why_none="Chỉ tiêu này chưa mở cho công chúng ở phạm vi nhỏ như vậy",
        is_hidden=True,
    )
