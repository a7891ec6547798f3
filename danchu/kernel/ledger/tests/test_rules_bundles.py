"""Proofs handed on as files: of an item, and of two checkpoints."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.ledger.rules.bundles import (
    DisprovedError,
    GrowthProof,
    ItemProof,
    Trust,
    UnreadableError,
    words_of,
)
from danchu.kernel.ledger.tests.exported import LOG, Log

TRUST = Trust(LOG.key)


def handed_on(proof: ItemProof | GrowthProof) -> Any:
    return json.loads(json.dumps(proof.as_json()))


@pytest.mark.parametrize("size", [1, 2, 7, 300])
def test_an_item_is_proved_after_it_was_handed_on(size: int) -> None:
    log = Log(size)

    proof = ItemProof.parse(handed_on(log.item(size - 1)))

    assert proof == log.item(size - 1)
    assert proof.verify(TRUST) == log.tree()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"face": b"{}"}, "nội dung của mục “figures:3” không phải"),
        ({"salt": bytes(32)}, "nội dung của mục “figures:3” không phải"),
        ({"index": 4}, "không phải là dòng thứ 5"),
        ({"index": 99}, "không phải là dòng thứ 100"),
        ({"path": []}, "không phải là dòng thứ 4"),
        ({"leaf": Log(7).leaves[4]}, "nội dung của mục “figures:4” không phải"),
        ({"leaf": b"{}", "face": None}, "không phải là dòng thứ 4"),
        ({"checkpoint": Log(8).checkpoint()}, "không phải là dòng thứ 4"),
    ],
)
def test_an_item_changed_is_refused(change: dict[str, Any], said: str) -> None:
    proof = replace(Log(7).item(3), **change)

    with pytest.raises(DisprovedError) as refused:
        proof.verify(TRUST)

    assert said in str(refused.value)


def test_what_was_buried_is_still_proved_to_have_been() -> None:
    proof = replace(Log(7).item(3), salt=None, face=None)

    assert ItemProof.parse(handed_on(proof)).verify(TRUST).size == 7


@pytest.mark.parametrize(("old", "new"), [(1, 7), (4, 7), (7, 7), (256, 300)])
def test_growth_is_proved_after_it_was_handed_on(old: int, new: int) -> None:
    log = Log(new)

    proof = GrowthProof.parse(handed_on(log.growth(old)))

    assert proof.verify(TRUST) == (log.tree(old), log.tree())


def test_every_log_began_empty() -> None:
    log = Log(7)

    assert replace(log.growth(7), old=log.checkpoint(0)).verify(TRUST)[0].size == 0


def rewritten(size: int) -> Log:
    log = Log(size)
    log.leaves[2] = log.leaves[2].replace(b"2026", b"2020")
    return log


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"path": []}, "quá khứ đã bị viết lại"),
        ({"old": rewritten(4).checkpoint()}, "quá khứ đã bị viết lại"),
        ({"new": rewritten(7).checkpoint()}, "quá khứ đã bị viết lại"),
        ({"old": rewritten(7).checkpoint()}, "cùng 7 dòng mà khác gốc"),
        ({"old": Log(8).checkpoint()}, "ít dòng hơn"),
        ({"new": Log(7).checkpoint().replace("\n7\n", "\n8\n")}, "là giả"),
    ],
)
def test_growth_that_was_none_is_refused(change: dict[str, Any], said: str) -> None:
    proof = replace(Log(7).growth(4), **change)

    with pytest.raises(DisprovedError) as refused:
        proof.verify(TRUST)

    assert said in str(refused.value)


@given(
    st.sampled_from(["key", "checkpoint", "index", "leaf", "path", "salt", "face"]),
    st.none() | st.integers() | st.text() | st.lists(st.integers() | st.text()),
)
def test_a_file_with_a_part_spoilt_never_surprises(part: str, value: Any) -> None:
    read = {**Log(2).item(1).as_json(), part: value}

    with suppress(DisprovedError, UnreadableError):
        ItemProof.parse(read).verify(TRUST)
        assert part in {"key", "salt", "face"}


@pytest.mark.parametrize("part", ["key", "old", "new", "path"])
def test_a_file_that_lacks_a_part_is_unreadable(part: str) -> None:
    read = Log(3).growth(2).as_json()
    del read[part]

    with pytest.raises(UnreadableError):
        GrowthProof.parse(read)


@pytest.mark.parametrize("leaf", [b"", b"[]", b"\xff", b"1"])
def test_a_leaf_that_says_nothing_is_unreadable(leaf: bytes) -> None:
    with pytest.raises(UnreadableError):
        words_of(leaf)
