"""The log cut into tiles of 256 hashes, as C2SP tlog-tiles wants them read.

Tile `n` of level `l` holds the hashes of the complete subtrees of `256**l` leaves from
number `256 * n` on. A partial tile is the unfinished edge of a tree.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from danchu.kernel.ledger.rules.hashing import SIZE, full_root
from danchu.kernel.ledger.rules.proofs import Node

HEIGHT = 8
WIDTH = 1 << HEIGHT
LONGEST_ENTRY = 0xFFFF

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9]\d?)/(?P<index>(?:x\d{3}/)*\d{3})"
    r"(?:\.p/(?P<width>[1-9]\d{0,2}))?"
)
_TOP = 63


class TileError(ValueError):
    """A tile, a bundle or its path that is not what it should be."""


@dataclass(frozen=True, order=True)
class Tile:
    """Where a tile stands; `level` None means the entries below level 0."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Return where the tile is served.

        >>> Tile(0, 1234067, 5).path
        'tile/0/x001/x234/067.p/5'
        """
        level = "entries" if self.level is None else str(self.level)
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{_numbered(self.index)}{part}"


def _numbered(index: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def tile_at(path: str) -> Tile:
    """Return the tile a path names; one tile has one path.

    >>> tile_at("tile/entries/x001/x234/067.p/5")
    Tile(level=None, index=1234067, width=5)
    """
    matched = _PATH.fullmatch(path)
    if not matched or not path.isascii():
        raise TileError("not the path of a tile")
    level = None if matched["level"] == "entries" else int(matched["level"])
    index = int(matched["index"].replace("x", "").replace("/", ""))
    tile = Tile(level, index, int(matched["width"] or WIDTH))
    if tile.path != path or (level or 0) > _TOP:
        raise TileError("not the path of a tile")
    return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every tile of hashes of a tree, the lowest level first.

    >>> [tile.path for tile in tiles_of(257)]
    ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
    """
    level, count = 0, size
    while count:
        full, rest = divmod(count, WIDTH)
        yield from (Tile(level, index) for index in range(full))
        if rest:
            yield Tile(level, full, rest)
        level, count = level + 1, full


def exists(tile: Tile, size: int) -> bool:
    """Return whether a tree of `size` leaves has this tile."""
    count = size >> (HEIGHT * (tile.level or 0))
    return tile.index * WIDTH + tile.width <= count


def home_of(node: Node) -> tuple[int, int, int, int]:
    """Return level and number of the tile with a node, and its first and last hash."""
    height, number = node
    level, inner = divmod(height, HEIGHT)
    first = number << inner
    return (
        level,
        first // WIDTH,
        first % WIDTH,
        first % WIDTH + (1 << inner),
    )


def node_in(hashes: bytes, first: int, last: int) -> bytes:
    """Return the root above some hashes of a tile."""
    return full_root(split(hashes[first * SIZE : last * SIZE]))


def split(hashes: bytes) -> list[bytes]:
    """Return the hashes of a tile one by one."""
    if len(hashes) % SIZE:
        raise TileError("a tile is cut within a hash")
    return [hashes[at : at + SIZE] for at in range(0, len(hashes), SIZE)]


def bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries as they are served: each with its length before it."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def entries_in(bundled: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    >>> entries_in(bundle([b"a", b""]))
    [b'a', b'']
    """
    found, at = [], 0
    while at < len(bundled):
        length = int.from_bytes(bundled[at : at + 2])
        entry = bundled[at + 2 : at + 2 + length]
        if len(bundled) < at + 2 or len(entry) != length:
            raise TileError("a bundle is cut within an entry")
        found.append(entry)
        at += 2 + length
    return found
