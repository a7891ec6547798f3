"""Where one server lives: its home, its address, its one launcher."""

import errno
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danchu.lib.public_url import PublicUrl
from danchu.lib.setup_error import SetupError

_PORTS = range(1, 65_536)
_PATIENCE = 2.0


class AlreadyRunningError(Exception):
    """Another launcher serves this home; the text is its address."""


def chosen_port(text: str) -> int:
    """Understand `PORT` or refuse it with a sentence.

    >>> chosen_port("8000")
    8000
    """
    if not (text.isascii() and text.isdigit() and int(text) in _PORTS):
        raise SetupError(
            f"PORT=“{text}” không phải là số cổng. Hãy chọn một số từ 1024 đến 65535, "
            "ví dụ: PORT=8001 make run"
        )
    return int(text)


def chosen_address(public: PublicUrl) -> str:
    """Listen to this machine only, unless strangers were invited over https."""
    return "0.0.0.0" if public.is_secure else "127.0.0.1"  # noqa: S104 -- asked for by PUBLIC_URL


def check_port(address: str, port: int) -> None:
    """Refuse a port that somebody else answers, and name one that is free.

    The server itself would join a taken port without a word. Workers of a launcher that
    was killed a moment ago are given time to die.
    """
    begun = time.monotonic()
    while (problem := _bind(address, port)) == errno.EADDRINUSE:
        if time.monotonic() - begun > _PATIENCE:
            break
        time.sleep(0.1)
    if problem == errno.EADDRINUSE:
        raise SetupError(
            f"Cổng {port} đang được chương trình khác dùng. Hãy chọn cổng khác: "
            f"PORT={_free_port(address, port)} make run"
        )
    if problem:
        raise SetupError(
            f"Không mở được cổng {port} ({os.strerror(problem)}). Hãy chọn cổng từ "
            f"1024 trở lên: PORT={_free_port(address, 8000)} make run"
        )


def _bind(address: str, port: int) -> int:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0


def _free_port(address: str, near: int) -> int:
    later = (port for port in range(near + 1, near + 100) if port in _PORTS)
    return next((port for port in later if _bind(address, port) == 0), 8000)


@contextmanager
def only_launcher(home: Path, url: str) -> Iterator[None]:
    """Hold the home for one launcher; the kernel lets go whatever kills it."""
    with (home / "launcher.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(_written(home / "launcher.lock")) from None
        file.truncate(0)
        file.write(url)
        file.flush()
        yield


def _written(lock: Path) -> str:
    """Read the other's address; it may be writing it just now."""
    for _ in range(20):
        if url := lock.read_text():
            return url
        time.sleep(0.05)
    return "địa chỉ của nó"
