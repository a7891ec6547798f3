"""Refusals of the domain as pages, and a line of history for those about rights.

What is not yours answers exactly like what is not there. The line is written after
the refused deed was rolled back, so that it stays.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control

from danchu.config.failures import answer, answer_refusal
from danchu.kernel.audit.services import record_refusal
from danchu.kernel.errors import RuleBroken

_log = logging.getLogger(__name__)
_ABOUT_RIGHTS = "access."


class Refusals:
    """Turn `RuleBroken` into an answer and keep who was refused what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; no cache keeps what was made for somebody signed in."""
        response = self._get_response(request)
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and "Cache-Control" not in response.headers
        ):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a refusal; anything else is somebody else's failure."""
        if not isinstance(exception, RuleBroken):
            return None
        if not exception.code.startswith(_ABOUT_RIGHTS):
            return answer_refusal(request, exception)
        self._keep(request, exception)
        return answer(request, "http.not_found")

    def _keep(self, request: HttpRequest, refused: RuleBroken) -> None:
        try:
            record_refusal(
                actor=request.user,
                code=refused.code,
                path=request.path,
                at=timezone.now(),
            )
        except DatabaseError:
            _log.exception("a refusal could not be kept")
