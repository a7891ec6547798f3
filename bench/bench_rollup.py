"""A live roll-up of one indicator over 8.0 million values, beside hand-written SQL.

3,321 communes × 120 indicators × 20 quarters, by COPY into a cluster of its own with
the settings a home has. Nothing is cached between one roll-up and the next but what
PostgreSQL itself keeps.
"""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.rows import Row, percentile
from danchu.lib.postgres import Cluster

INDICATORS, QUARTERS, ROUNDS = 120, 20, 400
TODAY = date(2026, 7, 15)
HAND_WRITTEN = """
SELECT sum(number), count(*) FROM indicators_value
WHERE scope = 'own' AND indicator_id = %s AND period_id = %s AND member_id IS NULL
    AND stage = ANY('{submitted,approved,accepted,published}')
"""
COPY = """
COPY indicators_value (unit_id, indicator_id, period_id, number, scope, state,
    qualifier, origin, stage) FROM STDIN
"""


def rows() -> list[Row]:
    home = Path(tempfile.mkdtemp(prefix="danchu-bench-rollup-"))
    home.chmod(0o755)
    cluster = Cluster(home)
    try:
        os.environ["DATABASE_URL"] = cluster.ensure()
        os.environ["DANCHU_HOME"] = str(home)
        return measured()
    finally:
        close()
        cluster.leave()
        shutil.rmtree(home)


def measured() -> list[Row]:
    prepare()
    from danchu.indicators.queries import rollup  # noqa: PLC0415 -- after setup

    count, seconds = fill()
    print(f"  {count} values in {seconds:.0f} s")
    chance = random.Random(8)
    nation, provinces = places()
    keys, codes, periods = asked(), codes_of("indicator"), codes_of("period")
    by_hand = times(lambda: hand_written(chance.choice(keys)))

    def roll_up(unit: Any) -> None:
        indicator, period = chance.choice(keys)
        found = rollup(
            indicator=codes[indicator],
            unit=unit,
            period=periods[period],
            map_on=TODAY,
        )
        assert found.total.coverage.is_full

    of_nation = times(lambda: roll_up(nation))
    of_province = times(lambda: roll_up(chance.choice(provinces)))
    baseline, note = percentile(by_hand, 0.95), "baseline: one sum by hand, no tree"
    return [
        Row(
            "rollup.one_indicator",
            percentile(of_nation, 0.95),
            "ms p95",
            baseline,
            ROUNDS,
            f"nation with 34 provinces and coverage, {count} values; {note}",
        ),
        Row(
            "rollup.province",
            percentile(of_province, 0.95),
            "ms p95",
            baseline,
            ROUNDS,
            f"a province with its communes and coverage; {note}",
        ),
    ]


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")
    import django  # noqa: PLC0415 -- after setup

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    from danchu.indicators.services import load_catalogue  # noqa: PLC0415 -- after setup
    from danchu.kernel.units.loading import load_units  # noqa: PLC0415 -- after setup

    call_command("migrate", verbosity=0)
    load_units()
    load_catalogue()


def fill() -> tuple[int, float]:
    """Copy the values in without indexes and make these after, as a restore does."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    # Asked before COPY begins: it holds the connection to its end.
    communes, keys = commune_ids(), asked()
    begun = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f'"
            " AND conrelid = 'indicators_value'::regclass"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE indicators_value DROP CONSTRAINT "{name}"')
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename ="
            " 'indicators_value' AND indexname NOT LIKE '%pkey'"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        with cursor.copy(COPY) as copy:
            for lines in blocks(communes, keys):
                copy.write(lines)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE indicators_value, units_ancestry")
        cursor.execute("SELECT count(*) FROM indicators_value")
        return cursor.fetchone()[0], time.monotonic() - begun


def blocks(communes: list[int], keys: list[tuple[int, int]]) -> Iterator[str]:
    chance = random.Random(3)
    for indicator, period in keys:
        chance.shuffle(communes)  # filings arrive in no order
        key = f"\t{indicator}\t{period}\t"
        rest = "\town\tnumber\texact\timported\tpublished\n"
        yield "".join(f"{unit}{key}{chance.randint(1, 999)}{rest}" for unit in communes)


def commune_ids() -> list[int]:
    from danchu.kernel.units.models import Unit  # noqa: PLC0415 -- after setup

    return list(
        Unit.objects.alive(TODAY).filter(kind="commune").values_list("pk", flat=True)
    )


def asked() -> list[tuple[int, int]]:
    from danchu.indicators.models import Indicator  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.rules import Period  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.services import ensure_period  # noqa: PLC0415 -- after setup

    summed = Indicator.objects.filter(
        agg_units="sum", visibility="public", unit_kinds__contains=["commune"]
    ).order_by("code")
    period, periods = Period.quarter(2025, 3), []
    for _ in range(QUARTERS):
        periods.append(ensure_period(period).pk)
        period = period.next()
    indicators = summed.values_list("pk", flat=True)[:INDICATORS]
    return [(indicator, one) for one in periods for indicator in indicators]


def codes_of(what: str) -> dict[int, str]:
    from danchu.indicators.models import Indicator  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.models import ReportingPeriod  # noqa: PLC0415 -- after setup

    model: Any = Indicator if what == "indicator" else ReportingPeriod
    return dict(model.objects.values_list("pk", "code"))


def places() -> tuple[Any, list[Any]]:
    from danchu.kernel.units.queries import children_of, country  # noqa: PLC0415 -- after setup

    return country(), list(children_of(country(), TODAY))


def hand_written(key: tuple[int, int]) -> None:
    from django.db import connection  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        cursor.execute(HAND_WRITTEN, key)
        assert cursor.fetchone()[1] > 3_000


def times(deed: Callable[[], None]) -> list[float]:
    taken = []
    for index in range(ROUNDS + 40):
        begun = time.perf_counter()
        deed()
        if index >= 40:
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def close() -> None:
    from django.conf import settings  # noqa: PLC0415 -- after setup

    if settings.configured:
        from django.db import connections  # noqa: PLC0415 -- after setup

        connections.close_all()
        pooled: Any = connections["default"]
        pooled.close_pool()
