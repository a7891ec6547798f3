"""Tiles as C2SP tlog-tiles describes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.ledger.rules.hashing import SIZE, full_root, leaf_hash
from danchu.kernel.ledger.rules.proofs import Node
from danchu.kernel.ledger.rules.tiles import (
    Tile,
    TileError,
    bundle,
    entries_in,
    exists,
    home_of,
    node_in,
    split,
    tile_at,
    tiles_of,
)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(63, 999), "tile/63/999"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(1, 1234067), "tile/1/x001/x234/067"),
        (Tile(0, 273, 112), "tile/0/273.p/112"),
        (Tile(None, 273, 1), "tile/entries/273.p/1"),
    ],
)
def test_a_tile_has_one_path(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tile_at(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        *("tile/0/0", "tile/00/000", "tile/64/000", "tile/0/x000/000", "tile/0/1000"),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000/"),
        *("tile/x/000", "tile/0/../000", "tile/0/\u0660\u0661\u0662", "", "checkpoint"),
    ],
)
def test_another_path_is_no_tile(path: str) -> None:
    with pytest.raises(TileError):
        tile_at(path)


@given(st.integers(0, 63), st.integers(0, 10**12), st.integers(1, 256))
def test_paths_are_read_as_they_are_written(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)

    assert tile_at(tile.path) == tile


def test_the_tiles_of_the_specifications_example() -> None:
    tiles = list(tiles_of(70_000))

    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    assert [tile for tile in tiles if tile.width < 256] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 200_000))
def test_every_tile_of_a_tree_exists_and_no_wider_one(size: int) -> None:
    for tile in tiles_of(size):
        assert exists(tile, size)
        assert tile.width == 256 or not exists(
            Tile(tile.level, tile.index, tile.width + 1), size
        )


@given(st.integers(0, 20), st.integers(0, 2**20))
def test_a_node_lies_whole_in_one_tile(height: int, number: int) -> None:
    node: Node = (height, number)

    level, index, first, last = home_of(node)

    below = 1 << (8 * level)
    assert (index * 256 + first) * below == number << height
    assert (last - first) * below == 1 << height
    assert 0 <= first < last <= 256


def test_a_node_is_computed_from_its_part_of_the_tile() -> None:
    hashes = [leaf_hash(bytes([at])) for at in range(256)]

    assert node_in(b"".join(hashes), 4, 8) == full_root(hashes[4:8])


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_are_read_as_they_are_written(entries: list[bytes]) -> None:
    assert entries_in(bundle(entries)) == entries


@pytest.mark.parametrize("cut", [1, 2, 4, 6])
def test_a_truncated_bundle_is_refused(cut: int) -> None:
    with pytest.raises(TileError, match="cut within an entry"):
        entries_in(bundle([b"abc", b"de"])[:cut])


def test_a_truncated_tile_is_refused() -> None:
    with pytest.raises(TileError, match="cut within a hash"):
        split(bytes(SIZE + 1))
