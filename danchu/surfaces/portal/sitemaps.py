"""Where search engines look: every locality of both maps, and the pages above them."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from danchu.kernel.units.queries import place_ids
from danchu.news.public.telling import Address, standing_addresses
from danchu.ui.languages import ENGLISH, LANGUAGES, VIETNAMESE, language_of

PAGES = (
    "portal:home",
    "portal:proofs",
    "portal:open_data",
    "news:news",
    "registry:units",
    "indicators:catalogue",
    "indicators:forms",
    "privacy:held",
)
CLOSED = (
    *("/ban-viec/", "/so-lieu/", "/tong-hop/", "/tai-khoan/", "/dang-nhap/"),
    *("/tin-bai/", "/tim/", "/so-sanh/"),
    *("/du-lieu-ca-nhan/theo-doi/", "/du-lieu-ca-nhan/cua-toi/"),
)
"""What robots leave alone: what is somebody's own, and what has no end."""
CLOSED_IN_ENGLISH = ("/tim/", "/so-sanh/")


class InBothLanguages(Sitemap):  # type: ignore[type-arg]  # -- generic in the stubs alone
    """Pages at an address of their own in each language, each naming the other."""

    i18n = True
    alternates = True
    x_default = True


class Pages(InBothLanguages):
    """The few pages that lead to all others."""

    def items(self) -> list[str]:
        """Return the names of the addresses that this installation serves."""
        return [name for name in PAGES if _is_served(name)]

    def get_languages_for_item(self, item: str) -> list[str]:
        """Return the languages in which it is served."""
        with override(ENGLISH):
            is_english = language_of(reverse(item)) == ENGLISH
        return list(LANGUAGES) if is_english else [VIETNAMESE]

    def location(self, item: str) -> str:
        """Return the path of one."""
        return reverse(item)


class Localities(InBothLanguages):
    """Every place above villages."""

    limit = 5_000

    def items(self) -> list[int]:
        """Return their numbers."""
        return place_ids()

    def location(self, item: int) -> str:
        """Return the path of one."""
        return reverse("portal:locality", args=[item])


class Articles(Sitemap):  # type: ignore[type-arg]  # -- the same
    """Every article that stands, and since when as it is."""

    limit = 20_000

    def items(self) -> list[Address]:
        """Return where they are."""
        return list(standing_addresses())

    def location(self, item: Address) -> str:
        """Return the path of one."""
        return reverse("news:article", args=[item.pk, item.slug])

    def lastmod(self, item: Address) -> datetime:
        """Return when one changed last."""
        return item.changed_at


SITEMAPS: "dict[str, type[Sitemap[Any]] | Sitemap[Any]]" = {
    "trang": Pages,
    "dia-phuong": Localities,
    "tin-bai": Articles,
}


def robots(site: str) -> str:
    """Return robots.txt of the server at this address."""
    closed = [*CLOSED, *(f"/en{path}" for path in CLOSED_IN_ENGLISH)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    sitemap = site + reverse("portal:sitemap")
    return "\n".join([*lines, "", f"Sitemap: {sitemap}", ""])


def _is_served(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
