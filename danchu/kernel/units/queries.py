"""Reading units: by code, by place, by history, on the map of a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import (
    Ancestry,
    Placement,
    Succession,
    Unit,
    UnitCode,
    UnitName,
)
from danchu.kernel.units.rules import (
    FIRST_NEW_DAY,
    LAST_OLD_DAY,
    OLD_MAP_SURE_FROM,
    Tree,
    UnitKind,
)

# Open beginnings are null, and PostgreSQL holds null for the latest of all days.
_LATEST_FIRST = F("valid_from").desc(nulls_last=True)
_EARLIEST_FIRST = F("valid_from").asc(nulls_first=True)
_BY_CODE, _MOST_DIGITS = "code:", 18
_EARLIEST, _AHEAD = date(1945, 9, 2), timedelta(days=366)


def map_date(text: str | None, today: date) -> date:
    """Return the day of the map asked for; nothing asked is today.

    Refuses with ``units.unknown_map_date`` what is no day, a day before the state
    existed, and a day more than a year ahead.
    """
    if not text:
        return today
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise RuleBroken("units.unknown_map_date", text=text[:40]) from None
    if not _EARLIEST <= day <= today + _AHEAD:
        raise RuleBroken("units.unknown_map_date", text=text[:40])
    return day


@dataclass(frozen=True)
class MapNote:
    """Which map a page shows, and what the reader must know about it."""

    day: date
    is_old: bool
    is_unsure: bool
    other_day: date


def map_note(day: date, today: date) -> MapNote:
    """Return what a page says about the map of `day` and which one it offers."""
    is_old = day <= LAST_OLD_DAY
    other = max(today, FIRST_NEW_DAY) if is_old else LAST_OLD_DAY
    return MapNote(day, is_old, day < OLD_MAP_SURE_FROM, other)


def country() -> Unit:
    """Return the root of the territory."""
    return Unit.objects.get(kind=UnitKind.COUNTRY)


def unit_by_id(pk: int) -> Unit:
    """Return a unit, or refuse with ``units.not_found``: the page is not there."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise RuleBroken("units.not_found", unit=pk)
    return unit


def unit_by_number(text: str) -> Unit:
    """Return the unit whose number an address gives, or refuse ``units.not_found``."""
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        raise RuleBroken("units.not_found", unit=text[:30])
    return unit_by_id(int(text))


def unit_by_code(code: str, on: date) -> Unit:
    """Return the unit that bears `code` on the map of `on`.

    Refuses with ``units.no_such_unit``. Provinces, districts and communes have codes
    of different lengths, so a code never means two of them.
    """
    found = Unit.objects.filter(
        pk__in=UnitCode.objects.alive(on)
        .filter(scheme="gso", code=code[:30])
        .values("unit")
    ).first()
    if found is None:
        raise RuleBroken(
            "units.no_such_unit", unit=code[:30], day=on.strftime("%d/%m/%Y")
        )
    return found


def unit_meant(text: str, on: date) -> Unit:
    """Return the unit that a program names: our number, or `code:` and a code.

    Refuses like `unit_by_id` and `unit_by_code`; the code is read on the map of `on`.
    """
    if text.startswith(_BY_CODE):
        return unit_by_code(text.removeprefix(_BY_CODE).replace("\0", " "), on)
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise RuleBroken("units.not_found", unit=text[:40])
    return unit_by_id(int(text))


def units_meant(texts: Collection[str], on: date) -> dict[str, Unit]:
    """Return the units that a program names, as `unit_meant` does; unknown left out."""
    codes = {
        text.removeprefix(_BY_CODE): text for text in texts if text.startswith(_BY_CODE)
    }
    numbers = {
        int(text): text
        for text in texts
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    }
    known = [code for code in codes if "\0" not in code]
    bearing = UnitCode.objects.alive(on).filter(scheme="gso", code__in=known)
    found = {codes[row.code]: row.unit for row in bearing.select_related("unit")}
    rows = Unit.objects.filter(pk__in=numbers)
    return found | {numbers[unit.pk]: unit for unit in rows}


def code_of(unit: Unit, on: date | None = None) -> str:
    """Return the official code of `unit` on `on`, or its last one; empty if none."""
    codes = unit.codes.order_by(_LATEST_FIRST)
    if on is not None:
        codes = UnitCode.objects.alive(on).filter(unit=unit)
    row = codes.first()
    return row.code if row else ""


def codes_of(units: list[Unit]) -> dict[int, str]:
    """Return the latest official code of each unit by its id."""
    rows = UnitCode.objects.filter(unit__in=units, scheme="gso")
    return dict(rows.order_by(_EARLIEST_FIRST).values_list("unit_id", "code"))


def default_map_day(unit: Unit, today: date) -> date:
    """Return the day on whose map `unit` is best seen: today, or its last day."""
    return unit.valid_to if unit.valid_to and unit.valid_to < today else today


def children_of(
    unit: Unit, on: date, *, tree: str = Tree.TERRITORY.value
) -> QuerySet[Unit]:
    """Return the units directly under `unit` on the map of `on`, in order of names."""
    placed = Placement.objects.alive(on).filter(tree=tree, parent=unit)
    return (
        Unit.objects.alive(on).filter(pk__in=placed.values("unit")).order_by("sort_key")
    )


def parent_of(unit: Unit, on: date, *, tree: str = Tree.TERRITORY.value) -> Unit | None:
    """Return the unit directly above `unit` on the map of `on`."""
    placed = Placement.objects.alive(on).filter(tree=tree, unit=unit)
    return Unit.objects.filter(pk__in=placed.values("parent")).first()


