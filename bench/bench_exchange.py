"""Bringing many figures in at once: a workbook of 99 communes, and values by the API.

The workbook goes the way of the pages: sent, read in its own process, rehearsed, shown,
applied. The values go through the address of the API as CSV and as JSON, each cell
validated and weighed, committed with its history; beside them the same numbers by a
bare COPY into a table without indexes or constraints, one commit.
"""

import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from bench.bench_entry import CELLS, FORM, asked_cells
from bench.bench_rollup import prepare
from bench.home import own_cluster
from bench.rows import Row
from danchu.lib.garbage import settle

PROVINCE, COMMUNES = "24", 99
PERIODS = ("2025H2", "2025Q3", "2025Q4")
SHEET = "2025"
ROUNDS = 5
DAY = date(2026, 1, 5)
HOST = "127.0.0.1"
VALUES = "/api/v1/values"


def rows() -> list[Row]:
    with own_cluster("exchange"):
        prepare()
        import time_machine  # noqa: PLC0415 -- only here
        from django.core.management import call_command  # noqa: PLC0415 -- after setup

        call_command("collectstatic", interactive=False, verbosity=0)
        with time_machine.travel(datetime(2026, 1, 5, 2, 0, tzinfo=UTC)):
            return measured()


def measured() -> list[Row]:
    units, clerk = people()
    names = form_for(units)
    client = visitor(clerk)
    settle()  # as a worker does
    workbook = [sheet(client, clerk, units, names, turn) for turn in range(ROUNDS)]
    taken: dict[str, list[float]] = {"csv": [], "json": []}
    bare = []
    copy = bare_copier(names)
    for turn in range(ROUNDS):
        for kind, rates in taken.items():
            cells = numbers(units, names)
            rates.append(posted(client, kind, cells, turn))
            bare.append(copy(cells))
    count = len(units) * len(names) * len(PERIODS)
    baseline = statistics.median(bare)
    told = f"{count} values a request, weighed against what stands, committed with "
    told += "history; baseline: bare COPY of the same numbers"
    return [
        Row(
            "import.xlsx",
            max(workbook),
            "s worst",
            n=ROUNDS,
            note=f"{len(units)} communes × {len(names)} cells: sent, read, rehearsed, "
            "shown, applied with history; the first also opens the filings",
        ),
        Row(
            "import.values",
            statistics.median(taken["csv"][1:]),
            "values/s",
            baseline,
            ROUNDS - 1,
            f"CSV that changes every cell, {told}",
        ),
        Row(
            "import.values_new",
            taken["csv"][0],
            "values/s",
            baseline,
            note=f"CSV into filings nobody has begun, {told}",
        ),
        Row(
            "import.values_json",
            statistics.median(taken["json"]),
            "values/s",
            baseline,
            ROUNDS,
            f"JSON that changes every cell, {told}",
        ),
    ]


def people() -> tuple[list[Any], Any]:
    """Have one clerk hold the post of every commune of a province."""
    from danchu.kernel.people.services import give_post, open_account  # noqa: PLC0415 -- after setup
    from danchu.kernel.units.queries import children_of, unit_by_code  # noqa: PLC0415 -- after setup

    province = unit_by_code(PROVINCE, DAY)
    units = list(children_of(province, DAY).filter(kind="commune"))[:COMMUNES]
    assert len(units) == COMMUNES, len(units)
    clerk = open_account(username="thu-ky", full_name="Người Nhập", password=None)
    for unit in units:
        give_post(
            user=clerk, unit=unit, role="clerk", title="", valid_from=date(2025, 7, 1)
        )
    return units, clerk


def form_for(units: list[Any]) -> list[str]:
    """Have the form ask 120 cells of communes, in every kind of period used here."""
    from danchu.indicators.models import Form, FormRow  # noqa: PLC0415 -- after setup

    names = asked_cells(units[0])
    FormRow.objects.filter(form=Form.objects.get(code=FORM)).update(
        period_kinds=["Y", "H", "Q"]
    )
    assert len(names) == CELLS
    return names


