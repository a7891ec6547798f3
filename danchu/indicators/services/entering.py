"""Writing figures into a filing, and correcting one that is published."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from danchu.indicators.models import Filing
from danchu.indicators.queries.asked import (
    Asked,
    Key,
    asked_of,
    filing_findings,
)
from danchu.indicators.queries.findings import amounts_before
from danchu.indicators.queries.stored import stored_for
from danchu.indicators.rules.amounts import Qualifier, State, add
from danchu.indicators.rules.cells import BLANK, Cell, Entry, read_entry
from danchu.indicators.rules.filings import CORRECT, ENTER, Status
from danchu.indicators.services.filings import (
    contents_of,
    lock_filing,
    refuse_closed,
    refuse_contradictions,
    speak_for_recipients,
)
from danchu.indicators.services.publishing import commit_to_figures
from danchu.indicators.services.writing import (
    Change,
    Entered,
    words_of,
    write_changes,
    write_entries,
)
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User


def enter_values(
    *, actor: User, filing: Filing, entries: Mapping[str, Entry], at: datetime
) -> Filing:
    """Write what was typed into the cells named; cells not named stay as they are.

    A number that cannot be read refuses all of them with ``indicators.not_a_number``
    and the reason for each cell. A breakdown without a total makes its total.
    """
    with transaction.atomic():
        authorize(actor, ENTER, filing.unit)
        lock_filing(filing)
        refuse_closed(filing)
        asked = asked_of(filing.form, filing.unit, filing.period.period)
        cells = _read(asked, entries)
        stored = stored_for(asked, filing.period)
        make_totals(asked, cells, stored)
        changes = changes_in(asked, cells, stored)
        write_entries(actor=actor, entered=[Entered(filing, changes)], at=at)
    return filing


def correct_value(
    *, actor: User, filing: Filing, cell: str, entry: Entry, reason: str, at: datetime
) -> Filing:
    """Correct one cell of published figures, as `correct_values` does."""
    return correct_values(
        actor=actor, filing=filing, entries={cell: entry}, reason=reason, at=at
    )


def correct_values(
    *,
    actor: User,
    filing: Filing,
    entries: Mapping[str, Entry],
    reason: str,
    at: datetime,
) -> Filing:
    """Correct cells of published figures together; the slip keeps old, new and reason.

    Totals show the new numbers at once; a note stays unless the slip brings one. A
    correction that would contradict other figures is refused like a submission.
    """
    with transaction.atomic():
        speak_for_recipients(actor, CORRECT, filing.form, filing.unit, at)
        lock_filing(filing)
        if filing.status != Status.PUBLISHED:
            raise RuleBroken("indicators.not_published")
        if not reason.strip():
            raise RuleBroken("indicators.reason_missing")
        asked, cells = contents_of(filing)
        changes = [
            Change(cell, asked.cells[cell], cells[cell], new)
            for cell, new in _corrected(asked, entries, cells).items()
        ]
        mended = cells | {change.name: change.new for change in changes}
        before = amounts_before(asked, timezone.localdate(at))
        found = filing_findings(asked, mended, before)
        refuse_contradictions(found, mended, deed="đính chính")
        write_changes(actor=actor, filing=filing, changes=changes, at=at)
        record(
            unit=filing.unit,
            dossier=filing.dossier,
            verb=CORRECT.name,
            actor=actor,
            at=at,
            changes=words_of(changes),
            reason=reason.strip(),
        )
        commit_to_figures(actor=actor, filing=filing, at=at)
    return filing


def _corrected(
    asked: Asked, entries: Mapping[str, Entry], cells: Mapping[str, Cell]
) -> dict[str, Cell]:
    read = _read(asked, entries)
    blank = [name for name, new in read.items() if new.state == State.BLANK]
    if blank or not read:
        raise RuleBroken("indicators.correction_missing", cell=", ".join(blank) or "–")
    return {
        name: replace(new, note=new.note or cells[name].note)
        for name, new in read.items()
    }


def _read(asked: Asked, entries: Mapping[str, Entry]) -> dict[str, Cell]:
    for name in entries:
        refuse_unknown(asked, name)
    cells, wrong = read_cells(asked, entries)
    if wrong:
        listed = "; ".join(f"{name} {why}" for name, why in wrong.items())
        raise RuleBroken("indicators.not_a_number", cells=listed, errors=wrong)
    return cells


def refuse_unknown(asked: Asked, name: str) -> None:
    """Refuse a cell that the form does not have, and a share, which is computed."""
    if name in asked.cells:
        return
    if any(row.is_percent and row.code == name for row in asked.rows):
        raise RuleBroken("indicators.percent_typed", code=name)
    raise RuleBroken("indicators.not_in_form", form=asked.form.code, cell=name[:40])


def read_cells(
    asked: Asked, entries: Mapping[str, Entry]
) -> tuple[dict[str, Cell], dict[str, str]]:
    """Read entries of cells that the form has: what they say, and why some cannot."""
    cells, wrong = {}, {}
    for name, entry in entries.items():
        try:
            cells[name] = read_entry(entry, whole=name in asked.whole)
        except ValueError as why:
            wrong[name] = str(why)
    return cells, wrong


def make_totals(
    asked: Asked, cells: dict[str, Cell], stored: Mapping[Key, Cell]
) -> None:
    """Make the total of a breakdown that is known in full, where none was given."""
    for row in asked.rows:
        if row.is_score or not row.members:
            continue
        if not {name for name, _ in row.keys} & cells.keys():
            continue
        total, *members = (
            cells.get(name) or stored.get(key, BLANK) for name, key in row.keys
        )
        amounts = [one.amount for one in members if one.amount is not None]
        if total.state == State.BLANK and len(amounts) == len(members):
            made = add(amounts)
            if made.qualifier is not Qualifier.APPROXIMATE:
                state = State.NUMBER if made.number else State.ZERO
                cells[row.code] = Cell(state, made.number, total.note, made.qualifier)


def changes_in(
    asked: Asked, cells: Mapping[str, Cell], stored: Mapping[Key, Cell]
) -> list[Change]:
    """Return the cells that say something else than what is stored."""
    known = asked.cells
    every = (
        Change(name, known[name], stored.get(known[name], BLANK), new)
        for name, new in cells.items()
    )
    return [change for change in every if change.old != change.new]
