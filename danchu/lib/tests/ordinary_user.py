"""Running a piece of Python as somebody who is not root."""

import os
import subprocess
import sys

_BECOME_NOBODY = """
import os, sys
import psycopg
from pathlib import Path
from danchu.lib.postgres import Cluster
from danchu.lib.setup_error import SetupError
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""
NOBODY = 65534 if os.geteuid() == 0 else os.geteuid()


def run_as_ordinary_user(code: str) -> subprocess.CompletedProcess[str]:
    """Run `code` with Cluster, SetupError, Path and psycopg at hand, as `NOBODY`.

    The interpreter may lie where only root may go, so it starts before it changes.
    """
    return subprocess.run(  # noqa: S603 -- the test's own code
        [sys.executable, "-c", _BECOME_NOBODY + code],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
