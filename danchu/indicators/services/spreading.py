"""A workbook of many units that came back: rehearsed, applied as one, taken back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from string import ascii_uppercase
from uuid import UUID

from django.db import transaction

from danchu.indicators.queries.asked import Asked
from danchu.indicators.queries.spreads import Spread, check_spread
from danchu.indicators.queries.stands import stands_of
from danchu.indicators.queries.workbooks import MANY, typed_in
from danchu.indicators.rules.cells import Cell, Entry
from danchu.indicators.services.importing import Step, kept_of, labels_of, said_of
from danchu.indicators.services.many import Part, Weighed, weigh_parts, write_parts
from danchu.indicators.services.saving import Typed
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.exchange.queries import book_in, upload_of
from danchu.kernel.exchange.reading import read_workbook
from danchu.kernel.exchange.rules.books import Book, Found
from danchu.kernel.exchange.rules.tables import Place
from danchu.kernel.exchange.services import keep_outcome, keep_upload
from danchu.kernel.people.models import User

FRESH, CHANGED, CLEARED = "Ghi mới", "Thay đổi", "Xóa số"


@dataclass(frozen=True)
class UnitTold:
    """What a file would do to one unit."""

    pk: int
    name: str
    changes: tuple[Step, ...]
    refused: int
    same: int

    @property
    def kinds(self) -> Mapping[str, int]:
        """Count the changes by what they are."""
        return Counter(step.kind for step in self.changes)

    @property
    def fresh(self) -> int:
        """How many cells get their first number."""
        return self.kinds[FRESH]

    @property
    def changed(self) -> int:
        """How many cells say something else than before."""
        return self.kinds[CHANGED]

    @property
    def cleared(self) -> int:
        """How many cells lose what they say."""
        return self.kinds[CLEARED]


@dataclass(frozen=True)
class SpreadTold:
    """What a file would do, unit by unit, and on which state of their filings."""

    version: str
    units: tuple[UnitTold, ...]
    refused: tuple[Step, ...]
    reasons: Mapping[Place, str]
    book: Book
    is_applied: bool
    is_taken_back: bool
    written: int

    @property
    def touched(self) -> list[UnitTold]:
        """Return the units of which something would change or is refused."""
        return [unit for unit in self.units if unit.changes or unit.refused]

    @property
    def count(self) -> int:
        """How many cells would be written."""
        return sum(len(unit.changes) for unit in self.units)

    @property
    def same(self) -> int:
        """How many cells of the file change nothing."""
        return sum(unit.same for unit in self.units)


def keep_spread(*, actor: User, spread: Spread, raw: bytes, at: datetime) -> UUID:
    """Read a workbook of many units and keep what it says for an hour.

    Writes nothing. Refuses a file of another kind, form, period or template, and
    whatever `read_workbook` refuses.
    """
    if not spread.mine:
        raise RuleBroken("access.forbidden", unit=spread.issuer.name)
    book = read_workbook(raw)
    check_spread(book, spread)
    return keep_upload(actor=actor, book=book, at=at).pk


def rehearse_spread(
    *, actor: User, spread: Spread, ident: UUID, at: datetime
) -> SpreadTold:
    """Return what a kept workbook would do now; writes nothing."""
    upload = upload_of(user=actor, ident=ident, kind=MANY, at=at)
    book = book_in(upload)
    check_spread(book, spread)
    read = _read(spread, book)
    weighed = weigh_parts(actor=actor, parts=read.parts, at=at)
    told = [_told(one, book, read.faults) for one in weighed]
    strange = [
        (Step(f"Dòng {row}", "", row, "–", "–", why), ("", ""))
        for row, why in read.strange.items()
    ]
    refused = [*strange, *(pair for _, steps in told for pair in steps)]
    outcome = upload.outcome or {}
    return SpreadTold(
        version=_version(weighed),
        units=tuple(unit for unit, _ in told),
        refused=tuple(step for step, _ in refused),
        reasons={place: step.why for step, place in refused if place[1]},
        book=book,
        is_applied=upload.outcome is not None,
        is_taken_back=bool(outcome.get("taken_back")),
        written=sum(map(len, outcome.get("units", {}).values())),
    )


def apply_spread(
    *, actor: User, spread: Spread, ident: UUID, version: str, at: datetime
) -> int:
    """Write every accepted cell of all units in one transaction; return how many.

    Refuses with ``indicators.stale_rehearsal`` when something has happened to one of
    the filings since it was rehearsed, and a second time with
    ``indicators.book_applied``.
    """

    def unchanged(weighed: Sequence[Weighed]) -> None:
        if _version(weighed) != version:
            raise RuleBroken("indicators.stale_rehearsal")

    with transaction.atomic():
        upload = upload_of(user=actor, ident=ident, kind=MANY, at=at, hold=True)
        if upload.outcome is not None:
            raise RuleBroken("indicators.book_applied")
        book = book_in(upload)
        check_spread(book, spread)
        parts = _read(spread, book).parts
        weighed = write_parts(actor=actor, parts=parts, check=unchanged, at=at)
        moved = {
            str(one.stand.asked.unit.pk): {
                change.name: [*kept_of(change.old), change.new.face]
                for change in one.changes
            }
            for one in weighed
            if one.changes and one.shut is None
        }
        keep_outcome(upload, {"units": moved})
    return sum(map(len, moved.values()))


def take_back_spread(
    *, actor: User, spread: Spread, ident: UUID, at: datetime
) -> tuple[int, int]:
    """Put back what stood before a workbook was applied, for an hour.

    Returns how many cells were put back, and how many stay: somebody has written
    something else there since, or has handed the filing up.
    """
    with transaction.atomic():
        upload = upload_of(user=actor, ident=ident, kind=MANY, at=at, hold=True)
        outcome = upload.outcome or {"taken_back": True}
        if outcome.get("taken_back"):
            raise RuleBroken("indicators.nothing_to_take_back")
        check_spread(book_in(upload), spread)
        every = spread.by_line
        parts = [
            Part(
                every[line],
                {
                    name: Typed(Entry(text, state, note), face)
                    for name, (text, state, note, face) in cells.items()
                },
            )
            for line, cells in outcome["units"].items()
            if line in every
        ]
        weighed = write_parts(actor=actor, parts=parts, at=at)
        keep_outcome(upload, {**outcome, "taken_back": True})
    back = sum(len(one.changes) for one in weighed if one.shut is None)
    return back, sum(map(len, outcome["units"].values())) - back


@dataclass(frozen=True)
class _Read:
    parts: Sequence[Part]
    faults: Mapping[Place, str]
    strange: Mapping[str, str]
    """Rows of the sheet that are no unit of the reader's, and why."""


