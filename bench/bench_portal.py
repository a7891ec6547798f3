"""Strangers' pages: from memory by two real workers, and made anew by Django.

The generator runs beside the workers on the same cores. The baseline is a constant
answer of the same weight from the same server with as many workers, in turns.
"""

import http.client
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.bench_server import ROOT, wait_for
from bench.load import CLIENTS, requests_per_second
from bench.rows import Row, percentile
from danchu.lib.postgres import Cluster
from tests.journeys.browser import FLAGS, find_chromium
from tests.journeys.site import is_ready
from tests.runtime.serving import clean_environment, free_port, until

ROUNDS, SECONDS, UNCACHED = 5, 2.0, 150


def rows() -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="danchu-bench-portal-"))
    folder.chmod(0o755)
    try:
        with served(folder) as port:
            places = localities(port)
            return [
                cached("portal.home", port, "/"),
                cached("portal.locality", port, places[0]),
                uncached(
                    "portal.locality_uncached",
                    port,
                    places,
                    f"{len(places)} pages: the nation, provinces, a commune in each",
                ),
                uncached("portal.home_uncached", port, ["/"], "the home page"),
                first_view(port),
            ]
    finally:
        Cluster(folder / "home").leave()
        shutil.rmtree(folder)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve the demonstration as its own command does."""
    port = free_port()
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "danchu", "start"],
            cwd=ROOT,
            env=clean_environment(DANCHU_HOME=str(folder / "home"), PORT=str(port)),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        until(lambda: is_ready(process, port, log), 180.0, "the site")
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@contextmanager
def constant(weight: int) -> Iterator[int]:
    """Serve as many bytes with the same server and as many workers."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "rsgi", "--no-ws"),
            *("--port", str(port), "--workers", "2", "--log-level", "error"),
            "bench.constant:app",
        ],
        cwd=ROOT,
        env=clean_environment(BENCH_BYTES=str(weight)),
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def ask(port: int, path: str, **headers: str) -> tuple[dict[str, str], str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    page = answer.read().decode()
    line.close()
    assert answer.status == http.client.OK, answer.status
    return found, page


def localities(port: int) -> list[str]:
    """Return the nation, the provinces that home leads to, and a commune in each."""
    provinces = sorted(set(_leads(port, "/", 'id="cac-tinh"')))
    nation = _leads(port, provinces[0])[0]
    below = [_leads(port, one)[-1] for one in provinces]
    return [provinces[0], nation, *provinces[1:], *below]


def _leads(port: int, path: str, after: str = "<main") -> list[str]:
    """Return the localities that a page leads to behind a mark, in its order."""
    _, page = ask(port, path)
    return re.findall(r'href="(/dia-phuong/\d+/)', page[page.index(after) :])


def cached(name: str, port: int, path: str) -> Row:
    """Measure both in turns, so that a busy minute hurts both."""
    until(lambda: all("etag" in ask(port, path)[0] for _ in range(20)), 20.0, path)
    _, weight = requests_per_second(port, path, 0.5)
    ours, theirs = [], []
    with constant(weight) as other:
        requests_per_second(other, "/", 0.5)
        for _ in range(ROUNDS):
            theirs.append(requests_per_second(other, "/", SECONDS)[0])
            ours.append(requests_per_second(port, path, SECONDS)[0])
    assert "etag" in ask(port, path)[0]
    return Row(
        name,
        statistics.median(ours),
        "req/s",
        statistics.median(theirs),
        ROUNDS,
        f"{path} from memory, {weight} bytes, two workers, {CLIENTS} connections of "
        "one generator on the same cores; baseline: a constant answer as long",
    )


def uncached(name: str, port: int, places: list[str], what: str) -> Row:
    """Time pages one after another past the cache."""
    taken = []
    for path in [*places, *islice(cycle(places), UNCACHED)]:
        begun = time.perf_counter()
        found, _ = ask(port, path, Authorization="past the cache")
        taken.append((time.perf_counter() - begun) * 1000)
        assert "etag" not in found
    taken = taken[len(places) :]
    return Row(
        name,
        percentile(taken, 0.95),
        "ms p95",
        None,
        len(taken),
        f"{what}, with demonstration data, one request at a time; median "
        f"{percentile(taken, 0.5):.1f} ms, slowest {max(taken):.0f} ms",
    )


def first_view(port: int) -> Row:
    """Weigh what a browser that was never here fetches for the home page."""
    weights: list[float] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on(
            "Network.loadingFinished",
            lambda event: weights.append(event["encodedDataLength"]),
        )
        page.goto(f"http://127.0.0.1:{port}/", wait_until="networkidle")
        browser.close()
    return Row(
        "portal.first_view",
        sum(weights) / 1000,
        "KB",
        None,
        1,
        f"home in a browser, {len(weights)} answers with headers as they came",
    )
