"""Proofs of RFC 6962: that a leaf is in a tree, that a tree grew from another.

A proof is made from *spans* `[start, end)` of leaves. Whoever stores the tree says the
hash of a complete subtree; everything else is computed here.
"""

from collections.abc import Callable, Iterator, Sequence

from danchu.kernel.ledger.rules.hashing import SIZE, joined, node_hash

Span = tuple[int, int]
Node = tuple[int, int]
"""Height and number of a complete subtree: it spans `[n << h, (n + 1) << h)`."""

Read = Callable[[Node], bytes]


class ProofError(ValueError):
    """A proof that does not prove what it claims."""


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return the spans whose hashes prove that leaf `index` is in a tree of `size`.

    >>> inclusion_spans(0, 7)
    [(1, 2), (2, 4), (4, 7)]
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    found: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Return the spans whose hashes prove that a tree of `new` grew from `old`.

    >>> consistency_spans(3, 7)
    [(2, 3), (3, 4), (0, 2), (4, 7)]
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} did not grow from {old}")
    if old in {0, new}:
        return []
    found: list[Span] = []
    start, end = 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start > 0:
        found.append((start, end))
    return found[::-1]


def nodes_of(span: Span) -> Iterator[Node]:
    """Yield the complete subtrees of a span, from the largest to the smallest.

    The span begins where a subtree at least as large may begin, as those above do.

    >>> list(nodes_of((4, 7)))
    [(1, 2), (0, 6)]
    """
    start, end = span
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def span_hash(span: Span, read: Read) -> bytes:
    """Return the hash of a span, from its complete subtrees."""
    return joined([read(node) for node in nodes_of(span)])


def root_of(size: int, read: Read) -> bytes:
    """Return the root of the first `size` leaves."""
    return span_hash((0, size), read)


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise ProofError unless `leaf` is number `index` of the tree with this root."""
    _refuse_misshapen(leaf, root, *proof)
    if not 0 <= index < size:
        raise ProofError("the leaf lies outside the tree")
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(proof) != inner + border:
        raise ProofError("the proof has a wrong length")
    if _border(_climb(leaf, proof[:inner], index), proof[inner:]) != root:
        raise ProofError("the leaf leads to another root")


def verify_consistency(
    *, old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Raise ProofError unless the tree of `new` leaves begins with that of `old`."""
    if not 0 <= old <= new:
        raise ProofError("the later tree is smaller")
    if old == 0:
        raise ProofError("an empty tree says nothing about a later one")
    if old == new:
        _verify_same(proof, old_root, new_root)
        return
    _refuse_misshapen(old_root, new_root, *proof)
    shift = (old & -old).bit_length() - 1
    # A complete earlier tree is a node of the later one: its root needs no saying.
    chain = [old_root, *proof] if old == 1 << shift else proof
    inner = ((old - 1) ^ (new - 1)).bit_length() - shift
    path = (old - 1) >> shift
    if len(chain) != 1 + inner + (path >> inner).bit_count():
        raise ProofError("the proof has a wrong length")
    seed, siblings, border = chain[0], chain[1 : inner + 1], chain[inner + 1 :]
    lefts = [one for level, one in enumerate(siblings) if path >> level & 1]
    if _border(seed, [*lefts, *border]) != old_root:
        raise ProofError("the proof does not lead to the earlier root")
    if _border(_climb(seed, siblings, path), border) != new_root:
        raise ProofError("the proof does not lead to the later root")


def _refuse_misshapen(*hashes: bytes) -> None:
    if any(len(one) != SIZE for one in hashes):
        raise ProofError("a hash has a wrong length")


def _verify_same(proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    if proof:
        raise ProofError("the proof has a wrong length")
    if old_root != new_root:
        raise ProofError("one size has two roots")


def _climb(found: bytes, siblings: Sequence[bytes], path: int) -> bytes:
    for level, sibling in enumerate(siblings):
        if path >> level & 1:
            found = node_hash(sibling, found)
        else:
            found = node_hash(found, sibling)
    return found


def _border(found: bytes, lefts: Sequence[bytes]) -> bytes:
    for sibling in lefts:
        found = node_hash(sibling, found)
    return found


def _split(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
