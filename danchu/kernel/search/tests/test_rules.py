import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from danchu.kernel.search.rules import (
    MOST_WORDS,
    Weighed,
    question,
    sought,
    spelt,
    vector,
)
from danchu.lib.vietnamese import fold, spellings

SYLLABLES = st.sampled_from(
    ["Hoà", "Hòa", "uỷ", "ủy", "Thuỵ", "đường", "Việt", "QUỐC", "khoẻ", "24h", "xã"]
)
TEXTS = st.lists(SYLLABLES | st.text(max_size=8), max_size=20).map(" ".join)


@given(TEXTS)
def test_bare_words_are_those_of_folding(text: str) -> None:
    assert [bare for bare, _ in spellings(text)] == fold(text).split()


@given(TEXTS)
def test_composed_and_decomposed_letters_ask_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)

    assert question(composed) == question(decomposed)
    assert question(text.upper()).words == question(text).words


def test_old_and_new_tone_marks_ask_the_same() -> None:
    assert question("Hoà uỷ Thuỵ khoẻ") == question("Hòa ủy Thụy khỏe")


def test_marks_tell_words_apart() -> None:
    assert spelt(question("bán")) != spelt(question("bàn"))
    assert spelt(question("ban")) == ""


@given(st.text(max_size=300))
def test_whatever_is_typed_stays_within_its_quotes(text: str) -> None:
    asked = question(text)
    if asked.is_empty:
        return
    for term in sought(asked, is_beginning=True).split(" & "):
        word = term.removesuffix(":*")
        assert word[0] == word[-1] == "'"
        assert word[1:-1].isalnum()
        assert word.isascii()


def test_of_many_words_the_first_are_looked_for() -> None:
    assert len(question(" ".join(f"a{n}" for n in range(99))).words) == MOST_WORDS


def test_a_text_without_end_is_kept_to_what_postgresql_counts() -> None:
    words = vector([Weighed("xã " * 40_000, "D")], [])

    assert words.count("'xa'") == 16_000
