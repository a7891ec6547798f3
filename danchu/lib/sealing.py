"""Text that only who has the key can read, bound to the row in which it lies."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class SealBrokenError(Exception):
    """Another key closed it, or it lies where it does not belong."""


def new_key() -> str:
    """Return a fresh key, as text for a file."""
    return base64.urlsafe_b64encode(AESGCM.generate_key(256)).decode()


def seal(text: str, *, key: str, place: str) -> bytes:
    """Close `text`; it opens only with the same key, named with the same place.

    >>> key = new_key()
    >>> unseal(seal("Tổ 3, xã Hòa Thuận", key=key, place="a"), key=key, place="a")
    'Tổ 3, xã Hòa Thuận'
    """
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())


def unseal(closed: bytes, *, key: str, place: str) -> str:
    """Open what `seal` closed; raise `SealBrokenError` if it does not open."""
    nonce, rest = closed[:_NONCE], closed[_NONCE:]
    try:
        return _cipher(key).decrypt(nonce, rest, place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError from error


def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.urlsafe_b64decode(key))
