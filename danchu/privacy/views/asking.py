"""Pages for everybody: what is held, asking, following what was asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.gates import public
from danchu.kernel.errors import RuleBroken
from danchu.privacy.forms import CodeForm, RequestForm
from danchu.privacy.queries.held import held_tables
from danchu.privacy.queries.places import units_meant
from danchu.privacy.queries.requests import tracked
from danchu.privacy.refusing import tell
from danchu.privacy.services import receive_request

_asked = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = {"privacy.nobody_answers": "unit_text", "privacy.not_found": "code"}


@public
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Say what is held about persons, table by table."""
    return render(request, "privacy/held.html", {"tables": held_tables()})


@public
@never_cache
@_asked
def ask(request: HttpRequest) -> HttpResponse:
    """Take a request, and tell its code once."""
    typed = request.POST.get("unit_text", "")[:100]
    meant = units_meant(typed, timezone.localdate())
    form = RequestForm(request.POST or None, initial=_initial(request), meant=meant)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _received(request, form)
            except RuleBroken as broken:
                status = tell(form, broken, _FIELDS)
    return render(request, "privacy/ask.html", {"form": form}, status=status)


def _received(request: HttpRequest, form: RequestForm) -> HttpResponse:
    asked, code = receive_request(
        actor=request.user,
        kind=form.asked,
        unit=form.unit,
        contents=form.contents,
        at=timezone.now(),
    )
    page = {"asked": asked, "code": code, "found": tracked(code, timezone.localdate())}
    return render(request, "privacy/code_once.html", page)


@public
@never_cache
@_asked
def follow(request: HttpRequest) -> HttpResponse:
    """Show how a request stands; the code is posted, so that no address keeps it."""
    form = CodeForm(request.POST or None)
    page: dict[str, object] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                page["found"] = tracked(form.cleaned_data["code"], timezone.localdate())
                status = 200
            except RuleBroken as broken:
                status = tell(form, broken, _FIELDS)
    return render(request, "privacy/follow.html", page, status=status)


def _initial(request: HttpRequest) -> dict[str, str]:
    user = request.user
    return {
        "kind": request.GET.get("loai", "")[:10],
        "unit_text": request.GET.get("don-vi", "")[:100],
        "name": user.get_full_name() if user.is_authenticated else "",
        "contact": user.email if user.is_authenticated else "",
    }
