"""`python -m danchu witness …`: what a witness runs on a machine of its own.

Its folder holds its key, the key of the log and the last checkpoint that it signed; it
signs nothing that does not continue that one. No database, no network.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from danchu.kernel.ledger.rules.bundles import (
    DisprovedError,
    GrowthProof,
    Trust,
    UnreadableError,
)
from danchu.kernel.ledger.rules.notes import (
    COSIGNATURE,
    Key,
    Note,
    NoteError,
    Signer,
    Tree,
)

USAGE = """\
python -m danchu witness new THƯ_MỤC TÊN KHÓA_SỔ
                            tạo khóa chứng kiến; TÊN như mttq.tinh.example, KHÓA_SỔ
                            lấy từ bản in, không lấy từ chính máy chủ
python -m danchu witness sign THƯ_MỤC BẢN_CHỐT [CHỈ_GHI_THÊM.json]
                            kiểm bản chốt, so với bản đã ký lần trước, ký và in ra
python -m danchu witness key THƯ_MỤC
                            in khóa công khai để đăng ký
Kết quả: 0 đã ký, 1 không khớp nên không ký, 2 không đọc được.
"""
DONE, WRONG, UNREADABLE = 0, 1, 2
_KEY, _LOG, _LAST = "witness.key", "log.key", "last-checkpoint.txt"
_LARGEST = 1_000_000


def witness(rest: Sequence[str]) -> int:
    """Do what the words say and return the exit status."""
    try:
        sys.stdout.write(_done(list(rest)))
    except DisprovedError as error:
        sys.stderr.write(f"{error}\nKhông ký. Hãy giữ cả hai bản chốt và báo ngay.\n")
        return WRONG
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    return DONE


def _done(words: list[str]) -> str:
    match words:
        case ["new", folder, name, log]:
            return _new(Path(folder), name, log)
        case ["key", folder]:
            return f"{_signer(Path(folder)).key}\n"
        case ["sign", folder, note]:
            return _sign(Path(folder), _text(Path(note)), None)
        case ["sign", folder, note, growth]:
            return _sign(Path(folder), _text(Path(note)), Path(growth))
    raise UnreadableError(USAGE)


def _new(folder: Path, name: str, log: str) -> str:
    try:
        key = Key.parse(log)
        made = Signer.make(name, COSIGNATURE)
    except NoteError as error:
        raise UnreadableError(
            "Tên không được có dấu cách, dấu cộng; khóa của sổ phải chép nguyên văn."
        ) from error
    if (folder / _KEY).exists():
        raise UnreadableError(f"Thư mục {folder} đã có khóa; mỗi khóa một thư mục.")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / _KEY, made.secret())
    _write(folder / _LOG, f"{key}\n")
    return f"{made.key}\n"


def _sign(folder: Path, text: str, growth: Path | None) -> str:
    signer, trust = _signer(folder), Trust(_log_key(folder))
    tree = trust.tree_in(text)
    last = folder / _LAST
    if last.exists():
        _refuse_another_past(trust, trust.tree_in(_text(last)), tree, growth)
    body = Note.parse(text).body
    # Kept first: a witness that signed must never forget what.
    _write(last, text)
    return text + signer.cosign(body, int(time.time()))


def _refuse_another_past(
    trust: Trust, seen: Tree, tree: Tree, growth: Path | None
) -> None:
    """Refuse what does not continue the checkpoint that was signed last."""
    if tree.size < seen.size:
        raise DisprovedError(
            f"Sai: bản chốt này chỉ có {tree.size} dòng, ít hơn {seen.size} dòng đã ký."
        )
    if tree.size == seen.size:
        if tree.root != seen.root:
            raise DisprovedError(
                f"Sai: hai bản chốt cùng {tree.size} dòng mà khác gốc: có hai sổ."
            )
        return
    if growth is None:
        raise UnreadableError(
            f"Cần tệp chứng minh sổ chỉ ghi thêm từ {seen.size} đến {tree.size} dòng."
        )
    proof = GrowthProof.parse(_json(growth))
    old, new = proof.verify(trust)
    if (old, new) != (seen, tree):
        raise UnreadableError(
            f"Tệp chứng minh nối {old.size} với {new.size} dòng, không phải bản đã ký "
            f"lần trước ({seen.size} dòng) với bản này ({tree.size} dòng)."
        )


def _signer(folder: Path) -> Signer:
    try:
        return Signer.parse(_text(folder / _KEY))
    except NoteError as error:
        raise UnreadableError(f"Khóa trong {folder} đã hỏng.") from error


def _log_key(folder: Path) -> Key:
    try:
        return Key.parse(_text(folder / _LOG))
    except NoteError as error:
        raise UnreadableError(f"Khóa của sổ trong {folder} đã hỏng.") from error


def _json(path: Path) -> dict[str, object]:
    try:
        read = json.loads(_text(path))
    except ValueError as error:
        raise UnreadableError(f"{path} không phải là tệp JSON.") from error
    if not isinstance(read, dict):
        raise UnreadableError(f"{path} không phải là tệp bằng chứng.")
    return read


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError(f"{path} lớn quá, không phải tệp của sổ cái.")
        return path.read_bytes().decode()
    except OSError as error:
        raise UnreadableError(f"Không đọc được {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path} không phải là tệp chữ.") from error


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)
