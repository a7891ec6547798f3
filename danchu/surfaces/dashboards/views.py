"""Pages of dashboards and of conferences."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from danchu.kernel.access.gates import SignedInRequest, official, public
from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.people.queries import CHOSEN_POST
from danchu.presentations import services
from danchu.surfaces.dashboards import showing
from danchu.surfaces.dashboards.files import chart_file
from danchu.surfaces.dashboards.pages import dashboard_page
from danchu.surfaces.dashboards.scenes import Asked


@official
@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    page = dashboard_page(
        asked=_asked(request, request.GET), user=request.user, now=timezone.now()
    )
    return render(request, "dashboards/dashboard.html", {"page": page})


@official
@require_safe
def file(request: SignedInRequest, code: str, form: str) -> HttpResponseBase:
    asked = _asked(request, request.GET)
    return chart_file(code, form, asked, request.user, timezone.now())


@official
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: SignedInRequest) -> HttpResponse:
    """List one's links, and make one; its address is told in this answer alone."""
    now, address, refusal = timezone.now(), "", None
    if request.method == "POST":
        asked, hours = _asked(request, request.POST), request.POST.get("gio", "")
        try:
            path = showing.freeze(asked=asked, user=request.user, hours=hours, now=now)
            address = request.build_absolute_uri(path)
        except RuleBroken as broken:
            if broken.code.startswith("access."):
                raise
            refusal = explain(broken)
    page = showing.links_page(request.user, now, address)
    context = {"page": page, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "dashboards/links.html", context, status=status)


@official
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    ended = services.revoke(actor=request.user, pk=pk, at=timezone.now())
    messages.success(request, showing.revoked(ended.title, ended.ends_at))
    return redirect("dashboards:links")


@public
@require_safe
@never_cache
def conference(request: HttpRequest, token: str) -> HttpResponse:
    page = showing.hall_page(
        token=token, now=timezone.now(), is_counted=request.method == "GET"
    )
    answer = render(request, "dashboards/hall.html", {"page": page})
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _asked(request: SignedInRequest, said: QueryDict) -> Asked:
    return Asked(
        unit=said.get("don-vi", ""),
        period=said.get("ky", ""),
        map_text=said.get("ban-do", ""),
        form=said.get("bieu", ""),
        indicator=said.get("chi-tieu", ""),
        kind=said.get("loai", ""),
        post=request.session.get(CHOSEN_POST),
    )
