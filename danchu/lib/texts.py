"""Text as it is kept: nothing in it that cannot be seen and could mislead."""

import unicodedata

_LINES = "\n\t"
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff") | {
    chr(code) for code in range(0x2066, 0x206A)
}
"""Marks that turn the direction of writing; joiners stay, Khmer needs them."""


def tidy(text: str) -> str:
    r"""Return text without what cannot be seen and could mislead a reader.

    Control characters and marks that turn the direction of writing go; line breaks
    stay, in one form, and letters are composed.

    >>> tidy("Xã\u202e\x00 Tân Ye\u0302n\r\n") == "Xã Tân Yên"
    True
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = unicodedata.normalize("NFC", lines)
    return "".join(c for c in whole if c in _LINES or _is_seen(c)).strip()


def _is_seen(letter: str) -> bool:
    is_hidden = unicodedata.category(letter) in {"Cc", "Cs", "Co", "Zl", "Zp"}
    return not is_hidden and letter not in _TURNING
