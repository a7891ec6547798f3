"""Reading a workbook that somebody sends, in a process that may fall without harm."""

import json

from danchu.kernel.errors import RuleBroken
from danchu.kernel.exchange import child
from danchu.kernel.exchange.rules.books import Book, Sheet, recognised
from danchu.lib.apart import Apart, BusyError, FailedError, FelledError

MOST_BYTES = 5 * 1024 * 1024
"""Of a file; the workbook of a hundred communes has a twentieth of it."""
_CHILD = Apart(child.__file__, patience=20, at_once=2)


def read_workbook(raw: bytes) -> Book:
    """Return what a workbook says.

    Refuses with ``exchange.too_large``, ``exchange.not_a_workbook``,
    ``exchange.macros``, ``exchange.too_heavy``, ``exchange.unreadable``,
    ``exchange.unknown_book``, ``exchange.twofold``; with ``exchange.busy`` while others
    are read.
    """
    if len(raw) > MOST_BYTES:
        raise RuleBroken("exchange.too_large", most=MOST_BYTES // 1024 // 1024)
    return recognised(_sheets(raw))


def _sheets(raw: bytes) -> list[Sheet]:
    try:
        told = _CHILD.ask(raw)
    except BusyError:
        raise RuleBroken("exchange.busy") from None
    except FelledError:
        raise RuleBroken("exchange.too_heavy") from None
    except FailedError as failed:
        raise RuleBroken(
            child.STATUSES.get(failed.code, "exchange.unreadable")
        ) from None
    return [Sheet(**one) for one in json.loads(told)]
