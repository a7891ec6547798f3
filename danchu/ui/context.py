"""What every page frame needs, whoever reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_noop

from danchu.ui.languages import ENGLISH, VIETNAMESE, addresses_of, is_english

THEME_COOKIE = "giao-dien"
THEMES = {"sang": "light", "toi": "dark"}
"""Value of the cookie to value of `data-theme`; no cookie follows the device."""
TYPE_COOKIE = "co-chu"
TYPES = {"lon": "large"}
"""Value of the cookie to value of `data-type`; no cookie is the usual size."""
LOOKS = {THEME_COOKIE: THEMES, TYPE_COOKIE: TYPES}
"""What a reader may choose of the look, each in a cookie of its own."""

PORTAL_PAGES = (
    ("news:news", gettext_noop("Tin tức")),
    ("registry:units", gettext_noop("Đơn vị")),
    ("indicators:catalogue", gettext_noop("Chỉ tiêu")),
)


def portal_nav(here: str) -> list[dict[str, Any]]:
    """List the main pages of the portal that this installation serves."""
    entries = []
    for name, label in PORTAL_PAGES:
        try:
            href = reverse(name)
        except NoReverseMatch:
            continue
        entries.append({"href": href, "label": gettext(label), "current": here == href})
    return entries


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `demo`, `here`, the look, the languages and the main pages."""
    addresses = addresses_of(request)
    return {
        "demo": settings.DEMO,
        "theme": THEMES.get(request.COOKIES.get(THEME_COOKIE, ""), ""),
        "type_size": TYPES.get(request.COOKIES.get(TYPE_COOKIE, ""), ""),
        "language": ENGLISH if is_english() else VIETNAMESE,
        "in_vietnamese": addresses.get(VIETNAMESE, ""),
        "in_english": addresses.get(ENGLISH, ""),
        "here": request.path,
        "portal_nav": portal_nav(request.path),
    }
