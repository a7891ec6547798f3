"""Rules of files: what is taken in, what it is, and under which name it is served."""

from danchu.kernel.files.rules.names import served_name, title_of
from danchu.kernel.files.rules.sifting import (
    LARGEST,
    MOST,
    Sifted,
    Type,
    recognised,
    sifted,
)

__all__ = [
    "LARGEST",
    "MOST",
    "Sifted",
    "Type",
    "recognised",
    "served_name",
    "sifted",
    "title_of",
]
