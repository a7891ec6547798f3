"""Which names stand, and for which unit."""

from datetime import date

from danchu.kernel.errors import RuleBroken
from danchu.kernel.hostnames.models import HostName
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import path_of
from danchu.kernel.units.rules import UnitKind


def standing_names() -> dict[str, int]:
    """Return every name that stands, with the id of its unit."""
    rows = HostName.objects.filter(until__isnull=True)
    return dict(rows.values_list("host", "unit_id"))


def names_given_to(unit: Unit) -> list[HostName]:
    """Return the names of a unit, those that stand first, then the latest."""
    rows = HostName.objects.filter(unit=unit)
    return sorted(rows.order_by("-since", "-pk"), key=lambda one: one.until is not None)


def standing_name(pk: int) -> HostName:
    """Return a name that stands, or refuse ``hostnames.not_there``."""
    rows = HostName.objects.filter(pk=pk, until__isnull=True).select_related("unit")
    found = rows.first()
    if found is None:
        raise RuleBroken("hostnames.not_there", name=pk)
    return found


def keeper_of(unit: Unit, on: date) -> Unit:
    """Return the unit at which the names of `unit` are kept: its province.

    A unit above provinces, or beside them, keeps its own.
    """
    path = path_of(unit, on)
    return next((one for one in path if one.kind == UnitKind.PROVINCE), unit)
