"""Whether a request may be answered with a copy, and the name of that copy."""

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import parse_cookie
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from danchu.config.local_names import DIRECTORY, inner_path
from danchu.kernel.access.caching import Copying, copying_of
from danchu.ui.context import LOOKS
from danchu.ui.languages import spoken_at

_LONGEST_PATH, _LONGEST_QUERY, _MOST_FIELDS = 200, 500, 20
_PLAIN = tuple("" for _ in LOOKS)
"""The look of what stands in other sites' pages and under names of localities."""
_FORWARDED = {(): False, ("http",): False, ("https",): True}


class Key(NamedTuple):
    """Everything a stranger's page depends on besides the tables and the day.

    The language is part of the path.
    """

    host: str
    is_secure: bool
    path: str
    query: str
    look: tuple[str, ...]
    """The values of the cookies in `LOOKS`, in their order; "" where there is none."""


class Asked(NamedTuple):
    """A request that a copy may answer."""

    key: Key
    copying: Copying


def asked(scope: Any) -> Asked | None:
    """Return what a stranger asks for; None for whatever only Django may answer.

    Somebody who may have signed in, another method, a body, a host that is not ours, a
    parameter given twice: all of them pass by.
    """
    if (
        scope.method != "GET"
        or len(scope.path) > _LONGEST_PATH
        or len(scope.query_string) > _LONGEST_QUERY
    ):
        return None
    headers = scope.headers
    host, path, is_portal = _place(scope)
    copying = _copying(path)
    if (
        copying is None
        or headers.get("content-length", "0") != "0"
        or "transfer-encoding" in headers
        or "authorization" in headers
    ):
        return None
    # Under the name of a locality nobody is known, and no page is anybody's own.
    is_themed = is_portal and copying.is_themed
    look = _look(headers.get_all("cookie")) if is_themed else _PLAIN
    is_secure = _is_secure(scope, headers)
    query = _query(scope.query_string, copying)
    if look is None or is_secure is None or query is None:
        return None
    return Asked(Key(host, is_secure, scope.path, query, look), copying)


def _place(scope: Any) -> tuple[str, str, bool]:
    """Return the host asked for, the path of its page, and whether it is the portal's.

    There is no path under a host that is not ours.
    """
    hosts = scope.headers.get_all("host")
    if len(hosts) != 1:
        return "", "", False
    host, port = hosts[0], scope.server.rpartition(":")[2]
    if _is_ours(host, port):
        return host, scope.path, True
    name = host.removesuffix(f":{port}")
    unit = DIRECTORY.remembered(name)
    path = None if unit is None else inner_path(unit, scope.path)
    return name, path or "", False


@lru_cache(maxsize=4096)
def _copying(path: str) -> Copying | None:
    """Return what the page of a path says of copies, if this is its only spelling."""
    try:
        with spoken_at(path):
            match = resolve(path)
            spelt = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except (Resolver404, NoReverseMatch):
        return None
    return copying_of(match.func) if spelt == path else None


def _look(cookies: list[str]) -> tuple[str, ...] | None:
    """Return the look asked for; None where a session is spoken of in any way."""
    whole = "; ".join(cookies)
    if settings.SESSION_COOKIE_NAME in whole:
        return None
    given = parse_cookie(whole)
    return tuple(
        given[cookie] if given.get(cookie) in known else ""
        for cookie, known in LOOKS.items()
    )


def _is_secure(scope: Any, headers: Any) -> bool | None:
    if scope.scheme == "https":
        return True
    if not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return False
    return _FORWARDED.get(tuple(headers.get_all("x-forwarded-proto")))


def _query(text: str, copying: Copying) -> str | None:
    """Return the known parameters in order; None if one is doubled or has no copy."""
    if not text:
        return ""
    try:
        given = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    kept = sorted(pair for pair in given if pair[0] in copying.known)
    if len({name for name, _ in kept}) < len(kept):
        return None
    if any(name in copying.never for name, _ in given):
        return None
    return urlencode(kept)


def _is_ours(host: str, port: str) -> bool:
    """Tell whether a host is written as this server is reached, letter for letter."""
    if host in settings.ALLOWED_HOSTS:
        return True
    name, _, given = host.rpartition(":")
    if name not in settings.ALLOWED_HOSTS:
        return False
    return given == port or settings.PUBLIC_URL.endswith(f"//{host}")
