"""Our trees against a second one, written as RFC 6962 defines them."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.ledger.rules.hashing import EMPTY_ROOT, Range, full_root, leaf_hash
from danchu.kernel.ledger.rules.proofs import (
    Node,
    ProofError,
    consistency_spans,
    inclusion_spans,
    root_of,
    span_hash,
    verify_consistency,
    verify_inclusion,
)

Leaves = list[bytes]


def k_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: Leaves) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not d:
        return sha256().digest()
    if len(d) == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = k_below(len(d))
    return sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: Leaves) -> list[bytes]:
    """RFC 6962, 2.1.1."""
    if len(d) == 1:
        return []
    k = k_below(len(d))
    if m < k:
        return [*path(m, d[:k]), mth(d[k:])]
    return [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m: int, d: Leaves, *, whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2."""
    if m == len(d):
        return [] if whole else [mth(d)]
    k = k_below(len(d))
    if m <= k:
        return [*subproof(m, d[:k], whole=whole), mth(d[k:])]
    return [*subproof(m - k, d[k:], whole=False), mth(d[:k])]


class Tree:
    """Complete subtrees of some leaves, as a store would say them."""

    def __init__(self, leaves: Leaves) -> None:
        self.hashes = [leaf_hash(one) for one in leaves]

    def read(self, node: Node) -> bytes:
        height, number = node
        part = self.hashes[number << height : (number + 1) << height]
        assert len(part) == 1 << height
        return full_root(part)


some_leaves = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


@given(some_leaves)
def test_roots_agree_however_they_are_grown(leaves: Leaves) -> None:
    grown = Range()

    for leaf in leaves:
        grown.append(leaf_hash(leaf))

    assert grown.root() == mth(leaves)
    assert root_of(len(leaves), Tree(leaves).read) == mth(leaves)
    assert Range().root() == EMPTY_ROOT == mth([])


@given(some_leaves, st.data())
def test_inclusion_proofs_agree_and_are_believed(
    leaves: Leaves, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))

    spans = inclusion_spans(index, len(leaves))
    proof = [span_hash(span, Tree(leaves).read) for span in spans]

    assert proof == path(index, leaves)
    verify_inclusion(
        index=index,
        size=len(leaves),
        leaf=leaf_hash(leaves[index]),
        proof=proof,
        root=mth(leaves),
    )


@given(some_leaves, st.data())
def test_consistency_proofs_agree_and_are_believed(
    leaves: Leaves, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(leaves)))

    spans = consistency_spans(old, len(leaves))
    proof = [span_hash(span, Tree(leaves).read) for span in spans]

    assert proof == subproof(old, leaves, whole=True)
    verify_consistency(
        old=old,
        new=len(leaves),
        proof=proof,
        old_root=mth(leaves[:old]),
        new_root=mth(leaves),
    )


@given(some_leaves, st.data())
def test_a_leaf_changed_is_not_believed(leaves: Leaves, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    changed = data.draw(st.integers(0, len(leaves) - 1))
    later = [*leaves]
    later[changed] += b"!"

    with pytest.raises(ProofError):
        verify_inclusion(
            index=index,
            size=len(leaves),
            leaf=leaf_hash(leaves[index]),
            proof=path(index, leaves),
            root=mth(later),
        )


@given(some_leaves, st.data())
def test_a_past_changed_is_not_believed(leaves: Leaves, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    changed = data.draw(st.integers(0, old - 1))
    later = [*leaves]
    later[changed] += b"!"

    with pytest.raises(ProofError):
        verify_consistency(
            old=old,
            new=len(leaves),
            proof=subproof(old, later, whole=True),
            old_root=mth(leaves[:old]),
            new_root=mth(later),
        )


@given(st.integers(0, 6), st.integers(0, 40))
def test_a_range_grows_by_subtrees_as_by_leaves(height: int, more: int) -> None:
    leaves = [bytes([at]) for at in range((1 << height) * 2 + more)]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    grown = Range()

    for at in range(2):
        grown.grow(full_root(hashes[at << height : (at + 1) << height]), height=height)
    for one in hashes[2 << height :]:
        grown.append(one)

    assert grown.root() == mth(leaves)


def test_a_subtree_begins_only_where_it_may() -> None:
    grown = Range()
    grown.append(leaf_hash(b""))

    with pytest.raises(ValueError, match="multiple of its own size"):
        grown.grow(leaf_hash(b""), height=1)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_of_a_leaf_outside(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_spans(index, size)


@pytest.mark.parametrize(("old", "new"), [(4, 3), (-1, 3)])
def test_a_tree_does_not_shrink(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="did not grow"):
        consistency_spans(old, new)
