"""Django, called as WSGI in threads, behind granian's event loop (RSGI).

The thread that computed an answer sends it: nobody waits for the loop to wake. Small
bodies are read before a thread is taken, so slow senders hold none.
"""

import asyncio
import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # public there

Headers = list[tuple[str, str]]
Made = TypeVar("Made")
_CHUNK = 65_536
_SMALL = 1_048_576
_EACH_PART_WITHIN = 60.0


class Closable(Protocol):
    """What a WSGI application answers with: parts of a body, to be closed."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None:
        """Let go of whatever the parts are read from."""


@dataclass
class Answer:
    """Status and headers, as WSGI announces them."""

    status: int = 500
    headers: Headers = field(default_factory=list)

    def start(self, status: str, headers: Headers, _error: object = None) -> None:
        """Keep what `start_response` was told."""
        self.status = int(status[:3])
        self.headers = [(name.lower(), value.strip()) for name, value in headers]

    @property
    def is_long(self) -> bool:
        """Tell whether its length is unknown or more than one wants in memory."""
        length = dict(self.headers).get("content-length", "")
        return not length.isdigit() or int(length) > _SMALL


class RequestBody(io.RawIOBase):
    """A request's body, pulled from the event loop by the thread that reads it."""

    def __init__(self, proto: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._chunks = proto.__aiter__()
        self._loop = loop
        self._rest = b""
        self._ended = False

    def readable(self) -> bool:
        """Say yes, as `io` asks."""
        return True

    async def _next(self) -> bytes | None:
        # `async for` would call `__aiter__` twice, which granian refuses.
        try:
            chunk: bytes = await self._chunks.__anext__()
        except StopAsyncIteration:
            return None
        return chunk

    def readinto(self, into: Any) -> int:
        """Fill `into` with what has come, waiting for it if need be."""
        while not self._rest and not self._ended:
            waiting = asyncio.run_coroutine_threadsafe(self._next(), self._loop)
            chunk = waiting.result(_EACH_PART_WITHIN)
            self._ended, self._rest = chunk is None, chunk or b""
        count = min(len(into), len(self._rest))
        into[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def environ(scope: Any, body: io.IOBase) -> dict[str, Any]:
    """Describe an RSGI request as WSGI has it."""
    server, _, port = scope.server.rpartition(":")
    found: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode(errors="replace").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name in scope.headers.keys():  # noqa: SIM118 -- granian's headers cannot iterate
        if "_" in name:  # X_Forwarded_For must not pass for X-Forwarded-For
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        joint = "; " if name == "cookie" else ","
        found[key] = joint.join(scope.headers.get_all(name))
    return found


Job = tuple[Callable[[], Any], asyncio.Future[Any]]


class Wsgi:
    """A WSGI application that granian can call."""

    def __init__(self, application: Callable[..., Any], threads: int = 4) -> None:
        self._application = application
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"wsgi-{index}", daemon=True)
            for index in range(threads)
        ]

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to serve the requests of `loop`."""
        self._loop = loop
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Take no more requests; those under way finish."""
        for _ in self._threads:
            self._jobs.put(None)

    async def __call__(self, scope: Any, proto: Any) -> None:
        """Answer one request; return when a thread has answered it."""
        length = scope.headers.get("content-length", "0")
        body: io.IOBase
        if length == "0":
            body = io.BytesIO()
        elif length.isdigit() and int(length) <= _SMALL:
            body = io.BytesIO(await proto())
        else:
            body = io.BufferedReader(RequestBody(proto, self._loop), _CHUNK)
        await self.run(partial(self._answer, scope, body, proto))

    def run(self, job: Callable[[], Made]) -> asyncio.Future[Made]:
        """Do something in a thread of Django's; call on the event loop."""
        done: asyncio.Future[Made] = self._loop.create_future()
        self._jobs.put((job, done))
        return done

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            answer, done = job
            made: object = None
            failed: BaseException | None = None
            try:
                made = answer()
            except BaseException as error:  # noqa: BLE001 -- raised again in the loop
                failed = error
            with suppress(RuntimeError):  # the loop may have closed under us
                self._loop.call_soon_threadsafe(_settle, done, made, failed)

    def _answer(self, scope: Any, body: io.IOBase, proto: Any) -> None:
        """Call Django and send what it answers, all in this thread.

        Django gives its connection back in the thread that took it, on `close`.
        """
        answer = Answer()
        parts = self._application(environ(scope, body), answer.start)
        try:
            if getattr(parts, "streaming", False) and answer.is_long:
                self._stream(answer, parts, proto)
            else:
                whole = b"".join(parts)
                proto.response_bytes(answer.status, answer.headers, whole)
        except ProtocolClosed:
            return  # the reader went away
        finally:
            parts.close()

    def _stream(self, answer: Answer, parts: Closable, proto: Any) -> None:
        out = proto.response_stream(answer.status, answer.headers)
        for part in filter(None, parts):
            sending = asyncio.run_coroutine_threadsafe(_send(out, part), self._loop)
            sending.result(_EACH_PART_WITHIN)


async def _send(out: Any, part: bytes) -> None:
    await out.send_bytes(part)


def _settle(
    done: asyncio.Future[Any], made: object, failed: BaseException | None
) -> None:
    if done.done():
        return
    if failed is None:
        done.set_result(made)
    else:
        done.set_exception(failed)
