"""What is sent and answered about many values, field by field."""

from typing import Literal

from pydantic import BaseModel, Field

from danchu.surfaces.api.filing_shapes import Sent, SentCell

MOST_FILINGS = 2000
Outcome = Literal["new", "changed", "same", "refused"]


class SentFilingValues(Sent):
    """Cells of one filing."""

    form: str = Field(max_length=40, examples=["PL4"], description="Code of the form.")
    unit: str = Field(
        max_length=40,
        examples=["code:07354"],
        description="Our number of the unit, or `code:` and its official code today.",
    )
    period: str = Field(max_length=40, examples=["2026H1"])
    cells: dict[str, SentCell | None] = Field(
        max_length=1000,
        description="By name, as in `PUT /filings/…`; `null` empties a cell.",
    )


class SentValues(Sent):
    """Cells of many filings, written together or not at all."""

    filings: list[SentFilingValues] = Field(min_length=1, max_length=MOST_FILINGS)


class Moved(BaseModel):
    """What a cell said and what it says now, as a person reads it."""

    was: str
    now: str


class CellRefused(BaseModel):
    """Why a cell cannot be written."""

    cell: str
    code: str = Field(description="Stable; listed at `/api/v1/errors`.")
    detail: str


class FilingValues(BaseModel):
    """What came, or would come, of the cells of one filing."""

    form: str
    unit: str = Field(description="As it was sent.")
    period: str
    outcomes: dict[str, Outcome] = Field(
        description="By cell; also totals made of their breakdown."
    )
    changed: dict[str, Moved] = Field(description="The cells that had said something.")
    refused: list[CellRefused]


class ValueCounts(BaseModel):
    """How many cells had which outcome."""

    new: int
    changed: int
    same: int
    refused: int


class ValuesTaken(BaseModel):
    """What came of many values, cell by cell."""

    dry_run: bool
    written: bool = Field(description="False in a dry run: nothing has been written.")
    counts: ValueCounts
    filings: list[FilingValues]
