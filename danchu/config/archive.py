"""The file of a backup: a tar of a small manifest and the database as it was."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from danchu.lib.setup_error import SetupError

FORMAT = "danchu-backup-1"
MANIFEST, DUMP = "manifest.json", "database.dump"
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 1 << 20
_FOREIGN = (
    "Tệp {file} không phải bản sao lưu của Dân Chủ, hoặc đã hỏng. Hãy chọn một bản "
    "sao lưu khác."
)
_TORN = (
    "Tệp {file} không nguyên vẹn: nội dung không khớp với dấu ghi lúc sao lưu (có thể "
    "chép chưa hết). Hãy chép lại từ nơi cất giữ, hoặc chọn một bản sao lưu khác."
)


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself; it holds nothing secret and nothing personal."""

    made_at: str
    version: str
    migrations: tuple[str, ...]
    ledger_size: int
    ledger_root: str
    erasures: int
    dump_size: int
    dump_sha256: str


def written(manifest: Manifest) -> bytes:
    """Return the manifest as it stands in the file."""
    said = {"format": FORMAT, **vars(manifest)}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def read(text: bytes) -> Manifest | None:
    """Return what a manifest says; None if it is not one.

    >>> read(b"{}") is None
    True
    """
    try:
        said = json.loads(text)
        if said.pop("format") != FORMAT:
            return None
        said["migrations"] = tuple(str(name) for name in said["migrations"])
        manifest = Manifest(**said)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    numbers = (manifest.ledger_size, manifest.erasures, manifest.dump_size)
    return manifest if all(isinstance(one, int) for one in numbers) else None


def digest_while_copying(source: IO[bytes], into: IO[bytes]) -> tuple[int, str]:
    """Copy a stream; return how many bytes it had, and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        into.write(chunk)
    return size, digest.hexdigest()


def pack(into: IO[bytes], manifest: Manifest, dump: IO[bytes]) -> None:
    """Write manifest and dump as one tar."""
    with tarfile.open(fileobj=into, mode="w", format=tarfile.PAX_FORMAT) as tar:
        text = written(manifest)
        tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
        tar.addfile(_member(DUMP, manifest.dump_size), dump)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Manifest, IO[bytes]]]:
    """Yield manifest and dump of a backup that was proved whole; else `SetupError`."""
    with ExitStack() as opened:
        try:
            tar = opened.enter_context(tarfile.open(path, mode="r:"))
            manifest = _manifest_in(tar, path)
            dump = opened.enter_context(_file_in(tar, DUMP, path))
        except (tarfile.TarError, EOFError) as error:
            raise SetupError(_FOREIGN.format(file=path)) from error
        except OSError as error:
            said = f"Không đọc được tệp {path} ({error.strerror or error})."
            raise SetupError(said) from error
        _prove(manifest, dump, path)
        dump.seek(0)
        yield manifest, dump


def _file_in(tar: tarfile.TarFile, name: str, path: Path) -> IO[bytes]:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise SetupError(_FOREIGN.format(file=path))
    return file


def _manifest_in(tar: tarfile.TarFile, path: Path) -> Manifest:
    with _file_in(tar, MANIFEST, path) as file:
        manifest = read(file.read(_LONGEST_MANIFEST))
    if manifest is None:
        raise SetupError(_FOREIGN.format(file=path))
    return manifest


def _prove(manifest: Manifest, dump: IO[bytes], path: Path) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        while chunk := dump.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    except tarfile.ReadError as error:
        raise SetupError(_TORN.format(file=path)) from error
    if (size, digest.hexdigest()) != (manifest.dump_size, manifest.dump_sha256):
        raise SetupError(_TORN.format(file=path))
