"""Requests under the own name of a locality: its public pages, and no cookie ever.

Whatever else is asked there is sent to PUBLIC_URL, where people sign in and send forms.
A server without PUBLIC_URL has no other name.
"""

import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port, validate_host
from django.urls import reverse

from danchu.kernel.hostnames.asking import Locality, mark

SHOWN = ("portal:search", "portal:suggestions", "portal:robots")
"""Addresses that a locality's name has as the portal has them."""
_READ = {"GET", "HEAD"}


class Directory:
    """The names that stand, as one worker knows them.

    It remembers only while the worker hears of changes, like the page cache; else it
    asks the database each time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: Mapping[str, int] | None = None
        self._turn = 0
        self._hears: Callable[[], bool] = lambda: False

    def follow(self, hears: Callable[[], bool]) -> None:
        """Remember names from now on while `hears` says so."""
        self._hears = hears
        self.forget()

    def forget(self) -> None:
        """Ask again: names were given or taken back, or may have been."""
        with self._lock:
            self._turn += 1
            self._known = None

    def remembered(self, name: str) -> int | None:
        """Return the unit of a name without asking the database; None if not known."""
        known = self._known
        if known is None or not settings.PUBLIC_URL or not self._hears():
            return None
        return known.get(name)

    def find(self, name: str) -> int | None:
        """Return the unit of a name that stands."""
        if not settings.PUBLIC_URL:
            return None
        known = self._known
        if known is None or not self._hears():
            known = self._ask()
        return known.get(name)

    def _ask(self) -> Mapping[str, int]:
        from danchu.kernel.hostnames.queries import (  # noqa: PLC0415 -- needs models
            standing_names,
        )

        turn = self._turn
        found = standing_names()
        with self._lock:
            if turn == self._turn:
                self._known = found
        return found


DIRECTORY = Directory()
"""Of this process."""


def inner_path(unit: int, path: str) -> str | None:
    """Return which page of the portal a path means under the name of a unit.

    None is a page that is not shown there.
    """
    if path == "/":
        return reverse("portal:locality", args=[unit])
    if path == reverse("portal:feed"):
        return reverse("portal:locality_feed", args=[unit])
    is_shown = path in map(reverse, SHOWN) or path.startswith(settings.STATIC_URL)
    return path if is_shown else None


class LocalNames:
    """Before sessions and forms: whoever asks here is a stranger to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the locality, or send to the portal."""
        name, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if not name or validate_host(name, settings.ALLOWED_HOSTS):
            return self._get_response(request)
        unit = DIRECTORY.find(name)
        if unit is None:
            return self._get_response(request)
        inner = inner_path(unit, request.path_info)
        if request.method not in _READ or inner is None:
            return _sent_away(request, unit)
        _become_a_stranger(request)
        mark(request, Locality(unit, name, settings.PUBLIC_URL))
        # Addresses that the page makes are the portal's: each page has one.
        request.META["HTTP_HOST"] = urlsplit(settings.PUBLIC_URL).netloc
        request.path = request.path_info = inner
        response = self._get_response(request)
        response.cookies.clear()
        return response


def _become_a_stranger(request: HttpRequest) -> None:
    for header in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"):
        request.META.pop(header, None)
    request.COOKIES = {}


def _sent_away(request: HttpRequest, unit: int) -> HttpResponse:
    """Send to the portal; a form goes without what was typed, to be typed there."""
    own = reverse("portal:locality", args=[unit])
    asked = request.get_full_path()
    if request.method in _READ and request.path_info == own:
        return HttpResponseRedirect("/" + asked.removeprefix(own))
    answer = HttpResponseRedirect(settings.PUBLIC_URL + asked)
    if request.method not in _READ:
        answer.status_code = HTTPStatus.SEE_OTHER
    return answer
