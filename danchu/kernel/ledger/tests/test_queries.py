"""Proofs, tiles and bundles that a stranger can check with the rules alone."""

import pytest
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Leaf, Tile
from danchu.kernel.ledger.queries import (
    checkpoint_of,
    consistency,
    entries,
    latest_checkpoint,
    proof_of,
    tile,
)
from danchu.kernel.ledger.rules.hashing import full_root, leaf_hash
from danchu.kernel.ledger.rules.notes import Note, Tree
from danchu.kernel.ledger.rules.proofs import verify_consistency, verify_inclusion
from danchu.kernel.ledger.rules.tiles import entries_in, split
from danchu.kernel.ledger.services import self_check, sign_checkpoint
from danchu.kernel.ledger.tests.published import NOW, publish


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 700])
def test_every_item_has_a_proof(size: int) -> None:
    publish(size)
    sign_checkpoint(at=NOW)

    for number in {0, size // 2, size - 1}:
        proof = proof_of(f"figures:{number}")
        tree = Tree.parse(Note.parse(proof.checkpoint).body)
        assert (proof.index, tree.size) == (number, size)
        verify_inclusion(
            index=number,
            size=size,
            leaf=leaf_hash(proof.leaf),
            proof=proof.path,
            root=tree.root,
        )


def test_a_proof_costs_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish(1)
    sign_checkpoint(at=NOW)
    with django_assert_num_queries(3):
        proof_of("figures:0")  # the leaf, the checkpoint, its witnesses
    publish(699, start=1)
    sign_checkpoint(at=NOW)

    with django_assert_num_queries(6):
        proof_of("figures:0")  # and whole tiles, the last leaves, roots of tiles


def test_the_newest_version_of_an_item_is_proved() -> None:
    publish(2)
    publish(1)
    sign_checkpoint(at=NOW)

    assert proof_of("figures:0").index == 2


def test_what_is_not_there_or_not_yet_signed_is_refused() -> None:
    publish(1)

    with pytest.raises(RuleBroken) as unsigned:
        proof_of("figures:0")
    with pytest.raises(RuleBroken) as unknown:
        proof_of("figures:1")

    assert unsigned.value.code == "ledger.not_signed_yet"
    assert unknown.value.code == "ledger.unknown_item"


@pytest.mark.parametrize("sizes", [(1, 2), (255, 256), (256, 700), (3, 259)])
def test_the_log_is_shown_to_have_only_grown(sizes: tuple[int, int]) -> None:
    old, new = sizes
    publish(old)
    before = sign_checkpoint(at=NOW)
    publish(new - old, start=old)
    after = sign_checkpoint(at=NOW)

    verify_consistency(
        old=old,
        new=new,
        proof=consistency(old, new),
        old_root=bytes(before.root),
        new_root=bytes(after.root),
    )
    assert (checkpoint_of(old), latest_checkpoint()) == (before, after)


def test_tiles_hold_the_hashes_of_leaves_and_of_tiles() -> None:
    publish(700)
    sign_checkpoint(at=NOW)
    hashes = [bytes(leaf.hash) for leaf in Leaf.objects.order_by("index")]

    assert split(tile(0, 0)) == hashes[:256]
    assert split(tile(0, 1, 3)) == hashes[256:259]
    assert split(tile(0, 2, 188)) == hashes[512:]
    assert split(tile(1, 0, 2)) == [full_root(hashes[:256]), full_root(hashes[256:512])]
    assert split(tile(1, 0, 1)) == [full_root(hashes[:256])]


def test_bundles_hold_the_leaves() -> None:
    publish(300)
    sign_checkpoint(at=NOW)
    said = [leaf.said.data for leaf in Leaf.objects.order_by("index")]

    assert entries_in(entries(0)) == said[:256]
    assert entries_in(entries(1, 44)) == said[256:]


def test_a_log_of_three_levels_stores_and_proves_each() -> None:
    """Slow, since the third level begins at the leaf 65,536."""
    publish(65_000)
    before = sign_checkpoint(at=NOW)
    publish(800, start=65_000)
    after = sign_checkpoint(at=NOW)

    proof = proof_of("figures:64999")

    assert Tile.objects.filter(level=1).get().index == 0
    assert Tile.objects.filter(level=0).count() == 257
    assert len(split(tile(1, 0))) == 256
    assert split(tile(2, 0, 1)) == [full_root(split(tile(1, 0)))]
    assert self_check(at=NOW).findings == []
    verify_inclusion(
        index=64_999,
        size=65_800,
        leaf=leaf_hash(proof.leaf),
        proof=proof.path,
        root=bytes(after.root),
    )
    verify_consistency(
        old=65_000,
        new=65_800,
        proof=consistency(65_000, 65_800),
        old_root=bytes(before.root),
        new_root=bytes(after.root),
    )


@pytest.mark.parametrize("ask", [(0, 1), (0, 0, 301), (2, 0, 1), (1, 0, 2), (0, 1, 45)])
def test_what_was_not_signed_is_not_served(ask: tuple[int, ...]) -> None:
    publish(300)
    sign_checkpoint(at=NOW)
    publish(300, start=300)

    with pytest.raises(RuleBroken) as refused:
        tile(*ask)

    assert refused.value.code == "ledger.unknown_size"


@pytest.mark.parametrize("ask", [(1,), (1, 45), (2, 1)])
def test_entries_that_were_not_signed_are_not_served(ask: tuple[int, ...]) -> None:
    publish(300)
    sign_checkpoint(at=NOW)
    publish(300, start=300)

    with pytest.raises(RuleBroken) as refused:
        entries(*ask)

    assert refused.value.code == "ledger.unknown_size"


@pytest.mark.parametrize("sizes", [(0, 301), (5, 4), (-1, 4)])
def test_sizes_that_never_were_have_no_proof(sizes: tuple[int, int]) -> None:
    publish(300)
    sign_checkpoint(at=NOW)

    with pytest.raises(RuleBroken) as refused:
        consistency(*sizes)

    assert refused.value.code == "ledger.unknown_size"
