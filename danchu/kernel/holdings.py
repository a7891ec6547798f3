"""What is held about persons: why, on what ground, how long, who sees it.

Each package writes one `Holding` for each of its tables with personal fields and
registers it when Django starts; an invariant finds a table without one. The public page
of personal data is made of them, and so is what somebody is shown of himself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Row = Mapping[str, object]
"""One thing that is held about somebody: names as people read them, plain values."""


@dataclass(frozen=True)
class Holding:
    """One table that tells about persons, in sentences that a citizen understands.

    `names` are what people read for fields whose column says it too briefly. `of`
    answers what is held about the holder of an account, by its number; without it
    nothing in the table can be found by an account.
    """

    table: str
    title: str
    purpose: str
    ground: str
    term: str
    seen_by: str
    names: Mapping[str, str] = field(default_factory=dict)
    of: Callable[[int], Iterable[Row]] | None = None


_known: dict[str, Holding] = {}


def register_holdings(holdings: Iterable[Holding]) -> None:
    """Make the holdings of a package known; one table is explained once."""
    for holding in holdings:
        if _known.setdefault(holding.table, holding) != holding:
            message = f"two holdings of {holding.table}"
            raise ValueError(message)


def known_holdings() -> Mapping[str, Holding]:
    """Return every registered holding by its table."""
    return MappingProxyType(_known)
