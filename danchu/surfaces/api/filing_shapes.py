"""What is sent and answered about filings, field by field."""

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

from danchu.surfaces.api.shapes import Number, PeriodName, Place

State = Literal["number", "zero", "blank", "not_applicable", "not_yet"]
Qualifier = Literal["exact", "more_than", "fewer_than"]
Status = Literal["not_begun", "draft", "submitted", "approved", "accepted", "published"]
Begun = Literal["draft", "submitted", "approved", "accepted", "published"]
Deed = Literal[
    "enter", "submit", "return", "approve", "accept", "publish", "reopen", "correct"
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


class Sent(BaseModel):
    """A document from a program; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class SentCell(Sent):
    """What a cell shall say from now on, all of it: what is left out is empty."""

    state: State | None = Field(
        default=None,
        description="Left out: `number` or `zero` with a number, `blank` without.",
    )
    number: Typed = Field(
        default=None,
        description="Not negative, below 10^18, at most four decimals; a JSON number, "
        "never a string.",
    )
    qualifier: Literal["exact"] = Field(
        default="exact", description="What is entered is exact."
    )
    note: str = Field(
        default="", max_length=1000, description="The explanation beside the cell."
    )


class SentCells(Sent):
    """Cells to be written; those not named stay as they are."""

    cells: dict[str, SentCell | None] = Field(
        max_length=1000,
        description="By name: `G01`, or `I04.DA_GQ_LAN_DAU` for a member. `null` "
        "empties a cell.",
    )


class Correction(Sent):
    """A slip of published figures: what is right, and why it was wrong."""

    cells: dict[str, SentCell | None] = Field(
        min_length=1,
        max_length=1000,
        description="By name; a note left out stays. Each is checked in turn.",
    )
    reason: str = Field(min_length=1, max_length=2000)


class Reason(Sent):
    """Why; the unit and the history read it."""

    reason: str = Field(min_length=1, max_length=2000)


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
    """What whoever returned the filing said of a cell."""

    cell: str
    text: str
    at: datetime
    is_open: bool = Field(description="Not handed up again since.")


class Recipient(BaseModel):
    """A unit to which the filing is handed up."""

    unit: Place
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


CheckKind = Literal["partition", "subset", "compare", "bound", "ratio", "not_partition"]


class Check(BaseModel):
    """A rule between indicators; a breakdown must make its total besides."""

    code: str
    kind: CheckKind
    left: list[str]
    right: list[str]
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
