"""From nothing, and from a stopped home, to the first page; memory a minute later."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from bench.rows import Row

ROOT = Path(__file__).resolve().parent.parent
IDLE = 60.0
SECOND_STARTS = 5


def rows() -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="danchu-bench-"))
    folder.chmod(0o755)
    try:
        first, process = started(folder / "home")
        stop(process)
        seconds = []
        for _ in range(SECOND_STARTS):
            took, process = started(folder / "home")
            seconds.append(took)
            if len(seconds) < SECOND_STARTS:
                stop(process)
        time.sleep(IDLE)
        memory = group_memory(process.pid)
        stop(process)
    finally:
        shutil.rmtree(folder)
    return [
        Row("start.first", first, "s", 25, 1, "installed, empty home, to first page"),
        Row("start.second", max(seconds), "s", 6, len(seconds), "worst of all"),
        Row(
            "memory.idle",
            memory / 2**20,
            "MB",
            600,
            1,
            "sum of PSS of launcher, workers and PostgreSQL after a minute",
        ),
    ]


def started(home: Path) -> tuple[float, subprocess.Popen[bytes]]:
    """Start with demonstration data, as `make run` does, and time the first page."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL"
    } | {"DANCHU_HOME": str(home), "PORT": str(port)}
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "danchu", "start"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while time.monotonic() - begun < 120:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page,
        ):
            page.read()
            return time.monotonic() - begun, process
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise RuntimeError("the server did not answer")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def group_memory(launcher: int) -> int:
    """Sum the proportional memory of the launcher and all that belongs to it."""
    family = descendants(launcher)
    names = (path.name for path in Path("/proc").iterdir())
    for pid in map(int, filter(str.isdigit, names)):
        if is_our_postgres(pid):
            family |= descendants(pid)
    return sum(pss(pid) for pid in family)


def descendants(pid: int) -> set[int]:
    found = {pid}
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found |= descendants(int(child))
    return found


def is_our_postgres(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"bin/postgres" in command and b"danchu-bench-" in command


def pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
