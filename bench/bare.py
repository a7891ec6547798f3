"""The same numbers in bare tables with the best indexes, summed by hand."""

from collections.abc import Callable, Sequence
from typing import Any

TABLES = """
CREATE TABLE bare AS SELECT unit_id AS unit, indicator_id AS indicator,
    period_id AS period, number FROM indicators_value;
CREATE INDEX ON bare (indicator, period) INCLUDE (unit, number);
CREATE INDEX ON bare (unit, period, indicator) INCLUDE (number);
CREATE TABLE bare_tree AS SELECT unit_id AS unit, ancestor_id AS province
    FROM units_ancestry WHERE tree = 'territory' AND ancestor_id = ANY(%s)
    AND since <= %s AND until > %s AND unit_died = 'infinity'::date;
"""
ONE = """
SELECT province, sum(number), count(*) FROM bare JOIN bare_tree USING (unit)
WHERE indicator = %s AND period = %s GROUP BY 1
"""
SERIES = """
SELECT period, sum(number), count(*) FROM bare WHERE indicator = %s GROUP BY 1
"""
FORM = """
SELECT indicator, province, sum(number), count(*) FROM bare JOIN bare_tree USING (unit)
WHERE indicator = ANY(%s) AND period = %s GROUP BY 1, 2
"""
PAGE = """
SELECT unit, indicator, number FROM bare
WHERE unit = ANY(%s) AND period = %s AND indicator = ANY(%s)
"""


def make(provinces: Sequence[int], day: Any) -> None:
    """Make the tables; a unit that lives has no last day in the tree."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    from danchu.kernel.units.rules import END  # noqa: PLC0415 -- after setup

    statements = TABLES.replace("'infinity'::date", f"'{END:%Y-%m-%d}'")
    with connection.cursor() as cursor:
        cursor.execute(statements, [list(provinces), day, day])
        cursor.execute("VACUUM ANALYZE bare, bare_tree")


def asker(statement: str, least: int) -> Callable[..., None]:
    """Return what asks a statement and holds it to a number of rows."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    def ask(*facts: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, facts)
            assert len(cursor.fetchall()) >= least

    return ask
