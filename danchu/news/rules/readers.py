"""How many different people read something on one day, without knowing who.

A sketch (HyperLogLog): of each reader's mark only how rare it is remains, in one of
1,024 places. Nothing in it names a mark, and without the day's salt nobody can make
the mark of an address again.
"""

import hmac
import math
from datetime import timedelta

PLACES_BITS = 10
PLACES = 1 << PLACES_BITS
EMPTY = bytes(PLACES)
SALT_BYTES = 32
_RANK_BITS = 64 - PLACES_BITS
_CORRECTION = 0.7213 / (1 + 1.079 / PLACES)
_FEW = 2.5
READ_LATELY = timedelta(days=7)
"""Over how many finished days the most read are told."""


def mark_of(salt: bytes, article: int, address: str, agent: str) -> bytes:
    """Return the mark of a reader of an article, good for one day.

    >>> one = mark_of(b"s", 1, "203.0.113.9", "Firefox")
    >>> one == mark_of(b"s", 1, "203.0.113.9", "Firefox"), len(one)
    (True, 32)
    >>> one == mark_of(b"s", 2, "203.0.113.9", "Firefox")
    False
    """
    said = "\n".join((str(article), address, agent))
    return hmac.digest(salt, said.encode("utf-8", "replace"), "sha256")


def raised(sketch: bytes, mark: bytes) -> bytes:
    """Return the sketch after one more reading; the same reader changes nothing."""
    number = int.from_bytes(mark[:8])
    place, rest = number >> _RANK_BITS, number & ((1 << _RANK_BITS) - 1)
    rank = _RANK_BITS - rest.bit_length() + 1
    if sketch[place] >= rank:
        return sketch
    return sketch[:place] + bytes([rank]) + sketch[place + 1 :]


def estimate(sketch: bytes) -> int:
    """Return about how many different marks were given: within some percent.

    >>> estimate(EMPTY), estimate(raised(EMPTY, bytes(32)))
    (0, 1)
    """
    raw = _CORRECTION * PLACES**2 / sum(2.0**-rank for rank in sketch)
    empty = sketch.count(0)
    if raw <= _FEW * PLACES and empty:
        raw = PLACES * math.log(PLACES / empty)
    return round(raw)
