"""Words as the index keeps them, and questions as it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from danchu.lib.vietnamese import fold, spellings

LONGEST_QUESTION = 200
"""Characters of a question; what is longer is refused."""
MOST_WORDS = 12
"""Words of a question that are looked for; those after them are left out."""
MOST_POSITIONS = 16_000
"""Words of an entry that are kept; PostgreSQL counts no further than 16,383."""
SHORTEST_BEGINNING = 2
"""Letters from which the last word may be the beginning of one."""


@dataclass(frozen=True)
class Weighed:
    """A piece of text and how much its words matter: A is a title, D a mention."""

    text: str
    weight: str


@dataclass(frozen=True)
class Question:
    """What is sought: words, and within which place, kind and year."""

    words: tuple[str, ...]
    marked: tuple[str, ...] = ()
    place: int | None = None
    kind: str = ""
    year: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no word is left of what was typed."""
        return not self.words


def question(
    text: str, *, place: int | None = None, kind: str = "", year: int | None = None
) -> Question:
    """Return the question that a typed text asks.

    >>> question("Đối thoại, Việt Lập").words
    ('doi', 'thoai', 'viet', 'lap')
    """
    words = tuple(dict.fromkeys(fold(text).split()[:MOST_WORDS]))
    marked = tuple(dict.fromkeys(_marked(text)[:MOST_WORDS]))
    return Question(words, marked, place, kind, year)


def sought(asked: Question, *, is_beginning: bool = False) -> str:
    """Return a question as PostgreSQL's `tsquery`; not for an empty one.

    With `is_beginning` the last word may go on.

    >>> sought(question("viet lap", place=7), is_beginning=True)
    "'viet' & 'lap':* & '@7'"
    """
    words = [f"'{word}'" for word in asked.words]
    if is_beginning and len(asked.words[-1]) >= SHORTEST_BEGINNING:
        words[-1] += ":*"
    if asked.place is not None:
        words.append(f"'{place_token(asked.place)}'")
    if asked.kind:
        words.append(f"'{kind_token(asked.kind)}'")
    if asked.year is not None:
        words.append(f"'{year_token(asked.year)}'")
    return " & ".join(words)


def ranked(asked: Question, *, is_beginning: bool = False) -> str:
    """Return what the order of the hits is judged by: the words alone."""
    return sought(Question(asked.words), is_beginning=is_beginning)


def spelt(asked: Question) -> str:
    """Return the `tsquery` of the words that were typed with their marks, or ""."""
    return " & ".join(f"'={word}'" for word in asked.marked)


def vector(pieces: Iterable[Weighed], tokens: Iterable[str]) -> str:
    """Return an entry's words as PostgreSQL's `tsvector`.

    Each word stands in it bare, and once more with its marks if it has any, so that
    who types marks gets the same marks first. Tokens say place, kind and year.

    >>> vector([Weighed("Hoà Bình", "A"), Weighed("xã", "D")], ["@7"])
    "'hoa':1A '=hoa1':1A 'binh':2A '=binh1':2A 'xa':3 '=xa3':3 '@7'"
    """
    lexemes, position = [], 0
    for piece in pieces:
        weight = "" if piece.weight == "D" else piece.weight
        for bare, marked in spellings(piece.text):
            if position == MOST_POSITIONS:
                break
            position += 1
            lexemes.append(f"'{bare}':{position}{weight}")
            if marked != bare:
                lexemes.append(f"'={marked}':{position}{weight}")
    return " ".join([*lexemes, *(f"'{token}'" for token in tokens)])


def place_token(unit: int) -> str:
    """Return the word by which a unit holds everything inside it."""
    return f"@{unit}"


def kind_token(kind: str) -> str:
    """Return the word of a kind of thing."""
    return f"#{kind}"


def year_token(year: int) -> str:
    """Return the word of a year."""
    return f"~{year}"


def _marked(text: str) -> list[str]:
    return [marked for bare, marked in spellings(text) if marked != bare]
