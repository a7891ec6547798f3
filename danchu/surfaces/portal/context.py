"""What the frame of public pages needs under the own name of a locality."""

from typing import Any

from django.http import HttpRequest

from danchu.kernel.hostnames.asking import locality_of
from danchu.kernel.units.queries import unit_by_id


def own_place(request: HttpRequest) -> str:
    """Return the number of the unit under whose name somebody asks; empty if none."""
    locality = locality_of(request)
    return str(locality.unit) if locality else ""


def locality_frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `local`: name and number of the unit, and where the portal is."""
    locality = locality_of(request)
    if locality is None:
        return {}
    unit = unit_by_id(locality.unit)
    return {"local": {"name": unit.name, "pk": unit.pk, "site": locality.site}}
