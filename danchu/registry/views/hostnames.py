"""Pages of the host names of a unit: what it has, giving one, taking one back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.access.services import authorize
from danchu.kernel.errors import RuleBroken
from danchu.kernel.hostnames.queries import keeper_of, standing_name
from danchu.kernel.hostnames.rules import GIVE, TAKE_BACK
from danchu.kernel.hostnames.services import give_name, take_back_name
from danchu.kernel.units.queries import unit_by_id
from danchu.registry.forms.hostnames import HostNameForm
from danchu.registry.queries.hostnames import name_page
from danchu.registry.refusing import tell

_asked = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = dict.fromkeys(
    ("hostnames.not_a_name", "hostnames.ours", "hostnames.taken"), "name"
)


@official
@_asked
def host_names(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the names of a unit, and give it another."""
    unit, at = unit_by_id(pk), timezone.now()
    authorize(request.user, GIVE, keeper_of(unit, timezone.localdate(at)))
    form = HostNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            given = give_name(actor=request.user, unit=unit, name=name, at=at)
        except RuleBroken as broken:
            tell(form, broken, _FIELDS)
        else:
            messages.success(request, f"Đã giao tên miền {given.host}.")
            return redirect("registry:host_names", unit.pk)
    page = {"form": form, "page": name_page(unit)}
    status = 422 if form.errors else 200
    return render(request, "registry/host_names.html", page, status=status)


@official
@_asked
def take_back_host_name(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a name, once it is confirmed."""
    ending, at = standing_name(pk), timezone.now()
    authorize(request.user, TAKE_BACK, keeper_of(ending.unit, timezone.localdate(at)))
    if request.method == "POST":
        take_back_name(actor=request.user, name=pk, at=at)
        messages.success(request, f"Đã thu hồi tên miền {ending.host}.")
        return redirect("registry:host_names", ending.unit_id)
    return render(request, "registry/take_back_host_name.html", {"ending": ending})
