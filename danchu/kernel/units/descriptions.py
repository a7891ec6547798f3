"""Units as interfaces tell them: code, place and kin on one map, many at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from danchu.kernel.units.finding import search_units
from danchu.kernel.units.models import (
    Placement,
    Succession,
    Unit,
    UnitCode,
    UnitName,
)
from danchu.kernel.units.queries import units_selected
from danchu.kernel.units.rules import Tree

DEEPEST_SEARCH = 500
"""A search looks at this many of the best names before it is narrowed."""


@dataclass(frozen=True)
class Kin:
    """A unit that another was made of, or became."""

    unit: Unit
    code: str
    on: date
    is_main: bool
    is_whole: bool


@dataclass(frozen=True)
class Description:
    """One unit on the map of a day, or, of no day, as it last was."""

    unit: Unit
    name: str
    code: str
    parent: Unit | None
    parent_code: str
    predecessors: tuple[Kin, ...]
    successors: tuple[Kin, ...]


@dataclass(frozen=True)
class Wanted:
    """Which units: of a map (or of all), in a subtree, of a kind, called so."""

    on: date | None
    within: Unit | None = None
    kind: str = ""
    text: str = ""


def find_described(
    wanted: Wanted, *, offset: int, limit: int
) -> tuple[int, list[Description]]:
    """Return how many units are wanted, and a page of them described.

    With a text the best hits come first, narrowed from at most `DEEPEST_SEARCH`;
    without one a day must be named, and names are in alphabetical order.
    """
    last = offset + limit
    if wanted.text:
        hits = _hits(wanted)
        return len(hits), describe(hits[offset:last], wanted.on)
    if wanted.on is None:
        raise ValueError(wanted)
    units = units_selected(wanted.on, within=wanted.within, kind=wanted.kind)
    return units.count(), describe(list(units[offset:last]), wanted.on)


def describe(units: Sequence[Unit], on: date | None) -> list[Description]:
    """Return units with code, parent and kin on the map of `on`, in the same order."""
    asked = [unit.pk for unit in units]
    placed = Placement.objects.filter(tree=Tree.TERRITORY.value, unit__in=asked)
    parents = _latest(placed.select_related("parent"), on)
    names = _latest(UnitName.objects.filter(unit__in=asked), on)
    links = _links(asked)
    known = [placed.parent_id for placed in parents.values()]
    known += [pk for link in links for pk in (link.successor_id, link.predecessor_id)]
    codes = codes_on([*asked, *known], on)
    became, made_of = defaultdict(list), defaultdict(list)
    for link in links:
        became[link.predecessor_id].append(_kin(link, link.successor, codes))
        made_of[link.successor_id].append(_kin(link, link.predecessor, codes))
    return [
        Description(
            unit=unit,
            name=names[unit.pk].name if unit.pk in names else unit.name,
            code=codes.get(unit.pk, ""),
            parent=parents[unit.pk].parent if unit.pk in parents else None,
            parent_code=codes.get(parents[unit.pk].parent_id, "")
            if unit.pk in parents
            else "",
            predecessors=tuple(made_of[unit.pk]),
            successors=tuple(became[unit.pk]),
        )
        for unit in units
    ]


def codes_on(pks: Collection[int], on: date | None) -> dict[int, str]:
    """Return the official codes of units on `on`, or else their last ones, by id."""
    rows = UnitCode.objects.filter(scheme="gso", unit__in=set(pks))
    return {pk: row.code for pk, row in _latest(rows, on).items()}


def _hits(wanted: Wanted) -> list[Unit]:
    hits = search_units(wanted.text, on=wanted.on, limit=DEEPEST_SEARCH)
    # A unit found by two of its names is one unit, where its better name stands.
    units = list({hit.unit.pk: hit.unit for hit in hits}.values())
    if wanted.within is not None and wanted.on is not None:
        inside = Unit.objects.within(wanted.within, on=wanted.on)
        standing = set(
            inside.filter(pk__in=[unit.pk for unit in units]).values_list(
                "pk", flat=True
            )
        )
        units = [unit for unit in units if unit.pk in standing]
    return [unit for unit in units if wanted.kind in {"", unit.kind}]


def _latest(rows: QuerySet[Any], on: date | None) -> dict[int, Any]:
    """Return one dated row of each unit: the one of the day, else the last."""
    found: dict[int, Any] = {}
    for row in rows.order_by(F("valid_from").asc(nulls_first=True)):
        kept = found.get(row.unit_id)
        if kept is None or on is None or not _holds(kept, on):
            found[row.unit_id] = row
    return found


def _holds(row: UnitCode | UnitName | Placement, on: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= on
    return begun and (row.valid_to is None or row.valid_to >= on)


def _links(units: list[int]) -> list[Succession]:
    links = Succession.objects.filter(
        Q(predecessor__in=units) | Q(successor__in=units)
    ).select_related("predecessor", "successor")
    return list(
        links.order_by("-is_main", "successor__sort_key", "predecessor__sort_key")
    )


def _kin(link: Succession, unit: Unit, codes: dict[int, str]) -> Kin:
    return Kin(unit, codes.get(unit.pk, ""), link.on, link.is_main, link.is_whole)
