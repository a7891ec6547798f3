"""What is done once every night: terms that end, the look over the ledger, its mark.

Counts of readers are closed and addresses of those who commented erased, too. The
launcher asks every hour; the work is done once after two o'clock in Viet Nam, by a
process that ends with it. A night on which the server slept is made up for.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta

FIRST_AFTER, EVERY = 600.0, 3600.0
"""Seconds until the first question and between two: a start is not made slower."""
BEGINS = time(2)
COMMAND = (sys.executable, "-m", "danchu", "ledger", "night")


def is_due(now: datetime, last: datetime | None) -> bool:
    """Tell whether the night's work is still to do; both in the time of Viet Nam.

    >>> at = datetime(2026, 11, 26, 2, 5)
    >>> is_due(at, None), is_due(at, at - timedelta(hours=1)), is_due(at, at)
    (True, True, False)
    """
    begun = datetime.combine(now.date(), BEGINS, now.tzinfo)
    if now < begun:
        begun -= timedelta(days=1)
    return last is None or last < begun


class Nights:
    """The thread of the launcher that asks."""

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        first_after: float = FIRST_AFTER,
        every: float = EVERY,
    ) -> None:
        self._say = say
        self._waits = (first_after, every)
        self._over = threading.Event()

    def begin(self) -> None:
        """Ask from now on, until the process ends."""
        threading.Thread(target=self._run, name="nights", daemon=True).start()

    def end(self) -> None:
        """Ask no more."""
        self._over.set()

    def _run(self) -> None:
        wait, every = self._waits
        while not self._over.wait(wait):
            wait = every
            environment = {**os.environ, "DANCHU_LAUNCHER": str(os.getpid())}
            done = subprocess.run(  # noqa: S603 -- ourselves
                COMMAND, env=environment, capture_output=True, text=True, check=False
            )
            told = (done.stdout + done.stderr).strip()
            if done.returncode and told and not self._over.is_set():
                self._say(told)
