import contextlib
import os
import random
import signal
import threading
import time
import uuid
from pathlib import Path
from typing import Self

import psycopg

from danchu.kernel.people.services import account_mark
from danchu.lib.postgres import Cluster
from tests.runtime.serving import Server, answers, is_alive, serving, until

MOMENTS = 10


class Visitors:
    """People who keep failing to sign in: every answer acknowledges a written row."""

    def __init__(self, server: Server, count: int = 3) -> None:
        self.server = server
        self.acknowledged: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._act) for _ in range(count)]

    def _act(self) -> None:
        while not self._over.is_set():
            login = uuid.uuid4().hex
            try:
                status = self.server.post("/dang-nhap/", login=login, password="x")  # noqa: S106 -- wrong on purpose
            except OSError:
                time.sleep(0.01)
                continue
            if status < 500:
                self.acknowledged.append(account_mark(login))

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def kept_acts(home: Path) -> set[str]:
    with psycopg.connect(Cluster(home).dsn()) as connection:
        rows = connection.execute("SELECT account FROM people_signincounter")
        return {row[0] for row in rows}


def kill_everything(server: Server, order: random.Random) -> None:
    assert server.process
    victims = [server.process.pid, *server.workers(), server.postmaster()]
    order.shuffle(victims)
    for pid in victims:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.process.wait()


def test_nothing_acknowledged_is_lost_when_everything_is_killed_ten_times(
    home: Path,
) -> None:
    chance = random.Random(20_260_615)  # noqa: S311 -- moments, not secrets
    server = Server(home)
    acknowledged: set[str] = set()
    try:
        for _ in range(MOMENTS):
            server.start()
            with Visitors(server) as visitors:
                until(lambda: bool(visitors.acknowledged), 30, "no act was answered")
                time.sleep(chance.uniform(0, 0.7))
                kill_everything(server, chance)
            acknowledged.update(visitors.acknowledged)
            until(lambda: not answers(server.port), 3, "an orphan answers on the port")

        server.start()
        kept = kept_acts(home)
    finally:
        server.clear()

    assert len(acknowledged) >= MOMENTS
    assert acknowledged - kept == set()


def test_a_killed_worker_is_replaced_and_nothing_is_lost(home: Path) -> None:
    with serving(home) as server, Visitors(server) as visitors:
        killed = server.workers()[0]
        os.kill(killed, signal.SIGKILL)
        until(
            lambda: len(server.workers()) == 2 and killed not in server.workers(),
            20,
            "no new worker",
        )
        before = len(visitors.acknowledged)
        until(lambda: len(visitors.acknowledged) > before, 20, "it does not work")

        kept = kept_acts(home)
        assert set(visitors.acknowledged[:before]) - kept == set()


def test_a_killed_database_comes_back_under_a_running_server(home: Path) -> None:
    with serving(home) as server, Visitors(server) as visitors:
        until(lambda: bool(visitors.acknowledged), 30, "no act was answered")
        killed = server.postmaster()
        os.kill(killed, signal.SIGKILL)
        before = len(visitors.acknowledged)
        until(lambda: Cluster(home).pid() not in {None, killed}, 30, "no database")
        until(lambda: len(visitors.acknowledged) > before, 30, "it does not work")

        until(server.is_healthy, 20, "not healthy")
        acknowledged = set(visitors.acknowledged)
        assert acknowledged - kept_acts(home) == set()


def test_workers_die_with_their_launcher(home: Path) -> None:
    server = Server(home)
    try:
        server.start()
        workers = server.workers()
        assert len(workers) == 2
        assert server.process

        server.process.kill()
        server.process.wait()

        until(lambda: not answers(server.port), 3, "an orphan answers on the port")
        until(
            lambda: not any(is_alive(pid) for pid in workers),
            3,
            "a worker lives on",
        )
        server.start()
        assert server.stop() == 0
    finally:
        server.clear()
