"""What the operations answer, field by field."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, WithJsonSchema

By = Literal["children", "none", "members", "province", "district", "commune"]
TreeName = Literal["territory", "line"]
Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""Exact: written as the database has it, never through a binary fraction."""
Level = Literal[
    "country",
    "province",
    "district",
    "commune",
    "village",
    "agency",
    "public_unit",
    "soe",
    "enterprise",
    "party_org",
    "front",
    "committee",
]


class Place(BaseModel):
    """A unit, as others name it."""

    id: int = Field(description="Ours, meaningless, the same on every map.")
    code: str | None = Field(description="Official code on the map asked for.")
    name: str
    kind: Level
    href: str = Field(description="The unit itself in this API.")


class Kin(BaseModel):
    """A unit that another was made of, or became."""

    unit: Place
    on: date = Field(description="The first day on which it held.")
    is_main: bool = Field(description="Figures of the predecessor are read here.")
    is_whole: bool = Field(description="Taken over undivided.")


class Unit(BaseModel):
    """A unit on the map asked for."""

    id: int = Field(description="Ours, meaningless, the same on every map.")
    code: str | None = Field(
        description="Official code on the map asked for; codes were used again in 2025."
    )
    name: str = Field(description="The name it bore on that day, with its label.")
    kind: Level
    label: str = Field(description="What it is called: “Tỉnh”, “Xã”, “Phường”.")
    is_special_zone: bool = Field(description="Whether it is a đặc khu.")
    parent: Place | None = Field(description="The unit above it in the territory.")
    valid_from: date | None = Field(description="First day; null is unknown.")
    valid_to: date | None = Field(description="Last day; null is still alive.")
    latitude: float | None
    longitude: float | None
    predecessors: list[Kin] = Field(description="What it was made of, main ones first.")
    successors: list[Kin] = Field(description="What became of it, main one first.")
    href: str = Field(description="This unit in this API.")


class UnitPage(BaseModel):
    """Some of the units asked for."""

    map: date | None = Field(
        description="The day of the map; null when a search looked at every map."
    )
    total: int = Field(description="How many units were found in all.")
    items: list[Unit]
    next: str | None = Field(description="The next page; null on the last one.")


class PastName(BaseModel):
    """A name that a unit has borne."""

    name: str
    valid_from: date | None
    valid_to: date | None


class OneUnit(Unit):
    """A unit with its path and its names."""

    map: date = Field(description="The day of the map.")
    path: list[Place] = Field(
        description="From the nation down to the unit; for one that has ended, where "
        "its figures stand on that map."
    )
    names: list[PastName] = Field(description="Every name, the latest first.")
    children: str | None = Field(
        description="The units within it; null on a map where it does not exist."
    )


class Coverage(BaseModel):
    """How many of the units that report have an answer."""

    have: int
    of: int


class IndicatorName(BaseModel):
    """What is counted."""

    code: str
    name: str
    unit_of_measure: str
    measure: Literal[
        "count", "people", "turns", "money", "area", "days", "percent", "score"
    ]


class PeriodName(BaseModel):
    """When; several consecutive periods are joined by commas."""

    code: str
    label: str
    start: date
    end: date


Qualifier = Literal["exact", "more_than", "fewer_than", "approximate"]
Status = Literal["provisional", "approved", "published"]


class Total(BaseModel):
    """What a place comes to."""

    value: Number | None = Field(description="Null when nobody has a number.")
    qualifier: Qualifier = Field(
        description="`more_than` and `fewer_than`: the value is a limit, not reached."
    )
    coverage: Coverage
    status: Status | None = Field(description="As firm as its least firm part.")
    why_no_value: str | None = Field(description="In Vietnamese; null with a value.")


class ChildFigure(Total):
    """What one part comes to."""

    unit: Place | None = Field(
        description="Null for what stands within the unit and in none of its parts."
    )
    name: str
    member: str | None = Field(
        description="Code of the member of the breakdown; null for a unit."
    )
    href: str | None = Field(description="The same question asked of this part.")


class PointFigure(Total):
    """What one period of a series comes to."""

    period: PeriodName


class Reported(BaseModel):
    """A total that a source gives for a whole unit: never added, set beside."""

    value: Number
    source: str = Field(description="For example `article:001`.")
    difference: Number | None = Field(
        description="The value less what the parts add up to on `map`; null when they "
        "have no number."
    )
    qualifier: Qualifier
    is_percent: bool = Field(description="A percent quoted without its denominator.")
    counted: Number | None = Field(description="What the parts add up to on `map`.")
    map: date = Field(description="The map on which value and parts are compared.")
    agrees: bool | None = Field(description="Null when a limit leaves it open.")
    place: str = Field(description="Of whom the source speaks, in its words.")
    period_label: str = Field(description="The period in the words of the source.")
    quote: str
    note: str


