"""Who asks: a token bound to one post, else the session of a page of ours."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.queries import bearer_of, current_posts
from danchu.kernel.people.services import note_token_used

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def brings_token(request: HttpRequest) -> bool:
    """Tell whether the asker says to be somebody by a header."""
    return "Authorization" in request.headers


def identify(request: HttpRequest) -> None:
    """Let `request.user` be whom the token names, for its post alone.

    Refuses with ``people.token_refused`` one that does not serve: it is never taken
    for a stranger's request, nor is the session asked instead.
    """
    if not brings_token(request):
        return
    scheme, _, secret = request.headers["Authorization"].partition(" ")
    if scheme.casefold() != "bearer":
        raise RuleBroken("api.sign_in")
    today = timezone.localdate()
    token = bearer_of(secret.strip(), today)
    if token is None:
        raise RuleBroken("people.token_refused")
    note_token_used(token=token, today=today)
    user = token.post.user
    user.only_post, user.by_token = token.post_id, token.pk
    request.user = user


def check_origin(request: HttpRequest) -> None:
    """Refuse a deed that another site makes a signed-in browser ask for.

    A token is proof enough: no browser sends it by itself.
    """
    if request.method in SAFE or brings_token(request):
        return
    checker = _Origin(_unasked)
    checker.process_request(request)
    if checker.process_view(request, _unasked, (), {}) is not None:
        raise RuleBroken("api.foreign_page")


def check_gate(request: HttpRequest, gate: str) -> None:
    """Refuse whoever the gate of an address does not let in."""
    if gate == "public":
        return
    if not request.user.is_authenticated:
        raise RuleBroken("api.sign_in")
    if gate == "official" and not current_posts(request.user, timezone.localdate()):
        raise RuleBroken("access.forbidden", page=request.path)


class _Origin(CsrfViewMiddleware):
    """Django's own check, which says why instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:  # noqa: ARG002 -- Django's signature
        return reason


def _unasked(request: HttpRequest, *_: Any) -> Any:
    return request