def parents_of(
    unit: Unit, on: date, *, trees: Iterable[str] = tuple(Tree)
) -> dict[str, Unit]:
    """Return the unit directly above `unit` on `on`, by tree; the root has none.

    Above a unit that has ended is whoever is above its main heir or, without one,
    where its last parent stands: there its values count, and there it is answered for.
    """
    wanted = list(trees)
    if unit.valid_to is not None and unit.valid_to < on:
        return _parents_of_ended(unit, on, wanted)
    placed = Placement.objects.alive(on).filter(tree__in=wanted, unit=unit)
    return {row.tree: row.parent for row in placed.select_related("parent")}


def _parents_of_ended(unit: Unit, on: date, trees: list[str]) -> dict[str, Unit]:
    heir = _main_heir(unit)
    above = parents_of(heir, on, trees=trees) if heir else {}
    missing = [tree for tree in trees if tree not in above]
    placed = Placement.objects.filter(tree__in=missing, unit=unit)
    rows = placed.select_related("parent").order_by(_EARLIEST_FIRST)
    for tree, parent in {row.tree: row.parent for row in rows}.items():
        standing = _standing_for(parent, on, tree)
        if standing is not None:
            above[tree] = standing
    return above


def _standing_for(unit: Unit, on: date, tree: str) -> Unit | None:
    if unit.valid_to is None or unit.valid_to >= on:
        return unit
    heir = _main_heir(unit)
    if heir is not None:
        return _standing_for(heir, on, tree)
    return _parents_of_ended(unit, on, [tree]).get(tree)


def _main_heir(unit: Unit) -> Unit | None:
    link = unit.heirs.filter(is_main=True).select_related("successor").first()
    return link.successor if link else None


def path_of(unit: Unit, on: date, *, tree: str = Tree.TERRITORY.value) -> list[Unit]:
    """Return the units above `unit` on the map of `on`, the root first, then it.

    For a unit that has ended the path leads through where its values stand.
    """
    above = Ancestry.objects.filter(tree=tree, unit=unit, since__lte=on, until__gt=on)
    sizes = (
        Ancestry.objects.filter(
            tree=tree, unit__in=above.values("ancestor"), since__lte=on, until__gt=on
        )
        .values("unit")
        .annotate(height=Count("ancestor"))
        .values_list("unit", "height")
    )
    heights = dict(sizes)
    units = Unit.objects.filter(pk__in=heights)
    return sorted(units, key=lambda one: heights[one.pk])


def successions_of(unit: Unit) -> list[Succession]:
    """Return the links to what `unit` became, the main heir first."""
    return list(
        unit.heirs.select_related("successor").order_by(
            "-is_main", "successor__sort_key"
        )
    )


def origins_of(unit: Unit) -> list[Succession]:
    """Return the links to what `unit` was made of, in order of names."""
    return list(
        unit.origins.select_related("predecessor").order_by("predecessor__sort_key")
    )


def kinds_below(root: Unit, on: date) -> dict[str, int]:
    """Return how many living units of each kind stand within `root` on that map."""
    rows = (
        Unit.objects.within(root, on=on)
        .exclude(pk=root.pk)
        .values("kind")
        .annotate(n=Count("pk"))
        .values_list("kind", "n")
    )
    return dict(rows)


def units_inside(place: Unit, on: date) -> "QuerySet[Ancestry, int] | None":
    """Select the ids of what counts within `place`, an ended one on its last map.

    None is everything: the nation holds all, and so nothing need be looked up.
    """
    if place.kind == UnitKind.COUNTRY:
        return None
    day = default_map_day(place, on)
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=place, since__lte=day, until__gt=day
    )
    return inside.values_list("unit", flat=True)


@dataclass(frozen=True)
class Located:
    """A unit and where it lies; area in km²."""

    pk: int
    name: str
    kind: str
    latitude: float
    longitude: float
    area: float


def located_below(unit: Unit, on: date) -> list[Located]:
    """Return the units directly under `unit` whose place is known."""
    rows = children_of(unit, on).filter(latitude__isnull=False, longitude__isnull=False)
    return [
        Located(pk, name, kind, latitude or 0.0, longitude or 0.0, area or 0.0)
        for pk, name, kind, latitude, longitude, area in rows.values_list(
            "pk", "name", "kind", "latitude", "longitude", "area_km2"
        )
    ]


def special_zones(on: date) -> list[Unit]:
    """Return the special zones (đặc khu) of the map of `on`."""
    return list(
        Unit.objects.alive(on).filter(is_special_zone=True).order_by("sort_key")
    )


def names_of(unit: Unit) -> list[UnitName]:
    """Return every name `unit` has borne, the latest first."""
    return list(unit.names.order_by(_LATEST_FIRST))


def units_selected(
    on: date, *, within: Unit | None = None, kind: str = ""
) -> QuerySet[Unit]:
    """Return the units of a map, as the API lists them, in order of kind and name."""
    units = Unit.objects.within(within, on=on) if within else Unit.objects.alive(on)
    wanted = Q(kind=kind) if kind else Q()
    return units.filter(wanted).order_by("sort_key", "pk")


def standing_in(root: int, units: Collection[int]) -> set[int]:
    """Return which of these units count in `root` on any map; all are ids."""
    inside = Ancestry.objects.filter(tree=Tree.TERRITORY, ancestor=root, unit__in=units)
    return set(inside.values_list("unit", flat=True))


def place_ids() -> list[int]:
    """Return every place above villages, of any map, in the order of their ids."""
    kinds = [UnitKind.COUNTRY, UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE]
    rows = Unit.objects.filter(kind__in=kinds).order_by("pk")
    return list(rows.values_list("pk", flat=True))
