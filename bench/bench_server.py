"""What our bridge costs: the same Django page through it and through granian's WSGI."""

import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from bench.rows import Row

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
SECONDS = 3.0
CLIENTS = 8
LAST = "Xin chào".encode()


def rows() -> list[Row]:
    """Measure both in turns, so that a busy minute hurts both."""
    native, bridged = [], []
    for _ in range(ROUNDS):
        native.append(measured("wsgi", "bench.hello:native", "--blocking-threads=8"))
        bridged.append(measured("rsgi", "bench.hello:bridged"))
    return [
        Row(
            "server.hello",
            statistics.median(bridged),
            "req/s",
            statistics.median(native),
            ROUNDS,
            f"one worker, {CLIENTS} connections; baseline: granian's own WSGI",
        )
    ]


def measured(interface: str, target: str, *options: str) -> float:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", interface, "--no-ws"),
            *("--port", str(port), "--log-level", "error", *options, target),
        ],
        cwd=ROOT,
    )
    try:
        wait_for(port)
        load(port, 0.5)
        return load(port, SECONDS)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(500):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise RuntimeError("the server did not answer")


def load(port: int, seconds: float) -> float:
    counts = [0] * CLIENTS
    until = time.monotonic() + seconds

    def ask(index: int) -> None:
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            while time.monotonic() < until:
                connection.sendall(request)
                answer = b""
                while not answer.endswith(LAST):
                    answer += connection.recv(65_536) or LAST
                counts[index] += 1

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(CLIENTS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - begun)
