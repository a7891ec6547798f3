"""Answers to requests that failed before or outside any page.

Pages get a plain page, addresses below /api/ a problem document (RFC 9457).
"""

from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from danchu.kernel.access.gates import public
from danchu.kernel.errors import Explanation, RuleBroken, explain
from danchu.surfaces.api.problems import problem

_API = "/api/"


def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Say in one sentence what happened and in another what to do."""
    return answer_refusal(request, RuleBroken(code))


def answer_refusal(request: HttpRequest, refused: RuleBroken) -> HttpResponse:
    """Say why a rule of the domain forbids what was asked, and what to do."""
    if request.path_info.startswith(_API):
        return problem(request, refused)
    explained = explain(refused)
    return HttpResponse(_page(request, explained), status=explained.status)


def _page(request: HttpRequest, explained: Explanation) -> str:
    """Render without the request where the request itself is what is broken."""
    facts = {"text": explained.text.rstrip("."), "cure": explained.cure}
    if explained.status in {400, 500}:
        return render_to_string("config/plain_failure.html", facts)
    if explained.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        facts["back"] = request.path  # where the file is sent, its page is too
    return render_to_string("config/failure.html", facts, request)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: a forged host, a parameter that cannot be."""
    is_host = isinstance(exception, DisallowedHost)
    return answer(request, "http.bad_host" if is_host else "http.bad_request")


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 404; what is not yours reads the same."""
    return answer(request, "http.not_found")


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking anything that may be what failed."""
    return answer(request, "http.server_error")


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer a form whose token is missing or old."""
    return answer(request, "http.csrf")
