"""What is sent and answered about filings, field by field."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from danchu.indicators.rules.cells import LONGEST_NOTE
from danchu.indicators.rules.filings import LONGEST_REMARK, MOST_REMARKS
from danchu.indicators.rules.narratives import LONGEST_NARRATIVE
from danchu.surfaces.api.shapes import Number, PeriodName, Place, Qualifier

State = Literal["number", "zero", "blank", "not_applicable", "not_yet"]
Status = Literal["not_begun", "draft", "submitted", "approved", "accepted", "published"]
Begun = Literal["draft", "submitted", "approved", "accepted", "published"]
Deed = Literal[
    "enter",
    "submit",
    "return",
    "approve",
    "accept",
    "publish",
    "reopen",
    "withdraw",
    "correct",
    "extend",
]
Standing = Literal["in_time", "due_soon", "overdue", "paused", "met", "late"]


def _from_json(value: Any) -> Any:
    """Take numbers alone: “1.234” is a different number to different readers."""
    if value is None or isinstance(value, Decimal):
        return value
    raise PydanticCustomError("json_number", "not a JSON number")


Typed = Annotated[
    Decimal | None,
    BeforeValidator(_from_json),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]}),
]


Limit = Literal["exact", "more_than", "fewer_than"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _from_text(value: Any) -> date:
    """Take days as the standard writes them alone: numbers are no days."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "not a day")


Day = Annotated[date, BeforeValidator(_from_text)]
RemarkText = Annotated[str, Field(max_length=LONGEST_REMARK)]


