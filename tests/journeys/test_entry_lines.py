"""A bad line, an ended session, two windows: nothing typed is lost or overwritten."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.journeys.site import Site
from tests.journeys.test_entry import boxes, open_form, saved

FORM, PERIOD = "PL2", "2025Q4"
WHOLE = json.dumps({"saved": {"C01": {"text": "1"}}})
ANSWERS = {
    "a page of signing in": {"body": "<!doctype html><h1>Đăng nhập</h1>"},
    "half an answer": {"body": WHOLE[:20], "content_type": "application/json"},
    "an answer of something else": {"json": {"ok": True}},
    "too large": {"status": 413, "body": "too large"},
    "too often": {"status": 429, "headers": {"Retry-After": "1"}, "body": ""},
    "broken": {"status": 500, "body": "<h1>500</h1>"},
    "closed": {"status": 502, "body": ""},
    "forbidden": {"status": 403, "body": "<h1>403</h1>"},
    "a way elsewhere": {"status": 302, "headers": {"Location": "/dang-nhap/"}},
}

SAID = dict.fromkeys(ANSWERS, "Chưa lưu được.") | {
    "a page of signing in": "trả lời không trọn",
    "half an answer": "trả lời không trọn",
    "an answer of something else": "trả lời không trọn",
    "too often": "đang bận",
    "broken": "chưa trả lời được",
    "closed": "chưa trả lời được",
    "a way elsewhere": "Phiên làm việc đã hết",
}


def opened(site: Site) -> Page:
    page = site.window("binh")
    open_form(page, FORM, PERIOD)
    return page


def on_saving(page: Page, deed: Callable[[Route], None]) -> None:
    """Stand between the page and the server whenever a cell is saved."""

    def stand(route: Route, request: Request) -> None:
        if request.method == "POST":
            deed(route)
        else:
            route.continue_()

    page.route("**/o/*", stand)
    page.route("**/o/", stand)


def kept_by_browser(page: Page) -> str:
    return str(page.evaluate("() => JSON.stringify(localStorage)"))


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_no_answer_saves_nothing_and_loses_nothing(
    site: Site, name: str
) -> None:
    page = opened(site)
    asked: list[float] = []

    def answer(route: Route) -> None:
        asked.append(1)
        route.fulfill(**ANSWERS[name])  # type: ignore[arg-type]  # -- as each case says

    on_saving(page, answer)
    typed = str(100 + list(ANSWERS).index(name))
    boxes(page).first.fill(typed)
    boxes(page).nth(1).focus()

    expect(boxes(page).first).to_have_attribute("data-state", "kept")
    expect(page.locator("#da-luu")).to_contain_text(SAID[name])
    page.wait_for_timeout(1_500)
    assert len(asked) <= 4, "the page asks again and again without rest"
    assert f'\\"{typed}\\"' in kept_by_browser(page)

    page.unroute_all()
    page.reload()
    saved(boxes(page).first)
    expect(boxes(page).first).to_have_value(typed)


def test_the_notice_of_an_ended_session_goes_once_all_is_saved(site: Site) -> None:
    page = opened(site)
    kept = page.context.cookies()
    page.context.clear_cookies()
    boxes(page).nth(2).fill("21")
    boxes(page).nth(3).focus()
    notice = page.locator("#bao-nhap")
    expect(notice).to_contain_text("Phiên làm việc đã hết")

    page.get_by_role("button", name="Trình lãnh đạo duyệt").click(force=True)
    expect(notice.get_by_role("link", name="Đăng nhập lại")).to_be_visible()
    page.context.add_cookies(kept)  # type: ignore[arg-type]  # -- cookies as this browser gave them
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    saved(boxes(page).nth(2))
    expect(notice).to_be_hidden()


def test_a_refused_cell_is_there_again_after_a_reload_with_its_reason(
    site: Site,
) -> None:
    page = opened(site)
    boxes(page).nth(4).fill("12.5")
    boxes(page).nth(5).focus()
    expect(boxes(page).nth(4)).to_have_attribute("data-state", "refused")

    page.reload()

    expect(boxes(page).nth(4)).to_have_value("12.5")
    expect(boxes(page).nth(4)).to_have_attribute("data-state", "refused")
    note = boxes(page).nth(4).locator("xpath=ancestor::tr").locator("td.note")
    expect(note).to_contain_text("dấu chấm chỉ dùng")
    boxes(page).nth(4).fill("12")
    boxes(page).nth(5).focus()
    saved(boxes(page).nth(4))
    assert "12.5" not in kept_by_browser(page)


def test_two_windows_of_one_browser_keep_what_each_typed(site: Site) -> None:
    one = opened(site)
    other = one.context.new_page()
    open_form(other, FORM, PERIOD)
    one.context.set_offline(True)

    boxes(one).nth(6).fill("61")
    boxes(one).nth(7).focus()
    boxes(other).nth(8).fill("81")
    boxes(other).nth(9).focus()
    expect(boxes(one).nth(6)).to_have_attribute("data-state", "kept")
    expect(boxes(other).nth(8)).to_have_attribute("data-state", "kept")
    again = one.context.new_page()
    one.close()
    other.close()
    again.context.set_offline(False)

    open_form(again, FORM, PERIOD)
    saved(boxes(again).nth(6))
    saved(boxes(again).nth(8))
    again.reload()
    expect(boxes(again).nth(6)).to_have_value("61")
    expect(boxes(again).nth(8)).to_have_value("81")


def test_what_one_person_typed_is_never_sent_as_another(site: Site) -> None:
    page = opened(site)
    mine = page.context.cookies()
    page.context.set_offline(True)
    boxes(page).nth(10).fill("1001")
    boxes(page).nth(11).focus()
    expect(boxes(page).nth(10)).to_have_attribute("data-state", "kept")
    address = page.url

    theirs = site.window("cuc").context.cookies()
    page.context.add_cookies(theirs)  # type: ignore[arg-type]  # -- cookies as this browser gave them
    page.context.set_offline(False)

    expect(page.locator("#bao-nhap")).to_contain_text("Phiên làm việc đã hết")
    other = page.context.new_page()
    other.goto(address)
    assert "1001" not in other.locator("main").inner_html()
    page.context.add_cookies(mine)  # type: ignore[arg-type]  # -- the same
    page.evaluate("() => dispatchEvent(new Event('focus'))")
    saved(boxes(page).nth(10))


def test_a_block_larger_than_a_browser_keeps_alive_is_sent_in_parts(
    site: Site,
) -> None:
    page = opened(site)
    sizes: list[int] = []

    def count(route: Route) -> None:
        sizes.append(len(route.request.post_data_buffer or b""))
        route.continue_()

    on_saving(page, count)
    page.evaluate(
        """() => {
            const form = document.querySelector("form[data-save]");
            for (const box of form.querySelectorAll("input.dc-cell[data-cell]")) {
                const note = form.elements[`ghi-chu-${box.dataset.cell}`];
                if (!note) continue;
                box.value = "7";
                note.value = "ế".repeat(1000);
                note.dispatchEvent(new Event("input", {bubbles: true}));
            }
        }"""
    )

    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc", timeout=30_000)
    noted = page.locator("input[name^='ghi-chu-']").count()
    assert noted * 3_000 > 64 * 1024, "too few notes to ask the question"
    assert len(sizes) > 1
    assert max(sizes) < 64 * 1024
    assert "ếếế" not in kept_by_browser(page)


def test_what_is_typed_before_the_script_is_there_is_saved(site: Site) -> None:
    page = opened(site)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/entry.*.js", hold)
    page.goto(page.url, wait_until="commit")
    boxes(page).nth(14).fill("14")
    assert len(held) == 1

    held[0].continue_()
    expect(page.locator("button[data-noughts]").first).to_be_visible()
    page.keyboard.press("Enter")

    expect(boxes(page).nth(15)).to_be_focused()
    saved(boxes(page).nth(14))
    page.unroute_all()
    page.reload()
    expect(boxes(page).nth(14)).to_have_value("14")
