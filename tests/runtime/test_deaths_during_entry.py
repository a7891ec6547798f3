"""Everything dies while clerks type: what was answered is there afterwards."""

import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psycopg

from danchu.lib.postgres import Cluster
from tests.runtime.serving import ROOT, TOKEN, Server, answers, clean_environment, until
from tests.runtime.test_deaths import kill_everything

MOMENTS, WRITERS = 10, 3
LONGEST_NUMBER = 999
FORM, PERIOD, COMMUNE = "PL2", "2025", "07339"
HIRE = f"""
import json
from datetime import date
import django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.kernel.people.services import give_post, open_account
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.queries import unit_by_code
unit = unit_by_code("{COMMUNE}", date(2026, 1, 5))
clerk = open_account(username="nguoi-nhap", full_name="Người Nhập", password=None)
give_post(user=clerk, unit=unit, role="clerk", title="", valid_from=date(2025, 7, 1))
session = SessionStore()
session[SESSION_KEY] = str(clerk.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = clerk.get_session_auth_hash()
session.create()
asked = asked_of(form_by_code("{FORM}"), unit, period_from("{PERIOD}"))
lone = [row.code for row in asked.rows if row.is_whole and not row.members]
print(json.dumps({{
    "cookie": f"{{settings.SESSION_COOKIE_NAME}}={{session.session_key}}",
    "unit": unit.pk, "cells": lone,
}}))
"""


def hire(home: Path) -> dict[str, Any]:
    """Give the running product a clerk, and say with which cookie and cells."""
    done = subprocess.run(
        [sys.executable, "-c", HIRE],
        cwd=ROOT,
        env=clean_environment(
            DANCHU_HOME=str(home),
            DATABASE_URL=Cluster(home).dsn(),
            DJANGO_SETTINGS_MODULE="danchu.config.settings",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    hired: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return hired


@dataclass
class Cell:
    """One cell and its writer, who types the next number over the last one seen."""

    name: str
    tried: int = 0
    acknowledged: int = 0
    seen: str = ""


@dataclass
class Typing:
    """Clerks who keep saving, each in a cell of their own, while the server lives."""

    server: Server
    clerk: dict[str, Any]
    cells: list[Cell]
    saves: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def _type(self, cell: Cell) -> None:
        while not self._over.is_set():
            cell.tried = cell.tried % LONGEST_NUMBER + 1
            body = {"cells": {cell.name: {"text": str(cell.tried), "seen": cell.seen}}}
            try:
                told = self._send(body)
            except OSError:
                time.sleep(0.01)
                continue
            self._hear(cell, told)

    def _send(self, body: object) -> dict[str, Any]:
        status, _, answer = self.server.ask(
            "POST",
            f"/so-lieu/{FORM}/{self.clerk['unit']}/{PERIOD}/o/",
            json.dumps(body),
            {
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Cookie": f"{self.clerk['cookie']}; csrf={TOKEN}",
                "X-CSRFToken": TOKEN,
            },
        )
        if status >= 500:
            raise ConnectionError(status)
        assert status == 200, answer[:500]
        told: dict[str, Any] = json.loads(answer)
        return told

    def _hear(self, cell: Cell, told: dict[str, Any]) -> None:
        if cell.name in told["saved"]:
            cell.acknowledged = cell.tried
            cell.seen = told["saved"][cell.name]["seen"]
            self.saves += 1
        else:  # the save before was written, but its answer was cut off
            cell.seen = told["conflicts"][cell.name]["seen"]

    def __enter__(self) -> Self:
        self._threads = [
            threading.Thread(target=self._type, args=(cell,)) for cell in self.cells
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def kept(home: Path, cells: list[Cell]) -> dict[str, int]:
    """Read what stands in the cells."""
    with psycopg.connect(Cluster(home).dsn()) as connection:
        rows = connection.execute(
            "SELECT i.code, v.number::int FROM indicators_value v"
            " JOIN indicators_indicator i ON i.id = v.indicator_id"
            " WHERE i.code = ANY(%s) AND v.origin = 'typed'",
            ([cell.name for cell in cells],),
        )
        return dict(rows.fetchall())


def is_between(number: int, acknowledged: int, tried: int) -> bool:
    """Tell whether a number was typed since the last answer; counting begins anew."""
    typed_since = (tried - acknowledged) % LONGEST_NUMBER
    return (number - acknowledged) % LONGEST_NUMBER <= typed_since


def test_every_cell_answered_is_there_after_everything_is_killed_ten_times(
    home: Path,
) -> None:
    chance = random.Random(20_261_125)  # noqa: S311 -- moments, not secrets
    server = Server(home)
    found: list[tuple[dict[str, int], dict[str, tuple[int, int]]]] = []
    try:
        server.start()
        clerk = hire(home)
        cells = [Cell(name) for name in clerk["cells"][:WRITERS]]
        for _ in range(MOMENTS):
            with Typing(server, clerk, cells) as typing:
                until(lambda: typing.saves > WRITERS, 30, "no save was answered")
                time.sleep(chance.uniform(0, 0.7))
                kill_everything(server, chance)
            until(lambda: not answers(server.port), 3, "an orphan answers on the port")
            server.start()
            promised = {one.name: (one.acknowledged, one.tried) for one in cells}
            found.append((kept(home, cells), promised))
    finally:
        server.clear()

    assert len(found) == MOMENTS
    for stored, promised in found:
        # What was typed after the last answer may have been written before the end.
        assert {
            name: (stored.get(name), promise)
            for name, promise in promised.items()
            if not is_between(stored.get(name, 0), *promise)
        } == {}
