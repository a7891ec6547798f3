"""Having Django make a stranger's page, and what of it may be kept."""

import gzip
import hashlib
import io
import sys
from collections.abc import Callable
from typing import Any

from danchu.config.bridge import Answer
from danchu.config.page_cache.asking import Asked, Key
from danchu.config.page_cache.shelf import Body, Headers, Page
from danchu.ui.context import LOOKS

_OK = 200
_KNOWN_VARY = {"cookie", "accept-encoding"}
_VARY = "Accept-Encoding, Cookie"
_VARY_OF_ALL = "Accept-Encoding"
"""Of a page that no cookie changes."""
_OURS = {"content-length", "content-encoding", "vary", "etag", "cache-control"}
_UNCHANGED = {"vary", "etag", "cache-control"}
_LEVEL = 9
"""Slowest and smallest: a page is packed once and sent often."""


def rendered(application: Callable[..., Any], asked: Asked) -> Page | None:
    """Return the page as a stranger sees it; None if it is for one reader only."""
    answer = Answer()
    parts = application(environ(asked.key), answer.start)
    try:
        content = b"".join(parts)
    finally:
        parts.close()
    names = {name for name, _ in answer.headers}
    if "set-cookie" in names:
        return None
    may_be_kept = answer.status == _OK and _is_plain(answer.headers)
    return page_of(
        answer,
        content,
        asked.copying.touches,
        may_be_kept=may_be_kept,
        is_themed=asked.copying.is_themed,
    )


def environ(key: Key) -> dict[str, Any]:
    """Describe a request that has nothing but what the key names.

    No header of whoever happened to come first can be read by the page.
    """
    scheme = "https" if key.is_secure else "http"
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": key.path.encode(errors="replace").decode("latin-1"),
        "QUERY_STRING": key.query,
        "SERVER_NAME": key.host,
        "SERVER_PORT": "443" if key.is_secure else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "HTTP_HOST": key.host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "HTTP_COOKIE": "; ".join(
            f"{cookie}={value}"
            for cookie, value in zip(LOOKS, key.look, strict=True)
            if value
        ),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _is_plain(headers: Headers) -> bool:
    """Tell whether an answer asks for nothing that a copy would not honour."""
    for name, value in headers:
        words = {word.strip().lower() for word in value.split(",")}
        if name == "vary" and not words <= _KNOWN_VARY:
            return False
        if name in {"cache-control", "content-encoding"}:
            return False
    return True


def page_of(
    answer: Answer,
    content: bytes,
    touches: frozenset[str],
    *,
    may_be_kept: bool,
    is_themed: bool = True,
) -> Page:
    """Make both forms of a page, each with its own ETag."""
    if not may_be_kept:
        body = Body(answer.headers, content)
        return Page(answer.status, body, body, touches, may_be_kept=False)
    kept = [pair for pair in answer.headers if pair[0] not in _OURS]
    kept.append(("vary", _VARY if is_themed else _VARY_OF_ALL))
    digest = hashlib.sha256(content).hexdigest()[:32]
    packed = gzip.compress(content, _LEVEL, mtime=0)
    gzipped = [*kept, ("content-encoding", "gzip")]
    return Page(
        answer.status,
        _body(kept, content, f'"{digest}"'),
        _body(gzipped, packed, f'"{digest}-g"'),
        touches,
        may_be_kept=True,
    )


def _body(headers: Headers, content: bytes, etag: str) -> Body:
    whole = [
        *headers,
        ("etag", etag),
        ("cache-control", "no-cache"),
        ("content-length", str(len(content))),
    ]
    unchanged = [pair for pair in whole if pair[0] in _UNCHANGED]
    return Body(whole, content, etag, unchanged)
