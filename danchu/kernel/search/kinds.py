"""The kinds of things that may be found, declared by who owns them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Findable:
    """One thing as a search shows it: nothing in it may be hidden from strangers.

    `key` names it within its kind. `text` is looked in but not shown. `page` is the
    path of its page on this server. A higher `prominence` than the usual 1.0 brings it
    forward.
    """

    key: str
    title: str
    page: str
    unit: int | None = None
    summary: str = ""
    text: str = ""
    day: date | None = None
    prominence: float = 1.0


@dataclass(frozen=True)
class Kind:
    """One kind of findable thing.

    `findable` returns what may be found now: of these keys, or all if none are given.
    A key that it leaves out is found no longer.
    """

    name: str
    label: str
    findable: Callable[[Sequence[str] | None], Iterable[Findable]]


_KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; once, when its owner is set up."""
    if _KINDS.get(kind.name, kind) != kind:
        raise ValueError(f"two kinds are called {kind.name}")
    _KINDS[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    """Return every kind that was declared."""
    return tuple(_KINDS.values())


def kind_named(name: str) -> Kind | None:
    """Return a declared kind, or None."""
    return _KINDS.get(name)
