"""Every page, as every role, is clean to axe and fits every window in both themes.

A page is asked once for each role and then seen in every window and theme: the theme
is an attribute of `<html>`, set by the server from a cookie exactly as it is set here.
"""

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import (
    DESK,
    PHONE,
    ZOOMED,
    axe_violations,
    no_sideways_scroll,
)
from tests.journeys.site import Site

THEMES = ("light", "dark")
PUBLIC = (
    "/",
    "/tim/?q=viet+lap",
    "/tim/?q=khong-co-noi-nao",
    "/don-vi/",
    "/don-vi/?ban-do=2024-12-31&q=tan+yen",
    "/don-vi/{commune}/",
    "/dia-phuong/{commune}/",
    "/dia-phuong/{province}/",
    "/dia-phuong/{old_province}/",
    "/chi-tieu/",
    "/chi-tieu/G01/?ky=2023H1",
    "/don-vi/?ban-do=khong-phai-ngay",
    "/khong-co-trang-nay/",
)
SIGNED_OUT = ("/dang-nhap/",)
OFFICIAL = ("/ban-viec/", "/ban-viec/quyen/", "/tong-hop/", "/mat-khau/")
FILING = ("/so-lieu/PL4/{commune}/2026-9Ma/", "/so-lieu/PL4/{filed}/2026Q3/")
KEEPING = ("/don-vi/{commune}/them-thon/", "/don-vi/{commune}/them-don-vi/")
ACCOUNTS = ("/tai-khoan/", "/tai-khoan/them/", "/tai-khoan/giao-chuc-vu/")
PAGES = {
    "": (*PUBLIC, *SIGNED_OUT),
    "an": ("/", "/dia-phuong/{commune}/", "/mat-khau/", "/ban-viec/"),
    "binh": (*OFFICIAL, FILING[0], *KEEPING, "/don-vi/{commune}/"),
    "cuc": (*OFFICIAL, FILING[0]),
    "hanh": OFFICIAL,
    "dung": (*OFFICIAL, FILING[0]),
    "giang": (*OFFICIAL, *FILING, "/tong-hop/?ky=2023H1&ban-do=2024-12-31"),
    "khoa": (*OFFICIAL, *FILING),
    "lan": (*OFFICIAL, *ACCOUNTS, *KEEPING),
    "minh": (*OFFICIAL, "/chi-tieu/I04/"),
}
"""Addresses by who asks; the empty name is a stranger."""


@pytest.fixture(scope="module")
def places(demonstrated: Site) -> dict[str, int]:
    """Find the units that the addresses are about, by their codes."""
    page = demonstrated.window()

    def unit(code: str, day: str) -> int:
        found = page.request.get(f"/api/v1/units?q={code}&as_of={day}").json()
        pk: int = found["items"][0]["id"]
        return pk

    return {
        "commune": unit("07339", "2026-01-01"),
        "filed": unit("07246", "2026-01-01"),
        "province": unit("24", "2026-01-01"),
        "old_province": unit("24", "2024-12-31"),
    }


def faults(page: Page) -> list[str]:
    """List what is wrong with the page in any window and theme."""
    found = []
    for theme in THEMES:
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        for size in (DESK, ZOOMED):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            found += [f"{theme} {size[0]}: {fault}" for fault in axe_violations(page)]
    for size in (PHONE, ZOOMED):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        no_sideways_scroll(page)
    return found


@pytest.mark.parametrize(
    ("who", "address"),
    [(who, address) for who, addresses in PAGES.items() for address in addresses],
)
def test_the_page_is_clean_and_whole(
    site: Site, places: dict[str, int], who: str, address: str
) -> None:
    page = site.window(who)

    page.goto(address.format(**places))

    assert faults(page) == []
