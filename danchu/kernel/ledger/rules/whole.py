"""The whole log, as anybody may download it, held against its checkpoint."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from danchu.kernel.ledger.rules.bundles import (
    DisprovedError,
    Trust,
    UnreadableError,
    words_of,
)
from danchu.kernel.ledger.rules.hashing import SIZE, Range, full_root, leaf_hash
from danchu.kernel.ledger.rules.notes import Tree
from danchu.kernel.ledger.rules.tiles import (
    HEIGHT,
    WIDTH,
    Tile,
    TileError,
    entries_in,
    split,
)

Fetch = Callable[[str], bytes | None]
"""Returns what lies at a path such as `tile/0/000.p/5`; None where nothing does."""


def verify_log(fetch: Fetch, trust: Trust) -> Tree:
    """Return the tree of a log of which every leaf and tile fits its checkpoint.

    Each checkpoint kept elsewhere must be a state that the log went through.
    """
    text = fetch("checkpoint")
    if text is None:
        raise UnreadableError("Thư mục không có tệp “checkpoint”.")
    tree = trust.tree_in(text.decode(errors="replace"))
    for kept in trust.kept:
        if kept.size > tree.size:
            raise DisprovedError(
                f"Sai: sổ cái chỉ có {tree.size} dòng, ít hơn bản chốt đã giữ "
                f"({kept.size} dòng): sổ đã bị cắt đuôi hoặc đây là sổ cũ."
            )
    walk = _Walk(fetch, {kept.size: kept.root for kept in trust.kept})
    walk.over(tree.size)
    if walk.grown.root() != tree.root:
        raise DisprovedError(
            "Sai: gốc tính lại từ các dòng không phải là gốc ghi trong bản chốt."
        )
    return tree


@dataclass
class _Walk:
    fetch: Fetch
    kept: dict[int, bytes]
    grown: Range = field(default_factory=Range)

    def over(self, size: int) -> None:
        """Read all tiles of a log of `size` leaves, the lowest first."""
        roots = []
        for tile in _row(0, size):
            hashes = self._leaves(tile)
            if tile.width == WIDTH:
                roots.append(full_root(hashes))
        level = 1
        while roots:
            above = []
            for tile in _row(level, len(roots)):
                first = tile.index * WIDTH
                hashes = roots[first : first + tile.width]
                if self._hashes(tile) != hashes:
                    raise DisprovedError(
                        f"Sai: mảnh {tile.path} không khớp các mảnh bên dưới nó."
                    )
                if tile.width == WIDTH:
                    above.append(full_root(hashes))
            level, roots = level + 1, above

    def _leaves(self, tile: Tile) -> Sequence[bytes]:
        """Read one bundle beside its tile; return the hashes."""
        bundle = Tile(None, tile.index, tile.width)
        start = tile.index * WIDTH
        hashes, entries = self._hashes(tile), self._entries(bundle, start)
        for at, (entry, kept) in enumerate(zip(entries, hashes, strict=True)):
            if leaf_hash(entry) != kept:
                raise DisprovedError(_changed(start + at, entry, tile))
        self._grow(hashes)
        return hashes

    def _grow(self, hashes: Sequence[bytes]) -> None:
        start = self.grown.size
        if len(hashes) == WIDTH and not any(
            start <= size < start + WIDTH for size in self.kept
        ):
            self.grown.grow(full_root(hashes), height=HEIGHT)
            return
        for one in hashes:
            self._compare()
            self.grown.append(one)
        self._compare()

    def _compare(self) -> None:
        size = self.grown.size
        if size and self.kept.get(size, self.grown.root()) != self.grown.root():
            raise DisprovedError(
                f"Sai: ở cỡ {size} dòng, sổ cái này khác bản chốt đã giữ: quá khứ đã "
                "bị viết lại."
            )

    def _hashes(self, tile: Tile) -> list[bytes]:
        found = self._read(tile)
        if len(found) != tile.width * SIZE:
            raise DisprovedError(
                f"Sai: tệp {tile.path} dài {len(found)} byte, phải là "
                f"{tile.width * SIZE}: bị cắt cụt hoặc thêm vào."
            )
        return split(found)

    def _entries(self, bundle: Tile, start: int) -> list[bytes]:
        try:
            found = entries_in(self._read(bundle))
        except TileError as error:
            raise DisprovedError(f"Sai: tệp {bundle.path} bị cắt cụt.") from error
        if len(found) != bundle.width:
            raise DisprovedError(
                f"Sai: tệp {bundle.path} có {len(found)} dòng, phải có {bundle.width} "
                f"(từ dòng thứ {start + 1}): có dòng bị xóa hoặc thêm vào."
            )
        return found

    def _read(self, tile: Tile) -> bytes:
        found = self.fetch(tile.path)
        if found is None and tile.width < WIDTH:
            # Servers may keep only the complete tile that came after.
            whole = self.fetch(Tile(tile.level, tile.index).path)
            found = whole and _beginning(whole, tile)
        if found is None:
            raise DisprovedError(f"Sai: thiếu tệp {tile.path}.")
        return found


def _beginning(whole: bytes, tile: Tile) -> bytes:
    if tile.level is not None:
        return whole[: tile.width * SIZE]
    at = 0
    for _ in range(tile.width):
        at += 2 + int.from_bytes(whole[at : at + 2])
    return whole[:at]


def _row(level: int, count: int) -> Iterator[Tile]:
    full, rest = divmod(count, WIDTH)
    yield from (Tile(level, index) for index in range(full))
    if rest:
        yield Tile(level, full, rest)


def _changed(index: int, entry: bytes, tile: Tile) -> str:
    try:
        item = words_of(entry).get("item")
    except UnreadableError:
        item = "không đọc được"
    return (
        f"Sai: dòng thứ {index + 1} (mục “{item}”) không khớp mảnh {tile.path}: dòng "
        "đã bị sửa, hoặc một dòng trước nó đã bị xóa."
    )
