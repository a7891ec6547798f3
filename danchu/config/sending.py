"""The thread of each worker that sends what waits in the outbox.

Several workers ask at once: the rows are held by whoever sends them. While the database
is away nothing is lost; the thread asks again.
"""

import logging
import random
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.utils import timezone

from danchu.kernel.notices.services import send_due
from danchu.kernel.notices.ways import Way, chosen_way

EVERY = 5.0
"""Seconds between two questions of one worker."""
_LOG = logging.getLogger(__name__)


class Sender:
    """Sends letters from a thread of its own."""

    def __init__(
        self, way: Callable[[], Way] = chosen_way, *, every: float = EVERY
    ) -> None:
        self._way = way
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    def open(self) -> None:
        """Begin to send."""
        self._thread.start()

    def close(self) -> None:
        """Take no further letter; one under way is let go, and tried again later."""
        self._over.set()

    def _run(self) -> None:
        said = ""
        # Workers begin together and need not ask together.
        while not self._over.wait(self._every * random.uniform(0.7, 1.3)):  # noqa: S311 -- no secret
            try:
                while not self._over.is_set() and send_due(
                    at=timezone.now(), way=self._way(), most=1
                ):
                    pass
                said = ""
            except DatabaseError as error:
                if str(error) != said:
                    _LOG.warning("letters wait until the database answers: %s", error)
                said = str(error)
            finally:
                connection.close()
