"""The book of checkpoints as everybody reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import Checkpoint, Contradiction, Cosignature
from danchu.kernel.ledger.queries import (
    checkpoint_of,
    contradictions,
    cosignatures_of,
    cosigned_checkpoints,
    daily_checkpoints,
    first_leaf_after,
    largest_cosigned,
    latest_checkpoint,
    note_of,
)
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.queries.register import Line, lines, organisation_of
from danchu.witnesses.rules import Coverage, coverage_of

DAYS = 60


@dataclass(frozen=True)
class Signed:
    """One witness below one checkpoint."""

    organisation: str
    cosignature: Cosignature


@dataclass(frozen=True)
class Day:
    """A checkpoint, and who has signed it."""

    checkpoint: Checkpoint
    signed: Sequence[Signed]


@dataclass(frozen=True)
class Against:
    """Evidence against the log, and which body alone vouches for it, if any."""

    kept: Contradiction
    who: str


@dataclass(frozen=True)
class Book:
    """What the page of the ledger shows."""

    days: Sequence[Day]
    witnesses: Sequence[Line]
    coverage: Coverage
    contradictions: Sequence[Against]


@dataclass(frozen=True)
class Sheet:
    """One checkpoint on one sheet of paper."""

    checkpoint: Checkpoint
    signed: Sequence[Signed]
    note: str
    root: str
    key: str
    origin: str

    @property
    def groups(self) -> Sequence[str]:
        """The root in groups of eight, to be read aloud."""
        return [self.root[at : at + 8] for at in range(0, len(self.root), 8)]


def book(today: date) -> Book:
    """Return the book: the last checkpoint of each day, and what witnesses signed."""
    shown = [*daily_checkpoints(DAYS), *cosigned_checkpoints(DAYS)]
    by_size = {one.size: one for one in shown}
    sizes = sorted(by_size, reverse=True)[:DAYS]
    signed = _signed_by(sizes)
    return Book(
        days=[Day(by_size[size], signed.get(size, ())) for size in sizes],
        witnesses=lines(),
        coverage=coverage(today),
        contradictions=against(),
    )


def coverage(today: date) -> Coverage:
    """Return how far witnesses have followed, from the tables alone."""
    last, seen = latest_checkpoint(), largest_cosigned()
    size = last.size if last else 0
    witnessed = seen.checkpoint.size if seen else 0
    first = first_leaf_after(witnessed) if witnessed < size else None
    since = first.at if first else None
    return coverage_of(size=size, witnessed=witnessed, since=since, today=today)


def sheet(size: int) -> Sheet:
    """Return one checkpoint with its witnesses, to be printed and kept."""
    checkpoint = checkpoint_of(size) if size < 2**62 else None
    if checkpoint is None:
        raise RuleBroken("ledger.unknown_size")
    key = verifier_key()
    return Sheet(
        checkpoint=checkpoint,
        signed=_signed_by([size]).get(size, ()),
        note=note_of(checkpoint),
        root=bytes(checkpoint.root).hex(),
        key=str(key),
        origin=key.name,
    )


def against() -> list[Against]:
    """Return what was kept as evidence against the log, the newest first."""
    return [
        Against(one, "" if one.is_ours else organisation_of(one.witness_id))
        for one in contradictions()
    ]


def contradiction_note(pk: int) -> str:
    """Return a checkpoint that was kept as evidence against the log."""
    found = [one for one in contradictions() if one.pk == pk]
    if not found:
        raise RuleBroken("ledger.unknown_size")
    return found[0].note


def _signed_by(sizes: Sequence[int]) -> dict[int, list[Signed]]:
    named = dict(WitnessEntry.objects.values_list("pk", "organisation"))
    return {
        size: [Signed(named.get(one.witness_id, one.witness.name), one) for one in some]
        for size, some in cosignatures_of(sizes).items()
    }
