"""What a public page says when strangers may be given a copy of it.

The page cache (`config.page_cache`) answers only pages that say so. What they read is
held against what they name by an invariant.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponseBase]


class Topic(StrEnum):
    """What pages are about; a change of it drops every copy that touches it."""

    UNITS = "units"
    CATALOGUE = "catalogue"
    FIGURES = "figures"
    NEWS = "news"
    HOSTS = "hosts"


EVERYTHING = frozenset(Topic)


@dataclass(frozen=True)
class Copying:
    """On what a copy depends, and which parameters of the address make another page.

    Parameters that the page reads but that anybody may fill with anything stand in
    `never`: no copy is made when one is there. All others the page never sees.
    """

    touches: frozenset[Topic]
    known: frozenset[str]
    never: frozenset[str]
    is_themed: bool = True
    """Whether the page follows the reader's cookie of light and dark."""


def cached(
    *,
    touches: Collection[Topic],
    known: Collection[str] = (),
    never: Collection[str] = (),
    is_themed: bool = True,
) -> Callable[[View], View]:
    """Let strangers be given a copy of a page; written above the gate `public`."""
    copying = Copying(frozenset(touches), frozenset(known), frozenset(never), is_themed)

    def marked(view: View) -> View:
        if getattr(view, "gate", "") != "public":
            raise ValueError("only a page whose gate is public may be copied")
        view.copying = copying  # type: ignore[attr-defined]  # -- read by copying_of
        return view

    return marked


def fresh(view: View) -> View:
    """Have strangers' caches ask again each time, and tell readers apart.

    For what is public and no copy is made of; written above the gate. Whoever may have
    signed in gets what no cache keeps.
    """

    @wraps(view)
    def answered(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        patch_vary_headers(answer, ("Accept-Encoding", "Cookie"))
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            answer.headers.setdefault("Cache-Control", "no-cache")
        return answer

    return answered


def copying_of(view: Callable[..., object]) -> Copying | None:
    """Return what a view says about copies; None if none may be made."""
    found: Copying | None = getattr(view, "copying", None)
    return found