def _read(spread: Spread, book: Book) -> _Read:
    every, faults = spread.by_line, {}
    lines: dict[str, dict[str, Found]] = {}
    for (line, name), found in book.cells.items():
        lines.setdefault(line, {})[name] = found
    strange = {
        next(one.ref for one in lines[line].values()).lstrip(
            ascii_uppercase
        ): "không phải đơn vị nào của biểu này trong phạm vi của đồng chí"
        for line in lines
        if line not in every
    }
    mine = [every[line] for line in lines if line in every]
    parts = []
    columns = {name for row in spread.rows for name, _ in row.keys}
    for stand in stands_of(mine):
        line = str(stand.asked.unit.pk)
        typed = {}
        for name, found in lines[line].items():
            if name not in columns or _is_unasked(stand.asked, name, found):
                continue
            if found.fault:
                faults[line, name] = found.fault
                continue
            note = stand.cell(name).note if name in stand.asked.cells else ""
            seen = book.seen.get((line, name), "")
            typed[name] = Typed(Entry(typed_in(found), note=note), seen)
        parts.append(Part(stand.asked, typed))
    return _Read(parts, faults, strange)


def _is_unasked(asked: Asked, name: str, found: Found) -> bool:
    """Tell whether a cell is not asked of the unit and nothing stands in it."""
    return name not in asked.cells and not found.fault and not typed_in(found)


def _told(
    one: Weighed, book: Book, faults: Mapping[Place, str]
) -> tuple[UnitTold, list[tuple[Step, Place]]]:
    unit = one.stand.asked.unit
    line, labels = str(unit.pk), labels_of(one.stand.asked)
    why = _reasons(one, faults)
    moved = [] if one.shut else one.changes
    changes = tuple(
        Step(
            change.name,
            labels[change.name],
            _found(book, line, change.name).ref,
            said_of(change.old),
            said_of(change.new),
            unit=unit.name,
        )
        for change in moved
    )
    refused = []
    for name, reason in why.items():
        found = _found(book, line, name)
        old = one.stand.cell(name) if name in one.stand.asked.cells else Cell()
        new = typed_in(found) or found.text
        step = Step(
            name, labels.get(name, ""), found.ref, said_of(old), new, reason, unit.name
        )
        refused.append((step, (line, name)))
    same = len(one.saved.written) - len(one.changes)
    told = UnitTold(unit.pk, unit.name, changes, len(refused), same)
    return told, refused


def _reasons(one: Weighed, faults: Mapping[Place, str]) -> dict[str, str]:
    line = str(one.stand.asked.unit.pk)
    why = {name: text for (at, name), text in faults.items() if at == line}
    why |= one.saved.refused
    why |= {
        name: f"đã có người ghi “{one.stand.cell(name).words}” sau khi tải tệp"
        for name in one.saved.conflicts
    }
    if one.shut is not None:
        said = explain(one.shut).text
        why |= dict.fromkeys((change.name for change in one.changes), said)
    return why


def _found(book: Book, line: str, name: str) -> Found:
    return book.cells.get((line, name), Found())


def _version(weighed: Sequence[Weighed]) -> str:
    told = (f"{one.stand.asked.unit.pk}:{one.stand.version}" for one in weighed)
    return sha256(",".join(told).encode()).hexdigest()[:20]
