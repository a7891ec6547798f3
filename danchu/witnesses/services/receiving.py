"""Taking what witnesses sign: checked against their keys, the log and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import Checkpoint, Contradiction
from danchu.kernel.ledger.queries import (
    checkpoint_of,
    has_cosigned,
    largest_cosigned,
    out_of_order,
)
from danchu.kernel.ledger.rules.notes import Key, Note, NoteError, Tree
from danchu.kernel.ledger.services import contradicts, cosign, keep_contradiction
from danchu.kernel.ledger.tree import BrokenTreeError, roots_at
from danchu.kernel.units.queries import country
from danchu.witnesses.models import WitnessEntry
from danchu.witnesses.rules import LONGEST_NOTE, MOST_CONTRADICTIONS, SKEW, tidied
from danchu.witnesses.services.letters import tell_contradiction

COSIGN, CONTRADICT = "witnesses.cosign", "witnesses.contradict"
_LATEST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True)
class Signer:
    """A witness that signed what was handed in, and when it says it did."""

    entry: WitnessEntry
    at: datetime


@dataclass(frozen=True)
class Taken:
    """What came of it: which checkpoint, and which bodies signed it."""

    size: int
    organisations: tuple[str, ...]

    @property
    def who(self) -> str:
        """Return the bodies in one phrase."""
        return "; ".join(f"“{name}”" for name in self.organisations)


def hand_in(*, note: str, at: datetime) -> Taken:
    """Keep the cosignatures below one of our checkpoints; twice changes nothing.

    Whoever brings them: they prove themselves. A checkpoint in our name that is not of
    this log is kept as evidence and told at once, and then refused.
    """
    signed, tree = _read(note)
    signers = _signers(signed)
    checkpoint = checkpoint_of(tree.size)
    if checkpoint is None or Note.parse(checkpoint.note).body != signed.body:
        raise _foreign(signed, tree, signers, at)
    if not signers:
        raise RuleBroken("witnesses.unknown_key")
    with transaction.atomic():
        for signer in sorted(signers, key=lambda one: one.entry.pk):
            _keep(signer, checkpoint, tidied(note), at)
    return Taken(tree.size, tuple(one.entry.organisation for one in signers))


def _read(text: str) -> tuple[Note, Tree]:
    if len(text) > LONGEST_NOTE:
        raise RuleBroken("witnesses.unreadable")
    own = verifier_key()
    try:
        note = Note.parse(tidied(text))
        tree = Tree.parse(note.body)
    except NoteError as error:
        raise RuleBroken("witnesses.unreadable") from error
    if tree.origin != own.name:
        raise RuleBroken("witnesses.other_log", name=own.name)
    return note, tree


def _signers(note: Note) -> list[Signer]:
    """Return the witnesses that signed; one false line refuses all of it."""
    named = {name for name, _ in note.signatures}
    rows = WitnessEntry.objects.filter(witness__name__in=named).select_related(
        "witness"
    )
    found = []
    for entry in rows:
        key = Key.parse(entry.witness.key)
        try:
            second = note.cosigned_at(key)
        except NoteError as error:
            raise RuleBroken("ledger.cosignature_false", name=key.name) from error
        if second is not None:
            moment = datetime.fromtimestamp(min(second, int(_LATEST)), UTC)
            found.append(Signer(entry, moment))
    return found


def _foreign(
    note: Note, tree: Tree, signers: Sequence[Signer], at: datetime
) -> RuleBroken:
    """Keep what contradicts the log if anybody known signed it; return the refusal."""
    try:
        is_ours = note.is_signed_by(verifier_key())
    except NoteError:
        return RuleBroken("witnesses.forged")
    if not is_ours and not signers:
        return RuleBroken("witnesses.unknown_key")
    if not contradicts(tree):
        return RuleBroken("witnesses.never_signed")
    witness = signers[0].entry.witness if signers else None
    with transaction.atomic():
        if not is_ours and witness is not None:
            alone = Contradiction.objects.filter(is_ours=False, witness=witness)
            if alone.count() >= MOST_CONTRADICTIONS:
                return RuleBroken("witnesses.enough")
        kept, is_new = keep_contradiction(note=note, witness=witness, at=at)
        if is_new:
            record(
                unit=country(),
                verb=CONTRADICT,
                actor=None,
                at=at,
                subject=f"contradiction:{kept.pk}",
                size=kept.size,
            )
            tell_contradiction(kept, at=at)
    return RuleBroken("witnesses.contradiction")


def _keep(signer: Signer, checkpoint: Checkpoint, note: str, at: datetime) -> None:
    entry = WitnessEntry.objects.select_for_update().get(pk=signer.entry.pk)
    if has_cosigned(entry.witness, checkpoint):
        return
    if entry.until is not None and timezone.localdate(signer.at) > entry.until:
        raise RuleBroken("witnesses.ended", name=entry.organisation)
    if signer.at > at + SKEW:
        raise RuleBroken("witnesses.from_the_future", name=entry.organisation)
    if signer.at < checkpoint.at - SKEW:
        raise RuleBroken("witnesses.before_the_checkpoint", name=entry.organisation)
    if out_of_order(entry.witness, size=checkpoint.size, at=signer.at):
        raise RuleBroken("witnesses.out_of_order", name=entry.organisation)
    _refuse_another_past(entry, checkpoint)
    cosign(witness=entry.witness, note=note)
    record(
        unit=country(),
        verb=COSIGN,
        actor=None,
        at=at,
        subject=f"witness:{entry.pk}",
        size=checkpoint.size,
    )


def _refuse_another_past(entry: WitnessEntry, checkpoint: Checkpoint) -> None:
    """Refuse where the log no longer grew from what this witness signed before."""
    seen = largest_cosigned(entry.witness)
    if seen is None:
        return
    old, new = sorted((seen.checkpoint, checkpoint), key=lambda one: one.size)
    try:
        roots = roots_at([old.size, new.size], new.size)
    except BrokenTreeError as error:
        raise RuleBroken("ledger.past_changed", size=old.size) from error
    if roots != [bytes(old.root), bytes(new.root)]:
        raise RuleBroken("ledger.past_changed", size=old.size)
