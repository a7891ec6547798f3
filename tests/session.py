"""Where a test run lives: a folder of its own and, unless given, a database of its own.

Loaded by `-p tests.session` before the settings are read. Nothing is started here; the
cluster starts when the first test asks for the database, and is shared by all workers.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from danchu.lib.postgres import Cluster

_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
_PREFIX = f"danchu-tests-{os.geteuid()}-"


def cluster_at(home: Path) -> Cluster:
    """Return the cluster of a test run: quick, and good for nothing else."""
    return Cluster(home / "cluster", _FAST)


def _begin() -> tuple[Path, IO[str]]:
    """Make the folder of this run, held by a lock that dies with us."""
    home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    home.chmod(0o755)
    lock = (home / "session.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    (home / "static").mkdir()
    os.environ["DANCHU_HOME"] = str(home)
    os.environ["DANCHU_PLAIN_STATIC"] = "1"
    for name in ("DANCHU_DEMO", "DANCHU_DEBUG", "PUBLIC_URL"):
        os.environ.pop(name, None)
    if "DATABASE_URL" not in os.environ:
        os.environ["DANCHU_TEST_CLUSTER"] = str(home)
        os.environ["DATABASE_URL"] = cluster_at(home).dsn()
    return home, lock


def _sweep() -> None:
    """Stop and remove what test runs that were killed left behind."""
    for home in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            with (home / "session.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _end(home)
        except OSError:
            continue


def _end(home: Path) -> None:
    if (home / "cluster").exists():
        cluster_at(home).leave()
    shutil.rmtree(home, ignore_errors=True)


_own: tuple[Path, IO[str]] | None = None
if "PYTEST_XDIST_WORKER" not in os.environ:
    _sweep()
    _own = _begin()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make guide` keep what the journeys show."""
    parser.addoption("--pictures", type=Path, help="where journeys keep pictures")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster | None]:
    """Have the run's own server up; None when DATABASE_URL names another."""
    home = os.environ.get("DANCHU_TEST_CLUSTER")
    if home is None:
        yield None
        return
    server = cluster_at(Path(home))
    server.ensure()
    yield server
    server.leave()


def pytest_unconfigure() -> None:
    """Stop the server and remove the folder, in the process that made them."""
    if _own is not None:
        home, lock = _own
        _end(home)
        lock.close()
