"""Units as citizens browse them: a map, a unit, what people search for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse

from danchu.kernel.access.actions import known_actions
from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.people.models import User
from danchu.kernel.units.finding import Hit, search_units
from danchu.kernel.units.models import Ancestry, Succession, Unit, UnitCode, UnitName
from danchu.kernel.units.queries import (
    MapNote,
    children_of,
    code_of,
    codes_of,
    country,
    default_map_day,
    kinds_below,
    map_date,
    map_note,
    names_of,
    origins_of,
    path_of,
    successions_of,
    unit_by_id,
)
from danchu.kernel.units.rules import BEGINNING, Tree, UnitKind
from danchu.registry.rules import (
    ADD_BODY,
    ADD_VILLAGE,
    BODY_PARENTS,
    SIGNING,
    VERB_NAMES,
    VILLAGE_PARENTS,
)

PER_PAGE = 100
MOST_RESULTS, MOST_AGENCIES, MOST_LINES = 30, 300, 30
_ORDER = Case(
    *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(UnitKind)),
    output_field=IntegerField(),
)
_COUNTED = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)


@dataclass(frozen=True)
class Province:
    """A line of the table of provinces."""

    unit: Unit
    code: str
    districts: int
    communes: int


@dataclass(frozen=True)
class Overview:
    """The nation on the map of a day."""

    root: Unit
    map: MapNote
    counts: dict[str, int]
    provinces: tuple[Province, ...]


@dataclass(frozen=True)
class Below:
    """A line of the units directly below."""

    unit: Unit
    code: str


@dataclass(frozen=True)
class UnitPage:
    """A unit on the map of a day, and its history."""

    unit: Unit
    map: MapNote
    is_there: bool
    code: str
    path: tuple[Unit, ...]
    line_path: tuple[Unit, ...]
    counts: dict[str, int]
    below: Page[Unit]
    below_rows: tuple[Below, ...]
    line_below: tuple[Unit, ...]
    heirs: tuple[Succession, ...]
    origins: tuple[Succession, ...]
    names: tuple[UnitName, ...]
    codes: tuple[UnitCode, ...]


def overview(day_text: str | None, today: date) -> Overview:
    """Return the provinces of a map with how many districts and communes each has."""
    day = map_date(day_text, today)
    root = country()
    provinces = list(children_of(root, day).filter(kind=UnitKind.PROVINCE))
    counted = _counts_below(provinces, day)
    codes = codes_of(provinces)
    return Overview(
        root=root,
        map=map_note(day, today),
        counts=kinds_below(root, day),
        provinces=tuple(
            Province(
                unit=unit,
                code=codes.get(unit.pk, ""),
                districts=counted.get((unit.pk, UnitKind.DISTRICT), 0),
                communes=counted.get((unit.pk, UnitKind.COMMUNE), 0),
            )
            for unit in provinces
        ),
    )


def found(text: str) -> list[Hit]:
    """Return what a person may mean by `text`, on any map, best first."""
    return search_units(text, limit=MOST_RESULTS) if text else []


def unit_page(pk: int, day_text: str | None, page: str | None, today: date) -> UnitPage:
    """Return everything the public page of a unit tells.

    Nothing asked, an ended unit is shown on the last map that has it.
    """
    unit = unit_by_id(pk)
    day = map_date(day_text, today) if day_text else default_map_day(unit, today)
    below = Paginator(
        children_of(unit, day).order_by(_ORDER, "sort_key", "pk"), PER_PAGE
    ).get_page(page)
    listed = list(below.object_list)
    codes = codes_of(listed)
    return UnitPage(
        unit=unit,
        map=map_note(day, today),
        is_there=_lives(unit, day),
        code=code_of(unit),
        path=tuple(path_of(unit, day)),
        line_path=tuple(path_of(unit, day, tree=Tree.LINE)),
        counts=kinds_below(unit, day),
        below=below,
        below_rows=tuple(Below(one, codes.get(one.pk, "")) for one in listed),
        line_below=tuple(children_of(unit, day, tree=Tree.LINE)[:PER_PAGE]),
        heirs=tuple(successions_of(unit)),
        origins=tuple(origins_of(unit)),
        names=tuple(names_of(unit)),
        codes=tuple(
            sorted(unit.codes.all(), key=lambda one: one.valid_from or BEGINNING)
        )[::-1],
    )


def governing_candidates(parent: Unit, on: date) -> list[Unit]:
    """Return what may govern a body under `parent`: the units above and the agencies.

    The agencies of the whole province are offered: a school of a commune answers to a
    department of the province as often as to its commune.
    """
    above = path_of(parent, on)
    top = next((one for one in above if one.kind == UnitKind.PROVINCE), parent)
    agencies = Unit.objects.within(top, on=on).filter(kind=UnitKind.AGENCY)
    return [*reversed(above), *agencies.order_by("sort_key", "pk")[:MOST_AGENCIES]]


@dataclass(frozen=True)
class Line:
    """One line of history, in words."""

    at: datetime
    who: str
    deed: str


def history_told_to(user: User | AnonymousUser, unit: Unit, on: date) -> list[Line]:
    """Return what happened at a unit lately, for those who have it in reach.

    Who came in and went out is not the unit's business and is left out.
    """
    if not reach(user, on).contains(unit):
        return []
    labels = VERB_NAMES | {action.name: action.label for action in known_actions()}
    events = history_of_unit(unit).exclude(verb__in=SIGNING)[:MOST_LINES]
    return [
        Line(
            at=event.at,
            who=event.actor.full_name if event.actor else "Hệ thống",
            deed=": ".join(
                part
                for part in (labels.get(event.verb, event.verb).lower(), event.subject)
                if part
            ),
        )
        for event in events
    ]


@dataclass(frozen=True)
class Addable:
    """What somebody may add here, and where to."""

    label: str
    href: str


def addable_to(user: User | AnonymousUser, unit: Unit, on: date) -> tuple[Addable, ...]:
    """Return which kinds of units `user` may add under `unit`."""
    if unit.valid_to and unit.valid_to < on:
        return ()
    fitting = (
        (ADD_VILLAGE, VILLAGE_PARENTS, "registry:add_village"),
        (ADD_BODY, BODY_PARENTS, "registry:add_body"),
    )
    return tuple(
        Addable(action.label, reverse(name, args=[unit.pk]))
        for action, kinds, name in fitting
        if unit.kind in kinds and may(user, action, unit, on)
    )


def _lives(unit: Unit, day: date) -> bool:
    born = unit.valid_from is None or unit.valid_from <= day
    return born and (unit.valid_to is None or day <= unit.valid_to)


def _counts_below(provinces: list[Unit], day: date) -> dict[tuple[int, str], int]:
    rows = (
        Ancestry.objects.filter(
            tree=Tree.TERRITORY,
            ancestor__in=provinces,
            since__lte=day,
            until__gt=day,
            unit_kind__in=_COUNTED,
            unit_born__lte=day,
            unit_died__gt=day,
        )
        .values_list("ancestor", "unit_kind")
        .annotate(n=Count("pk"))
    )
    return {(ancestor, kind): n for ancestor, kind, n in rows}
