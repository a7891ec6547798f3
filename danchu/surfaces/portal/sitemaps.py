"""Where search engines look: every locality of both maps, and the pages above them."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import NoReverseMatch, reverse

from danchu.kernel.units.queries import place_ids
from danchu.news.public.telling import Address, standing_addresses

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


class Pages(Sitemap):  # type: ignore[type-arg]  # -- generic in the stubs alone
    """The few pages that lead to all others."""

    def items(self) -> list[str]:
        """Return the names of the addresses that this installation serves."""
        return [name for name in PAGES if _is_served(name)]

    def location(self, item: str) -> str:
        """Return the path of one."""
        return reverse(item)


class Localities(Sitemap):  # type: ignore[type-arg]  # -- the same
    """Every place above villages."""

    limit = 20_000

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
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    sitemap = site + reverse("portal:sitemap")
    return "\n".join([*lines, "", f"Sitemap: {sitemap}", ""])


def _is_served(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
