"""Triggers refuse everybody; the server has not even the right."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from danchu.kernel.audit import APPEND_ONLY, ERASABLE
from danchu.kernel.audit.models import Event, EventPersonal
from danchu.kernel.audit.services import record
from danchu.testing.cast import Cast, make_cast

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
REFUSED_TO_ALL = [
    "UPDATE audit_event SET verb = 'x'",
    "UPDATE audit_event SET verb = 'x' WHERE false",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event CASCADE",
    "UPDATE audit_eventpersonal SET facts = '{}'",
    "TRUNCATE audit_eventpersonal",
]


def with_history() -> Cast:
    cast = make_cast()
    record(
        unit=cast.hoa_thuan, verb="a.b", actor=cast.binh, at=NOW, personal={"name": "X"}
    )
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else a table in use cannot be truncated
    return cast


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def as_server() -> Iterator[None]:
    """Act as a role with the grants the server has (config/database.py)."""
    run("CREATE ROLE danchu_probe")
    run("GRANT USAGE ON SCHEMA public TO danchu_probe")
    run(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public "
        "TO danchu_probe"
    )
    run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO danchu_probe")
    run(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(APPEND_ONLY)} FROM danchu_probe"
    )
    run(f"REVOKE UPDATE, TRUNCATE ON {', '.join(ERASABLE)} FROM danchu_probe")
    run("SET LOCAL ROLE danchu_probe")
    yield
    run("RESET ROLE")


@pytest.mark.parametrize("statement", REFUSED_TO_ALL)
def test_even_the_owner_of_the_tables_may_not_change_history(statement: str) -> None:
    with_history()

    with pytest.raises(ProgrammingError, match="history is append-only"):
        run(statement)

    assert [event.verb for event in Event.objects.all()] == ["a.b"]
    assert EventPersonal.objects.get().facts == {"name": "X"}


def test_playing_a_replica_opens_no_side_door() -> None:
    with_history()
    run("SET LOCAL session_replication_role = replica")

    with pytest.raises(ProgrammingError, match="history is append-only"):
        run("DELETE FROM audit_event")


@pytest.mark.parametrize("statement", REFUSED_TO_ALL)
@pytest.mark.usefixtures("as_server")
def test_the_server_has_no_right_to_change_history(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(statement)


def test_the_server_may_append_read_and_erase_what_is_personal(
    request: pytest.FixtureRequest,
) -> None:
    cast = make_cast()
    request.getfixturevalue("as_server")

    record(
        unit=cast.hoa_thuan, verb="a.b", actor=cast.binh, at=NOW, personal={"name": "X"}
    )
    run("DELETE FROM audit_eventpersonal")

    assert [event.verb for event in Event.objects.all()] == ["a.b"]
    assert not EventPersonal.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_between_tests_that_commit_history_is_emptied_and_guarded_again(
    turn: str,
) -> None:
    assert not Event.objects.exists(), turn
    with_history()

    with pytest.raises(ProgrammingError, match="history is append-only"):
        run("DELETE FROM audit_event")
    with pytest.raises(ProgrammingError, match="history is append-only"):
        run("TRUNCATE audit_eventpersonal")
