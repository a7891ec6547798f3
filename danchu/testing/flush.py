"""Emptying append-only tables between tests that commit.

Django empties the database after such a test with one TRUNCATE of every table, which
the triggers of history, ledger and erasures refuse, as they must. This plugin
lifts them for that one statement and puts them back in the same transaction. Nothing
else in a test can change history, and nothing of this exists outside tests.
"""

from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

from danchu.kernel import audit, erasures, ledger

_KEPT = (
    *(*audit.APPEND_ONLY, *audit.ERASABLE),
    *(*ledger.APPEND_ONLY, *ledger.ERASABLE),
    *erasures.APPEND_ONLY,
)
_flush_as_django_does = DatabaseOperations.sql_flush


def _flush_past_history(
    self: DatabaseOperations, *args: Any, **kwargs: Any
) -> list[str]:
    statements = _flush_as_django_does(self, *args, **kwargs)
    return [
        *(f"ALTER TABLE {table} DISABLE TRIGGER {table}_kept" for table in _KEPT),
        *statements,
        *(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept" for table in _KEPT),
    ]


def pytest_configure() -> None:
    """Teach the test run to empty history."""
    pytest.MonkeyPatch().setattr(DatabaseOperations, "sql_flush", _flush_past_history)