class Sent(BaseModel):
    """A document from a program; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


Why = Annotated[
    str,
    Field(
        max_length=2000,
        description="Not blank; the unit and the history read it.",
        # A blank one is refused by the rule, as on the page: 422.
        json_schema_extra={"minLength": 1, "pattern": r"\S"},
    ),
]


class CellSaid(Sent):
    """What a cell says, all of it: what is left out is empty."""

    state: State | None = Field(
        default=None,
        description="Left out: `number` or `zero` with a number, `blank` without.",
    )
    number: Typed = Field(
        default=None,
        description="Not negative, below 10^18, at most four decimals; a JSON number, "
        "never a string.",
    )
    qualifier: Limit = Field(
        default="exact",
        description="`more_than` is “hơn”, `fewer_than` is “gần”; “khoảng” is said of "
        "no number that is entered.",
    )
    note: str = Field(
        default="",
        max_length=LONGEST_NOTE,
        description="The explanation beside the cell.",
    )


class SentCell(CellSaid):
    """What a cell shall say from now on, all of it: what is left out is empty."""

    seen: CellSaid | None = Field(
        default=None,
        description="What it said when it was read: if somebody has written something "
        "else since, nothing is done and the answer is 409. Left out: nobody looks.",
    )


class SentText(Sent):
    """What a part in words shall say from now on."""

    text: str = Field(max_length=LONGEST_NARRATIVE)
    seen: str | None = Field(
        default=None,
        max_length=LONGEST_NARRATIVE,
        description="What it said when it was read, as in a cell.",
    )


class SentSheet(Sent):
    """Cells and parts in words to be written; those not named stay as they are."""

    cells: dict[str, SentCell | None] = Field(
        default={},
        max_length=1000,
        description="By name: `G01`, or `I04.DA_GQ_LAN_DAU` for a member. `null` "
        "empties a cell.",
    )
    texts: dict[str, SentText | None] = Field(
        default={},
        max_length=100,
        description="By code: `HAN_CHE`. `null` empties a part.",
    )


class Correction(Sent):
    """A slip of published figures: what is right, and why it was wrong."""

    cells: dict[str, CellSaid | None] = Field(
        min_length=1,
        max_length=1000,
        description="By name; a note left out stays. They are corrected together: what "
        "contradicts only until all are written is no contradiction.",
    )
    reason: Why


class Reason(Sent):
    """Why something is taken back."""

    reason: Why


class Return(Sent):
    """Why a filing is sent back, and what is wrong with which cell."""

    reason: Why
    remarks: dict[str, RemarkText] = Field(
        default={},
        max_length=MOST_REMARKS,
        description="By the name of a cell (`G01`), of a line, or of a part in words "
        "(`HAN_CHE`); open until the filing is submitted again.",
    )


class Extension(Sent):
    """More time for a unit, and why."""

    until: Day = Field(
        description="The new last day: later than now, at most a year ahead.",
        examples=["2026-07-15"],
    )
    reason: Why


class FormName(BaseModel):
    """A form (biểu)."""

    code: str
    name: str


class Cell(BaseModel):
    """What stands in a cell."""

    state: State
    number: Number | None
    qualifier: Qualifier
    note: str
    text: str = Field(description="The cell as a person reads it, in Vietnamese.")


class Text(BaseModel):
    """A part in words."""

    label: str
    text: str


class Remark(BaseModel):
    """What whoever returned the filing said of a cell or of a part in words."""

    cell: str = Field(description="A name of `cells`, or a code of `texts`.")
    text: str
    by: str = Field(description="Who said it.")
    at: datetime
    is_open: bool = Field(description="Not handed up again since.")


class Recipient(BaseModel):
    """A unit to which the filing is handed up, or that has accepted it."""

    unit: Place
    publishes: bool = Field(description="Of two recipients only one publishes.")
    accepted_by: str = Field(description="Who accepted; empty while nobody has.")
    accepted_at: datetime | None


class Finding(BaseModel):
    """A contradiction, or an oddity that wants an explanation."""

    check: str
    severity: Literal["block", "explain", "notice"] = Field(
        description="`block` keeps the filing from being submitted; `explain` does "
        "until one of its cells has a note."
    )
    codes: list[str]
    equation: str
    message: str


class FilingLine(BaseModel):
    """A filing in a list."""

    form: FormName
    unit: Place
    period: PeriodName
    status: Status
    self_approved: bool = Field(description="Approved by whoever entered it.")
    is_returned: bool = Field(description="Sent back to be entered again.")
    accepted_by: list[str] = Field(
        description="Recipients that have accepted while others are awaited."
    )
    due_on: date | None
    standing: Standing | None
    href: str


class Filing(BaseModel):
    """What one unit reports on one form for one period."""

    form: FormName
    unit: Place
    period: PeriodName
    status: Status
    self_approved: bool
    due_on: date
    version: int = Field(description="Also the `ETag`; 0 while nobody has begun.")
    deeds: list[Deed] = Field(description="What you may do with it now.")
    cells: dict[str, Cell] = Field(description="Every cell you may read, by name.")
    texts: dict[str, Text] = Field(description="Parts in words, by code.")
    remarks: list[Remark]
    recipients: list[Recipient]
    findings: list[Finding]
    questions: str = Field(description="What is asked, with labels and members.")
    page: str = Field(description="The page for people, with the whole history.")


class FilingPage(BaseModel):
    """Some of the filings asked for."""

    total: int
    items: list[FilingLine]
    next: str | None = Field(description="The next page; null on the last one.")


class FilingsDue(BaseModel):
    """What waits for you, most pressing first."""

    items: list[FilingLine]


class Member(BaseModel):
    """A part of a breakdown."""

    code: str
    name: str
    cell: str = Field(description="The name of its cell.")


class Row(BaseModel):
    """A line of a form."""

    section: str
    code: str = Field(description="The indicator, and the name of its cell.")
    name: str
    unit_of_measure: str
    is_computed: bool = Field(description="A percentage: never sent, always made.")
    numerator: str | None
    denominator: str | None
    members: list[Member]


class TextAsked(BaseModel):
    """A part in words that is asked for."""

    code: str
    label: str


CheckKind = Literal[
    "partition", "subset", "compare", "bound", "ratio", "not_partition", "expression"
]


class Check(BaseModel):
    """A rule between indicators; a breakdown must make its total besides."""

    code: str
    kind: CheckKind
    left: list[str] = Field(description="Of an `expression` every cell that it names.")
    right: list[str]
    expression: str = Field(description="What must hold; empty for other kinds.")
    severity: Literal["block", "explain", "notice"]
    message: str
    legal_ref: str


class Questions(BaseModel):
    """What a form asks of a unit for a period."""

    form: FormName
    unit: Place
    period: PeriodName
    due_on: date
    rows: list[Row]
    texts: list[TextAsked]
    checks: list[Check]
    filing: str = Field(description="Where to read and send it.")
