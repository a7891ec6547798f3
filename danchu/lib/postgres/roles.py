"""The two roles and the one database of a cluster."""

from collections.abc import Callable

import psycopg
from psycopg import sql

from danchu.lib.setup_error import SetupError

OWNER = "danchu_owner"
APP = "danchu_app"
DATABASE = "danchu"


def prepare(address: Callable[[str], str], app_password: str) -> None:
    """Make the database and the application's role if they are missing."""
    try:
        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            _make_role(connection, app_password)
            _make_database(connection)
    except psycopg.OperationalError as error:
        raise SetupError(
            "Không mở được cơ sở dữ liệu bằng mật khẩu trong thư mục dữ liệu. Hãy trả "
            f"lại tệp pg.owner.password đúng của nó. ({error})"
        ) from error


def _make_role(connection: psycopg.Connection, password: str) -> None:
    if connection.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]
    ).fetchone():
        return
    connection.execute(
        sql.SQL("CREATE ROLE {} LOGIN NOINHERIT PASSWORD {}").format(
            sql.Identifier(APP), sql.Literal(password)
        )
    )


def _make_database(connection: psycopg.Connection) -> None:
    if connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    ).fetchone():
        return
    name, app = sql.Identifier(DATABASE), sql.Identifier(APP)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, app))
