"""Every address the site answers, by walking what the resolver knows."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

View = Callable[..., Any]


def walk(
    entries: Iterable[URLPattern | URLResolver], prefix: str = "/"
) -> Iterator[tuple[str, View]]:
    """Yield each address, as it is written in the urls, and its view."""
    for entry in entries:
        address = prefix + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, address)
        else:
            yield address, entry.callback


def addresses() -> list[tuple[str, View]]:
    """Return every address with its view, in order."""
    return sorted(walk(get_resolver().url_patterns), key=lambda found: found[0])
