"""One cell of a filing: what was typed, read as a state and a number."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

import msgspec

from danchu.indicators.rules.amounts import (
    WORDS,
    Amount,
    Qualifier,
    State,
    is_plainly_whole,
    parse_vietnamese,
    written,
)

SHORT = {
    "k": State.NOT_APPLICABLE,
    "không áp dụng": State.NOT_APPLICABLE,
    "c": State.NOT_YET,
    "chưa có": State.NOT_YET,
    "chưa có số": State.NOT_YET,
}
"""What a clerk may type instead of a number; the page shows it in full again."""
CHOICES = {state.value: state for state in SHORT.values()}
"""What a clerk may choose beside the cell; every other word says nothing."""

STATE_WORDS = {
    State.BLANK: "chưa nhập",
    State.NOT_APPLICABLE: "không áp dụng",
    State.NOT_YET: "chưa có số",
}
LONGEST_NOTE = 1000
LIMITS = {
    "hơn": Qualifier.MORE_THAN,
    "trên": Qualifier.MORE_THAN,
    ">": Qualifier.MORE_THAN,
    "gần": Qualifier.FEWER_THAN,
    "dưới": Qualifier.FEWER_THAN,
    "<": Qualifier.FEWER_THAN,
}
"""What before a number makes it a limit that is not reached."""
HIDDEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
VAGUE = ("khoảng", "~", "≈", "chừng")


class Entry(NamedTuple):
    """What a person typed into a cell and chose beside it."""

    text: str = ""
    state: str = ""
    note: str = ""


class Cell(msgspec.Struct, frozen=True, dict=True):
    """What the cell says."""

    state: State = State.BLANK
    number: Decimal | None = None
    note: str = ""
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def amount(self) -> Amount | None:
        """Return the number with how it is meant."""
        return None if self.number is None else Amount(self.number, self.qualifier)

    @property
    def words(self) -> str:
        """Say it as a person reads it."""
        # Kept by hand: `cached_property` takes a lock, which many cells feel.
        kept = self.__dict__
        said: str | None = kept.get("_words")
        if said is None:
            if self.number is None:
                said = STATE_WORDS[self.state]
            else:
                said = WORDS[self.qualifier] + written(self.number)
            kept["_words"] = said
        return said

    @property
    def text(self) -> str:
        """Return what stands in the box on the page: nothing where there is no number.

        >>> Cell(State.NUMBER, Decimal(4000), qualifier=Qualifier.MORE_THAN).text
        'hơn 4.000'
        """
        return self.amount.typed if self.amount else ""

    @property
    def face(self) -> str:
        """Return all that the cell says; equal faces say the same.

        A page remembers it for each cell, so that what somebody else has written since
        is never overwritten unknowingly.
        """
        said = "" if self.state is State.BLANK else self.words
        return f"{said}\n{self.note}".rstrip("\n")


BLANK = Cell()


def read_entry(entry: Entry, *, whole: bool = False) -> Cell:
    """Read what was typed; raise `ValueError` with the reason in Vietnamese.

    Blank is not zero. A number and a state that denies it contradict each other.
    `whole` refuses parts of one: people and meetings are not divided.

    >>> read_entry(Entry("0")).state, read_entry(Entry("")).state
    (<State.ZERO: 'zero'>, <State.BLANK: 'blank'>)
    >>> read_entry(Entry("hơn 4.000")).words, read_entry(Entry("<60")).words
    ('hơn 4.000', 'gần 60')
    """
    text, note = seen_of(entry.text), entry.note.strip()[:LONGEST_NOTE]
    if not entry.state and is_plainly_whole(text):
        number = Decimal(text)
        return Cell(State.NUMBER if number else State.ZERO, number, note)
    said = SHORT.get(text.casefold()) or CHOICES.get(entry.state, State.BLANK)
    if not text or text.casefold() in SHORT:
        return Cell(said, None, note)
    if said is not State.BLANK:
        raise ValueError(f"vừa có số {text}, vừa ghi “{STATE_WORDS[said]}”; chọn một")
    qualifier, digits = _qualified(text)
    number = parse_vietnamese(digits)
    if whole and number != number.to_integral_value():
        raise ValueError("phải là số nguyên, không có phần lẻ")
    if not number and qualifier is not Qualifier.EXACT:
        raise ValueError("“hơn 0”, “gần 0” không nói được gì; hãy ghi số đã đếm")
    return Cell(State.NUMBER if number else State.ZERO, number, note, qualifier)


def seen_of(text: str) -> str:
    """Return what a person sees of a text: letters whole, marks without a shape gone.

    >>> seen_of("ho\u031bn 5\u200b")
    'hơn 5'
    """
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", HIDDEN.sub("", text)).strip()


def _qualified(text: str) -> tuple[Qualifier, str]:
    """Take the word of a limit off a number, refusing what could not be added up."""
    if text.endswith("%"):
        raise ValueError("không nhập tỷ lệ phần trăm; hãy nhập số, hệ thống tự tính")
    if text[0] in "-−–" and text[1:].strip()[:1].isdigit():
        raise ValueError("không thể là số âm")
    folded = text.casefold()
    if folded.startswith(VAGUE):
        raise ValueError("không ghi “khoảng”; hãy ghi số đúng, hoặc “hơn”, “gần”")
    for word, qualifier in LIMITS.items():
        rest = folded.removeprefix(word)
        if rest != folded and not rest[:1].isalpha():
            return qualifier, rest.strip()
    return Qualifier.EXACT, text
