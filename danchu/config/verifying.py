"""`python -m danchu verify …`: proofs checked offline, without database or settings."""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danchu.config.proved import told
from danchu.kernel.ledger.rules.bundles import (
    GROWTH,
    ITEM,
    DisprovedError,
    GrowthProof,
    ItemProof,
    Trust,
    UnreadableError,
    words_of,
)
from danchu.kernel.ledger.rules.items import TOMBSTONE
from danchu.kernel.ledger.rules.notes import Key, NoteError, Tree
from danchu.kernel.ledger.rules.whole import verify_log

USAGE = """\
python -m danchu verify TỆP.json          bằng chứng của một mục, hoặc của hai bản chốt
python -m danchu verify THƯ_MỤC           toàn bộ sổ cái đã tải về
python -m danchu verify BẢN_CHỐT BẢN_CHỐT  hai bản chốt có phải của hai sổ khác nhau
  --key KHÓA          khóa công khai của sổ cái, lấy từ nơi bạn tin (hoặc tệp chứa khóa)
  --witness KHÓA      đòi chữ ký của người chứng kiến này; dùng được nhiều lần
  --checkpoint TỆP    bản chốt bạn đã giữ; dùng được nhiều lần
Kết quả: 0 đúng, 1 sai, 2 không đọc được nên chưa kết luận.
"""
RIGHT, WRONG, UNREADABLE = 0, 1, 2

_LARGEST = 50_000_000
_PAIR = 2


@dataclass
class _Asked:
    paths: list[Path] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    witnesses: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def verify(rest: Sequence[str]) -> int:
    """Check what the words name, say the outcome, and return the exit status."""
    try:
        lines = _verified(_asked(rest))
    except DisprovedError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    sys.stdout.write("\n".join(lines) + "\n")
    return RIGHT


def _asked(rest: Sequence[str]) -> _Asked:
    asked = _Asked()
    options = {
        "--key": asked.keys,
        "--witness": asked.witnesses,
        "--checkpoint": asked.kept,
    }
    words = list(rest)
    while words:
        word = words.pop(0)
        if word in options and words:
            options[word].append(words.pop(0))
        elif word.startswith("--"):
            raise UnreadableError(USAGE)
        else:
            asked.paths.append(Path(word))
    if len(asked.paths) not in {1, _PAIR} or len(asked.keys) > 1:
        raise UnreadableError(USAGE)
    return asked


def _verified(asked: _Asked) -> list[str]:
    if len(asked.paths) == _PAIR:
        return _pair(asked)
    path = asked.paths[0]
    if path.is_dir():
        return _whole(asked, path)
    read = _json(path)
    kind = read.get("format") if isinstance(read, dict) else None
    if kind == ITEM:
        return _item(asked, read)
    if kind == GROWTH:
        return _growth(asked, read)
    raise UnreadableError(f"{path} không phải là tệp bằng chứng của sổ cái.")


def _item(asked: _Asked, read: dict[str, Any]) -> list[str]:
    proof = ItemProof.parse(read)
    trust, notes = _trust(asked, proof.key)
    tree = proof.verify(trust)
    words = words_of(proof.leaf)
    _refuse_uncompared(trust, {tree.size})
    found = (
        f"Đúng: mục “{words.get('item')}”, ngày {words.get('day')}, là dòng thứ "
        f"{proof.index + 1} trong sổ cái “{tree.origin}” gồm {tree.size} dòng."
    )
    return [found, *_content_of(proof, words), *notes]


def _content_of(proof: ItemProof, words: Mapping[str, Any]) -> list[str]:
    if proof.face is not None and proof.salt is not None:
        size = len(proof.face)
        found = f"Nội dung kèm theo ({size} byte) đúng là nội dung đã vào sổ."
        return [found, *told(words.get("kind"), proof.face)]
    if words.get("kind") == TOMBSTONE:
        of = words.get("of")
        line = of + 1 if isinstance(of, int) else of
        return [f"Đây là dòng hủy nội dung của dòng thứ {line}."]
    return ["Không kèm nội dung: chỉ chứng minh rằng đã có một điều được công bố."]


