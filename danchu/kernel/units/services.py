"""Deeds on units: placing, and keeping `Ancestry` true."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.copying import copy_rows
from danchu.kernel.units.models import (
    Ancestry,
    Placement,
    Succession,
    Unit,
    UnitCode,
    UnitName,
)
from danchu.kernel.units.rules import (
    BEGINNING,
    END,
    Forest,
    Life,
    Place,
    Span,
    Tree,
    UnitKind,
    spans,
)
from danchu.lib.vietnamese import fold, sort_key

# Without statistics the planner of a fresh home scans where it should look up.
_ANALYZE = """ANALYZE units_ancestry, units_unit, units_unitname, units_unitcode,
    units_placement, units_succession"""
_SPAN = ("tree", "ancestor_id", "unit_id", "since", "until")
_LIFE = ("unit_kind", "unit_born", "unit_died")


@transaction.atomic
def add_unit(
    *,
    kind: UnitKind,
    name: str,
    parent: Unit | None,
    code: str = "",
    valid_from: date | None = None,
    line_parent: Unit | None = None,
    **traits: object,
) -> Unit:
    """Add a unit under `parent` (territory) and perhaps `line_parent` (line).

    Only for units without predecessors: a village, a body, a unit of a test. `traits`
    are columns of `Unit`, such as ``households=412`` or ``sector="y tế"``.
    """
    unit = Unit.objects.create(
        kind=kind, name=name, sort_key=sort_key(name), valid_from=valid_from, **traits
    )
    UnitName.objects.create(
        unit=unit,
        name=name,
        bare=name,
        folded=fold(name),
        folded_bare=fold(name),
        valid_from=valid_from,
    )
    if code:
        UnitCode.objects.create(unit=unit, code=code, valid_from=valid_from)
    place_unit(unit=unit, tree=Tree.TERRITORY, parent=parent)
    if line_parent is not None:
        place_unit(unit=unit, tree=Tree.LINE, parent=line_parent)
    return unit


@dataclass(frozen=True)
class NewUnit:
    """A unit to be added with many others, with its parents in one or both trees."""

    kind: UnitKind
    name: str
    parent: Unit
    line_parent: Unit | None = None
    traits: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def add_units(rows: Sequence[NewUnit]) -> list[Unit]:
    """Add many bodies without codes at once, as `add_unit` would one by one.

    They exist on every map; no row may stand under another of the same call. The
    number of queries does not grow with the rows.
    """
    units = Unit.objects.bulk_create(
        Unit(kind=row.kind, name=row.name, sort_key=sort_key(row.name), **row.traits)
        for row in rows
    )
    UnitName.objects.bulk_create(
        UnitName(
            unit=unit,
            name=unit.name,
            bare=unit.name,
            folded=fold(unit.name),
            folded_bare=fold(unit.name),
        )
        for unit in units
    )
    added = list(zip(units, rows, strict=True))
    _place_all(Tree.TERRITORY, [(unit, row.parent) for unit, row in added])
    _place_all(
        Tree.LINE,
        [(unit, row.line_parent) for unit, row in added if row.line_parent is not None],
    )
    return units


def _place_all(tree: Tree, placed: Sequence[tuple[Unit, Unit]]) -> None:
    """Stand units under parents: their spans are those of their parents."""
    parents = {parent.pk: parent for _, parent in placed}
    Placement.objects.bulk_create(
        Placement(tree=tree, unit=unit, parent=parent) for unit, parent in placed
    )
    above: dict[int, list[Ancestry]] = {}
    for row in Ancestry.objects.filter(tree=tree, unit__in=parents):
        above.setdefault(row.unit_id, []).append(row)
    # A parent that stands in the other tree only becomes a root here.
    roots = [Span(pk, pk, BEGINNING, END) for pk in parents if pk not in above]
    _write(tree, roots, parents)
    kept = [Span(unit.pk, unit.pk, BEGINNING, END) for unit, _ in placed]
    kept += [
        Span(root.ancestor, unit.pk, root.since, root.until)
        for unit, parent in placed
        for root in _standing(parent, above)
    ]
    _write(tree, kept, {unit.pk: unit for unit, _ in placed})


def _standing(parent: Unit, above: Mapping[int, list[Ancestry]]) -> list[Span]:
    rows = above.get(parent.pk)
    if rows is None:
        return [Span(parent.pk, parent.pk, BEGINNING, END)]
    return [Span(row.ancestor_id, parent.pk, row.since, row.until) for row in rows]


@transaction.atomic
def place_unit(*, unit: Unit, tree: Tree, parent: Unit | None) -> None:
    """Stand a unit that has nothing below it yet under `parent`, for all its life.

    Its spans are its parent's: where the parent's values count, its own do.
    """
    kept = [Span(unit.pk, unit.pk, BEGINNING, END)]
    units = {unit.pk: unit}
    if parent is not None:
        Placement.objects.create(
            tree=tree, unit=unit, parent=parent, valid_from=unit.valid_from
        )
        above = _spans_above(tree, parent)
        if not above:  # the parent stands in the other tree only: a root here
            above = [Span(parent.pk, parent.pk, BEGINNING, END)]
            kept += above
            units[parent.pk] = parent
        kept += [Span(s.ancestor, unit.pk, s.since, s.until) for s in above]
    _write(tree, kept, units)


@transaction.atomic
def rebuild_ancestry() -> int:
    """Compute every standing anew and return how many spans there are.

    Units, places and links are read whole: seconds for the nation. Refuses with
    ``units.circular`` a unit that would stand below itself.
    """
    units = Unit.objects.in_bulk()
    total = 0
    Ancestry.objects.all().delete()
    for tree in Tree:
        forest = _forest(tree, units)
        try:
            kept = list(spans(forest))
        except ValueError as circular:
            name = units[int(str(circular))].name
            raise RuleBroken("units.circular", unit=name) from None
        _write(tree, kept, units)
        total += len(kept)
    with connection.cursor() as cursor:
        cursor.execute(_ANALYZE)
    return total


def _spans_above(tree: Tree, unit: Unit) -> list[Span]:
    rows = Ancestry.objects.filter(tree=tree, unit=unit)
    return [Span(row.ancestor_id, unit.pk, row.since, row.until) for row in rows]


def _forest(tree: Tree, units: dict[int, Unit]) -> Forest:
    places: dict[int, list[Place]] = {}
    rows = Placement.objects.filter(tree=tree).order_by("valid_from")
    for row in sorted(rows, key=lambda one: one.valid_from or BEGINNING):
        places.setdefault(row.unit_id, []).append(
            Place(row.unit_id, row.parent_id, row.valid_from, row.valid_to)
        )
    parents = {place.parent for some in places.values() for place in some}
    inside = parents | places.keys()
    lives = {
        pk: Life(pk, unit.valid_from, unit.valid_to)
        for pk, unit in units.items()
        if tree == Tree.TERRITORY or pk in inside
    }
    links = Succession.objects.values_list("predecessor_id", "successor_id", "is_main")
    before: dict[int, list[int]] = {}
    for predecessor, successor, _ in links:
        before.setdefault(successor, []).append(predecessor)
    return Forest(
        lives=lives,
        places={pk: tuple(some) for pk, some in places.items()},
        main_successor={old: new for old, new, main in links if main and new in lives},
        predecessors={
            new: tuple(old for old in olds if old in lives)
            for new, olds in before.items()
        },
    )


def _write(tree: Tree, kept: Iterable[Span], units: dict[int, Unit]) -> None:
    lives = {
        pk: (unit.kind, unit.valid_from or BEGINNING, _day_after(unit.valid_to))
        for pk, unit in units.items()
    }
    copy_rows(
        Ancestry,
        (*_SPAN, *_LIFE),
        (
            (tree.value, span.ancestor, span.unit, span.since, span.until)
            + lives[span.unit]
            for span in kept
        ),
    )


def _day_after(last: date | None) -> date:
    return END if last is None else date.fromordinal(last.toordinal() + 1)
