"""A table as it is declared: columns, lines, which cells are open, what stood there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

Value = Decimal | str | None
Place = tuple[str, str]
"""A cell by the codes of its line and its column, wherever it stands on the sheet."""

MARK, HIDDEN_SHEET, FORMAT = "#dc", "_danchu", "1"
"""How a table is found again: the first cell of its row of codes, and its facts."""
KIND, SHAPE = "kind", "shape"
MOST_DIGITS = 15
"""What a number in a spreadsheet keeps."""


@dataclass(frozen=True)
class Column:
    """One column; an open one may be typed into where its lines are open too."""

    code: str
    title: str
    width: int
    is_open: bool = False
    is_text: bool = False
    hint: str = ""
    group: str = ""


@dataclass(frozen=True)
class Box:
    """One cell: what stands in it, and its face when the workbook was made."""

    value: Value = None
    is_open: bool = False
    seen: str = ""
    is_whole: bool = True


@dataclass(frozen=True)
class Line:
    """One line, or a band across the table where it has a title alone."""

    code: str = ""
    boxes: Sequence[Box] = ()
    title: str = ""
    hint: str = ""
    is_part: bool = False


@dataclass(frozen=True)
class Head:
    """What an annex has around its table, in the manner of Nghị định 30/2020/NĐ-CP."""

    left: Sequence[str] = ()
    right: Sequence[str] = ()
    title: Sequence[str] = ()
    notes: Sequence[str] = ()
    signs: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    """A table with the facts by which its file is recognised.

    `shape` is what its template is made of: a file of another shape is an old one.
    `frozen` columns stay in sight of a table that is wider than a page.
    """

    kind: str
    facts: Mapping[str, str]
    shape: Sequence[str]
    columns: Sequence[Column]
    lines: Sequence[Line]
    sheet: str = "Biểu"
    head: Head = field(default_factory=Head)
    frozen: int = 0

    @property
    def template(self) -> str:
        """Return what tells this template from others of the same kind."""
        return shape_of(self.shape)


def shape_of(shape: Sequence[str]) -> str:
    """Return a short name of a template; the same parts make the same name.

    >>> shape_of(["a", "b"]) == shape_of(["a", "b"]), shape_of(["ab"]) == shape_of([])
    (True, False)
    """
    return sha256("\n".join(shape).encode()).hexdigest()[:16]


def is_kept_by_spreadsheets(number: Decimal) -> bool:
    """Tell whether a number survives in a spreadsheet as it is.

    >>> [is_kept_by_spreadsheets(Decimal(one)) for one in ("0.1", "10000000000000001")]
    [True, False]
    """
    return len(number.normalize().as_tuple().digits) <= MOST_DIGITS
