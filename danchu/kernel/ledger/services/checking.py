"""Looking over the whole log: every leaf, its content, every tile, every checkpoint."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import Checkpoint, Leaf, SelfCheck, Tile
from danchu.kernel.ledger.queries import latest_self_check
from danchu.kernel.ledger.rules.findings import Finding, Result, What, dated
from danchu.kernel.ledger.rules.hashing import SIZE, Range, full_root, leaf_hash
from danchu.kernel.ledger.rules.items import TOMBSTONE, Said, commitment
from danchu.kernel.ledger.rules.notes import Key, Note, NoteError, Tree
from danchu.kernel.ledger.rules.tiles import HEIGHT, WIDTH
from danchu.kernel.ledger.tree import stored_size

_GROUP = 16 * WIDTH
"""Leaves read by one statement."""

_MOST = 500
"""Findings kept of one look: whoever rewrote everything need not be listed by line."""

_LEAF = (
    *("index", "item", "kind", "unit_id", "day", "commitment", "of_id", "ground"),
    *("hash", "at", "opening__salt", "opening__face", "tombstone__index"),
)


def self_check(*, at: datetime, also: Iterable[Finding] = ()) -> SelfCheck:
    """Recompute everything and keep what no longer fits, with when it happened.

    What an earlier look already found keeps the time it was first seen. It may run
    beside publications. `also` is what somebody else found who knows the contents.
    """
    before = latest_self_check()
    look = _Look()
    look.over()
    look.findings += also
    findings = dated(look.findings[:_MOST], before=_seen(before), at=at)
    return SelfCheck.objects.create(
        at=at,
        size=look.grown.size,
        root=look.grown.root(),
        result=Result.CHANGED if findings else Result.SOUND,
        findings=findings,
    )


def _seen(check: SelfCheck | None) -> tuple[datetime, int, list[dict[str, Any]]] | None:
    return None if check is None else (check.at, check.size, check.findings)


class _Look:
    """One pass over the log, from the first leaf to the last."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.grown = Range()
        self.fitted = 0
        self.broken = False

    def over(self) -> None:
        """Look at everything; checkpoints first, since leaves may be added."""
        signed = self._signed()
        size = stored_size()
        longest = max(signed, default=0)
        if longest > size:
            self._find(What.SHORT, index=size, size=longest)
        self._compare(signed)
        # Only where something was signed within a tile do its leaves count one by one.
        within = {signed_at // WIDTH for signed_at in signed if signed_at % WIDTH}
        roots: list[bytes] = []
        for start in range(0, size, _GROUP):
            until = min(start + _GROUP, size)
            rows = {row[0]: row for row in _rows(start, until)}
            tiles = _stored(0, start // WIDTH, -(-until // WIDTH))
            for first in range(start, until, WIDTH):
                last = min(first + WIDTH, until)
                hashes = self._row(first, last, rows, tiles.get(first // WIDTH))
                if last - first == WIDTH:
                    roots.append(full_root(hashes))
                if last - first < WIDTH or first // WIDTH in within:
                    self._append(hashes, signed)
                else:
                    self.grown.grow(roots[-1], height=HEIGHT)
                    self._compare(signed)
        self._upper(roots)

    def _signed(self) -> dict[int, bytes]:
        """Return the root that was once true of each size: signed, or seen by us."""
        key = verifier_key()
        sound = SelfCheck.objects.filter(result=Result.SOUND)
        roots = {size: bytes(root) for size, root in sound.values_list("size", "root")}
        for checkpoint in Checkpoint.objects.order_by("size").iterator():
            roots[checkpoint.size] = bytes(checkpoint.root)
            if not _is_ours(checkpoint, key):
                self._find(What.FORGED, size=checkpoint.size)
        return roots

    def _row(
        self,
        first: int,
        last: int,
        rows: Mapping[int, tuple[Any, ...]],
        stored: tuple[bytes, bytes] | None,
    ) -> list[bytes]:
        """Look at the leaves of one tile and at the tile; return the hashes it had."""
        known = len(self.findings)
        kept, root = stored or (b"", b"")
        hashes = []
        for index in range(first, last):
            at = (index - first) * SIZE
            hashes.append(self._leaf(index, rows.get(index), kept[at : at + SIZE]))
        is_whole = last - first < WIDTH or (
            kept == b"".join(hashes) and root == full_root(hashes)
        )
        if not is_whole and len(self.findings) == known:
            self._find(What.TILE, tile=f"0/{first // WIDTH}", index=first)
        return hashes

    def _leaf(self, index: int, row: tuple[Any, ...] | None, kept: bytes) -> bytes:
        """Look at one leaf and its content; return its hash, as the tile remembers."""
        if row is None:
            self._find(What.MISSING, index=index)
            return kept or bytes(SIZE)
        said = _said(*row[1:8])
        computed = leaf_hash(said.data)
        if computed != bytes(row[8]) or kept not in {b"", computed}:
            self._find(What.LEAF, index=index, item=said.item, at=row[9])
        elif said.kind != TOMBSTONE and (what := _misopened(said, *row[10:])):
            self._find(what, index=index, item=said.item, at=row[9])
        return kept or computed

    def _append(self, hashes: list[bytes], signed: Mapping[int, bytes]) -> None:
        for one in hashes:
            self.grown.append(one)
            self._compare(signed)

    def _compare(self, signed: Mapping[int, bytes]) -> None:
        """Compare the tree so far with what was signed of it; one fault is enough."""
        size = self.grown.size
        if self.broken or size not in signed:
            return
        if signed[size] == self.grown.root():
            self.fitted = size
            return
        self.broken = True
        told = (finding.index for finding in self.findings)
        if not any(index is not None and index < size for index in told):
            self._find(
                What.ROOT,
                index=self.fitted,
                first=self.fitted,
                last=size - 1,
                size=size,
            )

    def _upper(self, roots: list[bytes]) -> None:
        """Look at the tiles above the lowest."""
        level = 1
        while len(roots) >= WIDTH:
            stored = _stored(level, 0, len(roots) // WIDTH)
            above = []
            for index in range(len(roots) // WIDTH):
                row = roots[index * WIDTH : (index + 1) * WIDTH]
                above.append(full_root(row))
                if stored.get(index) != (b"".join(row), above[-1]):
                    first = index * WIDTH ** (level + 1)
                    self._find(What.TILE, tile=f"{level}/{index}", index=first)
            level, roots = level + 1, above

    def _find(self, what: What, **facts: Any) -> None:
        self.findings.append(Finding(what, **facts))


def _rows(start: int, until: int) -> QuerySet[Leaf, tuple[Any, ...]]:
    leaves = Leaf.objects.filter(index__gte=start, index__lt=until)
    return leaves.order_by("index").values_list(*_LEAF)


def _said(  # noqa: PLR0913, PLR0917 -- the columns of a row
    item: str,
    kind: str,
    unit: int | None,
    day: date,
    committed: bytes | None,
    of: int | None,
    ground: str,
) -> Said:
    return Said(item, kind, day, unit, committed and bytes(committed), of, ground)


def _stored(level: int, start: int, until: int) -> dict[int, tuple[bytes, bytes]]:
    tiles = Tile.objects.filter(level=level, index__gte=start, index__lt=until)
    rows = tiles.values_list("index", "hashes", "root")
    return {index: (bytes(hashes), bytes(root)) for index, hashes, root in rows}


def _misopened(
    said: Said, salt: bytes | None, face: bytes | None, stone: int | None
) -> What | None:
    """Return what is wrong with the content of a leaf that is itself whole."""
    if salt is None or face is None:
        return What.UNOPENED if stone is None else None
    if stone is not None:
        return What.UNDEAD
    opened = commitment(bytes(salt), bytes(face))
    return None if opened == said.commitment else What.CONTENT


def _is_ours(checkpoint: Checkpoint, key: Key) -> bool:
    try:
        note = Note.parse(checkpoint.note)
        tree = Tree.parse(note.body)
        signed = note.is_signed_by(key)
    except NoteError:
        return False
    return signed and (tree.size, tree.root) == (
        checkpoint.size,
        bytes(checkpoint.root),
    )
