"""The least that the same server can answer: one page of bytes, nothing decided."""

import os
from typing import Any

_BODY = os.urandom(int(os.environ.get("BENCH_BYTES", "10000")))
_HEADERS = [
    ("content-type", "text/html; charset=utf-8"),
    ("content-length", str(len(_BODY))),
]


async def app(_scope: Any, proto: Any) -> None:
    proto.response_bytes(200, _HEADERS, _BODY)
