"""What every page says about who may open it.

A gate is written above the view; an invariant finds views without one. What only the
signed in may see no cache keeps: on a shared machine the back button shows nothing.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import current_posts

View = Callable[..., HttpResponseBase]
DATA = "application/json"
GATES = ("public", "signed_in", "official")


class SignedInRequest(HttpRequest):
    """What a view behind `signed_in` or `official` receives: somebody asks."""

    user: User


def public(view: View) -> View:
    """Open the page to everybody, signed in or not."""
    return _declared(view, "public")


def signed_in(view: View) -> View:
    """Open the page to whoever has signed in."""

    def guarded(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return _declared(wraps(view)(never_cache(guarded)), "signed_in")


def official(view: View) -> View:
    """Open the page to holders of a current post; others find nothing there."""

    def guarded(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if not current_posts(request.user, timezone.localdate()):
            raise RuleBroken("access.forbidden", page=request.path)
        return view(request, *args, **kwargs)

    return _declared(wraps(view)(never_cache(guarded)), "official")


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the page of signing in; tell a script that asked for data plainly.

    A script that followed the redirect would take the page for its answer.
    """
    if request.headers.get("Accept") == DATA:
        said = {"code": "session", "detail": "Phiên làm việc đã hết."}
        return JsonResponse(said, status=HTTPStatus.UNAUTHORIZED)
    return redirect_to_login(request.get_full_path())


def _declared(view: View, gate: str) -> View:
    @wraps(view)
    def gated(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    gated.gate = gate  # type: ignore[attr-defined]  # the mark the invariant reads
    return gated
