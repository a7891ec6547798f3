"""The two verbs of history itself, and what text it can hold."""

REFUSED = "access.refuse"
ERASED = "audit.erase"

_LONGEST = 500


def storable(text: str) -> str:
    r"""Return text that a JSON column can hold, cut to a sane length.

    >>> storable("/tim/\0") == "/tim/" + chr(0xFFFD)
    True
    """
    clean = text[:_LONGEST].replace("\0", "\ufffd")
    return clean.encode("utf-8", "replace").decode("utf-8")