def _growth(asked: _Asked, read: dict[str, Any]) -> list[str]:
    proof = GrowthProof.parse(read)
    trust, notes = _trust(asked, proof.key)
    old, new = proof.verify(trust)
    _refuse_uncompared(trust, {old.size, new.size})
    return [_grown(old, new), *notes]


def _refuse_uncompared(trust: Trust, sizes: Collection[int]) -> None:
    """Say that a checkpoint kept could not be held against any of these sizes."""
    for kept in trust.kept:
        if kept.size not in sizes:
            raise UnreadableError(
                f"Chưa so được với bản chốt bạn giữ ({kept.size} dòng) vì khác cỡ: cần "
                "tệp bằng chứng nối hai bản chốt, hoặc toàn bộ sổ cái."
            )


def _grown(old: Tree, new: Tree) -> str:
    return (
        f"Đúng: sổ cái “{new.origin}” {new.size} dòng chỉ thêm vào sổ {old.size} "
        "dòng, không sửa gì trong quá khứ."
    )


def _pair(asked: _Asked) -> list[str]:
    """Compare two checkpoints; of different sizes only a proof tells more."""
    first, second = (_text(path) for path in asked.paths)
    if not asked.keys:
        raise UnreadableError("Để so hai bản chốt, hãy cho biết khóa công khai: --key")
    trust, _ = _trust(asked, "")
    trees = sorted((trust.tree_in(first), trust.tree_in(second)), key=_size)
    if trees[0].size != trees[1].size:
        raise UnreadableError(
            f"Chữ ký của cả hai bản chốt đều đúng, nhưng cỡ khác nhau ({trees[0].size} "
            f"và {trees[1].size} dòng): cần tệp bằng chứng nối hai bản chốt này."
        )
    proof = GrowthProof("", first, second, [])
    return [f"{_grown(*proof.verify(trust))} Hai bản chốt là một."]


def _size(tree: Tree) -> int:
    return tree.size


def _whole(asked: _Asked, folder: Path) -> list[str]:
    def fetch(path: str) -> bytes | None:
        return _bytes(folder / path) if (folder / path).is_file() else None

    own = fetch("key")
    trust, notes = _trust(asked, own.decode(errors="replace") if own else "")
    tree = verify_log(fetch, trust)
    found = f"Đúng: toàn bộ {tree.size} dòng của sổ cái “{tree.origin}” khớp bản chốt."
    past = [f"Sổ đã đi qua bản chốt {one.size} dòng mà bạn giữ." for one in trust.kept]
    return [found, *past, *notes]


def _trust(asked: _Asked, own: str) -> tuple[Trust, list[str]]:
    """Return whom to believe, and what to say where only the package vouches."""
    if not asked.keys and not own:
        raise UnreadableError("Hãy cho biết khóa công khai của sổ cái: --key KHÓA")
    key = _key(asked.keys[0] if asked.keys else own)
    bare = Trust(key)
    kept = [bare.tree_in(_text(Path(name))) for name in asked.kept]
    notes = [f"Chữ ký của sổ cái “{key.name}” đúng."]
    witnesses = [_key(text) for text in asked.witnesses]
    notes += [f"Có chữ ký của người chứng kiến “{one.name}”." for one in witnesses]
    if not asked.keys:
        notes.append(
            "Lưu ý: khóa lấy từ chính gói này. Hãy so với khóa đã công bố ở nơi khác, "
            f"hoặc chạy lại với --key: {key}"
        )
    return Trust(key, witnesses, kept), notes


def _key(text: str) -> Key:
    try:
        return Key.parse(text if "+" in text else _text(Path(text)))
    except NoteError as error:
        raise UnreadableError("Không đọc được khóa công khai.") from error


def _text(path: Path) -> str:
    return _bytes(path).decode(errors="replace")


def _json(path: Path) -> Any:
    try:
        return json.loads(_bytes(path))
    except ValueError as error:
        raise UnreadableError(f"{path} không phải là tệp JSON.") from error


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError(f"{path} lớn quá, không phải tệp của sổ cái.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"Không đọc được {path}: {error.strerror}.") from error
