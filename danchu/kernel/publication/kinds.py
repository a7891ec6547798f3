"""The kinds of things that are published, declared by who owns them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.ledger.rules.items import Face
from danchu.kernel.people.models import User


@dataclass(frozen=True)
class Kind:
    """One kind of published thing.

    `face_of` makes, of a dossier as it stands, the face that was or would be published:
    what the ledger holds is compared with it. None: there is no such thing any more.
    Of a kind that is not `is_open` only the commitment leaves the building. `forget`
    destroys what the tables of its owner, and history, hold of a face that is purged; a
    kind whose faces may name persons has one.
    """

    name: str
    label: str
    face_of: Callable[[Dossier], Face | None]
    is_open: bool = True
    forget: Callable[[Dossier, "Destroying"], None] | None = None


@dataclass(frozen=True)
class Destroying:
    """On what ground something is destroyed, by whom and when; None is a program."""

    ground: str
    actor: User | None
    at: datetime


_KINDS: dict[str, Kind] = {}


_FOLLOWERS: list[Callable[[str], None]] = []


def declare(kind: Kind) -> None:
    """Make a kind known; once, when the capability is set up."""
    if _KINDS.get(kind.name, kind) != kind:
        raise ValueError(f"two kinds are called {kind.name}")
    _KINDS[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    """Return every kind that was declared."""
    return tuple(_KINDS.values())


def kind_of(name: str) -> Kind:
    """Return a declared kind; raise KeyError for another."""
    return _KINDS[name]


def declared(name: str) -> Kind | None:
    """Return a declared kind; None if its owner is no longer there."""
    return _KINDS.get(name)


def follow(told: Callable[[str], None]) -> None:
    """Have a function told of each item published, corrected, withdrawn or purged.

    It is called in the transaction of the deed, after the row is written.
    """
    if told not in _FOLLOWERS:
        _FOLLOWERS.append(told)


def followers() -> tuple[Callable[[str], None], ...]:
    """Return whoever is told."""
    return tuple(_FOLLOWERS)
