"""Headers that every answer carries, and cookies that no request may misuse."""

import re
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from danchu.kernel.access.framing import Framing, framing_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere, in nobody's frame."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), "
    "usb=(), interest-cohort=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_IN_NOBODYS_FRAME = "frame-ancestors 'none'"
_FRAMED_ANYWHERE = {
    "Content-Security-Policy": POLICY.replace(_IN_NOBODYS_FRAME, "frame-ancestors *"),
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Opener-Policy": "unsafe-none",
    "X-Frame-Options": "",
}
"""What differs where any site may frame a page; what is empty does not leave."""
_SHOWS_OWN = {"Content-Security-Policy": f"{POLICY}; frame-src 'self'"}
BY_FRAMING: Mapping[Framing | None, Mapping[str, str]] = {
    None: HEADERS,
    Framing.ANYWHERE: HEADERS | _FRAMED_ANYWHERE,
    Framing.SHOWS_OWN: HEADERS | _SHOWS_OWN,
}
_TOKEN = re.compile(r"[A-Za-z0-9]{1,64}")


class SecurityHeaders:
    """Outermost: whatever answers inside, these headers leave with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Drop broken cookies, answer, add the headers."""
        forget_broken_cookies(request)
        response = self._get_response(request)
        for name, value in BY_FRAMING[framing_of(response)].items():
            if value:
                response.headers.setdefault(name, value)
        return response


def forget_broken_cookies(request: HttpRequest) -> None:
    """Treat a session or form token that was never ours as absent.

    A quoted cookie may hold any character, NUL included, which no database takes.
    """
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        value = request.COOKIES.get(name)
        if value is not None and not _TOKEN.fullmatch(value):
            del request.COOKIES[name]
