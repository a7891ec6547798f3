"""Django, called as WSGI in threads, behind granian's event loop (RSGI)."""

import asyncio
import io
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # public there

T = TypeVar("T")
Headers = list[tuple[str, str]]
_CHUNK = 65_536
_BODY_WITHIN = 60.0


class Closable(Protocol):
    """What a WSGI application answers with: parts of a body, to be closed."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None:
        """Let go of whatever the parts are read from."""


@dataclass
class Answer:
    """Status and headers, as WSGI announces them, and the whole body or its parts."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    parts: Closable | None = None

    def start(self, status: str, headers: Headers, _error: object = None) -> None:
        """Keep what `start_response` was told."""
        self.status = int(status[:3])
        self.headers = [(name.lower(), value.strip()) for name, value in headers]


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
            chunk = waiting.result(_BODY_WITHIN)
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


class Wsgi:
    """A WSGI application that granian can call."""

    def __init__(self, application: Callable[..., Any], threads: int = 8) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(threads, "wsgi")

    def close(self) -> None:
        """Take no more requests; those under way finish."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _answer(self, found: dict[str, Any]) -> Answer:
        answer = Answer()
        parts = self._application(found, answer.start)
        if getattr(parts, "streaming", False):
            answer.parts = parts
            return answer
        # Closed in this thread: Django gives back the connection that it took here.
        try:
            answer.body = b"".join(parts)
        finally:
            parts.close()
        return answer

    async def __call__(self, scope: Any, proto: Any) -> None:
        """Answer one request."""
        loop = asyncio.get_running_loop()
        body: io.IOBase = io.BytesIO()
        if scope.headers.get("content-length") not in {None, "0"}:
            body = io.BufferedReader(RequestBody(proto, loop), _CHUNK)
        answer = await self._in_thread(lambda: self._answer(environ(scope, body)))
        if answer.parts is None:
            proto.response_bytes(answer.status, answer.headers, answer.body)
        else:
            await self._stream(answer, answer.parts, proto)

    async def _stream(self, answer: Answer, parts: Closable, proto: Any) -> None:
        out = proto.response_stream(answer.status, answer.headers)
        remaining = iter(parts)
        try:
            while (
                part := await self._in_thread(lambda: next(remaining, None))
            ) is not None:
                if part:
                    await out.send_bytes(part)
        except ProtocolClosed:
            return  # the reader went away
        finally:
            await self._in_thread(parts.close)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
