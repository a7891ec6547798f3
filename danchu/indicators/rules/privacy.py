"""What strangers may see of indicators that are not public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.rollups import Total
from danchu.kernel.units.rules import UnitKind

FEWEST_UNITS = 5
SMALLEST_CELL = 5
FEWEST_OTHERS = 2
WIDE = frozenset({UnitKind.COUNTRY, UnitKind.PROVINCE})


@dataclass(frozen=True)
class Weight:
    """What makes a total: how much, of how many units, and how they lie together.

    `low` are units below a province; `shares` and `low_shares` are how many of them
    stand under one body or place inside, each of which knows its own: of the low ones
    under anything below a province. `of_today` is how much of it stands under each
    province of today, whose officials know it, and how much under none.
    """

    number: Decimal
    units: int
    low: int
    shares: frozenset[int] = frozenset()
    low_shares: frozenset[int] = frozenset()
    of_today: tuple[Decimal, ...] = ()


def is_open(visibility: str, kind: str, weight: Weight) -> bool:
    """Tell whether the public may see a total by itself.

    Internal: of five units or more. Restricted: of a province or more, none under
    five, and none that is the number of one unit. Whoever knows one part must not find
    the rest where it would be kept from him.
    """
    if visibility == Visibility.INTERNAL:
        units = weight.units
        others = [units - some for some in weight.shares if 1 < some < units]
        return units >= FEWEST_UNITS and min(others, default=units) >= FEWEST_UNITS
    if kind not in WIDE or weight.number < SMALLEST_CELL:
        return False
    low, shares = weight.low, weight.low_shares
    return not low or all(
        low - some >= FEWEST_OTHERS and low - some not in shares for some in shares
    )


def are_open(visibility: str, kind: str, parts: Mapping[str, list[Weight]]) -> bool:
    """Tell whether the public may see the parts of a place, by kinds of part.

    One hidden part could be found by subtraction, so they are shown all or none; of
    what is restricted only provinces.
    """
    if visibility == Visibility.RESTRICTED and (
        kind != UnitKind.COUNTRY or set(parts) - {UnitKind.PROVINCE}
    ):
        return False
    return all(
        is_open(visibility, of, one) for of, some in parts.items() for one in some
    )


def leaves_no_rest(whole: Weight, parts: Sequence[Weight]) -> bool:
    """Tell whether nobody who knows one hidden province finds a kept one.

    Of two either knows the other; of more what the others have must not be small. So
    on the map asked for, and on that of today: a province knows what units had before
    they came to it.
    """
    asked = [part.number for part in parts]
    return all(_is_shared(whole.number, some) for some in (asked, whole.of_today))


def _is_shared(number: Decimal, parts: Sequence[Decimal]) -> bool:
    if len(parts) <= 1:
        return True
    least = min(number - part for part in parts)
    return len(parts) > FEWEST_OTHERS and least >= SMALLEST_CELL


def closed_breakdown(
    visibility: str, whole: Total, members: Sequence[Total], rest: Total | None
) -> bool:
    """Tell whether strangers may see no member: one hidden could be found from others.

    A rest that is not told apart closes all, else the rest of a part could be found
    by subtraction from the rest of the whole. So does, of what is restricted, a member
    that nobody has: the others say that it is nought.
    """
    if visibility == Visibility.RESTRICTED and not all(one.units for one in members):
        return True
    return (
        whole.is_hidden
        or any(member.is_hidden for member in members)
        or (rest is not None and rest.units > 0)
    )


def hidden(total: Total) -> Total:
    """Return a total without its number; where nobody has one nothing is hidden."""
    if not total.units:
        return total
    return total._replace(
        number=None,
        qualifier=Qualifier.EXACT,
        why_none="Chỉ tiêu này chưa mở cho công chúng ở phạm vi nhỏ như vậy",
        is_hidden=True,
    )
