"""Under whose name a page is asked for."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Locality:
    """A unit whose own name a request came under; `site` is the portal's address."""

    unit: int
    host: str
    site: str


def mark(request: HttpRequest, locality: Locality) -> None:
    """Say that a request came under the name of a locality."""
    request.locality = locality  # type: ignore[attr-defined]  # -- read by the next one


def locality_of(request: HttpRequest) -> Locality | None:
    """Return under whose name a request came; None under that of the portal."""
    found: Locality | None = getattr(request, "locality", None)
    return found
