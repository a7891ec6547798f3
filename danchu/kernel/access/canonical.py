"""The one address of a public page, however it was asked for.

Its host is that of PUBLIC_URL, its parameters are those that make another page, in
order. Search engines keep one page, and each language has its own.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from danchu.kernel.access.caching import copying_of
from danchu.ui.languages import ENGLISH, VIETNAMESE, is_english, paths_of

View = Callable[..., HttpResponseBase]


def told_apart_by(*names: str) -> Callable[[View], View]:
    """Say which parameters make another page; a copied page says so by `cached`."""

    def marked(view: View) -> View:
        view.parameters = frozenset(names)  # type: ignore[attr-defined]  # -- read by _known
        return view

    return marked


def site_of(request: HttpRequest) -> str:
    """Return the address of this server, without a slash at its end."""
    return settings.PUBLIC_URL or request.build_absolute_uri("/").removesuffix("/")


def one_address(request: HttpRequest) -> dict[str, Any]:
    """Give templates `canonical`, and `alternates` where a page has both languages."""
    match = request.resolver_match
    if match is None or getattr(match.func, "gate", "") != "public":
        return {}
    given = parse_qsl(request.META.get("QUERY_STRING", ""))
    known = _known(match.func)
    query = urlencode(sorted({pair for pair in given if pair[0] in known}))
    tail = f"?{query}" if query else ""
    site = site_of(request)
    found = {name: site + path + tail for name, path in paths_of(match).items()}
    if not found:
        return {"canonical": site + request.path + tail}
    own = found[ENGLISH if is_english() else VIETNAMESE]
    return {"canonical": own, "alternates": {**found, "x-default": found[VIETNAMESE]}}


def _known(view: Callable[..., Any]) -> frozenset[str]:
    copying = copying_of(view)
    named: frozenset[str] = getattr(view, "parameters", frozenset())
    return named | copying.known if copying else named
