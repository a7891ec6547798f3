"""The grid by keyboard: taking back, choosing, walking down, what is computed."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import (
    DESK,
    PHONE,
    ROOT,
    axe_violations,
    no_sideways_scroll,
)
from tests.journeys.site import Site
from tests.journeys.test_entry import SIZES, boxes, open_form, paste, saved

FORM, PERIOD = "PL2", "2025Q3"
INDICATORS = ROOT / "danchu/indicators"
CLASHES = {DESK: (20, "31", "32"), PHONE: (22, "33", "34")}
"""A cell for each window, with what each of two people writes."""


def opened(site: Site, size: tuple[int, int] = DESK) -> Page:
    page = site.window("binh", size=size)
    open_form(page, FORM, PERIOD)
    return page


def note_of(box: Locator) -> Locator:
    return box.locator("xpath=ancestor::tr").locator("td.note")


def cell(page: Page, name: str) -> Locator:
    return page.locator(f"input[data-cell='{name}']")


def test_escape_goes_back_to_what_stands_not_to_what_stood(site: Site) -> None:
    mine, theirs = opened(site), opened(site)
    boxes(mine).nth(0).focus()
    boxes(theirs).nth(0).fill("77")
    boxes(theirs).nth(1).focus()
    expect(boxes(mine).nth(0)).to_have_value("77")

    mine.keyboard.type("5")
    mine.keyboard.press("Escape")

    expect(boxes(mine).nth(0)).to_have_value("77")
    mine.keyboard.type("8")
    saved(boxes(mine).nth(0))
    mine.keyboard.press("Escape")
    expect(boxes(mine).nth(0)).to_have_value("8")
    expect(boxes(theirs).nth(0)).to_have_value("8")


def test_escape_while_a_colleague_wrote_shows_what_they_wrote(site: Site) -> None:
    mine, theirs = opened(site), opened(site)
    boxes(mine).nth(2).focus()
    mine.context.set_offline(True)
    mine.keyboard.type("5")
    boxes(theirs).nth(2).fill("78")
    boxes(theirs).nth(3).focus()
    saved(boxes(theirs).nth(2))

    mine.keyboard.press("Escape")
    mine.context.set_offline(False)

    expect(boxes(mine).nth(2)).to_have_value("78")
    expect(boxes(theirs).nth(2)).to_have_value("78")


def test_taking_back_leaves_what_was_written_since(site: Site) -> None:
    mine, theirs = opened(site), opened(site)
    paste(boxes(mine).nth(4), "41\n42\n43")
    expect(mine.locator("#bao-nhap")).to_contain_text("Đã dán 3 ô")
    saved(boxes(mine).nth(6))
    expect(boxes(theirs).nth(5)).to_have_value("42", timeout=30_000)
    boxes(theirs).nth(5).fill("99")
    boxes(theirs).nth(6).focus()
    expect(boxes(mine).nth(5)).to_have_value("99", timeout=30_000)

    mine.get_by_role("button", name="Hoàn tác").click()

    expect(boxes(mine).nth(4)).to_have_value("")
    expect(boxes(mine).nth(5)).to_have_value("99")
    expect(boxes(mine).nth(6)).to_have_value("")
    expect(mine.locator("#bao-nhap")).to_contain_text("giữ nguyên 1 ô")
    # The other window asks for news every few seconds, later on a busy machine.
    expect(boxes(theirs).nth(4)).to_have_value("", timeout=30_000)


@SIZES
def test_of_two_people_in_one_cell_one_chooses_by_keyboard(
    site: Site, size: tuple[int, int]
) -> None:
    at, ours, others = CLASHES[size]
    mine, theirs = opened(site, size), opened(site)
    mine.context.set_offline(True)
    boxes(mine).nth(at).fill(ours)
    boxes(theirs).nth(at).fill(others)
    boxes(theirs).nth(at + 1).focus()
    saved(boxes(theirs).nth(at))
    mine.context.set_offline(False)
    note = note_of(boxes(mine).nth(at))
    expect(note).to_contain_text(f"đã ghi {others}")
    expect(note).to_contain_text(f"đồng chí ghi {ours}")
    assert no_sideways_scroll(mine)
    assert axe_violations(mine) == []

    boxes(mine).nth(at).focus()
    mine.keyboard.press("Tab")
    expect(note.get_by_role("button", name="Giữ số của tôi")).to_be_focused()
    mine.keyboard.press("Tab")
    expect(note.get_by_role("button", name=f"Lấy {others}")).to_be_focused()
    mine.keyboard.press("Enter")

    expect(boxes(mine).nth(at)).to_be_focused()
    expect(boxes(mine).nth(at)).to_have_value(others)
    expect(note.get_by_role("button", name="Giữ số của tôi")).to_have_count(0)
    expect(boxes(theirs).nth(at)).to_have_value(others)


def hidden_of(box: Locator) -> list[str]:
    """Name what lies over the focused cell: at its corners and in its middle."""
    over: list[str] = box.evaluate(
        """box => {
            const {left, right, top, bottom} = box.getBoundingClientRect();
            const [x, y] = [(left + right) / 2, (top + bottom) / 2];
            return [[x, top + 3], [x, y], [x, bottom - 3]]
                .map(([x, y]) => document.elementFromPoint(x, y))
                .filter(met => met !== box)
                .map(met => met ? met.tagName + "." + met.className : "outside");
        }"""
    )
    return over


@SIZES
@pytest.mark.parametrize("key", ["Enter", "Tab", "Shift+Enter"])
def test_who_walks_through_the_grid_sees_the_cell_they_come_to(
    site: Site, size: tuple[int, int], key: str
) -> None:
    page = opened(site, size)
    boxes(page).nth(60 if "Shift" in key else 0).focus()
    covered = []

    for _ in range(45):
        page.keyboard.press(key)
        if page.locator("input.dc-cell:focus").count():
            covered += hidden_of(page.locator("input.dc-cell:focus"))

    assert covered == []


@SIZES
def test_a_notice_is_in_sight_wherever_one_types(
    site: Site, size: tuple[int, int]
) -> None:
    page = opened(site, size)
    boxes(page).nth(30).focus()

    paste(boxes(page).nth(30), "1\t2")

    notice = page.locator("#bao-nhap")
    expect(notice).to_contain_text("2 cột số")
    expect(notice).to_be_in_viewport(ratio=0.99)
    assert hidden_of(boxes(page).nth(30)) == []
    for _ in range(10):
        page.keyboard.press("Enter")
        assert hidden_of(page.locator("input.dc-cell:focus")) == []
    assert axe_violations(page) == []


@pytest.mark.parametrize("how", [{"isComposing": True}, {"keyCode": 229}])
@pytest.mark.parametrize("key", ["Enter", "ArrowDown", "Escape", "k", "c"])
def test_keys_of_an_input_method_are_its_own(
    site: Site, key: str, how: dict[str, Any]
) -> None:
    page = opened(site)
    box = boxes(page).nth(8)
    box.focus()
    box.evaluate("box => { box.value = 'hơ'; box.select(); }")

    is_left = box.evaluate(
        "(box, how) => box.dispatchEvent(new KeyboardEvent('keydown', how))",
        {"key": key, **how, "bubbles": True, "cancelable": True},
    )

    assert is_left
    expect(box).to_be_focused()
    expect(box).to_have_value("hơ")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("k", "Không áp dụng"),
        ("khong ap dung", "Không áp dụng"),
        ("c", "Chưa có"),
        ("kc", "Chưa có"),
        ("c5", "5"),
        ("khoang 5", "khoang 5"),
        ("chung 5", "chung 5"),
    ],
)
def test_a_word_that_is_no_state_is_not_lost_before_its_number(
    site: Site, keys: str, shown: str
) -> None:
    page = opened(site)
    boxes(page).nth(10).focus()

    page.keyboard.type(keys)

    expect(boxes(page).nth(10)).to_have_value(shown)
    page.keyboard.press("Escape")


def test_a_percent_follows_what_is_typed(site: Site) -> None:
    page = opened(site)
    shown = page.locator("#o-c02")
    cell(page, "C17").fill("hơn 1")
    cell(page, "C18").fill("8")

    expect(shown).to_have_text("hơn 12,5")
    cell(page, "C18").fill("0")
    expect(shown).to_have_text("–")
    cell(page, "C18").fill("3")
    expect(shown).to_have_text("hơn 33,3")
    saved(cell(page, "C18"))
    page.reload()
    expect(shown).to_have_text("hơn 33,3")


def test_the_served_scripts_say_what_python_says(site: Site) -> None:
    page = opened(site)
    kept = json.loads((INDICATORS / "data/check_vectors.json").read_text("utf-8"))
    function = (INDICATORS / "tests/answers.mjs").read_text("utf-8")
    addresses = page.evaluate(
        """() => performance.getEntriesByType("resource").map(one => one.name)
            .filter(name =>
                /indicators[/](checks|expressions|numbers|shares)[.]/.test(name))"""
    )
    assert len(addresses) == 4

    said = page.evaluate(
        f"""async ([vectors, addresses]) => {{
            {function.replace("export default ", "")}
            const modules = await Promise.all(addresses.map(one => import(one)));
            return answers(vectors, Object.assign({{}}, ...modules));
        }}""",
        [kept, addresses],
    )

    for part, cases in kept.items():
        assert [case["says"] for case in cases] == said[part], part


def test_a_phone_types_letters_without_the_script_and_digits_with_it(
    site: Site,
) -> None:
    page = opened(site, PHONE)
    expect(boxes(page).first).to_have_attribute("inputmode", "decimal")
    assert page.context.browser is not None
    plain = page.context.browser.new_context(
        base_url=site.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    try:
        plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # -- cookies as this browser gave them
        without = plain.new_page()
        without.goto(page.url)
        expect(boxes(without).first).to_have_attribute("inputmode", "text")
        boxes(without).nth(12).fill("K")
        without.get_by_role("button", name="Lưu nháp").click()
        expect(without.get_by_text("Đã lưu số liệu.")).to_be_visible()
        expect(boxes(without).nth(12)).to_have_value("Không áp dụng")
    finally:
        plain.close()


def test_a_pad_of_digits_makes_a_limit_by_a_button(site: Site) -> None:
    page = opened(site, PHONE)
    box = cell(page, "E02")
    note = note_of(box)
    note.locator("summary").first.click()
    note.get_by_role("button", name="Hơn số đã ghi").click()
    expect(note).to_contain_text("hãy ghi số trước")

    box.fill("4000")
    note.get_by_role("button", name="Hơn số đã ghi").click()

    expect(box).to_have_value("hơn 4.000")
    saved(box)
    note.get_by_role("button", name="Hơn số đã ghi").click()
    expect(box).to_have_value("4.000")
