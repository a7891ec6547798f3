"""Signed notes, checkpoints and cosignatures, with Ed25519.

As C2SP describes them: signed-note, tlog-checkpoint, tlog-cosignature. Keys are written
`name+id+base64`; a signing key has `PRIVATE+KEY+` before it.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from danchu.kernel.ledger.rules.hashing import SIZE

NOTE, COSIGNATURE = 0x01, 0x04
"""What a key signs: notes as they are, or checkpoints that a witness has checked."""

LONGEST_NOTE = 100_000
_PRIVATE = "PRIVATE+KEY+"
_LINE = re.compile(r"— (\S+) (\S+)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LINES = 3
_ID = 4
_SIGNATURE = 64
_TIMED = 8 + _SIGNATURE
_CONTROL = 0x20


class NoteError(ValueError):
    """A note, a key or a checkpoint that is not what it claims to be."""


@dataclass(frozen=True)
class Key:
    """A public key with its name and with what it signs."""

    name: str
    raw: bytes
    kind: int = NOTE

    @property
    def number(self) -> bytes:
        """Return the key's id, as the note format computes it."""
        return _hashed(self.name, self.kind, self.raw)

    def __str__(self) -> str:
        written = b64encode(bytes([self.kind]) + self.raw).decode()
        return f"{self.name}+{self.number.hex()}+{written}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Understand a written key or raise NoteError."""
        name, number, material = _parts(text.strip())
        key = cls(name, material[1:], material[0])
        if key.kind not in {NOTE, COSIGNATURE} or key.number.hex() != number:
            raise NoteError("the key is damaged")
        return key

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Return whether the key's owner signed the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A key that can sign; its text is a secret."""

    name: str
    seed: bytes
    kind: int = NOTE

    @classmethod
    def make(cls, name: str, kind: int = NOTE) -> Self:
        """Make a new key."""
        if not name or re.search(r"[\s+]", name):
            raise NoteError("a name of a key has neither spaces nor plus signs")
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw(), kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Understand a written signing key or raise NoteError."""
        if not text.startswith(_PRIVATE):
            raise NoteError("not a signing key")
        name, number, material = _parts(text.strip().removeprefix(_PRIVATE))
        signer = cls(name, material[1:], material[0])
        if signer.key.number.hex() != number:
            raise NoteError("the key is damaged")
        return signer

    @property
    def key(self) -> Key:
        """Return the public half."""
        public = self._private.public_key().public_bytes_raw()
        return Key(self.name, public, self.kind)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def secret(self) -> str:
        """Return what `parse` reads."""
        written = b64encode(bytes([self.kind]) + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.key.number.hex()}+{written}"

    def sign(self, body: str) -> str:
        """Return the signed note of a text that ends with a new line."""
        return f"{body}\n{self._line(self._private.sign(body.encode()))}"

    def cosign(self, body: str, at: int) -> str:
        """Return a witness's line: at this second it saw this largest tree."""
        signed = self._private.sign(_cosigned(body, at))
        return self._line(at.to_bytes(8) + signed)

    def _line(self, signature: bytes) -> str:
        return _line(self.name, self.key.number + signature)


@dataclass(frozen=True)
class Note:
    """A text and the signatures below it, as yet believed by nobody."""

    body: str
    signatures: Sequence[tuple[str, bytes]]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Understand a signed note or raise NoteError."""
        if len(text) > LONGEST_NOTE or not text.endswith("\n"):
            raise NoteError("not a signed note")
        if any(ord(sign) < _CONTROL and sign != "\n" for sign in text):
            raise NoteError("a note has no control characters")
        above, gap, below = text.rpartition("\n\n")
        lines = [_LINE.fullmatch(line) for line in below.removesuffix("\n").split("\n")]
        if not gap or not all(lines):
            raise NoteError("not a signed note")
        return cls(
            above + "\n", [(line[1], _decoded(line[2])) for line in lines if line]
        )

    def is_signed_by(self, key: Key) -> bool:
        """Return whether the key signed; a false signature in its name is an error."""
        return bool(self._signed(key))

    def cosigned_at(self, key: Key) -> int | None:
        """Return the second at which a witness signed, or None if it did not."""
        found = self._signed(key)
        return int.from_bytes(found[:8]) if found else None

    def line_of(self, key: Key) -> str:
        """Return the line that a key signed; it must have signed."""
        blob = key.number + self._signed(key)
        return _line(key.name, blob)

    def _signed(self, key: Key) -> bytes:
        found = b""
        for name, blob in self.signatures:
            if (name, blob[:_ID]) != (key.name, key.number):
                continue
            found = blob[_ID:]
            if not self._holds(key, found):
                raise NoteError(f"a false signature in the name of {key.name}")
        return found

    def _holds(self, key: Key, found: bytes) -> bool:
        if key.kind == NOTE:
            return key.verify(found, self.body.encode())
        if len(found) != _TIMED or found[0] >> 7:
            return False
        at = int.from_bytes(found[:8])
        return key.verify(found[8:], _cosigned(self.body, at))


@dataclass(frozen=True)
class Tree:
    """What a checkpoint says: which log, how many leaves, under which root."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """Return the text of the note."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, body: str) -> Self:
        """Understand the text of a checkpoint or raise NoteError."""
        lines = body.removesuffix("\n").split("\n")
        if len(lines) < _LINES or "" in lines:
            raise NoteError("not a checkpoint")
        origin, size, root = lines[:_LINES]
        tree = cls(origin, _number(size), _decoded(root))
        if len(tree.root) != SIZE:
            raise NoteError("not a checkpoint")
        return tree


def _number(text: str) -> int:
    if not _SIZE.fullmatch(text):
        raise NoteError("not a checkpoint")
    return int(text)


def _line(name: str, blob: bytes) -> str:
    return f"— {name} {b64encode(blob).decode()}\n"


def _cosigned(body: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{body}".encode()


def _hashed(name: str, kind: int, raw: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + raw).digest()[:_ID]


def _parts(text: str) -> tuple[str, str, bytes]:
    name, _, rest = text.partition("+")
    number, _, written = rest.partition("+")
    material = _decoded(written)
    if not name or len(material) != 1 + SIZE:
        raise NoteError("the key is damaged")
    return name, number, material


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise NoteError("not base64") from error
