"""The database before Django opens it: reach it, prove it fit, give the grants."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from danchu.kernel import audit, erasures, ledger
from danchu.lib.setup_error import SetupError

OLDEST = 15
LEDGER = "danchu_loaded"
"""What was loaded, by content: see `config.loading`."""

RESTORING = "danchu_restoring"
"""Stands there while a backup is restored: see `config.restoring`."""

_UNTOUCHABLE = ("django_migrations", LEDGER)
_APPEND_ONLY = audit.APPEND_ONLY + ledger.APPEND_ONLY + erasures.APPEND_ONLY
_PREPARING = 7_246_001  # any number, as long as every preparer takes the same
_MAJOR = 10_000


def connect(dsn: str) -> psycopg.Connection:
    """Open the database and prove its version, or say what to do."""
    try:
        connection = psycopg.connect(dsn, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise SetupError(
            f"Không kết nối được cơ sở dữ liệu {_shown(dsn)}: {str(error).strip()}\n"
            "Hãy kiểm tra DATABASE_URL, hoặc bỏ nó để dùng cơ sở dữ liệu đi kèm."
        ) from error
    major = connection.info.server_version // _MAJOR
    if major < OLDEST:
        connection.close()
        raise SetupError(
            f"Cơ sở dữ liệu {_shown(dsn)} là PostgreSQL {major}, quá cũ. "
            f"Hãy dùng PostgreSQL từ phiên bản {OLDEST}, hoặc bỏ DATABASE_URL để dùng "
            "cơ sở dữ liệu đi kèm."
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        raise SetupError(
            f"Cơ sở dữ liệu {_shown(dsn)} dùng bảng mã {encoding}, không ghi được "
            "tiếng Việt. Hãy tạo cơ sở dữ liệu mới: createdb --encoding=UTF8 "
            "--template=template0 danchu"
        )
    return connection


def _shown(dsn: str) -> str:
    """Name the database without its password."""
    parts = urlsplit(dsn)
    return f"{parts.hostname or 'trên máy này'}{parts.path}"


@contextmanager
def preparing(dsn: str) -> Iterator[psycopg.Connection]:
    """Be the only one who migrates and loads; others wait, whichever machine."""
    with connect(dsn) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        if is_half_restored(connection):
            raise SetupError(
                "Lần khôi phục trước chưa xong: dữ liệu đã xóa theo yêu cầu có thể còn "
                "ở đây. Hãy chạy lại lệnh khôi phục: python -m danchu restore TỆP"
            )
        connection.execute(
            sql.SQL(
                "CREATE TABLE IF NOT EXISTS {} (name text PRIMARY KEY, "
                "digest text NOT NULL, result jsonb, "
                "loaded_at timestamptz NOT NULL DEFAULT now())"
            ).format(sql.Identifier(LEDGER))
        )
        yield connection


def is_half_restored(connection: psycopg.Connection) -> bool:
    """Tell whether a restore died here before it had erased again what was erased."""
    row = connection.execute("SELECT to_regclass(%s)", [RESTORING]).fetchone()
    return row is not None and row[0] is not None


def grant_to(connection: psycopg.Connection, role: str) -> None:
    """Let the application read and write what it must, and no more.

    History and ledger are append-only: it may insert and select there, and erase what
    is personal.
    One transaction, so that a running server never sees wider or narrower grants.
    """
    app = sql.Identifier(role)
    statements = [
        "GRANT USAGE ON SCHEMA public TO {app}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    ]
    narrowed = [
        ("UPDATE, DELETE, TRUNCATE", _APPEND_ONLY),
        ("UPDATE, TRUNCATE", audit.ERASABLE + ledger.ERASABLE),
        ("INSERT, UPDATE, DELETE, TRUNCATE", _UNTOUCHABLE),
    ]
    with connection.transaction():
        for statement in statements:
            connection.execute(sql.SQL(statement).format(app=app))
        for rights, tables in narrowed:
            for table in tables:
                connection.execute(
                    sql.SQL("REVOKE {rights} ON {table} FROM {app}").format(
                        rights=sql.SQL(rights), table=sql.Identifier(table), app=app
                    )
                )
