"""The kinds of things that can be erased, declared by who owns them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit


@dataclass(frozen=True)
class Found:
    """Something that may be erased: its key, and what whoever confirms is told.

    `unit` is whose thing it is; None where it belongs to no unit. `hindrance` says why
    it may not be erased yet.
    """

    key: str
    told: str
    unit: Unit | None
    hindrance: RuleBroken | None = None


class Destroys(Protocol):
    """What an eraser does with a key."""

    def __call__(
        self, key: str, *, ground: str, actor: User | None, at: datetime
    ) -> bool:
        """Destroy the personal values; tell whether there was anything to destroy.

        Called again after a restore: then the row may be gone, or already erased, or
        hindered by what hinders no more. It never refuses.
        """


@dataclass(frozen=True)
class Eraser:
    """How one kind of thing is found by what people call it, and erased by its key.

    Keys end with the number of a row of `numbered_by`: after a restore no new row gets
    the number of one that was erased.
    """

    kind: str
    label: str
    hint: str
    find: Callable[[str], Found | None]
    destroy: Destroys
    numbered_by: str


_ERASERS: dict[str, Eraser] = {}


def declare(eraser: Eraser) -> None:
    """Make an eraser known; once, when its package is set up."""
    if _ERASERS.get(eraser.kind, eraser) != eraser:
        raise ValueError(f"two erasers are called {eraser.kind}")
    _ERASERS[eraser.kind] = eraser


def erasers() -> tuple[Eraser, ...]:
    """Return every eraser that was declared."""
    return tuple(_ERASERS.values())


def eraser_of(kind: str) -> Eraser | None:
    """Return a declared eraser, or None."""
    return _ERASERS.get(kind)
