"""What every page frame needs, whoever reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

THEME_COOKIE = "giao-dien"
THEMES = {"sang": "light", "toi": "dark"}
"""Value of the cookie to value of `data-theme`; no cookie follows the device."""

PORTAL_PAGES = (
    ("news:news", "Tin tức"),
    ("registry:units", "Đơn vị"),
    ("indicators:catalogue", "Chỉ tiêu"),
)


def portal_nav(here: str) -> list[dict[str, Any]]:
    """List the main pages of the portal that this installation serves."""
    entries = []
    for name, label in PORTAL_PAGES:
        try:
            href = reverse(name)
        except NoReverseMatch:
            continue
        entries.append({"href": href, "label": label, "current": here == href})
    return entries


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `demo`, `theme`, `here` and the portal's main pages."""
    return {
        "demo": settings.DEMO,
        "theme": THEMES.get(request.COOKIES.get(THEME_COOKIE, ""), ""),
        "here": request.path,
        "portal_nav": portal_nav(request.path),
    }
