"""Amounts that may be limits: “396”, “hơn 4.000”, “gần 60”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from danchu.indicators.rules.bounds import EXACT, Bounds


class State(StrEnum):
    """What a cell says; only the first two carry a number."""

    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"


class Qualifier(StrEnum):
    """How the source means a number; the last is only ever the result of adding."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    FEWER_THAN = "fewer_than"
    APPROXIMATE = "approximate"


WORDS = {
    Qualifier.EXACT: "",
    Qualifier.MORE_THAN: "hơn ",
    Qualifier.FEWER_THAN: "gần ",
    Qualifier.APPROXIMATE: "khoảng ",
}
STATE_NAMES: dict[str, str] = {
    State.NUMBER: "có số",
    State.ZERO: "không có, đã xem",
    State.BLANK: "chưa nhập",
    State.NOT_APPLICABLE: "không áp dụng",
    State.NOT_YET: "chưa có số",
}
LARGEST = Decimal(10) ** 18
_SURE_DIGITS = 18
"""Below the largest number whatever they are."""
DECIMALS = 4
"""What the column holds: eighteen digits before the comma, four behind."""
SPACES = " \u00a0\u2007\u2009\u202f"
"""What may stand between thousands, as Word and Excel write it."""
ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,}")
TWOFOLD = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
"""Thousands to an English spreadsheet, parts of one to a Vietnamese reader."""


@dataclass(frozen=True)
class Amount:
    """A number and how its source means it."""

    number: Decimal
    qualifier: Qualifier = Qualifier.EXACT

    def __str__(self) -> str:
        return WORDS[self.qualifier] + vietnamese(self.number)

    @property
    def typed(self) -> str:
        """Say it so that it is read as the same again: a fourth digit tells parts.

        >>> Amount(Decimal("1.234")).typed, Amount(Decimal("1234.5")).typed
        ('1,2340', '1.234,5')
        """
        text = vietnamese(self.number)
        return WORDS[self.qualifier] + text + ("0" if TWOFOLD.fullmatch(text) else "")

    @property
    def bounds(self) -> Bounds:
        """Return what the number allows: counts are never negative."""
        if self.qualifier is Qualifier.EXACT:
            return Bounds(self.number, self.number)
        if self.qualifier is Qualifier.MORE_THAN:
            return Bounds(self.number, None, is_low_open=True)
        if self.qualifier is Qualifier.FEWER_THAN:
            return Bounds(Decimal(0), self.number, is_high_open=True)
        return Bounds(Decimal(0), None)


def joined_qualifier(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """Tell how a sum of amounts so qualified must be read.

    >>> joined_qualifier([Qualifier.EXACT, Qualifier.MORE_THAN]).value
    'more_than'
    >>> joined_qualifier([Qualifier.FEWER_THAN, Qualifier.MORE_THAN]).value
    'approximate'
    """
    kinds = set(qualifiers) - {Qualifier.EXACT}
    if not kinds:
        return Qualifier.EXACT
    return kinds.pop() if len(kinds) == 1 else Qualifier.APPROXIMATE


def add(amounts: Iterable[Amount]) -> Amount:
    """Add amounts; one that is a limit makes the sum a limit."""
    parts = list(amounts)
    return Amount(
        plain(sum((part.number for part in parts), Decimal(0))),
        joined_qualifier(part.qualifier for part in parts),
    )


@lru_cache(maxsize=8192)
def plain(number: Decimal) -> Decimal:
    """Drop zeros behind the comma that say nothing, and never use exponents.

    >>> plain(Decimal("396.0000")), plain(Decimal("1E+3")), plain(Decimal("0.50"))
    (Decimal('396'), Decimal('1000'), Decimal('0.5'))
    """
    whole = int(number)
    return Decimal(whole) if number == whole else number.normalize(EXACT)


@lru_cache(maxsize=8192)
def vietnamese(number: Decimal) -> str:
    """Write a number as Vietnamese papers do, and remember it for the next time."""
    return written(number)


def written(number: Decimal) -> str:
    """Write a number as `vietnamese` does; of many that pass once nothing is kept.

    >>> written(Decimal("1234567.80")), written(Decimal("-12"))
    ('1.234.567,8', '−12')
    """
    text = f"{number:,f}"
    if "." not in text:
        return text.replace(",", ".").replace("-", "−")
    text = f"{plain(number):,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".").replace("-", "−")


def is_plainly_whole(text: str) -> bool:
    """Tell whether a text is digits alone, of which no two readers think differently.

    >>> is_plainly_whole("1234"), is_plainly_whole("1.234"), is_plainly_whole("")
    (True, False, False)
    """
    return text.isascii() and text.isdigit() and len(text) <= _SURE_DIGITS


def parse_vietnamese(text: str) -> Decimal:
    """Read a number typed by a person: “1.234,5”, “1 234,5”, “1234”.

    Dots and spaces only ever part thousands, and nothing written in groups begins
    with a zero: “1.5”, “12 5” and “0.125” are refused rather than guessed, and so is
    what a spreadsheet in English would write: “1,234”, “1,234.5”.
    Raises `ValueError` with the reason in Vietnamese.

    >>> parse_vietnamese(" 1.234,50 "), parse_vietnamese("12 000")
    (Decimal('1234.5'), Decimal('12000'))
    """
    text = text.strip()
    _refuse_foreign(text)
    whole, comma, rest = text.partition(",")
    groups = re.split(rf"\.|[{SPACES}]+", whole)
    digits = "".join(groups)
    if not _is_digits(digits) or (comma and not _is_digits(rest)):
        raise ValueError("không phải là số; hãy ghi như 1.234 hoặc 1.234,5")
    if len(groups) > 1 and not _is_grouped(groups):
        raise ValueError(
            "dấu chấm chỉ dùng để tách hàng nghìn, dấu cách cũng vậy; "
            "phần lẻ ghi sau dấu phẩy, như 1,5"
        )
    if "." in whole and re.search(rf"[{SPACES}]", whole):
        raise ValueError("không dùng lẫn dấu chấm và dấu cách; hãy ghi như 1.234.567")
    return _within_the_column(f"{digits}.{rest or 0}")


def _refuse_foreign(text: str) -> None:
    if re.search(r"[\t-\r\u2028\u2029]", text):
        raise ValueError("nhiều dòng trong một ô; hãy ghi một số")
    if ENGLISH.fullmatch(text):
        mended = text.translate(str.maketrans(",.", ".,"))
        raise ValueError(f"viết theo kiểu tiếng Anh; hãy ghi {mended}")
    if TWOFOLD.fullmatch(text):
        thousands = text.replace(",", ".")
        raise ValueError(
            f"có thể hiểu hai cách; hãy ghi {thousands} nếu là hàng nghìn, "
            f"ghi {text}0 nếu là phần lẻ"
        )


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_grouped(groups: list[str]) -> bool:
    first, *others = groups
    if not 1 <= len(first) <= 3 or first.startswith("0"):  # noqa: PLR2004 -- thousands
        return False
    return all(len(group) == 3 for group in others)  # noqa: PLR2004 -- thousands


def _within_the_column(text: str) -> Decimal:
    try:
        number = plain(Decimal(text))
    except InvalidOperation as too_long:
        raise ValueError("số quá lớn") from too_long
    if number >= LARGEST:
        raise ValueError("số quá lớn")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise ValueError(f"nhiều hơn {DECIMALS} chữ số sau dấu phẩy")
    return number
