"""A cluster of its own for one benchmark, taken away afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danchu.lib.postgres import Cluster


@contextmanager
def own_cluster(name: str) -> Iterator[Path]:
    """Yield a new home; `DATABASE_URL` and `DANCHU_HOME` name it while it lasts."""
    home = Path(tempfile.mkdtemp(prefix=f"danchu-bench-{name}-"))
    home.chmod(0o755)
    cluster = Cluster(home)
    try:
        os.environ["DATABASE_URL"] = cluster.ensure()
        os.environ["DANCHU_HOME"] = str(home)
        yield home
    finally:
        _close()
        cluster.leave()
        shutil.rmtree(home)


def _close() -> None:
    from django.conf import settings  # noqa: PLC0415 -- after setup

    if settings.configured:
        from django.db import connections  # noqa: PLC0415 -- after setup

        connections.close_all()
        connections["default"].close_pool()  # type: ignore[attr-defined]  # PostgreSQL's
