"""Every address: each package brings its own, in one list without prefixes."""

from django.urls import URLPattern, URLResolver, include, path

from danchu.config.health import health

_PACKAGES = (
    "danchu.surfaces.portal",
    "danchu.surfaces.desk",
    "danchu.surfaces.reports",
    "danchu.surfaces.dashboards",
    "danchu.surfaces.api",
    "danchu.surfaces.embeds",
    "danchu.registry",
    "danchu.indicators",
    "danchu.privacy",
    "danchu.news",
    "danchu.witnesses",
    "danchu.ui",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("suc-khoe/", health, name="health"),
    *(path("", include(f"{package}.urls")) for package in _PACKAGES),
]

handler400 = "danchu.config.failures.bad_request"
handler404 = "danchu.config.failures.not_found"
handler500 = "danchu.config.failures.server_error"
