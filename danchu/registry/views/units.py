"""Public pages of the units."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.caching import Topic, cached
from danchu.kernel.access.gates import SignedInRequest, official, public
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.queries import MapNote, unit_by_id
from danchu.kernel.units.rules import LAST_OLD_DAY
from danchu.registry.forms.units import BodyForm, VillageForm
from danchu.registry.queries import units
from danchu.registry.queries.hostnames import may_name
from danchu.registry.refusing import tell
from danchu.registry.rules import ADD_BODY, ADD_VILLAGE
from danchu.registry.services import units as deeds

_asked = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = {
    "registry.name_taken_here": "name",
    "registry.name_missing": "name",
    "registry.wrong_governing_body": "governed_by",
}


@cached(touches={Topic.UNITS}, known={"ban-do"}, never={"q"})
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
        "results": units.found(text),
        "trail": [{"name": shown.root.name}],
        "maps": _maps(reverse("registry:units"), shown.map),
    }
    return render(request, "registry/units.html", page)


@cached(touches={Topic.UNITS}, known={"ban-do", "trang"})
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
        "history": units.history_told_to(request.user, shown.unit, today),
        "addable": units.addable_to(request.user, shown.unit, today),
        "may_name": may_name(request.user, shown.unit, today),
    }
    return render(request, "registry/unit.html", page)


@official
@_asked
def add_village(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a village under a commune in reach."""
    parent = unit_by_id(pk)
    authorize(request.user, ADD_VILLAGE, parent)
    form = VillageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            deeds.add_village(
                actor=request.user, parent=parent, at=at, **form.cleaned_data
            )
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            return _added(request, form, parent.pk)
    return _form_page(request, form, parent, "Thêm thôn, tổ dân phố")


@official
@_asked
def add_body(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an agency, a public unit, an enterprise … under a unit in reach."""
    parent, today = unit_by_id(pk), timezone.localdate()
    authorize(request.user, ADD_BODY, parent)
    offered = units.governing_candidates(parent, today)
    form = BodyForm(request.POST or None, candidates=offered)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.add_body(
                actor=request.user,
                parent=parent,
                body=form.body,
                governed_by=form.governing,
                valid_from=form.cleaned_data["valid_from"],
                at=timezone.now(),
            )
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            return _added(request, form, parent.pk)
    return _form_page(request, form, parent, "Thêm cơ quan, đơn vị, doanh nghiệp")


def _added(request: HttpRequest, form: Form, parent: int) -> HttpResponse:
    name = form.cleaned_data["name"].strip()
    messages.success(request, f"Đã thêm {name} vào sổ đơn vị.")
    return redirect("registry:unit", parent)


def _form_page(
    request: HttpRequest, form: Form, parent: object, title: str
) -> HttpResponse:
    page = {"form": form, "parent": parent, "heading": title}
    status = 422 if form.errors else 200
    return render(request, "registry/add_unit.html", page, status=status)


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
            "label": gettext("trước 01/7/2025"),
            "href": f"{address}?ban-do={LAST_OLD_DAY.isoformat()}",
            "current": note.is_old,
        },
        {
            "label": gettext("hiện nay"),
            "href": f"{address}?ban-do={timezone.localdate().isoformat()}",
            "current": not note.is_old,
        },
    ]
