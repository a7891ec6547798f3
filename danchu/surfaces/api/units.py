"""Units on the map of any day."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from danchu.kernel.units import queries
from danchu.kernel.units.descriptions import (
    Description,
    Kin,
    Wanted,
    codes_on,
    describe,
    find_described,
)
from danchu.surfaces.api import shapes
from danchu.surfaces.api.documents import described, optional
from danchu.surfaces.api.doors import public
from danchu.surfaces.api.places import link, next_page, place

MOST = 200
_AS_OF = (
    "Day of the map, `2024-12-31`. Until 2025-06-30 it has 63 provinces with "
    "districts, since then 34 without. Default: today; for a search (`q`) without "
    "`within`: every map."
)
router = Router(tags=["units"])


class UnitsAsked(Schema):
    """Parameters of a list of units."""

    as_of: str = optional(_AS_OF, "2024-12-31", format="date")
    within: str = optional(
        "Official code, on the map asked for, of a unit: it and what is below it.",
        "24",
        maxLength=30,
    )
    level: shapes.Level = optional("Only units of this kind.", "commune")
    q: str = optional(
        "Name (accents and old names welcome) or code; best hits first, at most 500 "
        "names are looked at.",
        "viet lap",
        maxLength=100,
    )
    limit: int = Field(50, ge=1, le=MOST, description="Units on a page.")
    offset: int = Field(
        0, ge=0, le=100_000, description="Units before the page; follow `next`."
    )


class UnitPath(Schema):
    """Which unit."""

    unit_id: int = Field(
        ge=1, le=2**63 - 1, description="Our number of the unit.", examples=[11596]
    )


class OneUnitAsked(Schema):
    """Parameters of one unit."""

    as_of: str = optional(
        "Day of the map. Default: today, or the last day of a unit that has ended.",
        "2024-12-31",
        format="date",
    )


@router.get(
    "/units",
    response=shapes.UnitPage,
    operation_id="list_units",
    summary="Units of a map, with what they were made of and what became of them",
    openapi_extra=described("units", 400, 404),
)
@public
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> shapes.UnitPage:
    """Return units of the map of a day, within a unit, of a level, or by name.

    Without `q` they come in alphabetical order. An old name finds a unit that has
    ended; its `successors` say where it went.
    """
    day = queries.map_date(asked.as_of, timezone.localdate())
    within = queries.unit_by_code(_clean(asked.within), day) if asked.within else None
    is_everywhere = bool(asked.q) and not (asked.as_of or within)
    on = None if is_everywhere else day
    wanted = Wanted(on, within, asked.level, _clean(asked.q))
    total, found = find_described(wanted, offset=asked.offset, limit=asked.limit)
    return shapes.UnitPage(
        map=on,
        total=total,
        items=[shapes.Unit(**_unit(one, on)) for one in found],
        next=next_page(request, asked.offset + asked.limit, total),
    )


@router.get(
    "/units/{unit_id}",
    response=shapes.OneUnit,
    operation_id="get_unit",
    summary="One unit, with its path and its names",
    openapi_extra=described("unit", 400, 404),
)
@public
def get_unit(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    asked: Query[OneUnitAsked],
    where: Path[UnitPath],
) -> shapes.OneUnit:
    """Return a unit by our number, on the map of a day."""
    unit = queries.unit_by_id(where.unit_id)
    today = timezone.localdate()
    day = queries.default_map_day(unit, today)
    if asked.as_of:
        day = queries.map_date(asked.as_of, today)
    [found] = describe([unit], day)
    path = queries.path_of(unit, day)
    codes = codes_on([one.pk for one in path], day)
    return shapes.OneUnit(
        **_unit(found, day),
        map=day,
        path=[
            place(one.pk, one.name, one.kind, codes.get(one.pk, ""), day)
            for one in path
        ],
        names=[
            shapes.PastName(
                name=one.name, valid_from=one.valid_from, valid_to=one.valid_to
            )
            for one in queries.names_of(unit)
        ],
        children=link("/units", as_of=day, within=found.code)
        if _is_on_map(found, day)
        else None,
    )


def _is_on_map(one: Description, day: date) -> bool:
    first, last = one.unit.valid_from or day, one.unit.valid_to or day
    return bool(one.code) and first <= day <= last


def _clean(text: str) -> str:
    return text.replace("\0", " ")


def _unit(one: Description, on: date | None) -> dict[str, Any]:
    unit, parent = one.unit, one.parent
    return {
        "id": unit.pk,
        "code": one.code or None,
        "name": one.name,
        "kind": unit.kind,
        "label": unit.label,
        "is_special_zone": unit.is_special_zone,
        "parent": parent
        and place(parent.pk, parent.name, parent.kind, one.parent_code, on),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "latitude": unit.latitude,
        "longitude": unit.longitude,
        "predecessors": [_kin(kin) for kin in one.predecessors],
        "successors": [_kin(kin) for kin in one.successors],
        "href": link(f"/units/{unit.pk}", as_of=on),
    }


def _kin(kin: Kin) -> shapes.Kin:
    unit = kin.unit
    return shapes.Kin(
        unit=place(unit.pk, unit.name, unit.kind, kin.code, None),
        on=kin.on,
        is_main=kin.is_main,
        is_whole=kin.is_whole,
    )
