"""Which part of a file somebody asks for (RFC 9110, 14)."""

import re

_ONE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


def part_asked(header: str, size: int) -> tuple[int, int] | None:
    """Return first byte and length of the part a `Range` asks for; None is the whole.

    Several parts at once, and what cannot be read, are answered with the whole. A part
    beyond the end is refused with LookupError.

    >>> part_asked("bytes=0-3", 10), part_asked("bytes=8-", 10), part_asked("x", 10)
    ((0, 4), (8, 2), None)
    >>> part_asked("bytes=-3", 10), part_asked("bytes=5-99", 10)
    ((7, 3), (5, 5))
    """
    found = _ONE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        start, end = size - length, size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return None
    if start > end:
        raise LookupError(header)
    return start, end - start + 1