class PlanOf(BaseModel):
    """What a decision sets the unit to reach, with all that stands in it."""

    value: Number
    share: Number | None = Field(
        description="How much of it is done, of one, half rounded up at four places; "
        "null where the total is a limit or nobody has a number."
    )
    decision: str = Field(description="Number of the decision.")
    decided_on: date


class SlipOf(BaseModel):
    """One change of a published number; who wrote it is told as a unit."""

    what: Literal["published", "corrected", "withdrawn"]
    indicator: str
    unit: str = Field(description="Name of the unit whose number it is.")
    at: datetime
    old: Number | None
    new: Number | None
    reason: str
    by: str = Field(description="The unit that spoke; empty where not certain.")
    proof: str = Field(description="Where the ledger proves the newest version.")


class AsPublished(BaseModel):
    """A total as it stood published at the end of a day, and what changed since."""

    day: date
    value: Number | None
    qualifier: Qualifier
    units: int = Field(description="How many units it is added from.")
    withheld: int = Field(
        description="Filings that stood then and were withdrawn or destroyed since; "
        "their numbers are not told."
    )
    published_since: int = Field(description="Filings first published after the day.")
    changes: list[SlipOf] = Field(description="The latest first, fifty at most.")
    changes_in_all: int


class Figure(Total):
    """One indicator of one unit: its total, its parts, and what sources say."""

    indicator: IndicatorName
    unit: Place
    period: PeriodName
    map: date = Field(description="The day of the map on which values are added.")
    tree: TreeName = Field(description="Along which tree units stand in one another.")
    member: str | None = Field(description="The only member counted; null is all.")
    floor: Status = Field(description="How firm a value must be to count here.")
    is_demonstration: bool = Field(
        description="True on a server whose totals include invented values."
    )
    reported: list[Reported]
    children: list[ChildFigure]
    remainder: ChildFigure | None = Field(
        description="What stands in the unit and in none of `children`, for example "
        "of its districts, which ended in 2025."
    )
    series: list[PointFigure] = Field(
        description="With `series=true` each period alone, earliest first; else empty."
    )
    plan: PlanOf | None = Field(
        description="The plan that stands; null for combined periods, members, the "
        "line, and what is not public."
    )
    as_published: AsPublished | None = Field(
        description="With `as_published_on` the total of that day; else null."
    )
    proof: str | None = Field(
        description="Where the ledger proves the unit's own published number; null for "
        "sums, percentages and what is not public: follow `children` to what they are "
        "made of.",
    )


class ErrorKind(BaseModel):
    """A kind of problem; `{…}` stand for the facts of a case."""

    code: str
    status: int
    detail: str
    cure: str


class LedgerProof(BaseModel):
    """That an item is in the ledger; bytes are base64."""

    format: Literal["danchu/item-proof/1"]
    key: str = Field(description="Public key of the ledger: compare it elsewhere.")
    checkpoint: str = Field(description="Signed note: size and root of the ledger.")
    index: int = Field(description="Number of the leaf, from 0.")
    leaf: str = Field(description="What is hashed: JSON, to the letter.")
    path: list[str] = Field(description="Hashes from the leaf to the root.")
    salt: str | None = Field(description="Opens the commitment, with `face`.")
    face: str | None = Field(description="What was published, to the letter.")
    tombstone: str | None = Field(
        description="The leaf that says why the content was destroyed."
    )


class LedgerGrowth(BaseModel):
    """That between two checkpoints the ledger only grew; hashes are base64."""

    format: Literal["danchu/consistency-proof/1"]
    key: str = Field(description="Public key of the ledger: compare it elsewhere.")
    old: str = Field(description="The earlier checkpoint.")
    new: str = Field(description="The later checkpoint.")
    path: list[str] = Field(description="Hashes from one root to the other.")


class CosignaturesTaken(BaseModel):
    """What came of handing in cosignatures."""

    size: int = Field(description="Leaves at the checkpoint that was signed.")
    witnesses: list[str] = Field(description="The bodies whose lines are kept now.")


class ErrorKinds(BaseModel):
    """Every kind of problem this server may answer with."""

    items: list[ErrorKind]
