"""A citizen finds what was published, while typing and without any script."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site


def listed(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Gợi ý")


def options(page: Page) -> list[str]:
    expect(listed(page)).to_be_visible()
    return listed(page).get_by_role("option").all_inner_texts()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_what_may_be_meant_is_chosen_by_keys(site: Site, size: tuple[int, int]) -> None:
    page = site.window(size=size)
    page.goto("/")
    box = page.get_by_role("combobox", name="Tên xã, phường, đặc khu")

    box.press_sequentially("viet lap")

    assert options(page)[0].startswith("Xã Việt Lập")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Xã Tân Yên")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Tân Yên")


def test_escape_closes_and_enter_still_searches(site: Site) -> None:
    page = site.window()
    page.goto("/tim/")
    box = page.get_by_role("combobox", name="Tìm gì")
    box.press_sequentially("doi thoai")
    options(page)

    box.press("Escape")

    expect(listed(page)).to_be_hidden()
    expect(box).to_have_value("doi thoai")
    box.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("nội dung")


def test_without_scripts_a_search_is_narrowed_and_led_to_its_figure(site: Site) -> None:
    page = site.window(scripts=False)
    page.goto("/")
    page.get_by_label("Tên xã, phường, đặc khu").fill(
        "tiep xuc doi thoai tinh bac giang"
    )
    page.get_by_role("button", name="Xem").click()

    found = page.get_by_role("region", name="Con số của nơi này")
    expect(found.get_by_role("link").first).to_contain_text("tỉnh Bắc Giang")
    page.get_by_label("Tìm gì").fill("doi thoai")
    page.get_by_label("Trong địa phương").fill("tu son")
    page.get_by_label("Loại").select_option(label="Biểu số liệu")
    page.get_by_role("button", name="Tìm", exact=True).last.click()
    hits = page.get_by_role("region", name="nội dung đã công bố").get_by_role("link")
    expect(hits.first).to_contain_text("phường Từ Sơn")
    hits.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường Từ Sơn")
