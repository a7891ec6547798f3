"""Named actions, the roles that may take them, and from where."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at a unit (product.md §1)."""

    CLERK = "clerk"
    HEAD = "head"
    SECRETARY = "secretary"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Where(StrEnum):
    """Where the post must be, seen from the unit that is acted upon."""

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
