"""What every address of the API has in common: gate, strictness, caching, CORS.

Everything is read-only and public so far, so any page on the web may read it, without
credentials. An answer that depends on who asks says so with `keep_private`, and is then
neither cached nor readable from other origins.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response, set_response_etag

from danchu.surfaces.api.problems import REPEATED, UNKNOWN, Fault, Invalid, not_allowed

Operation = TypeVar("Operation", bound=Callable[..., Any])
View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
STEADY, LIVE = "public, max-age=60", "public, max-age=10"
"""Units and the description change by acts; figures change all the time."""


def public(operation: Operation) -> Operation:
    """Open an operation to everybody; the invariant reads `gate`."""
    operation.gate = "public"  # type: ignore[attr-defined]  # the mark itself
    return operation


def keep_private(response: HttpResponse) -> None:
    """Say that an answer is for its reader alone."""
    response.headers["Cache-Control"] = "private, no-store"


def strict(run: View) -> View:
    """Refuse parameters that the operation does not have, and repeated ones.

    A misspelt `as_of` that is silently ignored would answer with another map.
    """
    operation: Any = run.__self__  # type: ignore[attr-defined]  # ninja hands a method
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }

    @wraps(run)
    def guarded(request: HttpRequest, **path: Any) -> HttpResponse:
        faults = [
            Fault(parameter=name[:40], detail=REPEATED if name in known else UNKNOWN)
            for name, values in request.GET.lists()
            if name not in known or len(values) > 1
        ]
        if faults:
            refused: HttpResponse = operation.api.on_exception(request, Invalid(faults))
            return refused
        return run(request, **path)

    return guarded


def face(view: View, gate: str) -> View:
    """Return the view of an address as the web sees it."""

    @wraps(view)
    def faced(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _shared(_preflight())
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = not_allowed(request, METHODS)
        response = _cached(request, response)
        return _without_body(request, response) if is_head else response

    faced.gate = gate  # type: ignore[attr-defined]  # the mark the invariant reads
    faced.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here writes
    return faced


def _preflight() -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "*"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _cached(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_found = response.status_code == HTTPStatus.OK
    response.headers.setdefault("Cache-Control", STEADY if is_found else "no-store")
    said = response.headers["Cache-Control"]
    if "private" in said:
        return response
    if "no-store" in said:
        return _shared(response)
    set_response_etag(response)
    found = get_conditional_response(request, response.headers["ETag"], None, response)
    return _shared(found)


def _shared(response: Any) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer: HttpResponse = response
    return answer


def _without_body(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    request.method = "HEAD"
    response.headers["Content-Length"] = str(len(response.content))
    response.content = b""
    return response
