"""Saving cell by cell: each is written only over what its writer saw in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import Asked, Key, asked_of
from danchu.indicators.queries.stored import stored_for
from danchu.indicators.rules.cells import BLANK, Cell, Entry
from danchu.indicators.rules.filings import ENTER
from danchu.indicators.rules.narratives import Said
from danchu.indicators.services.entering import (
    changes_in,
    make_totals,
    read_cells,
    refuse_unknown,
)
from danchu.indicators.services.filings import lock_filing, open_filing, refuse_closed
from danchu.indicators.services.narratives import TextNow, write_narratives
from danchu.indicators.services.writing import Entered, write_entries
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit


class Typed(NamedTuple):
    """What was typed into a cell, and the face it had before (`Cell.face`).

    `None` saw nothing: it is written over whatever stands there.
    """

    entry: Entry
    seen: str | None = ""


@dataclass(frozen=True)
class Saved:
    """What came of a save: cells as they stand, conflicts, and refusals in words."""

    asked: Asked
    written: Mapping[str, Cell] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


def save_cells(
    *, actor: User, filing: Filing, cells: Mapping[str, Typed], at: datetime
) -> Saved:
    """Write the cells that still say what their writer saw, or already the new thing.

    A cell that somebody else has changed since is a conflict and stays; one that cannot
    be read is refused with its reason; neither stops the others. Who goes back to what
    they saw changes nothing. One line of history.
    """
    with transaction.atomic():
        authorize(actor, ENTER, filing.unit)
        lock_filing(filing)
        refuse_closed(filing)
        asked = asked_of(filing.form, filing.unit, filing.period.period)
        stored = stored_for(asked, filing.period)
        free, saved = weigh(asked, stored, cells)
        changes = changes_in(asked, free, stored)
        write_entries(actor=actor, entered=[Entered(filing, changes)], at=at)
    return saved


def weigh(
    asked: Asked, stored: Mapping[Key, Cell], cells: Mapping[str, Typed]
) -> tuple[dict[str, Cell], Saved]:
    """Return what a save would write over what is stored, and what would come of it.

    Writes nothing: a rehearsal and a save weigh alike.
    """
    refused = _unknown(asked, cells)
    entries = {name: one.entry for name, one in cells.items() if name not in refused}
    read, wrong = read_cells(asked, entries)
    kept = {
        name: stored.get(asked.cells[name], BLANK)
        for name, new in read.items()
        if (seen := cells[name].seen) is not None and new.face == seen
    }
    moved = {name: new for name, new in read.items() if name not in kept}
    clashing = frozenset(
        name
        for name, new in moved.items()
        if (seen := cells[name].seen) is not None
        and _face(asked, stored, name) not in {seen, new.face}
    )
    free = {name: new for name, new in moved.items() if name not in clashing}
    make_totals(asked, free, stored)
    return free, Saved(asked, kept | free, clashing, refused | wrong)


def _unknown(asked: Asked, cells: Mapping[str, Typed]) -> dict[str, str]:
    found = {}
    for name in cells:
        try:
            refuse_unknown(asked, name)
        except RuleBroken as broken:
            found[name] = explain(broken).text
    return found


def _face(asked: Asked, stored: Mapping[Key, Cell], name: str) -> str:
    return stored.get(asked.cells[name], BLANK).face


@dataclass(frozen=True)
class Sheet:
    """What one save brings: cells, and parts in words, each with what was seen."""

    cells: Mapping[str, Typed] = field(default_factory=dict)
    texts: Mapping[str, Said] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """The filing a save went to, and what came of its cells and texts."""

    filing: Filing
    cells: Saved
    texts: Mapping[str, TextNow]


def save_sheet(
    *, actor: User, form: str, unit: Unit, period: Period, sheet: Sheet, at: datetime
) -> Answer:
    """Save what was typed since the last save, opening the filing at the first one."""
    filing = open_filing(actor=actor, form=form, unit=unit, period=period, at=at)
    with transaction.atomic():
        saved = save_cells(actor=actor, filing=filing, cells=sheet.cells, at=at)
        texts = (
            write_narratives(actor=actor, filing=filing, texts=sheet.texts, at=at)
            if sheet.texts
            else {}
        )
    return Answer(filing, saved, texts)
