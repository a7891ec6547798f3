"""`python -m danchu backup FILE`: the whole state of an installation in one file.

Private keys stay out: they are files of the home and have sealed copies of their own.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from danchu.config.archive import Manifest, digest_while_copying, pack
from danchu.kernel.erasures.models import Erasure
from danchu.kernel.erasures.services import catch_up
from danchu.kernel.ledger.tree import roots_at, stored_size
from danchu.lib.postgres.dumping import dumped
from danchu.lib.setup_error import SetupError
from danchu.ui.numerals import number

USAGE = "python -m danchu backup TỆP    sao lưu toàn bộ dữ liệu vào một tệp mới\n"
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Standing:
    """How the database stood when it was copied."""

    migrations: tuple[str, ...]
    ledger_size: int
    ledger_root: str
    erasures: int


def backup(rest: Sequence[str]) -> int:
    """Write a backup; needs Django set up with the owner of the database."""
    if len(rest) != 1:
        raise SetupError(USAGE)
    path = Path(rest[0]).absolute()
    if path.exists():
        raise SetupError(f"Tệp {path} đã có. Hãy chọn một tên tệp mới.")
    _refuse_older_tables()
    catch_up()
    try:
        manifest = _write(path)
    except OSError as error:
        raise SetupError(f"Không ghi được tệp {path} ({error.strerror}).") from error
    say(
        f"Đã sao lưu vào {path}: {megabytes(path.stat().st_size)}, sổ cái "
        f"{number(manifest.ledger_size)} dòng, {number(manifest.erasures)} lần xóa."
    )
    say("Khóa riêng không nằm trong tệp này: hãy giữ bản niêm phong của các tệp .key.")
    return 0


def _refuse_older_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise SetupError(
            "Các bảng chưa được cập nhật theo phiên bản này của chương trình. Hãy khởi "
            "động máy chủ một lần, hoặc sao lưu bằng phiên bản cũ."
        )


def _write(path: Path) -> Manifest:
    """Make the file beside its place, readable by its owner alone, then name it."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".danchu-") as folder:
        whole = Path(folder) / "whole"
        with (
            tempfile.TemporaryFile(dir=folder) as dump,
            os.fdopen(os.open(whole, os.O_CREAT | os.O_RDWR, 0o600), "wb") as file,
        ):
            say("Đang chép cơ sở dữ liệu…")
            manifest = _copy(dump)
            dump.seek(0)
            say(f"Đang đóng gói {megabytes(manifest.dump_size)}…")
            pack(file, manifest, dump)
            file.flush()
            os.fsync(file.fileno())
        os.link(whole, path)
    return manifest


def _copy(dump: IO[bytes]) -> Manifest:
    """Copy the database and tell how it stood, both as one moment saw it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        standing = standing_now()
        with dumped(os.environ["DATABASE_URL"], snapshot=snapshot) as stream:
            size, digest = digest_while_copying(stream, dump)
    return Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        version=our_version(),
        **vars(standing),
        dump_size=size,
        dump_sha256=digest,
    )


def standing_now() -> Standing:
    """Return how the database stands."""
    applied = MigrationRecorder(connection).applied_migrations()
    size = stored_size()
    return Standing(
        migrations=tuple(sorted(f"{app}.{name}" for app, name in applied)),
        ledger_size=size,
        ledger_root=roots_at([size], size)[0].hex(),
        erasures=Erasure.objects.count(),
    )


def our_version() -> str:
    """Return the version of the program, as far as it is known."""
    try:
        return version("danchu")
    except PackageNotFoundError:
        return ""


def say(sentence: str) -> None:
    """Tell the operator how far it is."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def megabytes(size: int) -> str:
    """Return a size as people read it."""
    return f"{number(round(size / _MEGABYTE, 1), 1)} MB"
