"""How a printed percent may have come about: rounded, cut off, or of another whole."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from danchu.indicators.rules.amounts import plain
from danchu.indicators.rules.checks import ratio_holds

_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s?%")
_SHOWN_DIGITS = 2


@dataclass(frozen=True)
class Wholes:
    """The whole numbers of which a part is the printed percent; perhaps none."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """Return how many there are."""
        return max(0, self.last - self.first + 1)


@dataclass(frozen=True)
class Reading:
    """What a part is of a whole, beside the percent that a source prints."""

    part: Decimal
    whole: Decimal
    printed: Decimal

    @property
    def holds(self) -> bool:
        """Whether the printed percent is the rounded one."""
        return ratio_holds(self.part, self.whole, self.printed)

    @property
    def computed(self) -> Decimal:
        """Return the percent with one digit more than matters to a reader."""
        return self._to(max(_SHOWN_DIGITS, self._digits), ROUND_HALF_UP)

    @property
    def rounded(self) -> Decimal:
        """Return the percent rounded half up to the digits that are printed."""
        return self._to(self._digits, ROUND_HALF_UP)

    @property
    def cut_off(self) -> Decimal:
        """Return the percent with the digits that are printed, the rest dropped."""
        return self._to(self._digits, ROUND_DOWN)

    @property
    def wholes(self) -> Wholes:
        """Return the whole numbers that would make the printed percent by rounding.

        >>> Reading(Decimal(556), Decimal(631), Decimal("88.1")).wholes
        Wholes(first=631, last=631)
        >>> Reading(Decimal(552), Decimal(631), Decimal("87.4")).wholes.count
        0
        """
        half = Decimal(5).scaleb(-self._digits - 1)
        low, high = self.printed - half, self.printed + half
        if low <= 0 or self.part <= 0:
            return Wholes(1, 0)
        # The lower end of the percent is part of it, the upper end is not.
        first = int((100 * self.part / high).to_integral_value(ROUND_FLOOR)) + 1
        last = int((100 * self.part / low).to_integral_value(ROUND_FLOOR))
        smallest = int(self.part.to_integral_value(ROUND_CEILING))
        return Wholes(max(first, smallest), last)

    @property
    def _digits(self) -> int:
        exponent = plain(self.printed).as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0

    def _to(self, digits: int, rounding: str) -> Decimal:
        percent = 100 * self.part / self.whole
        return percent.quantize(Decimal(1).scaleb(-digits), rounding)


def percent_in(sentence: str) -> Decimal | None:
    """Return the percent that a sentence prints, unless it prints none or several.

    >>> percent_in("556 doanh nghiệp (đạt 88,1%) đã xây dựng quy chế")
    Decimal('88.1')
    >>> percent_in("72 tổ chức"), percent_in("tăng 5% lên 20%")
    (None, None)
    """
    found = _PERCENT.findall(sentence)
    return Decimal(found[0].replace(",", ".")) if len(found) == 1 else None
