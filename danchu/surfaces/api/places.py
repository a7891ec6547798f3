"""Links between answers: where a unit, its parts and its figures are."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from danchu.surfaces.api.shapes import Place

ROOT = "/api/v1"


def link(path: str, **asked: str | date | None) -> str:
    """Return an address with the parameters that have a value.

    >>> link("/units", within="24", q=None)
    '/api/v1/units?within=24'
    """
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{ROOT}{path}?{query}" if query else f"{ROOT}{path}"


def place(pk: int, name: str, kind: str, code: str, on: date | None) -> Place:
    """Return a unit as others name it, linked on the same map."""
    # Kinds come from a column with a CHECK; the tests compare both lists.
    return Place.model_construct(
        id=pk,
        code=code or None,
        name=name,
        kind=kind,
        href=link(f"/units/{pk}", as_of=on),
    )


def next_page(request: HttpRequest, offset: int, total: int) -> str | None:
    """Return the address of the page that begins at `offset`, if anything is there."""
    if offset >= total:
        return None
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"{request.path}?{query.urlencode()}"
