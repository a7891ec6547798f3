"""A filing is typed: by keyboard, from a spreadsheet, by two people, on a bad line."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import (
    DESK,
    PHONE,
    axe_violations,
    no_sideways_scroll,
)
from tests.journeys.site import Site

FORMS = {DESK: ("PL2", "2025H2"), PHONE: ("PL2", "2026Q2")}
"""A filing for each window, so that neither meets the other's figures."""
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
KEYED = 40


def open_form(page: Page, form: str, period: str) -> None:
    """Go from the desk to a form of the clerk's commune and wait for its script."""
    page.goto("/ban-viec/")
    link = page.locator(".dc-task h3 a[href^='/so-lieu/']").first
    unit = urlsplit(link.get_attribute("href") or "").path.split("/")[3]
    page.goto(f"/so-lieu/{form}/{unit}/{period}/")
    expect(page.locator("button[data-noughts]").first).to_be_visible()


def boxes(page: Page) -> Locator:
    return page.locator("input.dc-cell[data-cell]")


def saved(box: Locator) -> None:
    """Wait until a cell says that it is written."""
    expect(box).to_have_attribute("data-state", "saved")


def paste(box: Locator, text: str) -> None:
    """Paste text into a cell as a spreadsheet hands it over."""
    box.evaluate(
        """(box, text) => {
            box.focus();
            const data = new DataTransfer();
            data.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste",
                {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


@SIZES
def test_forty_cells_by_keyboard_are_saved_as_they_are_left(
    site: Site, size: tuple[int, int]
) -> None:
    page = site.window("binh", size=size)
    open_form(page, *FORMS[size])
    typed = [str(10 + number) for number in range(KEYED)]

    boxes(page).first.focus()
    for number in typed:
        page.keyboard.type(number)
        page.keyboard.press("Enter")

    saved(boxes(page).nth(KEYED - 1))
    page.reload()
    assert [boxes(page).nth(at).input_value() for at in range(KEYED)] == typed
    assert no_sideways_scroll(page)
    # The bar below lies over whatever stands at the window's edge; at the end of the
    # page it lies in its own place and hides nothing.
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    assert axe_violations(page) == []


@SIZES
def test_a_block_from_a_spreadsheet_fills_what_it_names_and_can_be_taken_back(
    site: Site, size: tuple[int, int]
) -> None:
    page = site.window("binh", size=size)
    open_form(page, FORMS[size][0], "2026Q1")
    names = boxes(page).evaluate_all("all => all.map(box => box.dataset.cell)")
    before = boxes(page).evaluate_all("all => all.map(box => box.value)")
    rows = [f'{name}\t"nhãn\tcó dấu cách"\t1.{at:03}' for at, name in enumerate(names)]
    block = "Mã\tChỉ tiêu\tKỳ này\n\t\t\n" + "\n".join(rows)

    paste(boxes(page).first, block)

    assert len(names) > 70
    expect(boxes(page).last).to_have_value(f"1.{len(names) - 1:03}")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(boxes(page).last).to_have_value(before[-1])
    paste(boxes(page).last, "1\n2\n3")
    expect(page.locator("#bao-nhap")).to_contain_text("chỉ còn 1 ô")
    expect(boxes(page).last).to_have_value(before[-1])


def test_a_cell_in_which_only_the_cursor_stands_shows_what_a_colleague_wrote(
    site: Site,
) -> None:
    mine, theirs = site.window("binh"), site.window("binh")
    for page in (mine, theirs):
        open_form(page, "PL2", "2026Q3")
    boxes(mine).nth(2).focus()

    boxes(theirs).nth(2).fill("77")
    boxes(theirs).nth(3).focus()

    saved(boxes(theirs).nth(2))
    expect(boxes(mine).nth(2)).to_have_value("77")
    mine.get_by_role("button", name="Lưu nháp").click()
    expect(mine.get_by_text("Đã lưu số liệu.")).to_be_visible()
    expect(boxes(mine).nth(2)).to_have_value("77")


def test_two_people_in_one_cell_are_asked_and_nothing_is_lost(site: Site) -> None:
    mine, theirs = site.window("binh"), site.window("binh")
    for page in (mine, theirs):
        open_form(page, "PL2", "2026Q3")
    mine.context.set_offline(True)
    boxes(mine).first.fill("5")
    boxes(mine).nth(1).focus()
    boxes(theirs).first.fill("8")
    boxes(theirs).nth(1).focus()
    saved(boxes(theirs).first)

    mine.context.set_offline(False)

    expect(boxes(mine).first).to_have_attribute("data-state", "clash")
    expect(boxes(mine).first).to_have_value("5")
    note = boxes(mine).first.locator("xpath=ancestor::tr").locator("td.note")
    expect(note).to_contain_text("Trần Thị Bình đã ghi 8")
    note.get_by_role("button", name="Giữ số của tôi").click()
    saved(boxes(mine).first)
    expect(boxes(theirs).first).to_have_value("5")


def test_what_is_typed_without_a_line_survives_and_is_sent(site: Site) -> None:
    page = site.window("binh")
    open_form(page, "PL2", "2026Q3")
    page.context.set_offline(True)

    boxes(page).nth(5).fill("41")
    boxes(page).nth(6).focus()

    expect(page.locator("#da-luu")).to_contain_text("Mất mạng lúc")
    page.context.set_offline(False)
    saved(boxes(page).nth(5))
    page.reload()
    expect(boxes(page).nth(5)).to_have_value("41")


def test_a_session_that_ends_while_typing_loses_nothing(site: Site) -> None:
    page = site.window("binh")
    open_form(page, "PL2", "2026Q3")
    kept = page.context.cookies()
    page.context.clear_cookies()

    boxes(page).nth(7).fill("43")
    boxes(page).nth(8).focus()

    notice = page.locator("#bao-nhap")
    expect(notice).to_contain_text("Phiên làm việc đã hết")
    expect(notice.get_by_role("link", name="Đăng nhập lại")).to_be_visible()
    page.context.add_cookies(kept)  # type: ignore[arg-type]  # -- cookies as this browser gave them
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    saved(boxes(page).nth(7))
    page.reload()
    expect(boxes(page).nth(7)).to_have_value("43")
