"""What the server may do to history and ledger is read from the database itself."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from danchu.config.database import LEDGER, grant_to
from danchu.kernel import audit, erasures, ledger
from tests.invariants.tables import OURS

APPEND_ONLY = audit.APPEND_ONLY + ledger.APPEND_ONLY + erasures.APPEND_ONLY
ERASABLE = audit.ERASABLE + ledger.ERASABLE
ROLE = "danchu_invariants"
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
ORDINARY = sorted(
    model._meta.db_table
    for model in OURS
    if model._meta.db_table not in {*APPEND_ONLY, *ERASABLE}
)


@pytest.fixture(name="server")
def the_server() -> psycopg.Connection[Any]:
    """Give the application's rights to a role that ends with the test's transaction."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    raw.execute(f"CREATE ROLE {ROLE} NOLOGIN")
    raw.execute(f"CREATE TABLE IF NOT EXISTS {LEDGER} (name text, result jsonb)")
    grant_to(raw, ROLE)
    return raw


def rights(server: psycopg.Connection[Any], table: str) -> list[str]:
    """Return what the application may do to a table."""
    row = server.execute(
        "SELECT array_agg(r ORDER BY n) FROM unnest(%s::text[]) WITH ORDINALITY"
        " AS t(r, n) WHERE has_table_privilege(%s, %s, r)",
        [list(RIGHTS), ROLE, table],
    ).fetchone()
    return list(row[0] or []) if row else []


def refused(server: psycopg.Connection[Any], table: str) -> set[str]:
    """Return the deeds that triggers refuse to everybody, the owner included."""
    # pg_trigger.tgtype: 8 is DELETE, 16 is UPDATE, 32 is TRUNCATE.
    rows = server.execute(
        "SELECT tgtype FROM pg_trigger WHERE tgrelid = %s::regclass"
        " AND NOT tgisinternal AND tgenabled <> 'D'",
        [table],
    ).fetchall()
    kinds = {8: "DELETE", 16: "UPDATE", 32: "TRUNCATE"}
    return {name for (bits,) in rows for bit, name in kinds.items() if bits & bit}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_may_be_added_and_read(
    server: psycopg.Connection[Any], table: str
) -> None:
    assert rights(server, table) == ["SELECT", "INSERT"]
    assert refused(server, table) == {"UPDATE", "DELETE", "TRUNCATE"}


@pytest.mark.parametrize("table", ERASABLE)
def test_what_is_personal_may_be_erased_too(
    server: psycopg.Connection[Any], table: str
) -> None:
    assert rights(server, table) == ["SELECT", "INSERT", "DELETE"]
    assert "UPDATE" in refused(server, table)


@pytest.mark.parametrize("table", ORDINARY)
def test_other_tables_may_be_written_but_not_emptied(
    server: psycopg.Connection[Any], table: str
) -> None:
    assert rights(server, table) == ["SELECT", "INSERT", "UPDATE", "DELETE"]


@pytest.mark.parametrize("table", [LEDGER, "django_migrations"])
def test_what_only_the_owner_writes_is_read(
    server: psycopg.Connection[Any], table: str
) -> None:
    assert rights(server, table) == ["SELECT"]


@pytest.mark.parametrize("table", ORDINARY)
def test_the_application_owns_nothing(
    server: psycopg.Connection[Any], table: str
) -> None:
    owner = server.execute(
        "SELECT tableowner FROM pg_tables WHERE tablename = %s", [table]
    ).fetchone()

    assert owner != (ROLE,)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_right_too_many_and_a_trigger_put_to_sleep_are_found(
    server: psycopg.Connection[Any], table: str
) -> None:
    server.execute(f"GRANT UPDATE ON {table} TO {ROLE}")
    server.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    assert rights(server, table) == ["SELECT", "INSERT", "UPDATE"]
    assert refused(server, table) == set()
