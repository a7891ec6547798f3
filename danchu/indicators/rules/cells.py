"""One cell of a filing: what was typed, read as a state and a number."""

from dataclasses import dataclass
from decimal import Decimal

from danchu.indicators.rules.amounts import State, parse_vietnamese, vietnamese

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


@dataclass(frozen=True)
class Entry:
    """What a person typed into a cell and chose beside it."""

    text: str = ""
    state: str = ""
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """What the cell says."""

    state: State = State.BLANK
    number: Decimal | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """Say it as a person reads it."""
        if self.number is not None:
            return vietnamese(self.number)
        return STATE_WORDS[self.state]


def read_entry(entry: Entry) -> Cell:
    """Read what was typed; raise `ValueError` with the reason in Vietnamese.

    Blank is not zero. A number and a state that denies it contradict each other.

    >>> read_entry(Entry("0")).state, read_entry(Entry("")).state
    (<State.ZERO: 'zero'>, <State.BLANK: 'blank'>)
    """
    text, note = entry.text.strip(), entry.note.strip()[:LONGEST_NOTE]
    said = SHORT.get(text.casefold()) or CHOICES.get(entry.state, State.BLANK)
    if not text or text.casefold() in SHORT:
        return Cell(said, None, note)
    if said is not State.BLANK:
        raise ValueError(f"vừa có số {text}, vừa ghi “{STATE_WORDS[said]}”; chọn một")
    number = parse_vietnamese(text)
    return Cell(State.NUMBER if number else State.ZERO, number, note)
