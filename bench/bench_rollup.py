"""A live roll-up of one indicator over 8.0 million values, beside hand-written SQL.

3,321 communes × 120 indicators × 20 quarters, by COPY into a cluster of its own with
the settings a home has. Nothing is cached between one roll-up and the next but what
PostgreSQL itself keeps.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from bench import bare
from bench.home import own_cluster
from bench.rows import Row, percentile
from danchu.lib.garbage import settle

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
    with own_cluster("rollup"):
        return measured()


def measured() -> list[Row]:
    prepare()
    from danchu.indicators.queries import (  # noqa: PLC0415 -- after setup
        province_table,
        rollup,
        series,
    )

    count, seconds = fill()
    print(f"  {count} values in {seconds:.0f} s")
    chance = random.Random(8)
    nation, provinces = places()
    keys, codes, periods = asked(), codes_of("indicator"), codes_of("period")
    bare.make([one.pk for one in provinces], TODAY)
    settle()  # as a worker does
    one, line = bare.asker(bare.ONE, 34), bare.asker(bare.SERIES, QUARTERS)
    form = bare.asker(bare.FORM, 34 * INDICATORS)
    indicators = sorted({indicator for indicator, _ in keys})
    in_order = ",".join(periods[period] for period in dict.fromkeys(p for _, p in keys))

    def roll_up(unit: Any) -> None:
        indicator, period = chance.choice(keys)
        found = rollup(
            indicator=codes[indicator],
            unit=unit,
            period=periods[period],
            map_on=TODAY,
        )
        assert found.total.coverage.is_full

    def in_a_row() -> None:
        code = codes[chance.choice(indicators)]
        found = series(indicator=code, unit=nation, periods=in_order, map_on=TODAY)
        assert all(point.total.coverage.is_full for point in found.points)

    def whole_form() -> None:
        table = province_table(
            unit=nation,
            period=periods[chance.choice(keys)[1]],
            indicators=[codes[indicator] for indicator in indicators],
            map_on=TODAY,
        )
        assert all(total.coverage.is_full for total in table.totals)

    note = f"{count} values; baseline: by hand on a bare table with the best index"
    return [
        row(
            "rollup.one_indicator",
            times(lambda: roll_up(nation)),
            times(lambda: one(*chance.choice(keys))),
            f"nation with 34 provinces and coverage, {note}",
        ),
        row(
            "rollup.province",
            times(lambda: roll_up(chance.choice(provinces))),
            times(lambda: hand_written(chance.choice(keys))),
            "a province with its communes and coverage; baseline: one sum of the "
            "nation by hand, no tree",
        ),
        row(
            "rollup.one_series",
            times(in_a_row, 60),
            times(lambda: line(chance.choice(indicators)), 60),
            f"nation, {QUARTERS} quarters with coverage; {note}",
        ),
        row(
            "rollup.whole_form",
            times(whole_form, 30),
            times(lambda: form(indicators, chance.choice(keys)[1]), 30),
            f"{INDICATORS} indicators × 34 provinces; {note}",
        ),
        page_row(keys, codes, periods),
    ]


def row(name: str, taken: list[float], by_hand: list[float], note: str) -> Row:
    """Make a row of p95; the note has the medians, steadier on a shared machine."""
    middle = f"medians {percentile(taken, 0.5):.1f} and {percentile(by_hand, 0.5):.1f}"
    return Row(
        name,
        percentile(taken, 0.95),
        "ms p95",
        percentile(by_hand, 0.95),
        len(taken),
        f"{note}; {middle} ms",
    )


def page_row(
    keys: list[tuple[int, int]], codes: dict[int, str], periods: dict[int, str]
) -> Row:
    """Ask the page of totals of a province of 99 communes, in a whole form."""
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.test import Client  # noqa: PLC0415 -- after setup

    from danchu.indicators.queries.columns import forms_asked  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.rules import Period  # noqa: PLC0415 -- after setup
    from danchu.kernel.units.queries import children_of, unit_by_code  # noqa: PLC0415 -- after setup
    from danchu.testing.cast import hire  # noqa: PLC0415 -- after setup

    province, period = unit_by_code("24", TODAY), Period.quarter(2026, 2)
    communes = list(children_of(province, TODAY).values_list("pk", flat=True))
    form = max(
        forms_asked(["province", "commune"], period, province, TODAY),
        key=lambda one: len(one.indicators),
    )
    call_command("collectstatic", verbosity=0, interactive=False)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(hire("bench", "Người Đo", province, "secretary"))
    asked = {"don-vi": str(province.pk), "ky": period.code, "bieu": form.code}

    def page() -> None:
        answer = browser.get("/tong-hop/", asked)
        assert answer.status_code == 200, answer.status_code
        assert answer.content.count(b"<tr") >= len(communes)

    pk = next(one for one, code in periods.items() if code == period.code)
    wanted = [one for one, code in codes.items() if code in form.indicators]
    by_hand = bare.asker(bare.PAGE, len(communes))
    return row(
        "rollup.page",
        times(page, 40),
        times(lambda: by_hand(communes, pk, wanted), 40),
        f"{len(communes)} communes × {len(form.indicators)} indicators of "
        f"{form.code} on the desk through the test client, {len(keys)} keys loaded; "
        "baseline: the rows by hand",
    )


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


def fill(keys: list[tuple[int, int]] | None = None) -> tuple[int, float]:
    """Copy the values in without indexes and make these after, as a restore does."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    # Asked before COPY begins: it holds the connection to its end.
    communes, keys = commune_ids(), keys or asked()
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


def times(deed: Callable[[], None], rounds: int = ROUNDS) -> list[float]:
    taken, warm = [], max(rounds // 10, 3)
    for index in range(rounds + warm):
        begun = time.perf_counter()
        deed()
        if index >= warm:
            taken.append((time.perf_counter() - begun) * 1000)
    return taken
