"""What leaves say, and that one face has one spelling."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danchu.kernel.ledger.rules.items import (
    TOMBSTONE,
    Said,
    canonical,
    commitment,
    new_salt,
)
from danchu.kernel.ledger.rules.tiles import LONGEST_ENTRY

DAY = date(2026, 7, 1)
plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abđ"), inner),
    max_leaves=8,
)


@settings(deadline=None)  # making a deep value may be slow on a busy machine
@given(st.dictionaries(st.text("abđ"), plain))
def test_the_order_of_keys_does_not_matter(face: dict[str, Any]) -> None:
    assert canonical(face) == canonical(dict(reversed(face.items())))


def test_bytes_are_taken_as_they_are() -> None:
    assert canonical(b" {} ") == b" {} "


@pytest.mark.parametrize("value", [0.5, {1: 2}, DAY, [b"x"], {"a": [{"b": 1.0}]}])
def test_what_has_no_single_spelling_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical({"x": value})


def test_a_commitment_is_hmac_sha_256() -> None:
    # RFC 4231, test case 2.
    assert commitment(b"Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_salts_differ() -> None:
    assert len({new_salt() for _ in range(100)}) == 100
    assert len(new_salt()) == 32


def test_a_leaf_says_who_what_and_when_but_not_the_content() -> None:
    said = Said("figures:Đ1", "figure", DAY, unit=7, commitment=bytes(32))

    assert said.data.decode() == (
        '{"commitment":"' + "00" * 32 + '","day":"2026-07-01","item":"figures:Đ1",'
        '"kind":"figure","unit":7}'
    )


def test_a_tombstone_says_of_what_and_on_what_ground() -> None:
    said = Said("list:1", TOMBSTONE, DAY, of=3, ground="hết hạn niêm yết")

    assert said.data.decode() == (
        '{"day":"2026-07-01","ground":"hết hạn niêm yết","item":"list:1",'
        '"kind":"tombstone","of":3}'
    )


def test_the_longest_leaf_fits_an_entry_of_a_bundle() -> None:
    longest = Said("\1" * 200, "\1" * 60, DAY, of=2**62, ground="\1" * 500)

    assert len(longest.data) < LONGEST_ENTRY
