"""What every address of the API has in common: gate, strictness, caching, CORS.

What is public any page on the web may read, without credentials. An answer that depends
on who asks says so with `keep_private`, and is then neither cached nor readable from
other origins; so is every answer to a token and behind a gate.
"""

from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    get_conditional_response,
    patch_vary_headers,
    set_response_etag,
)

from danchu.kernel.errors import RuleBroken
from danchu.surfaces.api.bearers import (
    SAFE,
    brings_token,
    check_gate,
    check_origin,
    identify,
)
from danchu.surfaces.api.bodies import check_document
from danchu.surfaces.api.problems import (
    REPEATED,
    UNKNOWN,
    Fault,
    Invalid,
    challenge,
    not_allowed,
    refuse,
)

Operation = TypeVar("Operation", bound=Callable[..., Any])
View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
"""What an address that is only read takes."""
STEADY, LIVE = "public, max-age=60", "public, max-age=10"
"""Units and the description change by acts; figures change all the time."""


def public(operation: Operation) -> Operation:
    """Open an operation to everybody; the invariant reads `gate`."""
    operation.gate = "public"  # type: ignore[attr-defined]  # the mark itself
    return operation


def official(operation: Operation) -> Operation:
    """Open an operation to holders of a current post, by session or by token."""
    operation.gate = "official"  # type: ignore[attr-defined]  # the mark itself
    return operation


def keep_private(response: HttpResponse) -> None:
    """Say that an answer is for its reader alone."""
    response.headers["Cache-Control"] = "private, no-store"


def strict(run: View) -> View:
    """Refuse parameters that the operation does not have, and repeated ones.

    A misspelt `as_of` that is silently ignored would answer with another map. A body
    is refused by its size and type before it is read.
    """
    operation: Any = run.__self__  # type: ignore[attr-defined]  # ninja hands a method
    sources = {model.__ninja_param_source__: model for model in operation.models}
    asked = sources.get("query")
    known = set(asked.__ninja_flatten_map__) if asked else set()

    @wraps(run)
    def guarded(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            _check_parameters(request, known)
            if "body" in sources:
                check_document(request)
        except (Invalid, RuleBroken) as refused:
            answer: HttpResponse = operation.api.on_exception(request, refused)
            return answer
        return run(request, **path)

    return guarded


def _check_parameters(request: HttpRequest, known: Collection[str]) -> None:
    faults = [
        Fault(parameter=name[:40], detail=REPEATED if name in known else UNKNOWN)
        for name, values in request.GET.lists()
        if name not in known or len(values) > 1
    ]
    if faults:
        raise Invalid(faults)


def face(view: View, gate: str, methods: Collection[str] = ()) -> View:
    """Return the view of an address as the web sees it; no `methods` is every one."""
    allowed = listed(methods) if methods else METHODS
    is_known = frozenset(allowed.split(", "))

    @wraps(view)
    def faced(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight(allowed, gate)
        is_head = request.method == "HEAD"
        if methods and request.method not in is_known:
            return _carried(request, not_allowed(request, allowed), gate)
        if is_head:
            request.method = "GET"
        response = _let_in(request, gate) or view(request, *args, **kwargs)
        response = _carried(request, response, gate)
        return _without_body(request, response) if is_head else response

    faced.gate = gate  # type: ignore[attr-defined]  # the mark the invariant reads
    faced.csrf_exempt = True  # type: ignore[attr-defined]  # `check_origin` asks
    return faced


def listed(methods: Collection[str]) -> str:
    """Return the methods of an address as headers name them.

    >>> listed(["PUT", "GET"]), listed(["POST"])
    ('GET, HEAD, PUT, OPTIONS', 'POST, OPTIONS')
    """
    reading = ["GET", "HEAD"] if "GET" in methods else []
    writing = sorted(set(methods) - {"GET", "HEAD"})
    return ", ".join([*reading, *writing, "OPTIONS"])


def _let_in(request: HttpRequest, gate: str) -> HttpResponse | None:
    try:
        identify(request)
        check_gate(request, gate)
        if gate != "public":  # what anybody may do is done in nobody's name
            check_origin(request)
    except RuleBroken as refused:
        is_unknown = refused.code in {"api.sign_in", "people.token_refused"}
        return (challenge if is_unknown else refuse)(request, refused)
    return None


def _preflight(allowed: str, gate: str) -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response.headers["Allow"] = allowed
    if gate != "public":
        return response
    response.headers["Access-Control-Allow-Methods"] = allowed
    response.headers["Access-Control-Allow-Headers"] = "*"
    response.headers["Access-Control-Max-Age"] = "86400"
    return _shared(response)


def _carried(request: HttpRequest, response: HttpResponse, gate: str) -> HttpResponse:
    if gate != "public" or brings_token(request):
        keep_private(response)
        return response
    is_steady = response.status_code == HTTPStatus.OK and request.method in SAFE
    response.headers.setdefault("Cache-Control", STEADY if is_steady else "no-store")
    said = response.headers["Cache-Control"]
    if "private" in said:
        return response
    if "no-store" in said:
        return _shared(response)
    patch_vary_headers(response, ["Authorization"])
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
