"""Reading a workbook that somebody sends, in a process that may fall without harm."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange import child
from danchu.kernel.exchange.rules.books import Book, Sheet, recognised

MOST_BYTES = 5 * 1024 * 1024
"""Of a file; the workbook of a hundred communes has a twentieth of it."""
_PATIENCE = 20.0
_MOST_AT_ONCE = 2
_turns = threading.BoundedSemaphore(_MOST_AT_ONCE)


def read_workbook(raw: bytes) -> Book:
    """Return what a workbook says.

    Refuses with ``exchange.too_large``, ``exchange.not_a_workbook``,
    ``exchange.macros``, ``exchange.too_heavy``, ``exchange.unreadable``,
    ``exchange.unknown_book``, ``exchange.twofold``; with ``exchange.busy`` while others
    are read.
    """
    if len(raw) > MOST_BYTES:
        raise RuleBroken("exchange.too_large", most=MOST_BYTES // 1024 // 1024)
    if not _turns.acquire(timeout=_PATIENCE):
        raise RuleBroken("exchange.busy")
    try:
        return recognised(_sheets(raw))
    finally:
        _turns.release()


def _sheets(raw: bytes) -> list[Sheet]:
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and file, nothing of theirs
            [sys.executable, "-I", str(Path(child.__file__))],
            input=raw,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise RuleBroken("exchange.too_heavy") from None
    if done.returncode < 0:  # felled by its limits
        raise RuleBroken("exchange.too_heavy")
    if done.returncode:
        raise RuleBroken(child.STATUSES.get(done.returncode, "exchange.unreadable"))
    return [Sheet(**told) for told in json.loads(done.stdout)]
