"""Requests that bring more than any page takes in are refused before they are read."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from danchu.config.failures import answer_refusal
from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.rules import LARGEST

LARGEST_REQUEST: Final = LARGEST + 1_000_000
"""One file and what is typed beside it."""
_WORTH_HEARING: Final = 300_000_000
_CHUNK: Final = 1 << 20


class Uploads:
    """Let pass what may be read; listed above whatever reads forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Refuse what is too large, and keep nothing of it.

        Most of it is let run past: a browser that still sends reads no answer.
        """
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) <= LARGEST_REQUEST:
            return None
        left = min(int(length), _WORTH_HEARING)
        while left > 0 and (part := request.read(min(left, _CHUNK))):
            left -= len(part)
        most = LARGEST // 1_000_000
        return answer_refusal(request, RuleBroken("files.too_large", most=most))
