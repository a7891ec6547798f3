"""The list of erasures outside the database: a file to which lines are only added."""

import fcntl
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from danchu.kernel.erasures.rules import Line, read, written


@dataclass(frozen=True)
class Journal:
    """What the file holds, and how many of its lines cannot be read."""

    lines: tuple[Line, ...]
    spoilt: int


def path() -> Path:
    """Return where the file is."""
    return Path(settings.ERASURES)


def append(lines: Iterable[Line]) -> None:
    """Add lines and wait until the disk has them.

    A line torn by a sudden death is left alone: the next begins on its own.
    """
    text = "".join(f"{written(line)}\n" for line in lines)
    path().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path(), os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    with os.fdopen(handle, "rb+", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        is_torn = size > 0 and os.pread(file.fileno(), 1, size - 1) != b"\n"
        file.write((("\n" if is_torn else "") + text).encode())
        os.fsync(file.fileno())


def load() -> Journal | None:
    """Return what the file holds; None if there is none."""
    try:
        text = path().read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    kept = [line for line in text.splitlines() if line.strip()]
    found = [read(line) for line in kept]
    lines = {line.mark: line for line in found if line is not None}
    return Journal(tuple(lines.values()), sum(line is None for line in found))
