"""A reader of English, and one who needs large type; both without scripts too."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import (
    DESK,
    PHONE,
    ZOOMED,
    axe_violations,
    no_sideways_scroll,
)
from tests.journeys.site import Site
from tests.journeys.test_proofs import opened

BETWEEN = (768, 1024)
PAGES = (
    "/en/",
    "/en/tin-tuc/",
    "/en/don-vi/?ban-do=2025-06-30",
    "/en/chi-tieu/G01/?ky=2023H1",
    "/en/so-sanh/?noi={place}&them=tu+son",
    "/en/dia-phuong/{place}/",
    "/dia-phuong/{place}/",
    "/bieu/",
    "/dang-nhap/",
)


def bac_ninh(page: Page) -> str:
    """Return the number of a province with figures, press reports and communes."""
    page.goto("/")
    link = page.get_by_role("main").get_by_role("link", name="Tỉnh Bắc Ninh")
    address = link.first.get_attribute("href")
    assert address is not None
    return address.strip("/").rpartition("/")[2]


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def reader(site: Site, request: pytest.FixtureRequest) -> Page:
    return site.window(scripts=request.param)


def test_the_same_page_is_one_step_away_in_the_other_language(reader: Page) -> None:
    place = bac_ninh(reader)
    reader.goto(f"/dia-phuong/{place}/?ban-do=2025-06-30")

    reader.get_by_role("link", name="English").click()

    expect(reader).to_have_url(f"/en/dia-phuong/{place}/?ban-do=2025-06-30")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Tỉnh Bắc Ninh")
    expect(reader.locator("#so")).to_contain_text("Figures")
    reader.get_by_role("link", name="Units", exact=True).click()
    expect(reader).to_have_url("/en/don-vi/")
    reader.get_by_role("link", name="Tiếng Việt").click()
    expect(reader).to_have_url("/don-vi/")


def test_a_search_in_english_leads_to_english_pages(reader: Page) -> None:
    reader.goto("/en/")
    box = reader.get_by_label("Name of a commune, ward or special zone")

    box.fill("viet lap")
    box.press("Enter")

    places = reader.get_by_role("region", name="places with a name like")
    expect(places).to_contain_text("Now part of xã Tân Yên")
    places.get_by_role("link", name="Xã Tân Yên", exact=True).click()
    expect(reader.locator("html")).to_have_attribute("lang", "en")


def test_large_type_is_chosen_once_and_stays(reader: Page) -> None:
    reader.goto("/en/chi-tieu/")

    reader.get_by_role("button", name="Large type").click()

    expect(reader).to_have_url("/en/chi-tieu/")
    expect(reader.locator("html")).to_have_css("font-size", "20px")
    reader.goto("/dia-phuong/" + bac_ninh(reader) + "/")
    expect(reader.locator("html")).to_have_css("font-size", "20px")
    reader.get_by_role("button", name="Chữ thường").click()
    expect(reader.locator("html")).to_have_css("font-size", "16px")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_large_type_is_whole_and_clean(site: Site, address: str) -> None:
    page = site.window()
    place = bac_ninh(page)
    page.context.add_cookies([{"name": "co-chu", "value": "lon", "url": site.url}])

    page.goto(address.format(place=place))

    expect(page.locator("html")).to_have_attribute("data-type", "large")
    for size in (PHONE, ZOOMED, BETWEEN, DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert no_sideways_scroll(page)
    assert axe_violations(page) == []


def test_a_browser_checks_a_proof_in_english(site: Site) -> None:
    page = site.window()
    item = opened(page)
    page.goto(f"/en/kiem-chung/?muc={item}")

    page.get_by_role("button", name="Check with this browser").click()

    status = page.locator("[data-prove] [role=status]")
    expect(status).to_have_text(
        "It matches. This browser has checked this item itself."
    )
    lines = page.locator("[data-prove] li")
    expect(lines.filter(has_text="as they were published")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "It matches. This content was not changed."
    )
