"""What a leaf says: that an item was published, without its content."""

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

TOMBSTONE = "tombstone"
SALT_SIZE = 32

_SPELLER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Face = bytes | Mapping[str, Any]
"""What is published: its very bytes, or plain values that have one spelling."""


def canonical(face: Face) -> bytes:
    """Return the one spelling of what is published.

    Of values: JSON in UTF-8, keys in order, no spaces. Fractions are written as text,
    since programs spell floating numbers differently.

    >>> canonical({"b": "xã", "a": [1, None]}).decode()
    '{"a":[1,null],"b":"xã"}'
    """
    if isinstance(face, bytes):
        return face
    _refuse_ambiguous(face)
    return _spelt(face)


def _spelt(value: Any) -> bytes:
    return _SPELLER.encode(value).encode()


def _refuse_ambiguous(value: Any) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys are text")
        for part in value.values():
            _refuse_ambiguous(part)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for part in value:
            _refuse_ambiguous(part)
    elif not isinstance(value, str | int | bool | None):
        raise TypeError(f"no single spelling of {type(value).__name__}")


def new_salt() -> bytes:
    """Return 32 bytes that nobody can guess."""
    return secrets.token_bytes(SALT_SIZE)


def commitment(salt: bytes, content: bytes) -> bytes:
    """Return what binds to content without telling it.

    >>> commitment(b"s", b"c") == commitment(b"s", b"d")
    False
    """
    return hmac.digest(salt, content, "sha256")


@dataclass(frozen=True)
class Said:
    """The words of a leaf: of something published, or of a tombstone for leaf `of`."""

    item: str
    kind: str
    day: date
    unit: int | None = None
    commitment: bytes | None = None
    of: int | None = None
    ground: str = ""

    @property
    def data(self) -> bytes:
        """Return what is hashed into the tree."""
        words: dict[str, Any] = {"item": self.item, "kind": self.kind}
        words["day"] = self.day.isoformat()
        if self.kind == TOMBSTONE:
            words |= {"of": self.of, "ground": self.ground}
        else:
            words |= {
                "unit": self.unit,
                "commitment": self.commitment.hex() if self.commitment else None,
            }
        return _spelt(words)
