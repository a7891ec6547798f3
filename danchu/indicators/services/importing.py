"""A workbook that came back: rehearsed against what stands, applied, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from danchu.indicators.queries.asked import (
    Asked,
    Key,
    asked_of,
    filing_of,
    form_by_code,
    version_of,
)
from danchu.indicators.queries.contents import period_row
from danchu.indicators.queries.places import Address
from danchu.indicators.queries.stored import stored_for
from danchu.indicators.queries.workbooks import (
    KIND,
    NOTE,
    NUMBER,
    check_place,
    typed_in,
)
from danchu.indicators.rules.amounts import State
from danchu.indicators.rules.cells import BLANK, Cell, Entry
from danchu.indicators.rules.filings import ENTER
from danchu.indicators.services.filings import begin_filing, lock_filing, refuse_closed
from danchu.indicators.services.saving import Typed, save_cells, weigh
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange.queries import book_in, upload_of
from danchu.kernel.exchange.reading import read_workbook
from danchu.kernel.exchange.rules.books import Book
from danchu.kernel.exchange.services import keep_outcome, keep_upload
from danchu.kernel.people.models import User

_KEPT_STATES = {State.NOT_APPLICABLE, State.NOT_YET}


@dataclass(frozen=True)
class Step:
    """What a file would do to one cell, in words, or why it may not."""

    name: str
    label: str
    ref: str
    old: str
    new: str
    why: str = ""
    unit: str = ""

    @property
    def kind(self) -> str:
        """Say it in a word."""
        if self.why:
            return "Bị từ chối"
        if self.old == _BLANK:
            return "Ghi mới"
        return "Xóa số" if self.new == _BLANK else "Thay đổi"


_BLANK = BLANK.words


@dataclass(frozen=True)
class Rehearsal:
    """What a file would do, cell by cell, and on which state of the filing."""

    version: int
    changes: tuple[Step, ...]
    refused: tuple[Step, ...]
    same: int
    book: Book
    is_applied: bool
    is_taken_back: bool
    written: int

    @property
    def reasons(self) -> dict[str, str]:
        """Return why each refused cell is refused, by its name."""
        return {step.name: step.why for step in self.refused}


def keep_workbook(*, actor: User, where: Address, raw: bytes, at: datetime) -> UUID:
    """Read a workbook for this filing and keep what it says for an hour.

    Nothing is written into the filing. Refuses a file of another form, unit, period or
    template, and whatever `read_workbook` refuses.
    """
    authorize(actor, ENTER, where.unit)
    filing = filing_of(form_by_code(where.form), where.unit, where.period)
    if filing is not None:
        refuse_closed(filing)
    book = read_workbook(raw)
    check_place(book, where)
    return keep_upload(actor=actor, book=book, at=at).pk


def rehearse_workbook(
    *, actor: User, where: Address, ident: UUID, at: datetime
) -> Rehearsal:
    """Return what a kept workbook would do now; writes nothing."""
    authorize(actor, ENTER, where.unit)
    upload = upload_of(user=actor, ident=ident, kind=KIND, at=at)
    book = book_in(upload)
    check_place(book, where)
    asked = asked_of(form_by_code(where.form), where.unit, where.period)
    filing = filing_of(asked.form, where.unit, where.period)
    version = version_of(filing)
    stored = _stored(asked)
    typed, faults = _typed(asked, book)
    free, saved = weigh(asked, stored, typed)
    labels = labels_of(asked)
    now = {name: stored.get(key, BLANK) for name, key in asked.cells.items()}
    why = (
        faults
        | dict(saved.refused)
        | {
            name: f"đã có người ghi “{now[name].words}” sau khi tải tệp"
            for name in saved.conflicts
        }
    )
    changes = tuple(
        Step(name, labels[name], _ref(book, name), said_of(now[name]), said_of(new))
        for name, new in free.items()
        if new != now[name]
    )
    refused = tuple(
        Step(
            name,
            labels[name],
            _ref(book, name),
            said_of(now[name]),
            typed_in(book.cells[name, NUMBER]) or book.cells[name, NUMBER].text,
            why[name],
        )
        for name in asked.cells
        if name in why
    )
    outcome = upload.outcome or {}
    return Rehearsal(
        version=version,
        changes=changes,
        refused=refused,
        same=len(asked.cells) - len(changes) - len(refused),
        book=book,
        is_applied=upload.outcome is not None,
        is_taken_back=bool(outcome.get("taken_back")),
        written=len(outcome.get("cells", ())),
    )


def apply_workbook(
    *, actor: User, where: Address, ident: UUID, version: int, at: datetime
) -> int:
    """Write every accepted cell of a workbook, and return how many changed.

    Refuses with ``indicators.stale_rehearsal`` when something has happened to the
    filing since it was rehearsed, and a second time with ``indicators.book_applied``.
    """
    with transaction.atomic():
        filing, is_new = begin_filing(
            actor=actor, form=where.form, unit=where.unit, period=where.period, at=at
        )
        lock_filing(filing)
        upload = upload_of(user=actor, ident=ident, kind=KIND, at=at)
        if upload.outcome is not None:
            raise RuleBroken("indicators.book_applied")
        if (0 if is_new else version_of(filing)) != version:
            raise RuleBroken("indicators.stale_rehearsal")
        book = book_in(upload)
        check_place(book, where)
        asked = asked_of(filing.form, filing.unit, filing.period.period)
        before = _cells(asked)
        typed, _ = _typed(asked, book)
        save_cells(actor=actor, filing=filing, cells=typed, at=at)
        after = _cells(asked)
        moved = {
            name: [*kept_of(before[name]), after[name].face]
            for name in asked.cells
            if before[name] != after[name]
        }
        keep_outcome(upload, {"cells": moved})
    return len(moved)


def take_back_workbook(
    *, actor: User, where: Address, ident: UUID, at: datetime
) -> tuple[int, int]:
    """Put back what stood before a workbook was applied, for an hour.

    Returns how many cells were put back, and how many stay since somebody has written
    something else there.
    """
    with transaction.atomic():
        upload = upload_of(user=actor, ident=ident, kind=KIND, at=at)
        outcome = upload.outcome or {"taken_back": True}
        found = filing_of(form_by_code(where.form), where.unit, where.period)
        if found is None or outcome.get("taken_back"):
            raise RuleBroken("indicators.nothing_to_take_back")
        check_place(book_in(upload), where)
        cells = {
            name: Typed(Entry(text, state, note), face)
            for name, (text, state, note, face) in outcome["cells"].items()
        }
        saved = save_cells(actor=actor, filing=found, cells=cells, at=at)
        keep_outcome(upload, {**outcome, "taken_back": True})
    return len(saved.written), len(saved.conflicts)


def _typed(asked: Asked, book: Book) -> tuple[dict[str, Typed], dict[str, str]]:
    """Return what a file says of each cell that it has, and why some cannot be read."""
    typed, faults = {}, {}
    for name in asked.cells:
        found, note = book.cells.get((name, NUMBER)), book.cells.get((name, NOTE))
        if found is None:
            continue
        fault = found.fault or (note.fault if note else "")
        if fault:
            faults[name] = fault
        else:
            entry = Entry(typed_in(found), note=typed_in(note) if note else "")
            typed[name] = Typed(entry, book.seen.get((name, NUMBER), ""))
    return typed, faults


def _stored(asked: Asked) -> dict[Key, Cell]:
    return stored_for(asked, period_row(asked.period))


def _cells(asked: Asked) -> dict[str, Cell]:
    stored = _stored(asked)
    return {name: stored.get(key, BLANK) for name, key in asked.cells.items()}


def kept_of(cell: Cell) -> tuple[str, str, str]:
    """Return what must be typed to have a cell as it was."""
    state = cell.state.value if cell.state in _KEPT_STATES else ""
    return cell.text, state, cell.note


def said_of(cell: Cell) -> str:
    """Say what stands in a cell, with its note."""
    return f"{cell.words}; ghi chú: {cell.note}" if cell.note else cell.words


def _ref(book: Book, name: str) -> str:
    found = book.cells.get((name, NUMBER))
    return found.ref if found else ""


def labels_of(asked: Asked) -> Mapping[str, str]:
    """Return what each cell counts, by its name."""
    return {row.code: row.name for row in asked.rows} | {
        f"{row.code}.{code}": f"{row.name}: {name}"
        for row in asked.rows
        for _, code, name in row.members
    }
