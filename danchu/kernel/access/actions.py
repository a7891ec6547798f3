"""Named actions, the roles that may take them, and from where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at a unit."""

    CLERK = "clerk"
    HEAD = "head"
    SECRETARY = "secretary"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Where(StrEnum):
    """Where the post must be, seen from the unit that is acted upon.

    `PARENT` is directly above it in any tree in which it stands; the root stands for
    itself.
    """

    OWN = "own"
    PARENT = "parent"
    WITHIN = "within"


WHERE_NAMES = {
    Where.OWN: "tại chính đơn vị",
    Where.PARENT: "từ đơn vị cấp trên trực tiếp",
    Where.WITHIN: "tại đơn vị hoặc mọi cấp trên",
}


@dataclass(frozen=True)
class Action:
    """Something a person may be allowed to do, e.g. ``indicators.submit``."""

    name: str
    label: str
    roles: frozenset[Role]
    where: Where = Where.OWN


_known: dict[str, Action] = {}


def register_actions(actions: Iterable[Action]) -> None:
    """Make the actions of a package known; one name never means two things."""
    for action in actions:
        if _known.setdefault(action.name, action) != action:
            message = f"two actions named {action.name!r}"
            raise ValueError(message)


def known_actions() -> tuple[Action, ...]:
    """Return every registered action in order of names, for pages and documents."""
    return tuple(_known[name] for name in sorted(_known))
