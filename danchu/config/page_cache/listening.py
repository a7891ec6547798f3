"""Hearing from the database what changed, and knowing whether one still hears."""

import asyncio
import logging
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import psycopg
from psycopg import sql

from danchu.config.page_cache import CHANNEL

BEAT = 1.0
LASTS = 4.0
"""Seconds for which having heard oneself counts; a silent network is noticed then."""
_AGAIN_AFTER = 0.3
_LOG = logging.getLogger(__name__)


class Listener(Protocol):
    """Who is told, on the event loop."""

    def changed(self, topic: str) -> None:
        """Forget what touches a topic."""

    def forget(self) -> None:
        """Forget everything: changes may have been missed."""


class Ears:
    """A thread with a connection of its own that listens to the triggers.

    It keeps sending itself a word through the same queue: who hears it has been told
    of everything committed before. Whoever does not hear must not trust its memory.
    """

    def __init__(self, place: dict[str, Any], listener: Listener) -> None:
        self._place = place
        self._listener = listener
        self._heard_until = 0.0
        self._over = threading.Event()
        self._name = f"beat:{uuid.uuid4()}"
        self._thread = threading.Thread(target=self._run, name="ears", daemon=True)

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to listen for `loop`."""
        self._loop = loop
        self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        self._over.set()
        self._heard_until = 0.0

    def hear(self) -> bool:
        """Tell whether every change so far has been heard."""
        return time.monotonic() < self._heard_until

    def _run(self) -> None:
        said = ""
        while not self._over.is_set():
            try:
                self._listen()
                why = "LISTEN came back with nothing"
            except psycopg.Error as error:
                why = str(error)
            was_heard, self._heard_until = self._heard_until > 0, 0.0
            self._tell(self._listener.forget)
            if not self._over.is_set() and (was_heard or why != said):
                _LOG.warning("pages are made anew until the database is heard: %s", why)
            said = why
            self._over.wait(_AGAIN_AFTER)

    def _listen(self) -> None:
        with psycopg.connect(**self._place, autocommit=True) as connection:
            # A word to oneself need not reach the disk.
            connection.execute("SET synchronous_commit = off")
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            self._tell(self._listener.forget)
            while not self._over.is_set() and self._heard_oneself(connection):
                pass

    def _heard_oneself(self, connection: psycopg.Connection) -> bool:
        """Pass on what comes for the length of a beat; tell whether it came back."""
        sent = time.monotonic()
        connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, self._name])
        came_back = False
        for notice in connection.notifies(timeout=BEAT):
            if notice.payload == self._name:
                came_back = True
                self._tell(partial(self._heard, sent))
            elif not notice.payload.startswith("beat:"):
                self._tell(partial(self._listener.changed, notice.payload))
        return came_back

    def _heard(self, sent: float) -> None:
        # On the loop, behind the changes that came before it.
        if not self._over.is_set():
            self._heard_until = sent + LASTS

    def _tell(self, what: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop may have closed under us
            self._loop.call_soon_threadsafe(what)


def place_of(database: dict[str, Any]) -> dict[str, Any]:
    """Return where Django's settings say the database is, for a plain connection."""
    given = {
        "dbname": database["NAME"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "host": database["HOST"],
        "port": database["PORT"],
    }
    return {
        **{name: value for name, value in given.items() if value},
        "application_name": "danchu-pages",
        "connect_timeout": 5,
        "tcp_user_timeout": 5_000,
    }
