"""Public pages of the units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danchu.kernel.access.gates import public
from danchu.kernel.units.queries import MapNote
from danchu.kernel.units.rules import LAST_OLD_DAY
from danchu.registry.queries import units


@public
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Show the nation on a map, or what somebody searches for."""
    today = timezone.localdate()
    shown = units.overview(request.GET.get("ban-do"), today)
    text = request.GET.get("q", "").strip()
    page = {
        "shown": shown,
        "query": text,
        "results": units.found(text) if text else [],
        "trail": [{"name": shown.root.name}],
        "maps": _maps(reverse("registry:units"), shown.map),
    }
    return render(request, "registry/units.html", page)


@public
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit on a map."""
    today = timezone.localdate()
    asked = request.GET.get("ban-do"), request.GET.get("trang")
    shown = units.unit_page(pk, *asked, today)
    page = {
        "shown": shown,
        "trail": _trail(shown),
        "maps": _maps(request.path, shown.map),
    }
    return render(request, "registry/unit.html", page)


def _trail(shown: units.UnitPage) -> list[dict[str, str]]:
    day = f"?ban-do={shown.map.day.isoformat()}" if shown.map.is_old else ""
    steps = [
        {"name": one.name, "href": reverse("registry:unit", args=[one.pk]) + day}
        for one in shown.path
    ]
    if steps:
        steps[0]["href"] = reverse("registry:units") + day
    return steps or [{"name": shown.unit.name, "href": ""}]


def _maps(address: str, note: MapNote) -> list[dict[str, object]]:
    """Return the two maps a reader may choose from; today's needs no date."""
    return [
        {
            "label": "trước 01/7/2025",
            "href": f"{address}?ban-do={LAST_OLD_DAY.isoformat()}",
            "current": note.is_old,
        },
        {
            "label": "hiện nay",
            "href": f"{address}?ban-do={timezone.localdate().isoformat()}",
            "current": not note.is_old,
        },
    ]
