"""Signing the state of the log."""

from contextlib import suppress
from datetime import datetime

from django.db import connection, transaction

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import signer
from danchu.kernel.ledger.models import Checkpoint
from danchu.kernel.ledger.queries import latest_checkpoint
from danchu.kernel.ledger.rules.notes import Tree
from danchu.kernel.ledger.tree import BrokenTreeError, roots_at, stored_size

_SIGNING = 7_246_003  # any number, as long as every signer takes the same


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
