"""Addresses of the API."""

from collections import defaultdict

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, include, path

from danchu.surfaces.api import ledger_files
from danchu.surfaces.api.doors import face
from danchu.surfaces.api.places import ROOT
from danchu.surfaces.api.problems import not_found
from danchu.surfaces.api.v1 import api, declared, openapi


def gated_operations() -> list[URLPattern]:
    """Return the addresses of the operations, each behind its one gate."""
    methods: dict[str, list[str]] = defaultdict(list)
    gates: dict[str, set[str]] = defaultdict(set)
    for method, where, gate in declared():
        methods[where.removeprefix(f"{ROOT}/")].append(method)
        gates[where.removeprefix(f"{ROOT}/")].add(gate)
    found: dict[str, URLPattern] = {}
    for route in api.urls[0]:
        if not isinstance(route, URLPattern) or route.name == "api-root":
            continue
        plain = _plain(str(route.pattern))
        if plain in found:  # ninja names an address once for each of its operations
            continue
        if len(gates[plain]) != 1 or "" in gates[plain]:
            raise ImproperlyConfigured(f"no gate on {route.pattern}, or several")
        [gate] = gates[plain]
        faced = face(route.callback, gate, methods[plain])
        found[plain] = path(str(route.pattern), faced, name=route.name)
    return list(found.values())


def _plain(pattern: str) -> str:
    return pattern.replace("<", "{").replace(">", "}").replace("int:", "")


urlpatterns = [
    path(
        "api/v1/",
        include(
            (
                [
                    path(
                        "openapi.json", face(openapi, "public", ["GET"]), name="openapi"
                    ),
                    path(
                        "ledger/checkpoint",
                        face(ledger_files.checkpoint, "public", ["GET"]),
                    ),
                    path("ledger/key", face(ledger_files.key, "public", ["GET"])),
                    path(
                        "ledger/tile/<path:rest>",
                        face(ledger_files.one_tile, "public", ["GET"]),
                    ),
                    *gated_operations(),
                ],
                "api",
            )
        ),
    ),
    path("api/", face(not_found, "public")),
    path("api/<path:rest>", face(not_found, "public")),
]
