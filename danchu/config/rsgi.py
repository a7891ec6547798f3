"""What granian serves: own handlers first, then pages from memory, then Django."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from django.urls import get_resolver

from danchu.config.bridge import Wsgi
from danchu.config.page_cache.serving import PageCache
from danchu.lib.garbage import settle
from danchu.lib.mortality import die_with_parent

if "DANCHU_LAUNCHER" in os.environ:
    die_with_parent(int(os.environ["DANCHU_LAUNCHER"]))
    # Ctrl-C in a terminal reaches the launcher alone; it tells the workers, once.
    os.setpgrp()

from danchu.config.wsgi import application

Handler = Callable[[Any, Any], Awaitable[None]]
HANDLERS: Mapping[str, Handler] = {}
"""First part of a path to who answers it without Django."""
_NO_WEBSOCKETS = 403


class Works(Protocol):
    """What goes on beside answering while a worker lives."""

    def open(self) -> None:
        """Begin."""

    def close(self) -> None:
        """Let go."""


class Dispatcher:
    """One origin: the handler of a path's first part, or pages."""

    def __init__(
        self, handlers: Mapping[str, Handler], pages: PageCache, sender: Works
    ) -> None:
        self._handlers = handlers
        self._pages = pages
        self._sender = sender

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin with the worker."""
        self._pages.open(loop)
        self._sender.open()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let go of the threads when the worker stops."""
        self._sender.close()
        self._pages.close()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        """Answer one request."""
        if scope.proto != "http":
            proto.close(_NO_WEBSOCKETS)
            return
        first = scope.path.split("/", 2)[1:2]
        handler = self._handlers.get(first[0]) if first else None
        await (handler or self._pages)(scope, proto)


def _sender() -> Works:
    from danchu.config.sending import Sender  # noqa: PLC0415 -- needs Django set up

    return Sender()


# A worker that answers has loaded every page; the first reader does not wait for it.
len(get_resolver().url_patterns)
settle()
app = Dispatcher(HANDLERS, PageCache(application, Wsgi(application)), _sender())
