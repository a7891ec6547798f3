"""The dashboard of a province of 99 communes over 8 million values, charts drawn.

The first asking draws nothing: its charts are drawn when their pictures are fetched.
"""

import gzip
import time
from typing import Any

from bench.bench_rollup import TODAY, fill, prepare, times
from bench.home import own_cluster
from bench.rows import Row, percentile
from danchu.lib.garbage import settle

ROUNDS, FEWEST = 60, 8
PERIOD, BEFORE = (2028, 3), "2024Q3"
MOST_MS, MOST_KB = 250.0, 250.0
OLD_VALUES = """
INSERT INTO indicators_value (unit_id, indicator_id, period_id, number, scope, state,
    qualifier, origin, stage)
SELECT u.id, i.id, %s, 1 + (u.id * i.id) %% 400, 'own', 'number', 'exact', 'imported',
    'published'
FROM units_unit u CROSS JOIN indicators_indicator i
WHERE u.kind = 'commune' AND u.valid_to = '2025-06-30'
    AND i.code IN ('G01', 'G02', 'G03', 'G04', 'G05', 'F03', 'F11')
"""


def rows() -> list[Row]:
    with own_cluster("dashboard"):
        return measured()


def measured() -> list[Row]:
    prepare()
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.test import Client  # noqa: PLC0415 -- after setup

    from danchu.kernel.periods.rules import Period  # noqa: PLC0415 -- after setup
    from danchu.kernel.units.queries import unit_by_code  # noqa: PLC0415 -- after setup
    from danchu.testing.cast import hire  # noqa: PLC0415 -- after setup

    count, _ = fill()
    fill_before()
    province, period = unit_by_code("24", TODAY), Period.quarter(*PERIOD)
    call_command("collectstatic", verbosity=0, interactive=False)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(hire("bench", "Người Đo", province, "secretary"))
    asked = {"don-vi": str(province.pk), "ky": period.code}
    settle()  # as a worker does

    def page() -> str:
        answer = browser.get("/bang-so-lieu/", asked)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    pictures = pictures_in(page())
    drawn = [timed(lambda one=one: browser.get(one)) for one in pictures]
    whole = page()
    shown = whole.count('class="dc-chart"')
    assert shown >= FEWEST, shown
    taken = times(lambda: assert_whole(page()), ROUNDS)
    weight = len(gzip.compress(whole.encode(), 6)) / 1024
    note = f"province of 99 communes, {shown} charts as SVG, {count} values"
    return [
        Row("dashboard.page", percentile(taken, 0.95), "ms p95", MOST_MS, ROUNDS,
            f"{note}; median {percentile(taken, 0.5):.0f} ms; baseline: the limit"),
        Row("dashboard.weight", weight, "KB gzip", MOST_KB, 1,
            f"{note}; baseline: the limit"),
        Row("dashboard.first_drawing", drawn[0], "ms", None, 1,
            "a picture that begins the process that draws"),
        Row("dashboard.drawing", percentile(drawn[1:], 0.5), "ms median", None,
            len(drawn) - 1, "each further picture: figures, SVG, PNG"),
    ]  # fmt: skip


def assert_whole(page: str) -> None:
    assert 'class="dc-chart"' in page


def pictures_in(page: str) -> list[str]:
    """Return the addresses of charts that are not drawn yet."""
    parts = page.split('<img class="dc-drawn__svg" src="')[1:]
    return [part.split('"', 1)[0].replace("&amp;", "&") for part in parts]


def timed(deed: Any) -> float:
    begun = time.perf_counter()
    assert deed().status_code == 200
    return (time.perf_counter() - begun) * 1000


def fill_before() -> None:
    """Give the units of the old map a number in a quarter before the merger."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    from danchu.kernel.periods.queries import period_from  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.services import ensure_period  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        cursor.execute(OLD_VALUES, [ensure_period(period_from(BEFORE)).pk])
        cursor.execute("ANALYZE indicators_value")
