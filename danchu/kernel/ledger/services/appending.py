"""Adding leaves at the end, each with its own number, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import connection, transaction

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Leaf, Tile
from danchu.kernel.ledger.rules.hashing import full_root, leaf_hash
from danchu.kernel.ledger.rules.items import (
    TOMBSTONE,
    Face,
    Said,
    canonical,
    commitment,
    new_salt,
)
from danchu.kernel.ledger.rules.tiles import WIDTH, split
from danchu.kernel.ledger.services.signing import sign_checkpoint
from danchu.kernel.ledger.tree import hashes_at, stored_size
from danchu.kernel.units.models import Unit

_APPENDING = 7_246_002  # any number, as long as every writer takes the same
_LEAVES = """
INSERT INTO ledger_leaf
  (index, item, kind, unit_id, day, commitment, of_id, ground, hash, at)
SELECT * FROM unnest(
  %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::date[], %s::bytea[],
  %s::bigint[], %s::text[], %s::bytea[], %s::timestamptz[])
"""
_OPENINGS = """
INSERT INTO ledger_opening (leaf_id, salt, face)
SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[])
"""
_LONGEST_ITEM, _LONGEST_GROUND = 200, 500


@dataclass(frozen=True)
class Entry:
    """Something to be published: which item, of whom, on which day, and what.

    Nothing here but `face` can ever be erased: `item` names no person.
    """

    item: str
    kind: str
    unit: Unit | None
    day: date
    face: Face


def append(
    *,
    item: str,
    kind: str,
    unit: Unit | None,
    day: date,
    face: Face,
    at: datetime,
) -> Leaf:
    """Commit to what is published, and return its leaf.

    Call it last in the transaction that publishes: until that ends, others wait. Who
    published is said by the caller's own line of history.
    """
    return append_many([Entry(item, kind, unit, day, face)], at=at)[0]


def append_many(entries: Sequence[Entry], *, at: datetime) -> list[Leaf]:
    """Commit to several things at once; see `append`."""
    openings, leaves = [], []
    if not entries:
        return []
    for entry in entries:
        if entry.kind == TOMBSTONE:
            raise RuleBroken("ledger.kind_taken", kind=entry.kind)
        salt, face = new_salt(), canonical(entry.face)
        openings.append((salt, face))
        leaves.append(_leaf_of(entry, commitment(salt, face), at))
        refuse_too_long(leaves[-1].said)
    # Without a savepoint: what fails to enter the log is not published either.
    with transaction.atomic(savepoint=False):
        store(leaves, at=at)
        _insert_openings(leaves, openings)
    return leaves


def _leaf_of(entry: Entry, committed: bytes, at: datetime) -> Leaf:
    return Leaf(
        item=entry.item,
        kind=entry.kind,
        unit=entry.unit,
        day=entry.day,
        commitment=committed,
        at=at,
    )


def store(leaves: Sequence[Leaf], *, at: datetime) -> None:
    """Write leaves, numbered and hashed, and the tiles they complete; sign later.

    For the services of this package, within a transaction.
    """
    for leaf in leaves:
        leaf.hash = leaf_hash(leaf.said.data)
    hold_the_end()
    start = stored_size()
    for number, leaf in enumerate(leaves, start):
        leaf.index = number
    _insert_leaves(leaves)
    _complete(0, start, [bytes(leaf.hash) for leaf in leaves])
    _sign_after_commit(at)


def hold_the_end() -> None:
    """Let nobody else append until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_APPENDING])


def _insert_leaves(leaves: Sequence[Leaf]) -> None:
    """Write columns as arrays: much faster than rows of placeholders."""
    rows = [(leaf.index, *_words_of(leaf), leaf.hash, leaf.at) for leaf in leaves]
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES, [list(column) for column in zip(*rows, strict=True)])


def _words_of(leaf: Leaf) -> tuple[object, ...]:
    said = leaf.said
    named = (said.item, said.kind, said.unit, said.day)
    return (*named, said.commitment, said.of, said.ground)


def _insert_openings(
    leaves: Sequence[Leaf], openings: Sequence[tuple[bytes, bytes]]
) -> None:
    salts, faces = zip(*openings, strict=True)
    numbers = [leaf.index for leaf in leaves]
    with connection.cursor() as cursor:
        cursor.execute(_OPENINGS, [numbers, list(salts), list(faces)])


def refuse_too_long(said: Said) -> None:
    """Refuse what a column cannot hold; what they hold fits an entry of a bundle."""
    if len(said.item) > _LONGEST_ITEM or len(said.ground) > _LONGEST_GROUND:
        raise RuleBroken("ledger.too_long", item=said.item[:_LONGEST_ITEM])


def _complete(level: int, start: int, hashes: Sequence[bytes]) -> None:
    """Write the tiles that hashes from number `start` on complete, and those above."""
    first, before = divmod(start, WIDTH)
    last = (start + len(hashes)) // WIDTH
    if first == last:
        return
    if before:
        edge = hashes_at([(level, first)], start << (8 * level))[level, first]
        hashes = [*split(edge), *hashes]
    rows = [hashes[at * WIDTH : (at + 1) * WIDTH] for at in range(last - first)]
    roots = [full_root(row) for row in rows]
    Tile.objects.bulk_create(
        Tile(level=level, index=first + at, hashes=b"".join(row), root=roots[at])
        for at, row in enumerate(rows)
    )
    _complete(level + 1, first, roots)


def _sign_after_commit(at: datetime) -> None:
    """Sign once per transaction, however often it appended.

    A failure to sign is logged and loses nothing: the next checkpoint covers it.
    """
    waiting = (entry[1] for entry in connection.run_on_commit)
    if not any(getattr(deed, "func", None) is sign_checkpoint for deed in waiting):
        transaction.on_commit(partial(sign_checkpoint, at=at), robust=True)
