"""Every part of the motto has somebody who serves it, and nobody serves nothing."""

from collections.abc import Iterable
from enum import Enum

import pytest

from danchu.kernel.motto import SERVING_EVERY_PART, Part, parts_served_by
from tests.invariants.source import HOUSE

FOUNDATION = {"registry": "the books of units and accounts serve all who work here"}
NOT_CAPABILITIES = {
    *("config", "demo", "surfaces", "testing", "kernel", "ui", "lib"),
}


def packages(*below: str) -> set[str]:
    """Return the packages that exist in a folder of the house."""
    return {path.parent.name for path in HOUSE.joinpath(*below).glob("*/__init__.py")}


EXISTING = packages() | packages("surfaces") | packages("kernel")
CAPABILITIES = sorted(packages() - NOT_CAPABILITIES - FOUNDATION.keys())


def servants(named: Iterable[str], existing: Iterable[str]) -> list[str]:
    """Return who of those named really exists."""
    return sorted({*named, *SERVING_EVERY_PART} & set(existing))


@pytest.mark.parametrize("part", list(Part), ids=[part.code for part in Part])
def test_every_part_is_served(part: Part) -> None:
    assert servants(part.capabilities, EXISTING) != []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_capability_serves_a_part(capability: str) -> None:
    assert parts_served_by(capability) != ()


def test_a_part_served_only_by_plans_is_found() -> None:
    class Planted(Enum):
        LISTEN = ("choirs", "bands")

    assert servants(Planted.LISTEN.value, EXISTING - set(SERVING_EVERY_PART)) == []


def test_a_capability_that_serves_nothing_is_found() -> None:
    assert "indicators" in CAPABILITIES
    assert parts_served_by("planted") == ()
