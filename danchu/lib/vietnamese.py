"""Vietnamese text: folding for search, keys for order."""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""The order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng, after no tone."""
_RANK = {letter: chr(0x41 + rank) for rank, letter in enumerate(_LETTERS)}
_WORDLY = frozenset("0123456789abcdefghijklmnopqrstuvwxyzđ")
_SPACES = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Return `text` in plain small letters and digits, one space between words.

    Accents, tone marks (old style or new), case and punctuation are all lost, so
    that what a person types in haste meets what an act spells with care.

    >>> fold("Xã  Việt-Lập"), fold("ĐẠ HOÀ"), fold("Quỳnh Lưu’s")
    ('xa viet lap', 'da hoa', 'quynh luu s')
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACES.sub(" ", letters).strip()


def spellings(text: str) -> list[tuple[str, str]]:
    """Return each word bare, as `fold` gives it, and with its marks.

    Of the marked word the tones stand at the end, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng:
    so the old and the new place of a tone mark are the same, and composed letters are
    the same as decomposed ones.

    >>> spellings("Hoà BÌNH") == spellings("Hòa Bình")
    True
    >>> spellings("đặc khu 24h")
    [('dac', 'đăc5'), ('khu', 'khu'), ('24h', '24h')]
    """
    marks = unicodedata.normalize("NFD", text.casefold())
    kept = [c if c in _WORDLY or unicodedata.combining(c) else " " for c in marks]
    words = [(fold(word), _spelt(word)) for word in "".join(kept).split()]
    return [(bare, marked) for bare, marked in words if bare]


def _spelt(word: str) -> str:
    tones = [_TONES[mark] for mark in word if mark in _TONES]
    letters = "".join(mark for mark in word if mark not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(tones)


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is the order of Vietnamese names.

    Letters count first (a ă â b c d đ e ê …), tones only between equal letters.

    >>> names = ["Đà Bắc", "Dân Chủ", "Ân Thi", "Ăn", "An Bình", "Hòa", "Hoa", "Hóa"]
    >>> sorted(names, key=sort_key)
    ['An Bình', 'Ăn', 'Ân Thi', 'Dân Chủ', 'Đà Bắc', 'Hoa', 'Hòa', 'Hóa']
    """
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        bare, tone = _untoned(letter)
        letters.append(_RANK.get(bare, bare if bare.isdigit() else " "))
        tones.append(tone)
    return "".join(letters) + "\x01" + "".join(tones)


def _untoned(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    kept = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", kept), tone
