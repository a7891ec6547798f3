"""Every unit of both maps on one line, for tables that go out whole."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from danchu.kernel.units.models import Placement, Succession, Unit, UnitCode
from danchu.kernel.units.rules import Tree

_EARLIEST_FIRST = F("valid_from").asc(nulls_first=True)


@dataclass(frozen=True)
class PlaceLine:
    """A unit on one line: what it is, where it stood last, when it lived."""

    pk: int
    code: str
    kind: str
    name: str
    parent: int | None
    valid_from: date | None
    valid_to: date | None


def place_lines() -> dict[int, PlaceLine]:
    """Return every unit of both maps by its id, in four reads."""
    codes = dict(
        UnitCode.objects.filter(scheme="gso")
        .order_by(_EARLIEST_FIRST)
        .values_list("unit_id", "code")
    )
    parents = dict(
        Placement.objects.filter(tree=Tree.TERRITORY)
        .order_by(_EARLIEST_FIRST)
        .values_list("unit_id", "parent_id")
    )
    rows = Unit.objects.order_by("pk").values_list(
        "pk", "kind", "name", "valid_from", "valid_to"
    )
    return {
        pk: PlaceLine(pk, codes.get(pk, ""), kind, name, parents.get(pk), born, died)
        for pk, kind, name, born, died in rows
    }


def heirs_of_all() -> dict[int, list[int]]:
    """Return to which units each ended one went, its main heir first."""
    found: dict[int, list[int]] = {}
    links = Succession.objects.order_by("-is_main", "successor")
    for before, after in links.values_list("predecessor_id", "successor_id"):
        found.setdefault(before, []).append(after)
    return found
