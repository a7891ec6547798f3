"""Giang looks at charts, takes one home, and shows a hall what is approved."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site

DASHBOARD = "/bang-so-lieu/?ky=2023H1"


def drawn(page: Page) -> None:
    """Open the dashboard, have its pictures drawn, and open it again."""
    page.goto(DASHBOARD)
    for picture in page.locator("img.dc-drawn__svg").all():
        address = picture.get_attribute("src")
        assert address is not None
        assert page.request.get(address).ok
    page.goto(DASHBOARD)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_charts_stand_in_the_page_with_their_tables(
    site: Site, size: tuple[int, int]
) -> None:
    page = site.window("giang", size=size, scripts=size == DESK)
    drawn(page)
    chart = page.locator(".dc-drawn", has=page.locator("#xep-hang"))

    expect(chart.locator("svg")).to_have_count(1)
    chart.get_by_text("Xem bảng số").click()
    expect(chart.get_by_role("cell").first).to_be_visible()
    with page.expect_download() as taken:
        chart.get_by_role("link", name="Tải PNG").click()

    assert taken.value.suggested_filename == "xep-hang-2023H1.png"
    if size == DESK:
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)


def test_a_hall_is_led_by_the_arrow_keys_until_the_link_is_taken_back(
    site: Site,
) -> None:
    page = site.window("giang")
    page.goto(DASHBOARD)
    page.get_by_role("button", name="Tạo bản trình chiếu").click()
    address = page.locator(".dc-address").inner_text()
    hall = site.window(size=(1366, 768))
    hall.goto(address)

    assert axe_violations(hall) == []
    expect(hall.get_by_role("heading", level=1)).to_be_in_viewport()
    hall.keyboard.press("ArrowRight")
    expect(hall.locator("#t1")).to_be_in_viewport()
    hall.keyboard.press("ArrowLeft")
    expect(hall.get_by_role("heading", level=1)).to_be_in_viewport()

    page.goto("/bang-so-lieu/trinh-chieu/")
    expect(page.get_by_text(re.compile("Đã mở 1 lần")).first).to_be_visible()
    page.get_by_role("button", name="Thu hồi").first.click()
    answer = hall.goto(address)
    assert answer is not None
    assert answer.status == 404
