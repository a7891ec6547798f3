"""Things published, for the tests of the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from danchu.kernel.ledger.models import Leaf
from danchu.kernel.ledger.services import Entry, append_many
from danchu.kernel.units.models import Unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = date(2026, 11, 23)


def entry(number: int, unit: Unit | None = None) -> Entry:
    return Entry(f"figures:{number}", "figure", unit, DAY, {"value": str(number)})


def publish(
    count: int, *, start: int = 0, unit: Unit | None = None, at: datetime = NOW
) -> list[Leaf]:
    """Append `figures:<start>` and so on, all in one transaction."""
    return append_many([entry(start + n, unit) for n in range(count)], at=at)


def run(statement: str, *values: bytes | int | str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def as_an_insider(*tables: str) -> Iterator[None]:
    """Act as who owns the tables and puts the triggers to sleep."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    yield
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
