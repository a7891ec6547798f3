"""Proofs as files that people hand on, and what makes one false.

Sentences are Vietnamese: whoever verifies reads them.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from danchu.kernel.ledger.rules.hashing import leaf_hash
from danchu.kernel.ledger.rules.items import commitment
from danchu.kernel.ledger.rules.notes import Key, Note, NoteError, Tree
from danchu.kernel.ledger.rules.proofs import (
    ProofError,
    verify_consistency,
    verify_inclusion,
)

ITEM = "danchu/item-proof/1"
GROWTH = "danchu/consistency-proof/1"


class DisprovedError(Exception):
    """Something claimed is false; the text says what, in Vietnamese."""


class UnreadableError(Exception):
    """Not what it should be, so nothing is proved nor disproved."""


@dataclass(frozen=True)
class Trust:
    """Whom the verifier believes: the key of the log, witnesses, checkpoints kept."""

    key: Key
    witnesses: Sequence[Key] = ()
    kept: Sequence[Tree] = ()

    def tree_in(self, text: str) -> Tree:
        """Return what a checkpoint says, once the signatures on it are believed."""
        try:
            note = Note.parse(text)
            tree = Tree.parse(note.body)
        except NoteError as error:
            raise UnreadableError("Đây không phải là một bản chốt sổ.") from error
        _believe(note, self.key, "bản chốt không mang chữ ký của sổ cái")
        for witness in self.witnesses:
            _believe(note, witness, "bản chốt không có chữ ký của người chứng kiến")
        if tree.origin != self.key.name:
            raise DisprovedError(
                f"Sai: đây là bản chốt của sổ cái khác, “{tree.origin}”."
            )
        for kept in self.kept:
            if kept.size == tree.size and kept.root != tree.root:
                raise DisprovedError(split_view(tree.size))
        return tree


def _believe(note: Note, key: Key, otherwise: str) -> None:
    try:
        signed = note.is_signed_by(key)
    except NoteError as error:
        raise DisprovedError(f"Sai: chữ ký mang tên “{key.name}” là giả.") from error
    if not signed:
        raise DisprovedError(f"Sai: {otherwise} “{key.name}”.")


def split_view(size: int) -> str:
    """Say that one log was shown in two shapes."""
    return (
        f"Sai: có hai bản chốt cùng {size} dòng mà khác gốc: hai sổ cái khác nhau đã "
        "được đưa ra cho những người khác nhau. Hãy giữ cả hai bản làm chứng cứ."
    )


@dataclass(frozen=True)
class ItemProof:
    """That an item is in the log; salt and face are None once it was buried."""

    key: str
    checkpoint: str
    index: int
    leaf: bytes
    path: Sequence[bytes]
    salt: bytes | None = None
    face: bytes | None = None
    tombstone: bytes | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what is handed on; bytes in base64, leaves as they are hashed."""
        return {
            "format": ITEM,
            "key": self.key,
            "checkpoint": self.checkpoint,
            "index": self.index,
            "leaf": self.leaf.decode(),
            "path": [_written(one) for one in self.path],
            "salt": None if self.salt is None else _written(self.salt),
            "face": None if self.face is None else _written(self.face),
            "tombstone": None if self.tombstone is None else self.tombstone.decode(),
        }

    @classmethod
    def parse(cls, read: dict[str, Any]) -> Self:
        """Understand what `as_json` wrote or raise UnreadableError."""
        with _reading():
            return cls(
                key=_text(read["key"]),
                checkpoint=_text(read["checkpoint"]),
                index=_number(read["index"]),
                leaf=_text(read["leaf"]).encode(),
                path=[_bytes(one) for one in read["path"]],
                salt=_perhaps(read.get("salt")),
                face=_perhaps(read.get("face")),
            )

    def verify(self, trust: Trust) -> Tree:
        """Return the tree that the item is in, or raise DisprovedError."""
        tree = trust.tree_in(self.checkpoint)
        words = words_of(self.leaf)
        if self.salt is not None and self.face is not None:
            opened = commitment(self.salt, self.face).hex()
            if opened != words.get("commitment"):
                raise DisprovedError(
                    f"Sai: nội dung của mục “{words.get('item')}” không phải là nội "
                    "dung đã công bố: không khớp cam kết trong sổ cái."
                )
        try:
            verify_inclusion(
                index=self.index,
                size=tree.size,
                leaf=leaf_hash(self.leaf),
                proof=self.path,
                root=tree.root,
            )
        except ProofError as error:
            raise DisprovedError(
                f"Sai: mục “{words.get('item')}” không phải là dòng thứ "
                f"{self.index + 1} trong sổ cái của bản chốt này."
            ) from error
        return tree


@dataclass(frozen=True)
class GrowthProof:
    """That of two checkpoints the later one only added."""

    key: str
    old: str
    new: str
    path: Sequence[bytes]

    def as_json(self) -> dict[str, Any]:
        """Return what is handed on."""
        return {
            "format": GROWTH,
            "key": self.key,
            "old": self.old,
            "new": self.new,
            "path": [_written(one) for one in self.path],
        }

    @classmethod
    def parse(cls, read: dict[str, Any]) -> Self:
        """Understand what `as_json` wrote or raise UnreadableError."""
        with _reading():
            return cls(
                key=_text(read["key"]),
                old=_text(read["old"]),
                new=_text(read["new"]),
                path=[_bytes(one) for one in read["path"]],
            )

    def verify(self, trust: Trust) -> tuple[Tree, Tree]:
        """Return both trees, or raise DisprovedError."""
        old = Trust(trust.key, (), trust.kept).tree_in(self.old)
        new = trust.tree_in(self.new)
        if old.size == new.size and old.root != new.root:
            raise DisprovedError(split_view(old.size))
        if old.size > new.size:
            raise DisprovedError("Sai: bản chốt sau có ít dòng hơn bản chốt trước.")
        # Every log begins empty, and a tree has grown from itself.
        if old.size not in {0, new.size}:
            self._verify_path(old, new)
        return old, new

    def _verify_path(self, old: Tree, new: Tree) -> None:
        try:
            verify_consistency(
                old=old.size,
                new=new.size,
                proof=self.path,
                old_root=old.root,
                new_root=new.root,
            )
        except ProofError as error:
            raise DisprovedError(
                f"Sai: không chứng minh được rằng sổ {new.size} dòng chỉ thêm vào sổ "
                f"{old.size} dòng: quá khứ đã bị viết lại, hoặc bằng chứng bị hỏng."
            ) from error


def words_of(leaf: bytes) -> dict[str, Any]:
    """Return what a leaf says, or raise UnreadableError."""
    try:
        words = json.loads(leaf)
    except ValueError as error:
        raise UnreadableError("Dòng sổ cái không đọc được.") from error
    if not isinstance(words, dict):
        raise UnreadableError("Dòng sổ cái không đọc được.")
    return words


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError("Tệp bằng chứng thiếu hoặc hỏng một phần.") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _bytes(value: Any) -> bytes:
    return b64decode(_text(value), validate=True)


def _perhaps(value: Any) -> bytes | None:
    return None if value is None else _bytes(value)


def _written(value: bytes) -> str:
    return b64encode(value).decode()
