"""What a unit writes in words on its filing."""

from dataclasses import dataclass

LONGEST_NARRATIVE = 10_000
"""Some four printed pages: a part of a report, not a report of its own."""
LONGEST_QUOTE = 90


@dataclass(frozen=True)
class Said:
    """What somebody wrote, and what they saw there before; `None` saw nothing."""

    text: str
    seen: str | None = None


def tidy(text: str) -> str:
    r"""Return text as it is kept: one kind of line end, no blank rims, no null.

    >>> tidy(" Một.\r\nHai.\0 ") == "Một.\nHai." + chr(0xFFFD)
    True
    """
    lines = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()


def is_free_to_write(stored: str, said: Said) -> bool:
    """Tell whether nobody wrote something else since the writer looked.

    >>> is_free_to_write("B", Said("C", seen="A")), is_free_to_write("B", Said("B", ""))
    (False, True)
    """
    return said.seen is None or stored in {tidy(said.seen), tidy(said.text)}


def quoted(text: str) -> str:
    """Return the beginning of a text, for a line of history.

    >>> quoted("Một dòng."), len(quoted("x" * 500))
    ('Một dòng.', 90)
    """
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
