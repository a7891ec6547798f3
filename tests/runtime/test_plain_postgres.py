"""The same migrations and services on Debian's PostgreSQL, not only on our own."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from danchu.lib.postgres import Cluster
from danchu.lib.postgres.account import Account, server_account
from tests.runtime.serving import ROOT, clean_environment

OLDEST = 15
OWN_DATABASE_IS_ENOUGH = (
    "test_rules", "test_views", "test_pages", "test_catalogue",
    "test_law", "test_forms", "test_papers", "test_no_cell_is_told",
    "test_vectors", "test_paste", "test_expressions", "test_workbooks",
    "test_headlines", "test_articles", "test_localities", "test_conservation",
    "test_privacy",
)  # fmt: skip
"""Rules ask no database; pages, press figures and guards ask it nothing that services
and queries do not.
"""


def plain_programs() -> Path:
    """Find the oldest PostgreSQL of the system that is not too old."""
    found = sorted(
        (int(path.parent.name), path)
        for path in Path("/usr/lib/postgresql").glob("*/bin")
        if path.parent.name.isdigit() and (path / "postgres").exists()
    )
    return next(path for major, path in found if major >= OLDEST)


@pytest.fixture
def plain_url() -> Iterator[str]:
    account, programs = server_account(), plain_programs()
    folder = Path(tempfile.mkdtemp(prefix="danchu-plain-"))
    account.own(folder)
    data = folder / "data"
    run(account, programs / "initdb", "-D", data, "-U", "danchu", "-A", "trust", "-N")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    control = (account, programs / "pg_ctl", "-D", data, "-w")
    run(*control, "-l", folder / "log", "-o", options, "start")
    yield f"postgresql://danchu@/postgres?host={folder}"
    run(*control, "-m", "immediate", "stop")
    shutil.rmtree(folder)


def run(account: Account, *words: Path | str) -> None:
    subprocess.run(
        [str(word) for word in words],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        **account.identity,
    )


@pytest.mark.parametrize("package", ["kernel", "indicators"])
def test_migrations_services_and_queries_work_on_a_plain_postgresql(
    plain_url: str, package: str
) -> None:
    chosen = sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / "danchu" / package).rglob("tests/test_*.py")
        if not path.name.startswith(OWN_DATABASE_IS_ENOUGH)
    )

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen],
        cwd=ROOT,
        env=clean_environment(
            DATABASE_URL=plain_url,
            DJANGO_SETTINGS_MODULE=os.environ["DJANGO_SETTINGS_MODULE"],
        ),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-3000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed
    assert int(passed[1]) >= len(chosen) > 5


def test_a_backup_moves_to_an_older_server_and_back(plain_url: str, home: Path) -> None:
    first, second = home.parent / "first", home.parent / "second"
    fresh = home.parent / "fresh"
    try:
        for where, url, words in (
            (home, None, ("backup", str(first))),
            (home, plain_url, ("restore", str(first))),
            (home, plain_url, ("ledger", "check")),
            (home, plain_url, ("backup", str(second))),
            (fresh, None, ("restore", str(second), "--without-list")),
        ):
            given = {"DATABASE_URL": url} if url else {}
            done = subprocess.run(
                [sys.executable, "-m", "danchu", *words],
                cwd=ROOT,
                env=clean_environment(DANCHU_HOME=str(where), **given),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, (words, done.stdout, done.stderr)
    finally:
        Cluster(fresh).leave()
