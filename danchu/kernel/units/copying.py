"""Writing many rows at once, past the model: ten times as fast for a nation's map."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model
from psycopg import sql


def copy_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Append `rows` to the table of `model` by COPY, in the caller's transaction.

    Constraints of the database hold; defaults and checks of the model do not.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001 -- Django's public name
        sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def new_ids(model: type[Model], count: int) -> list[int]:
    """Take `count` ids of `model` from its sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [model._meta.db_table, count],  # noqa: SLF001 -- Django's public name
        )
        return [row[0] for row in cursor.fetchall()]
