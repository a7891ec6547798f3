"""A secretary sees who owes, has the list to chase by, and closes what is there."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.conftest import Picture
from tests.journeys.site import Site

MATRIX = "/theo-doi-nop/?bieu=PL4&so-ky=1"
REASON = "Chốt để báo cáo Chính phủ đúng hạn"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_one_late_commune_stands_in_the_list_to_chase_by(
    site: Site, size: tuple[int, int], picture: Picture
) -> None:
    page = site.window("giang", size=size)
    page.goto(MATRIX)
    page.get_by_label("Đơn vị", exact=True).select_option(label="Chỉ đơn vị còn nợ")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("heading", name="đơn vị còn nợ")).to_be_visible()
    row = page.locator("tr", has=page.get_by_text("Chưa nộp")).last
    commune = row.get_by_role("rowheader").inner_text()
    picture(page, "following")

    page.get_by_role("link", name="Danh sách nhắc nộp").click()

    line = page.locator("tbody", has=page.get_by_role("rowheader", name=commune))
    expect(line).to_contain_text("Chưa nộp")
    expect(line).to_contain_text(re.compile(r"\d+ ngày"))
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)


def test_a_total_is_closed_with_its_coverage_and_reopened(
    site: Site, picture: Picture
) -> None:
    page = site.window("giang")
    page.goto(MATRIX)
    page.get_by_role("link", name="Chưa chốt").first.click()
    press = page.get_by_role("button", name="Chốt tổng hợp")
    coverage = press.inner_text().removeprefix("Chốt tổng hợp ").strip()
    assert re.fullmatch(r"\d+/99", coverage)
    page.get_by_label("Lý do chốt khi chưa đủ").fill(REASON)
    picture(page, "closing")
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)

    press.click()

    expect(page.get_by_role("heading", name=f"Đã chốt {coverage}")).to_be_visible()
    page.goto(MATRIX)
    expect(page.get_by_role("link", name=f"Đã chốt {coverage}")).to_be_visible()
    page.get_by_role("link", name=f"Đã chốt {coverage}").click()
    page.get_by_label("Lý do mở lại").fill("Các xã đã nộp thêm")
    page.get_by_role("button", name="Mở lại").click()
    expect(page.get_by_text("mở lại vì: Các xã đã nộp thêm")).to_be_visible()
    assert no_sideways_scroll(page)
