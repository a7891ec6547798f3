import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.lib.sealing import SealBrokenError, new_key, seal, unseal

KEY = new_key()


@given(st.text(), st.text(min_size=1))
def test_what_is_closed_opens_with_its_key_at_its_place(text: str, place: str) -> None:
    assert unseal(seal(text, key=KEY, place=place), key=KEY, place=place) == text


@given(st.text(min_size=4))
def test_the_same_text_is_never_closed_alike_nor_readable(text: str) -> None:
    first, second = (seal(text, key=KEY, place="a") for _ in range(2))

    assert first != second
    assert text.encode() not in first


@pytest.mark.parametrize(
    ("key", "place"), [(new_key(), "a"), (KEY, "b")], ids=["key", "place"]
)
def test_another_key_or_another_row_opens_nothing(key: str, place: str) -> None:
    closed = seal("Nguyễn Văn An", key=KEY, place="a")

    with pytest.raises(SealBrokenError):
        unseal(closed, key=key, place=place)


@given(st.binary(max_size=60))
def test_rubbish_opens_nothing(closed: bytes) -> None:
    with pytest.raises(SealBrokenError):
        unseal(closed, key=KEY, place="a")
