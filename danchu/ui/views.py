"""Pages of the look: the switches of the look and the kit of parts."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from danchu.ui.context import LOOKS
from danchu.ui.forms import sample_form
from danchu.ui.kit import TEMPLATES, samples

A_YEAR = 365 * 24 * 3600
_OWN_SITES = ("same-origin", "none")


def from_our_pages(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Turn away what a browser says another site sent; for forms without a token.

    A token would make every public page one reader's own.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site", "none") not in _OWN_SITES:
            return HttpResponseRedirect("/")
        return view(request)

    return guarded


@from_our_pages
@require_POST
def set_look(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("tro-lai", "/")
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    for cookie, known in LOOKS.items():
        if cookie in request.POST:
            _keep(request, response, cookie, known)
    return response


def _keep(
    request: HttpRequest, response: HttpResponse, cookie: str, known: dict[str, str]
) -> None:
    """Have the browser keep a choice; one that is not known is the usual look."""
    wanted = request.POST[cookie]
    if wanted not in known:
        response.delete_cookie(cookie)
        return
    response.set_cookie(
        cookie,
        wanted,
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


@require_GET
def kit(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    frame = TEMPLATES.get(request.GET.get("khung", ""), TEMPLATES["cong"])
    return render(request, frame, {**samples(), "form": sample_form()})


# Gates live in kernel.access, a floor above: here they are set by hand.
set_look.__dict__["gate"] = "public"
kit.__dict__["gate"] = "public"
