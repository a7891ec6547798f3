"""Who has handed up, for the whole nation, beside one grouped count by hand.

3,321 communes × 8 periods of one form, each with its filing, clock and 20 values.
"""

from typing import Any

from bench.bench_rollup import TODAY, places, prepare, row, times
from bench.home import own_cluster
from bench.rows import Row
from danchu.lib.garbage import settle

PERIODS, VALUES, ROUNDS = 8, 20, 40
DOSSIERS = """
WITH made AS (
    INSERT INTO dossiers_dossier (kind, unit_id, phase, sealed, opened_at)
    SELECT 'filing', id, 'open', false, now() FROM units_unit
    WHERE kind = 'commune' AND valid_to IS NULL RETURNING id, unit_id
)
INSERT INTO indicators_filing
    (dossier_id, form_id, unit_id, period_id, status, approved_by_id, self_approved)
SELECT id, %s, unit_id, %s, 'approved', %s, false FROM made
"""
CLOCKS = """
INSERT INTO deadlines_clock (dossier_id, code, label, rule_code, citation, is_sure,
    value, unit, direction, counted_from, counted_out, due_on, paused_on, days_left)
SELECT f.dossier_id, 'indicators.filing', 'Nộp', '', '', true, 5, 'd', 'after',
    p.end_on, p.end_on + 5, p.end_on + 5, p.end_on + (f.unit_id % 9)::int, 0
FROM indicators_filing f JOIN periods_reportingperiod p ON p.id = f.period_id
"""
FILLED = """
INSERT INTO indicators_value (unit_id, indicator_id, period_id, filing_id, number,
    scope, state, qualifier, origin, stage)
SELECT f.unit_id, i.id, f.period_id, f.dossier_id, 1 + (f.unit_id * i.id) %% 900,
    'own', 'number', 'exact', 'typed', 'approved'
FROM indicators_filing f CROSS JOIN LATERAL (
    SELECT id FROM indicators_indicator WHERE measure <> 'percent' ORDER BY id LIMIT %s
) i
"""
BY_HAND = """
SELECT f.period_id, count(*), count(*) FILTER (WHERE c.paused_on <= c.due_on)
FROM indicators_filing f JOIN deadlines_clock c ON c.dossier_id = f.dossier_id
WHERE f.form_id = %s AND f.period_id = ANY(%s) GROUP BY 1
"""


def rows() -> list[Row]:
    with own_cluster("completeness"):
        return measured()


def measured() -> list[Row]:
    prepare()
    from django.db import connection  # noqa: PLC0415 -- after setup

    from danchu.indicators.queries.asked import form_by_code  # noqa: PLC0415 -- after setup
    from danchu.indicators.queries.completeness import (  # noqa: PLC0415 -- after setup
        Sheet,
        completeness_of,
        periods_of_form,
    )
    from danchu.indicators.queries.doubts import doubts_of  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.services import ensure_period  # noqa: PLC0415 -- after setup
    from danchu.testing.cast import hire  # noqa: PLC0415 -- after setup

    nation, provinces = places()
    form, periods = form_by_code("PL4"), tuple(periods_of_form("PL4", TODAY, PERIODS))
    who = hire("bench", "Người Đo", nation, "secretary")
    known = [ensure_period(one).pk for one in periods]
    fill(form.pk, known, who.pk)
    settle()  # as a worker does

    def matrix(unit: Any) -> Any:
        return completeness_of(Sheet(unit, "PL4", periods, TODAY), TODAY)

    def doubts() -> None:
        assert doubts_of(filings, periods) is not None

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, [form.pk, known])
            assert len(cursor.fetchall()) == PERIODS

    shown = matrix(nation).rows[:100]
    filings = [cell.filing for one in shown for cell in one.cells if cell.filing]
    note = f"3,321 communes × {PERIODS} periods; baseline: counted by hand, no tree"
    return [
        row(
            "completeness.nation",
            times(lambda: matrix(nation), ROUNDS),
            times(by_hand, ROUNDS),
            note,
        ),
        row(
            "completeness.province",
            times(lambda: matrix(provinces[0]), ROUNDS),
            times(by_hand, ROUNDS),
            f"a province of {note}",
        ),
        row(
            "completeness.doubts",
            times(doubts, ROUNDS),
            times(by_hand, ROUNDS),
            f"{len(filings)} filings of a page compared with the period before",
        ),
    ]


def fill(form: int, periods: list[int], who: int) -> None:
    from django.db import connection  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        for period in periods:
            cursor.execute(DOSSIERS, [form, period, who])
        cursor.execute(CLOCKS)
        cursor.execute(FILLED, [VALUES])
        cursor.execute("ANALYZE")
