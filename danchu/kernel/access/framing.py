"""What a page says when it may stand in a frame, or shows frames of our own.

All other pages stand in nobody's frame; `config.headers` writes what each may.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


class Framing(StrEnum):
    """How a page has to do with frames."""

    ANYWHERE = "anywhere"
    SHOWS_OWN = "shows own"


def framed(view: View) -> View:
    """Let any site frame a page; it must be the same for everybody, without forms."""
    return _marked(view, Framing.ANYWHERE)


def frames_own(view: View) -> View:
    """Let a page show frames of this site."""
    return _marked(view, Framing.SHOWS_OWN)


def framing_of(response: HttpResponseBase) -> Framing | None:
    """Return what was said of an answer; None stands in no frame and shows none."""
    found: Framing | None = getattr(response, "framing", None)
    return found


def _marked(view: View, framing: Framing) -> View:
    @wraps(view)
    def marked(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.framing = framing  # type: ignore[attr-defined]  # -- read by framing_of
        return response

    return marked
