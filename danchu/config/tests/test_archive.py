"""A backup is one file that is believed whole or not at all."""

import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.config.archive import DUMP, Manifest, pack, read, unpacked, written
from danchu.lib.setup_error import SetupError

CONTENT = bytes(range(256)) * 40
WHOLE = Manifest(
    made_at="2026-07-06T08:00:00+00:00",
    version="0.1",
    migrations=("people.0001_initial",),
    ledger_size=3,
    ledger_root="ab" * 32,
    erasures=1,
    dump_size=len(CONTENT),
    dump_sha256=hashlib.sha256(CONTENT).hexdigest(),
)


def packed(manifest: Manifest = WHOLE, content: bytes = CONTENT) -> bytes:
    into = io.BytesIO()
    pack(into, manifest, io.BytesIO(content))
    return into.getvalue()


def opened(path: Path) -> tuple[Manifest, bytes]:
    with unpacked(path) as (manifest, dump):
        return manifest, dump.read()


def test_what_was_packed_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(packed())

    assert opened(file) == (WHOLE, CONTENT)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.integers(0, 512 * 3 + len(CONTENT) - 1))
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "file"
    file.write_bytes(packed()[:kept])

    with pytest.raises(SetupError, match=r"không phải bản sao lưu|không nguyên vẹn"):
        opened(file)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(CONTENT) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_of_the_database_is_seen(
    tmp_path: Path, at: int, bit: int
) -> None:
    content = bytearray(CONTENT)
    content[at] ^= 1 << bit
    file = tmp_path / "file"
    file.write_bytes(packed(content=bytes(content)))

    with pytest.raises(SetupError, match="không nguyên vẹn"):
        opened(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"root:x:0:0", packed(replace(WHOLE, ledger_size="3"))],  # type: ignore[arg-type]  # -- the fault
    ids=["empty", "foreign", "wrong manifest"],
)
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)

    with pytest.raises(SetupError, match="không phải bản sao lưu"):
        opened(file)


def test_a_tar_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with tarfile.open(file, "w") as tar:
        tar.addfile(tarfile.TarInfo(DUMP), io.BytesIO())

    with pytest.raises(SetupError, match="không phải bản sao lưu"):
        opened(file)


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SetupError, match="Không đọc được tệp"):
        opened(tmp_path / name)


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b'{"format": "other"}', b'{"format": "danchu-backup-1"}']
)
def test_what_is_no_manifest_is_told(text: bytes) -> None:
    assert read(text) is None
    assert read(written(WHOLE)) == WHOLE
