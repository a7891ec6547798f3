"""Saving a whole form: 120 cells written, recorded in history, and checked.

Every save changes all 120 cells of a commune's yearly form, beside 120 bare rows put
into a table without constraints by one statement and one commit. The keys of a filing
of 40 cells are counted by the page's own script in a real browser.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.bench_rollup import prepare
from bench.home import own_cluster
from bench.rows import Row, percentile
from tests.journeys.browser import FLAGS, find_chromium
from tests.journeys.site import demonstration

CELLS, ROUNDS, WARM = 120, 200, 20
KEYED = 40
FORM, COMMUNE, YEAR = "PL2", "07339", 2025
AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
BARE = """
INSERT INTO bare (unit, period, indicator, member, number)
SELECT 1, 1, n, 0, n + %s FROM generate_series(1, 120) AS n
ON CONFLICT (unit, period, indicator, member) DO UPDATE SET number = excluded.number
"""
COUNT_KEYS = """() => {
    window.keys = 0;
    addEventListener("keydown", () => { window.keys += 1; }, true);
}"""


def rows() -> list[Row]:
    with own_cluster("entry"):
        saved = measured()
    return [saved, keystrokes()]


def measured() -> Row:
    prepare()
    unit, clerk = a_clerk()
    names = asked_cells(unit)
    save = saver(unit, clerk, names)
    bare = bare_table()
    taken, by_hand = [], []
    for turn in range(ROUNDS + WARM):
        one, other = timed(lambda: save(turn)), timed(lambda: bare(turn))  # noqa: B023 -- called at once
        if turn >= WARM:
            taken.append(one)
            by_hand.append(other)
    return Row(
        "entry.save_form",
        percentile(taken, 0.95),
        "ms p95",
        percentile(by_hand, 0.95),
        ROUNDS,
        f"{len(names)} cells changed, history, all checks, the answer; baseline: "
        f"{CELLS} bare rows, one statement, one commit",
    )


def timed(deed: Callable[[], None]) -> float:
    begun = time.perf_counter()
    deed()
    return (time.perf_counter() - begun) * 1000


def a_clerk() -> tuple[Any, Any]:
    from danchu.kernel.people.services import give_post, open_account  # noqa: PLC0415 -- after setup
    from danchu.kernel.units.queries import unit_by_code  # noqa: PLC0415 -- after setup

    unit = unit_by_code(COMMUNE, AT.date())
    clerk = open_account(username="thu-ky", full_name="Người Nhập", password=None)
    give_post(
        user=clerk, unit=unit, role="clerk", title="", valid_from=date(2025, 7, 1)
    )
    return unit, clerk


def asked_cells(unit: Any) -> list[str]:
    """Name the cells of the form, lengthened by rows of other forms to 120."""
    from danchu.indicators.models import Form, FormRow  # noqa: PLC0415 -- after setup
    from danchu.indicators.queries.asked import asked_of, form_by_code  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.rules import Period  # noqa: PLC0415 -- after setup

    form = Form.objects.get(code=FORM)
    spare = (
        FormRow.objects.filter(
            indicator__isnull=False,
            indicator__dimension=None,
            unit_kinds__contains=["commune"],
        )
        .exclude(form=form)
        .exclude(indicator__measure="percent")
        .exclude(
            indicator__in=form.rows.filter(indicator__isnull=False).values("indicator")
        )
        .order_by("pk")
    )
    position = 10_000
    due = form.rows.exclude(indicator=None)[0]
    asked = asked_of(form_by_code(FORM), unit, Period.year(YEAR))
    for row in spare[: max(0, CELLS - len(asked.cells))]:
        row.pk, row.form, row.position = None, form, position
        row.period_kinds, row.due_rule = ["Y"], due.due_rule
        row.save(force_insert=True)
        position += 1
    asked = asked_of(form_by_code(FORM), unit, Period.year(YEAR))
    return list(asked.cells)[:CELLS]


def saver(unit: Any, clerk: Any, names: list[str]) -> Callable[[int], None]:
    from danchu.indicators.answers import saved_page  # noqa: PLC0415 -- after setup
    from danchu.indicators.forms import sheet_from  # noqa: PLC0415 -- after setup
    from danchu.indicators.services.saving import save_sheet  # noqa: PLC0415 -- after setup
    from danchu.kernel.periods.rules import Period  # noqa: PLC0415 -- after setup

    period = Period.year(YEAR)
    seen = dict.fromkeys(names, "")

    def save(turn: int) -> None:
        cells = {name: {"text": str(turn + 1), "seen": seen[name]} for name in names}
        sheet = sheet_from(json.dumps({"cells": cells}).encode())
        answer = save_sheet(
            actor=clerk, form=FORM, unit=unit, period=period, sheet=sheet, at=AT
        )
        told = saved_page(answer.filing, answer.cells, answer.texts)
        assert len(told["saved"]) >= len(names), told["refused"] or told["conflicts"]
        seen.update((name, one["seen"]) for name, one in told["saved"].items())
        json.dumps(told)

    return save


def bare_table() -> Callable[[int], None]:
    from django.db import connection, transaction  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare (unit int, period int, indicator int, member int,"
            " number numeric(22, 4), PRIMARY KEY (unit, period, indicator, member))"
        )

    def write(turn: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BARE, [turn])

    return write


def keystrokes() -> Row:
    """Count the keys that 40 cells of two digits take, from the first to the last."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(FLAGS)
        )
        with demonstration(browser) as site:
            keys = keyed(site.window("binh"))
        browser.close()
    return Row(
        "entry.keystrokes",
        keys,
        "keys",
        n=KEYED,
        note=f"{KEYED} cells of two digits and one key to the next",
    )


def keyed(page: Page) -> int:
    page.goto("/ban-viec/")
    page.locator(".dc-task", has_text=FORM).locator("h3 a").first.click()
    page.evaluate(COUNT_KEYS)
    cells = page.locator("input.dc-cell[name]")
    cells.first.focus()
    for number in range(KEYED):
        page.keyboard.type(str(10 + number))
        page.keyboard.press("Enter")
    filled = [cells.nth(at).input_value() for at in range(KEYED)]
    assert filled == [str(10 + number) for number in range(KEYED)]
    counted: int = page.evaluate("() => window.keys")
    return counted
