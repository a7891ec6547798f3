"""The secretary of a province writes a check; a clerk meets it while typing."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site
from tests.journeys.test_entry_keys import cell, opened

EXPRESSION = "nếu C17 > 0 thì C18 ≥ 2 × C17"


def written(page: Page, text: str, press: str) -> None:
    page.get_by_label("Điều phải đúng").fill(text)
    page.get_by_role("button", name=press).click()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_a_bad_expression_is_told_at_its_place_and_a_good_one_in_words(
    site: Site, size: tuple[int, int], *, scripts: bool
) -> None:
    page = site.window("giang", size=size, scripts=scripts)
    page.goto("/quy-tac/")

    written(page, "C17 / C18 > 2", "Xem nghĩa là gì")
    expect(page.locator("#tom-tat-loi")).to_contain_text("ký tự 5: không có phép chia")
    assert no_sideways_scroll(page)
    written(page, EXPRESSION, "Xem nghĩa là gì")

    expect(page.locator("main")).to_contain_text("phải không nhỏ hơn 2 ×")
    expect(page.get_by_text("Tỉnh chưa đặt quy tắc nào.")).to_be_visible()
    assert no_sideways_scroll(page)
    if scripts:
        assert axe_violations(page) == []


def test_a_check_binds_the_clerk_while_typing_until_it_is_dropped(site: Site) -> None:
    page = site.window("giang")
    page.goto("/quy-tac/")
    written(page, EXPRESSION, "Đặt quy tắc")
    expect(page.get_by_text("Đã đặt quy tắc")).to_be_visible()
    assert axe_violations(page) == []

    clerk = opened(site)
    cell(clerk, "C17").fill("4")
    cell(clerk, "C18").fill("7")

    told = clerk.get_by_text("4 lớn hơn 0 nhưng 7 nhỏ hơn 2 × 4 = 8")
    expect(told.first).to_be_visible()
    expect(cell(clerk, "C18")).to_have_attribute("aria-invalid", "true")
    cell(clerk, "C18").fill("8")
    expect(told).to_have_count(0)

    page.get_by_role("button", name="Bỏ T").click()
    expect(page.get_by_text("Tỉnh chưa đặt quy tắc nào.")).to_be_visible()
    cell(clerk, "C18").fill("")
    cell(clerk, "C17").fill("")
    clerk.reload()
    cell(clerk, "C17").fill("4")
    cell(clerk, "C18").fill("7")
    expect(told).to_have_count(0)
