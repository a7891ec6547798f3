"""Addresses of the API."""

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, include, path

from danchu.surfaces.api.doors import face
from danchu.surfaces.api.places import ROOT
from danchu.surfaces.api.problems import not_found
from danchu.surfaces.api.v1 import api, declared, openapi


def gated_operations() -> list[URLPattern]:
    """Return the addresses of the operations, each behind its gate."""
    gates = {where.removeprefix(f"{ROOT}/"): gate for _, where, gate in declared()}
    found = []
    for route in api.urls[0]:
        if not isinstance(route, URLPattern) or route.name == "api-root":
            continue
        gate = gates.get(_plain(str(route.pattern)), "")
        if not gate:
            raise ImproperlyConfigured(f"no gate on {route.pattern}")
        found.append(
            path(str(route.pattern), face(route.callback, gate), name=route.name)
        )
    return found


def _plain(pattern: str) -> str:
    return pattern.replace("<", "{").replace(">", "}").replace("int:", "")


urlpatterns = [
    path(
        "api/v1/",
        include(
            (
                [
                    path("openapi.json", face(openapi, "public"), name="openapi"),
                    *gated_operations(),
                ],
                "api",
            )
        ),
    ),
    path("api/", face(not_found, "public")),
    path("api/<path:rest>", face(not_found, "public")),
]
