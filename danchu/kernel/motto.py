"""The motto, *dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng*.

It drives the portal's navigation and the chapters of reports; code is named after
capabilities. The table names planned ones too; the words are Điều 3 of Luật số
10/2022/QH15.
"""

from enum import Enum


class Part(Enum):
    """One sixth of the motto: its name and the capabilities that serve it."""

    KNOW = (
        "know",
        "Dân biết",
        ("disclosure", "news", "procedures", "portal", "search"),
    )
    DISCUSS = ("discuss", "Dân bàn", ("surveys", "votes", "meetings"))
    DO = ("do", "Dân làm", ("works", "emulation", "regulations"))
    INSPECT = ("inspect", "Dân kiểm tra", ("supervision", "petitions", "steering"))
    SUPERVISE = (
        "supervise",
        "Dân giám sát",
        ("supervision", "petitions", "steering", "witnesses"),
    )
    BENEFIT = ("benefit", "Dân thụ hưởng", ("surveys", "scoring", "followups"))

    def __init__(self, code: str, label: str, capabilities: tuple[str, ...]) -> None:
        self.code = code
        self.label = label
        self.capabilities = capabilities


SERVING_EVERY_PART = (
    "indicators",
    "reporting",
    "reports",
    "privacy",
    "presentations",
    "dashboards",
)
"""Capabilities that belong to the whole motto."""


def parts_served_by(capability: str) -> tuple[Part, ...]:
    """Return the parts of the motto that a capability serves, in order.

    >>> [part.label for part in parts_served_by("surveys")]
    ['Dân bàn', 'Dân thụ hưởng']
    >>> len(parts_served_by("indicators"))
    6
    """
    if capability in SERVING_EVERY_PART:
        return tuple(Part)
    return tuple(part for part in Part if capability in part.capabilities)
