"""Knowing witnesses, keeping what they sign, and what contradicts the log."""

from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction

from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import (
    Checkpoint,
    Contradiction,
    Cosignature,
    Witness,
)
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Key, Note, NoteError, Tree
from danchu.kernel.ledger.tree import BrokenTreeError, roots_at, stored_size
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit

_ENDLESS = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


@transaction.atomic
def add_witness(*, key: str, actor: User, unit: Unit, at: datetime) -> Witness:
    """Know a witness by its public key; whether the actor may, the caller has asked."""
    try:
        parsed = Key.parse(key)
    except NoteError as error:
        raise RuleBroken("ledger.key_damaged") from error
    if parsed.kind != COSIGNATURE:
        raise RuleBroken("ledger.key_damaged")
    if Witness.objects.filter(name=parsed.name).exists():
        raise RuleBroken("ledger.witness_known", name=parsed.name)
    witness = Witness.objects.create(name=parsed.name, key=str(parsed), at=at)
    record(
        unit=unit, verb="ledger.add_witness", actor=actor, at=at, subject=str(parsed)
    )
    return witness


def cosign(*, witness: Witness, note: str) -> Cosignature:
    """Keep what a witness signed below one of our checkpoints; twice changes nothing.

    The witness says the time.
    """
    key = Key.parse(witness.key)
    try:
        signed = Note.parse(note)
        size = Tree.parse(signed.body).size
        checkpoint = Checkpoint.objects.get(size=size)
    except (NoteError, Checkpoint.DoesNotExist) as error:
        raise RuleBroken("ledger.other_tree") from error
    if Note.parse(checkpoint.note).body != signed.body:
        raise RuleBroken("ledger.other_tree")
    kept, _ = Cosignature.objects.get_or_create(
        checkpoint=checkpoint,
        witness=witness,
        defaults={"at": _cosigned_at(signed, key), "line": signed.line_of(key)},
    )
    return kept


def _cosigned_at(signed: Note, key: Key) -> datetime:
    try:
        second = signed.cosigned_at(key)
    except NoteError as error:
        raise RuleBroken("ledger.cosignature_false", name=key.name) from error
    if second is None or second > _ENDLESS:
        raise RuleBroken("ledger.cosignature_false", name=key.name)
    return datetime.fromtimestamp(second, UTC)


def contradicts(tree: Tree) -> bool:
    """Tell whether a checkpoint cannot be of the log as it stands.

    One that was never signed but has the root that the log had at that size does not.
    """
    size = stored_size()
    if tree.size > size:
        return True
    try:
        [root] = roots_at([tree.size], size)
    except BrokenTreeError:
        return True
    return root != tree.root


@transaction.atomic
def keep_contradiction(
    *, note: Note, witness: Witness | None, at: datetime
) -> tuple[Contradiction, bool]:
    """Keep a checkpoint that contradicts the log; tell whether it is new.

    Only our signature and that of the witness are kept below it. What our own key did
    not sign is kept once for each witness that says it saw it.
    """
    own, tree = verifier_key(), Tree.parse(note.body)
    is_ours = note.is_signed_by(own)
    lines = note.line_of(own) if is_ours else ""
    if witness is not None:
        lines += note.line_of(Key.parse(witness.key))
    vouches = "" if is_ours or witness is None else witness.name
    return Contradiction.objects.get_or_create(
        digest=sha256(f"{vouches} {note.body}".encode()).digest(),
        defaults={
            "size": tree.size,
            "root": tree.root,
            "note": f"{note.body}\n{lines}",
            "is_ours": is_ours,
            "witness": witness,
            "at": at,
        },
    )
