"""A log made without a database, for the tests of what strangers verify."""

from collections.abc import Iterable
from datetime import date

from danchu.kernel.ledger.rules.bundles import GrowthProof, ItemProof
from danchu.kernel.ledger.rules.hashing import full_root, leaf_hash
from danchu.kernel.ledger.rules.items import Said, canonical, commitment
from danchu.kernel.ledger.rules.notes import Signer, Tree
from danchu.kernel.ledger.rules.proofs import (
    Node,
    Span,
    consistency_spans,
    inclusion_spans,
    root_of,
    span_hash,
)
from danchu.kernel.ledger.rules.tiles import Tile, bundle, tiles_of

SALT = bytes(range(32))
LOG = Signer("tinh.example/api/v1/ledger", bytes(range(32)))


class Log:
    """Some published items and everything that can be asked about them."""

    def __init__(self, size: int, signer: Signer = LOG) -> None:
        self.signer = signer
        self.faces = [canonical({"value": str(at)}) for at in range(size)]
        self.leaves = [self._leaf(at) for at in range(size)]

    def _leaf(self, at: int) -> bytes:
        committed = commitment(SALT, self.faces[at])
        day = date(2026, 11, 23)
        return Said(f"figures:{at}", "figure", day, 7, committed).data

    def read(self, node: Node) -> bytes:
        height, number = node
        span = slice(number << height, (number + 1) << height)
        return full_root([leaf_hash(leaf) for leaf in self.leaves[span]])

    def tree(self, size: int | None = None) -> Tree:
        count = len(self.leaves) if size is None else size
        return Tree(self.signer.name, count, root_of(count, self.read))

    def checkpoint(self, size: int | None = None) -> str:
        return self.signer.sign(self.tree(size).body)

    def _path(self, spans: Iterable[Span]) -> list[bytes]:
        return [span_hash(span, self.read) for span in spans]

    def item(self, at: int) -> ItemProof:
        return ItemProof(
            key=str(self.signer.key),
            checkpoint=self.checkpoint(),
            index=at,
            leaf=self.leaves[at],
            path=self._path(inclusion_spans(at, len(self.leaves))),
            salt=SALT,
            face=self.faces[at],
        )

    def growth(self, old: int) -> GrowthProof:
        path = self._path(consistency_spans(old, len(self.leaves)))
        key = str(self.signer.key)
        return GrowthProof(key, self.checkpoint(old), self.checkpoint(), path)

    def files(self) -> dict[str, bytes]:
        """Return what an export holds, by path."""
        found = {
            "checkpoint": self.checkpoint().encode(),
            "key": f"{self.signer.key}\n".encode(),
        }
        for tile in tiles_of(len(self.leaves)):
            height, first = 8 * (tile.level or 0), tile.index * 256
            found[tile.path] = b"".join(
                self.read((height, first + at)) for at in range(tile.width)
            )
            if tile.level == 0:
                entries = self.leaves[first : first + tile.width]
                found[Tile(None, tile.index, tile.width).path] = bundle(entries)
        return found
