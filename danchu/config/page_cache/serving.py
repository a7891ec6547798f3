"""The page cache of one worker, on its event loop."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from danchu.config.bridge import Wsgi
from danchu.config.local_names import DIRECTORY
from danchu.config.page_cache.asking import Asked, Key, asked
from danchu.config.page_cache.listening import Ears, place_of
from danchu.config.page_cache.rendering import rendered
from danchu.config.page_cache.shelf import Page, Shelf, is_known
from danchu.kernel.access.caching import Topic

MOST_BYTES = 64 * 1024 * 1024
"""Of pages in the memory of one worker."""
_UNCHANGED = 304


class PageCache:
    """Answers strangers from memory, and everybody else through Django.

    Its state changes on the event loop alone.
    """

    def __init__(
        self, application: Callable[..., Any], wsgi: Wsgi, most: int = MOST_BYTES
    ) -> None:
        self._application = application
        self._wsgi = wsgi
        self._shelf = Shelf(most)
        self._ears = Ears(place_of(settings.DATABASES["default"]), self)
        self._turns: Counter[str] = Counter()
        self._making: dict[tuple[Key, int], asyncio.Future[Page | None]] = {}
        self._day = (0.0, 0.0)

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin with the worker."""
        self._loop = loop
        self._wsgi.open(loop)
        DIRECTORY.follow(self._ears.hear)
        self._ears.open(loop)

    def close(self) -> None:
        """End with the worker."""
        self._ears.close()
        self._wsgi.close()

    @property
    def is_hearing(self) -> bool:
        """Whether it may answer from memory: it hears of every change."""
        return self._ears.hear()

    def changed(self, topic: str) -> None:
        """Forget the pages that touch a topic, and those being made."""
        if topic == Topic.HOSTS:
            self.forget()
        self._turns[topic] += 1
        self._shelf.drop(topic)

    def forget(self) -> None:
        """Forget every page, and those being made."""
        DIRECTORY.forget()
        self._turns[""] += 1
        self._shelf.clear()

    async def __call__(self, scope: Any, proto: Any) -> None:
        """Answer one request."""
        wanted = asked(scope)
        page: Page | None = None
        if wanted is not None and self.is_hearing:
            self._keep_to_the_day()
            page = self._shelf.get(wanted.key) or await self._made(wanted)
        if page is None:
            await self._wsgi(scope, proto)
        else:
            send(page, scope, proto)

    async def _made(self, wanted: Asked) -> Page | None:
        """Have the page made once, however many ask for it meanwhile."""
        turn = self._turn(wanted)
        making = self._making.get((wanted.key, turn))
        if making is not None:
            return await asyncio.shield(making)
        making = self._making[wanted.key, turn] = self._wsgi.run(
            lambda: rendered(self._application, wanted)
        )
        making.add_done_callback(lambda done: self._keep(wanted, turn, done))
        return await asyncio.shield(making)

    def _keep(
        self, wanted: Asked, turn: int, done: "asyncio.Future[Page | None]"
    ) -> None:
        """Keep what was made, unless anything it reads has changed since it began."""
        del self._making[wanted.key, turn]
        if done.cancelled() or done.exception() is not None:
            return
        page = done.result()
        self._keep_to_the_day()
        if page and page.may_be_kept and turn == self._turn(wanted):
            self._shelf.put(wanted.key, page)

    def _turn(self, wanted: Asked) -> int:
        """Return a number that grows with every change that the page would see."""
        touched = sum(self._turns[topic] for topic in wanted.copying.touches)
        return touched + self._turns[""]

    def _keep_to_the_day(self) -> None:
        """Forget everything at midnight: pages are about today."""
        now = time.time()
        if not self._day[0] <= now < self._day[1]:
            self._day = day_around(now)
            self.forget()


def day_around(now: float) -> tuple[float, float]:
    """Return when the day in Viet Nam that holds `now` begins and ends."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begins = datetime.fromtimestamp(now, zone).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return begins.timestamp(), (begins + timedelta(days=1)).timestamp()


def send(page: Page, scope: Any, proto: Any) -> None:
    """Send the form of a page that a reader takes, or that he has it already."""
    headers = scope.headers
    body = page.body_for(headers.get("accept-encoding", ""))
    known = headers.get("if-none-match")
    if known and body.unchanged is not None and is_known(body.etag, known):
        proto.response_empty(_UNCHANGED, body.unchanged)
    else:
        proto.response_bytes(page.status, body.headers, body.content)
