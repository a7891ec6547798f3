"""Signing the state of the log, and keeping what witnesses sign."""

from contextlib import suppress
from datetime import UTC, datetime

from django.db import connection, transaction

from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import signer
from danchu.kernel.ledger.models import Checkpoint, Cosignature, Witness
from danchu.kernel.ledger.queries import latest_checkpoint
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Key, Note, NoteError, Tree
from danchu.kernel.ledger.tree import BrokenTreeError, roots_at, stored_size
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit

_SIGNING = 7_246_003  # any number, as long as every signer takes the same
_ENDLESS = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


@transaction.atomic(durable=True)
def sign_checkpoint(*, at: datetime) -> Checkpoint:
    """Return the checkpoint of the log as it stands, signed now if it has grown.

    Never within another transaction: what is signed cannot be rolled back. A log that
    no longer fits its last checkpoint is not signed again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SIGNING])
    last, size = latest_checkpoint(), stored_size()
    root = _root_after(last, size)
    if last is not None and last.size == size:
        return last
    key = signer()
    tree = Tree(key.name, size, root)
    note = key.sign(tree.body)
    return Checkpoint.objects.create(size=size, root=tree.root, at=at, note=note)


def current_checkpoint(*, at: datetime) -> Checkpoint:
    """Return the newest checkpoint, signed now if the last commit was not.

    Signing after commit fails when a process dies; whoever asks next makes up for it.
    Where the log may not be signed any more, the last that was good is the answer.
    """
    last = latest_checkpoint()
    if last is None:
        return sign_checkpoint(at=at)
    if last.size != stored_size():
        with suppress(RuleBroken):
            return sign_checkpoint(at=at)
    return last


def _root_after(last: Checkpoint | None, size: int) -> bytes:
    """Return the root of the log, of which what was signed last is the beginning."""
    if last is None:
        return roots_at([size], size)[0]
    if last.size <= size:
        with suppress(BrokenTreeError):
            past, now = roots_at([last.size, size], size)
            if past == bytes(last.root):
                return now
    raise RuleBroken("ledger.past_changed", size=last.size)


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
