"""Hashes of RFC 6962, section 2.1, and roots of trees that only grow."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

SIZE = 32
"""Bytes of every hash."""

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf; the prefix keeps leaves and nodes apart.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two hashes."""
    return sha256(b"\1" + left + right).digest()


def full_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root above hashes whose number is a power of two."""
    row = list(hashes)
    while len(row) > 1:
        row = [
            sha256(b"\1" + row[at] + row[at + 1]).digest()
            for at in range(0, len(row), 2)
        ]
    return row[0]


def joined(parts: Sequence[bytes]) -> bytes:
    """Return the root above complete subtrees, from the largest to the smallest."""
    if not parts:
        return EMPTY_ROOT
    root = parts[-1]
    for part in reversed(parts[:-1]):
        root = node_hash(part, root)
    return root


class Range:
    """A tree that remembers only its complete subtrees: `O(log n)` hashes.

    >>> grown = Range()
    >>> grown.root() == EMPTY_ROOT
    True
    >>> grown.append(leaf_hash(b""))
    >>> grown.root() == leaf_hash(b"")
    True
    """

    def __init__(self, size: int = 0, parts: Iterable[bytes] = ()) -> None:
        self.size = size
        self.parts = list(parts)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        self.grow(leaf, height=0)

    def grow(self, root: bytes, *, height: int) -> None:
        """Add a complete subtree of `2**height` leaves; it must begin where one may."""
        if self.size % (1 << height):
            raise ValueError("a subtree begins at a multiple of its own size")
        carry = self.size >> height
        while carry & 1:
            root = node_hash(self.parts.pop(), root)
            carry >>= 1
        self.parts.append(root)
        self.size += 1 << height

    def root(self) -> bytes:
        """Return the root of what was added so far."""
        return joined(self.parts)
