"""A commune under its own name, on a telephone: what people see and what is kept."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site
from tests.journeys.test_embeds import listen, unit

NAME = "danchu.xatanyen.example"
NOT_SECURE = "the URL's origin was untrustworthy"
"""What Chromium says of any name without https, which real names have."""


def give_name(page: Page, place: int) -> None:
    page.goto(f"/don-vi/{place}/ten-mien/")
    page.get_by_role("textbox", name="Tên miền").fill(NAME)
    page.get_by_label("Tỉnh quản lý tên miền này").check()
    page.get_by_role("button", name="Giao tên miền").click()
    page.get_by_role("cell", name=NAME).or_(page.get_by_text(NAME)).first.wait_for()


def test_a_commune_is_read_under_its_own_name_without_a_cookie(site: Site) -> None:
    administrator = site.window("lan")
    place = unit(administrator)
    give_name(administrator, place)
    page = site.window(size=PHONE, theme="")
    said = listen(page)

    page.goto(f"http://{NAME}:{urlsplit(site.url).port}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Tân Yên")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    no_sideways_scroll(page)
    faults = axe_violations(page)
    page.locator("main a[href*='/chi-tieu/']").first.click()
    page.wait_for_url(f"{site.url}/chi-tieu/**")

    assert canonical == f"{site.url}/dia-phuong/{place}/"
    assert faults == []
    assert [one for one in said if NOT_SECURE not in one] == []
    assert page.context.cookies() == []
