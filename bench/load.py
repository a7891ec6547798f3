"""A load generator in one process: many connections on one selector.

It asks the same thing again and again and counts whole answers; what an answer weighs
is learnt from the first, so that little is done for each and the server is measured.
"""

import selectors
import socket
import time
from dataclasses import dataclass

CLIENTS = 32
_CHUNK = 262_144


@dataclass
class Line:
    """One kept-alive connection and how much of its answer is still to come."""

    socket: socket.socket
    left: int


def requests_per_second(port: int, path: str, seconds: float) -> tuple[float, int]:
    """Return how many answers came in a second, and what one weighs."""
    fields = (f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip", "", "")
    request = "\r\n".join((f"GET {path} HTTP/1.1", *fields)).encode()
    weight = _weight(port, request)
    chooser = selectors.EpollSelector()
    lines = [_line(port) for _ in range(CLIENTS)]
    for line in lines:
        chooser.register(line.socket, selectors.EVENT_READ, line)
        line.left = weight
        line.socket.sendall(request)
    count, begun = 0, time.monotonic()
    while (now := time.monotonic()) - begun < seconds:
        for key, _ in chooser.select(1.0):
            line = key.data
            line.left -= len(line.socket.recv(_CHUNK))
            if line.left == 0:
                count += 1
                line.left = weight
                line.socket.sendall(request)
            assert line.left > 0, "answers differ in length"
    for line in lines:
        line.socket.close()
    chooser.close()
    return count / (now - begun), weight


def _line(port: int) -> Line:
    made = socket.create_connection(("127.0.0.1", port), 10)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Line(made, 0)


def _weight(port: int, request: bytes) -> int:
    """Ask once and weigh the answer."""
    line = _line(port)
    line.socket.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.socket.recv(_CHUNK)
    line.socket.close()
    head, _, _ = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head[:200]
    fields = dict(
        one.lower().split(b": ", 1) for one in head.split(b"\r\n")[1:] if b": " in one
    )
    return len(head) + 4 + int(fields[b"content-length"])
