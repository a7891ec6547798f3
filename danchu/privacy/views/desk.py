"""Pages for those who answer requests at their unit."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danchu.kernel.access.gates import SignedInRequest, official
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.privacy.acts import DONE, Press, act_on_request
from danchu.privacy.queries.erasable import erasable_for, things
from danchu.privacy.queries.requests import (
    request_in_reach,
    request_page,
    requests_in_reach,
)
from danchu.privacy.rules import ERASE, REFUSAL_NAMES


@official
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """List what waits at the units where one answers."""
    waiting, done = requests_in_reach(request.user, timezone.localdate())
    page = {"waiting": waiting, "done": done}
    return render(request, "privacy/requests.html", page)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a request, or do what was pressed on its page."""
    asked = request_in_reach(request.user, pk, timezone.localdate())
    if request.method != "POST":
        return _shown(request, pk)
    press = Press.of(request.POST)
    if press.deed == ERASE.name and not press.is_confirmed:
        return _asked_again(request, asked.pk, press)
    try:
        act_on_request(actor=request.user, asked=asked, press=press, at=timezone.now())
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        return _shown(request, pk, refusal=explain(broken), press=press)
    messages.success(request, DONE[press.deed])
    return redirect("privacy:request", pk)


def _asked_again(request: SignedInRequest, pk: int, press: Press) -> HttpResponse:
    """Say what would be destroyed, for good, before it is."""
    asked = request_in_reach(request.user, pk, timezone.localdate())
    try:
        found = erasable_for(request.user, asked, press.kind, press.thing)
    except RuleBroken as broken:
        if broken.code.startswith("access."):
            raise
        return _shown(request, pk, refusal=explain(broken), press=press)
    page = {"asked": asked, "found": found, "press": press, "trail": _trail(pk)}
    return render(request, "privacy/erase.html", page)


def _shown(
    request: SignedInRequest,
    pk: int,
    *,
    refusal: Explanation | None = None,
    press: Press | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    fresh = request_in_reach(request.user, pk, today)
    page = {
        "page": request_page(request.user, fresh, today),
        "trail": _trail(pk),
        "press": press,
        "refusal": refusal,
        "refusals": REFUSAL_NAMES.items(),
        "things": things(),
    }
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, "privacy/request.html", page, status=status)


def _trail(pk: int) -> list[dict[str, str]]:
    above = {"name": "Dữ liệu cá nhân", "href": reverse("privacy:requests")}
    return [above, {"name": f"Hồ sơ số {pk}", "href": ""}]