def visitor(clerk: Any) -> Any:
    from django.test import Client  # noqa: PLC0415 -- after setup

    client = Client(SERVER_NAME=HOST)
    client.force_login(clerk)
    return client


def sheet(
    client: Any, clerk: Any, units: list[Any], names: list[str], turn: int
) -> float:
    """Return the seconds from sending a filled workbook to its being applied."""
    from decimal import Decimal  # noqa: PLC0415 -- only here

    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- after setup

    from danchu.indicators.queries.spreads import spread_of, spread_workbook  # noqa: PLC0415 -- after setup
    from danchu.kernel.exchange.rules.books import Found  # noqa: PLC0415 -- after setup

    chance = random.Random(turn)
    spread = spread_of(user=clerk, form=FORM, period=SHEET, today=DAY)
    sent = {
        (str(unit.pk), name): Found(number=Decimal(chance.randint(1, 99_999)))
        for unit in units
        for name in names
    }
    raw = spread_workbook(spread, DAY, sent)
    address = f"/so-lieu/{FORM}/nhieu-don-vi/{SHEET}/excel/"
    begun = time.perf_counter()
    told = client.post(address, {"tep": SimpleUploadedFile("bieu.xlsx", raw)})
    where = told.headers["Location"]
    read = time.perf_counter()
    shown = client.get(where).content.decode()
    seen = time.perf_counter()
    version = shown.split('name="phien-ban" value="')[1].split('"')[0]
    done = client.post(where, {"viec": "ap-dung", "phien-ban": version})
    ended = time.perf_counter()
    assert done.status_code == 302, done.content.decode()[:2000]
    print(
        f"  workbook of {len(raw)} bytes: read {read - begun:.2f}, rehearsed and shown "
        f"{seen - read:.2f}, applied {ended - seen:.2f} s"
    )
    return ended - begun


def numbers(units: list[Any], names: list[str]) -> list[tuple[str, str, str, int]]:
    chance = random.Random()
    return [
        (str(unit.pk), period, name, chance.randint(1, 99_999))
        for period in PERIODS
        for unit in units
        for name in names
    ]


def posted(client: Any, kind: str, cells: list[Any], turn: int) -> float:
    """Return how many values a second a request takes."""
    raw, media = {
        "csv": (as_table, "text/csv"),
        "json": (as_document, "application/json"),
    }[kind]
    body = raw(cells)
    begun = time.perf_counter()
    answer = client.post(VALUES, body, content_type=media, headers={"X-CSRFToken": ""})
    seconds = time.perf_counter() - begun
    assert answer.status_code == 200, answer.content.decode()[:2000]
    counts = answer.json()["counts"]
    assert counts["refused"] == 0
    assert sum(counts.values()) >= len(cells)
    print(f"  {kind} {turn}: {len(body)} bytes, {len(cells) / seconds:.0f} values/s")
    return len(cells) / seconds


def as_table(cells: list[Any]) -> str:
    lines = [f"{FORM},{unit},{period},{name},{n}" for unit, period, name, n in cells]
    return "form,unit,period,cell,number\n" + "\n".join(lines)


def as_document(cells: list[Any]) -> str:
    filings: dict[tuple[str, str], dict[str, Any]] = {}
    for unit, period, name, number in cells:
        filings.setdefault((unit, period), {})[name] = {"number": number}
    sent = [
        {"form": FORM, "unit": unit, "period": period, "cells": named}
        for (unit, period), named in filings.items()
    ]
    return json.dumps({"filings": sent})


def bare_copier(names: list[str]) -> Callable[[list[Any]], float]:
    from django.db import connection, transaction  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare (unit int, period int, indicator int, number numeric)"
        )
    places = {name: at for at, name in enumerate(names)}

    def copied(cells: list[Any]) -> float:
        begun = time.perf_counter()
        text = "".join(
            f"{unit}\t{PERIODS.index(period)}\t{places[name]}\t{number}\n"
            for unit, period, name, number in cells
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE bare")
            with cursor.copy("COPY bare FROM STDIN") as pipe:
                pipe.write(text)
        return len(cells) / (time.perf_counter() - begun)

    return copied
