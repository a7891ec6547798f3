"""What waits for an official, as the first page of the desk shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go to."""

    name: str
    href: str


@dataclass(frozen=True)
class Task:
    """Something to do: with how many units, and where."""

    state: str
    word: str
    law: str
    deed: str
    facts: str
    button: str
    links: tuple[Link, ...]

    @property
    def is_single(self) -> bool:
        """Whether it concerns one unit, so that one button does it."""
        return len(self.links) == 1


@dataclass(frozen=True)
class Group:
    """Tasks that press alike."""

    ident: str
    title: str
    count: int
    tasks: tuple[Task, ...]
