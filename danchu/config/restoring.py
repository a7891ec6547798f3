"""`python -m danchu restore FILE`: the state of a backup, in an empty database.

The ledger must come to what the backup says of it, and whatever was erased since, here
or elsewhere, is erased again.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from psycopg import sql

from danchu.config.archive import Manifest, unpacked
from danchu.config.backups import say, standing_now
from danchu.config.database import RESTORING, connect, is_half_restored
from danchu.config.place import AlreadyRunningError, only_launcher
from danchu.kernel.erasures import journal
from danchu.kernel.erasures.journal import Journal
from danchu.kernel.erasures.services import adopt, catch_up, replay
from danchu.kernel.ledger.rules.findings import told
from danchu.kernel.publication.services import look_over
from danchu.lib.postgres.dumping import undump
from danchu.lib.setup_error import SetupError
from danchu.ui.numerals import number

WITHOUT_LIST, NEW_KEY = "--without-list", "--new-key"
USAGE = """\
python -m danchu restore TỆP                  khôi phục vào cơ sở dữ liệu trống
python -m danchu restore TỆP --without-list   khi tệp erasures.jsonl đã mất
python -m danchu restore TỆP --new-key        khi tệp ledger.key đã mất
"""
CHANGED = 2
"""Exit status when all was restored, but the ledger tells of a change before."""

Findings = list[Mapping[str, Any]]


def restore(rest: Sequence[str]) -> int:
    """Restore a backup; needs Django set up with the owner of the database.

    Status 0: restored, and the ledger is sound. 2: restored, but the ledger tells that
    something had been changed. Any refusal leaves the database as empty as it was.
    """
    given = {word for word in rest if word in {WITHOUT_LIST, NEW_KEY}}
    files = [word for word in rest if word not in given]
    if len(files) != 1:
        raise SetupError(USAGE)
    path = Path(files[0]).absolute()
    with _alone():
        say(f"Đang kiểm tra tệp {path}…")
        with unpacked(path) as (manifest, dump):
            _refuse_newer(manifest)
            _refuse_another_key(manifest, is_lost=NEW_KEY in given)
            listed = _list(manifest, is_lost=WITHOUT_LIST in given)
            findings = _read(manifest, dump, listed)
    if findings:
        say(
            "Đã khôi phục, nhưng sổ cái có điều không khớp nêu trên: dữ liệu đã bị sửa "
            "từ trước khi sao, hoặc ledger.key không phải khóa cũ."
        )
        return CHANGED
    say(
        f"Đã khôi phục. Sổ cái khớp: {number(manifest.ledger_size)} dòng. Ai đã đăng "
        "nhập phải đăng nhập lại."
    )
    return 0


@contextmanager
def _alone() -> Iterator[None]:
    """Let no server of this home start meanwhile; refuse while one runs."""
    try:
        with only_launcher(settings.HOME, "lệnh khôi phục"):
            yield
    except AlreadyRunningError as other:
        raise SetupError(
            f"Máy chủ đang chạy tại {other}. Hãy dừng máy chủ rồi khôi phục."
        ) from other


def _refuse_newer(manifest: Manifest) -> None:
    known = MigrationLoader(None).disk_migrations or {}
    ours = {f"{app}.{name}" for app, name in known}
    unknown = sorted(set(manifest.migrations) - ours)
    if unknown:
        raise SetupError(
            f"Bản sao lưu này do phiên bản mới hơn tạo ra (có {unknown[0]}). Hãy cập "
            "nhật chương trình rồi khôi phục."
        )


def _list(manifest: Manifest, *, is_lost: bool) -> Journal:
    """Return what was erased according to the file outside the database.

    It has at least what had been erased when the backup was made: a shorter one is not
    the one of that place.
    """
    held = journal.load()
    if not is_lost and (held is None or len(held.lines) < manifest.erasures):
        raise SetupError(
            f"Không thấy {journal.path()}, danh sách những gì đã xóa theo yêu cầu, "
            "hoặc danh sách ở đó không phải của nơi đã sao lưu. Thiếu nó, dữ liệu đã "
            "xóa sau bản sao lưu sẽ sống lại. Hãy chép tệp này từ máy cũ; nếu tệp đã "
            f"mất thật, thêm {WITHOUT_LIST}."
        )
    if held and held.spoilt:
        say(f"Lưu ý: {held.spoilt} dòng của {journal.path()} không đọc được, bỏ qua.")
    return held or Journal((), 0)


def _refuse_another_key(manifest: Manifest, *, is_lost: bool) -> None:
    if manifest.ledger_size and not settings.LEDGER_KEY.exists() and not is_lost:
        raise SetupError(
            f"Không thấy {settings.LEDGER_KEY}, khóa ký sổ cái. Hãy chép khóa cũ từ "
            f"bản niêm phong; nếu khóa đã mất thật, thêm {NEW_KEY}: sổ cái sẽ được ký "
            "bằng khóa mới, và các bản chốt cũ không còn kiểm được bằng khóa của máy "
            "này."
        )
    if not settings.PRIVACY_KEY.exists():
        say(
            f"Lưu ý: không thấy {settings.PRIVACY_KEY}. Nếu nơi cũ có khóa này mà "
            "không chép lại, nội dung các yêu cầu về dữ liệu cá nhân không mở được."
        )


def _read(manifest: Manifest, dump: IO[bytes], listed: Journal) -> Findings:
    """Fill the empty database, all the way to the last erasure, or empty it again."""
    with connect(os.environ["DATABASE_URL"]) as database:
        if is_half_restored(database):
            say("Lần khôi phục trước chưa xong: làm trống rồi khôi phục lại.")
            _empty(database)
        if not _is_empty(database):
            raise SetupError(
                "Cơ sở dữ liệu này không trống nên không khôi phục đè lên. Hãy chọn "
                "một nơi mới, ví dụ: DANCHU_HOME=/srv/danchu-moi python -m danchu "
                "restore TỆP"
            )
        mark = sql.Identifier(RESTORING)
        database.execute(sql.SQL("CREATE TABLE {} ()").format(mark))
        try:
            say(f"Đang khôi phục bản sao lưu lúc {manifest.made_at}…")
            undump(os.environ["DATABASE_URL"], dump)
            _prove(manifest)
            findings = _look_over()
            _erase_again(listed)
        except BaseException:
            connection.close()
            _empty(database)
            raise
        database.execute(sql.SQL("DROP TABLE {}").format(mark))
    return findings


def _is_empty(database: psycopg.Connection) -> bool:
    row = database.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
    ).fetchone()
    return row is not None and row[0] == 0


def _empty(database: psycopg.Connection) -> None:
    """Take back what was restored into a database that had been empty."""
    database.execute("DROP SCHEMA public CASCADE")
    database.execute("CREATE SCHEMA public")


def _prove(manifest: Manifest) -> None:
    """Bring the tables up to date and hold the ledger against the manifest."""
    say("Đang cập nhật các bảng…")
    call_command("migrate", interactive=False, verbosity=0)
    standing = standing_now()
    found = (standing.ledger_size, standing.ledger_root)
    if found != (manifest.ledger_size, manifest.ledger_root):
        raise SetupError(
            f"Sổ cái trong bản sao lưu có {number(standing.ledger_size)} dòng và không "
            f"khớp với dấu ghi lúc sao lưu ({number(manifest.ledger_size)} dòng). Bản "
            "sao lưu đã bị sửa; cơ sở dữ liệu được trả về trống."
        )


def _look_over() -> Findings:
    say("Đang kiểm tra sổ cái và các số đang hiện…")
    findings = list(look_over(at=timezone.now()).findings)
    for finding in findings:
        say(told(finding))
    return findings


def _erase_again(listed: Journal) -> None:
    say("Đang xóa lại những gì đã xóa theo yêu cầu…")
    Session.objects.all().delete()
    since = adopt(listed.lines)
    again = replay(at=timezone.now())
    catch_up()
    say(
        f"Đã xóa lại {number(again.erased)} mục ({number(since)} lần xóa sau bản sao "
        f"lưu); {number(again.already)} mục vốn đã xóa."
    )
    for kind in again.unknown:
        say(f"Lưu ý: không biết cách xóa lại loại “{kind}”.")
