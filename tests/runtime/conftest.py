"""Homes for real servers; these tests run one after another, in one worker."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from danchu.lib.postgres import Cluster
from tests.runtime.serving import Server


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that everyone may enter, as the home of a service is."""
    path = Path(tempfile.mkdtemp(prefix="danchu-runtime-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def prepared(folder: Path) -> Path:
    """A home that was started once and stopped cleanly."""
    server = Server(folder / "prepared")
    try:
        server.start()
        assert server.stop() == 0
    finally:
        server.clear()
    return server.home


@pytest.fixture
def home(folder: Path, prepared: Path) -> Iterator[Path]:
    """A copy of the prepared home, for one test."""
    copy = Path(tempfile.mkdtemp(dir=folder)) / "home"
    copy.parent.chmod(0o755)
    subprocess.run(["/bin/cp", "-a", str(prepared), str(copy)], check=True)
    yield copy
    Cluster(copy).leave()
    # The server's last process may still be writing while it is told to stop.
    shutil.rmtree(copy.parent, ignore_errors=True)
