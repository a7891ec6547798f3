"""The main job: a commune types, its head approves, province and nation see it."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import DESK, PHONE, no_sideways_scroll
from tests.journeys.conftest import Picture
from tests.journeys.site import Site

ANSWERS = {
    "I23": 20,
    "I02": 280,
    "I01": 300,
    "I03": 296,
    "I04": 258,
    "I05": 38,
    "I06": 94,
    "I07": 164,
    "I08": 296,
    "I24": 38,
    "I25": 94,
    "I26": 164,
    "I38": 94,
}
"""What is typed; every other cell gets a nought. 38 + 94 + 164 is not 258."""


ABOVE = {"giang": "24", "minh": "viet+nam"}
"""Who looks from above, and the unit looked at."""
PAST = "2026H1a"
"""A period that ended before the one that is due now."""
SHOWN = (
    ("", "/", "home"),
    ("giang", "/ban-viec/", "desk"),
    ("giang", "/tong-hop/", "totals"),
)
"""Who sees the sum where, for the guides."""


def total_seen_by(site: Site, who: str, code: str, period: str) -> int:
    """Read the live total of I04 where `who` works, on today's map."""
    page = site.window(who)
    found = page.request.get(f"/api/v1/units?q={code}&as_of=2026-01-01").json()
    page.goto(f"/chi-tieu/I04/?ky={period}&don-vi={found['items'][0]['id']}")
    shown = page.locator("#tong-so + p").inner_text()
    number = re.match(r"[\d.]+", shown)
    return int(number[0].replace(".", "")) if number else 0


def totals(site: Site, period: str) -> dict[str, int]:
    """Read the province's total and the nation's."""
    return {who: total_seen_by(site, who, code, period) for who, code in ABOVE.items()}


def open_form(page: Page, *, past: bool) -> tuple[str, str]:
    """Go from the desk to the form of petitions that is due, or to a past one.

    Return its address and its period.
    """
    page.goto("/ban-viec/")
    tasks = page.locator(".dc-task", has_text="PL4")
    due = tasks if past else tasks.filter(has_text="(từ ")
    due.locator("h3 a").first.click()
    if past:
        unit = urlsplit(page.url).path.split("/")[3]
        page.goto(f"/so-lieu/PL4/{unit}/{PAST}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("PL4")
    address = urlsplit(page.url).path
    return address, address.rstrip("/").rpartition("/")[2]


def answer_everything(page: Page) -> None:
    for cell in page.locator("input.dc-cell:not([name*='.'])").all():
        cell.fill("0")
    for code, number in ANSWERS.items():
        fill(page, code, number)


def cell(page: Page, code: str) -> Locator:
    return page.locator(f"input[name='so-{code}']")


def fill(page: Page, code: str, number: int) -> None:
    cell(page, code).fill(str(number))


def submit(page: Page) -> None:
    """Press it even while the page says that something is wrong: the server decides."""
    page.get_by_role("button", name="Trình lãnh đạo duyệt").click(force=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def approve_and_accept(
    site: Site, address: str, size: tuple[int, int], picture: Picture
) -> None:
    """Let the head sign what waits at the desk, and the province receive it."""
    head = site.window("cuc", size=size)
    head.goto("/ban-viec/")
    head.locator(f".dc-task h3 a[href='{address}']").click()
    head.get_by_role("button", name="nộp lên cấp trên").scroll_into_view_if_needed()
    picture(head, "approval")
    press(head, "Duyệt, nộp lên cấp trên")
    expect(head.get_by_text("Đã duyệt và nộp lên cấp trên.")).to_be_visible()
    secretary = site.window("giang", size=size)
    secretary.goto(address)
    press(secretary, "Nhận số liệu")
    expect(secretary.get_by_text("Đã nhận số liệu.")).to_be_visible()
    secretary.get_by_text("Lịch sử thay đổi").click()
    expect(secretary.locator(".dc-history")).to_contain_text("Trần Thị Bình")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_from_a_communes_keyboard_to_the_nations_total(
    site: Site, size: tuple[int, int], picture: Picture
) -> None:
    clerk = site.window("binh", size=size)
    address, period = open_form(clerk, past=size == PHONE)
    picture(clerk, "entry")
    before = totals(site, period)
    answer_everything(clerk)

    submit(clerk)
    expect(clerk.locator(".dc-errs li").first).to_contain_text(
        "38 + 94 + 164 = 296, không phải 258"
    )
    expect(cell(clerk, "I04")).to_have_attribute("aria-invalid", "true")
    picture(clerk, "contradiction")
    assert no_sideways_scroll(clerk)
    clerk.get_by_role("button", name="Ghi I04 là 296").first.click()
    submit(clerk)
    expect(clerk.get_by_text("Đã trình lãnh đạo duyệt.")).to_be_visible()
    provisional = totals(site, period)

    approve_and_accept(site, address, size, picture)

    assert provisional == {who: number + 296 for who, number in before.items()}
    assert totals(site, period) == provisional
    for who, address, name in SHOWN:
        page = site.window(who, size=size)
        page.goto(address)
        picture(page, name)


def test_the_clerk_may_not_approve_and_a_clerk_elsewhere_finds_nothing(
    site: Site,
) -> None:
    clerk = site.window("binh")
    open_form_address = "/so-lieu/PL4/{}/2026Q3/"
    clerk.goto("/tong-hop/")
    commune = re.search(r"don-vi=(\d+)|/don-vi/(\d+)/", clerk.content())
    assert commune
    address = open_form_address.format(commune[1] or commune[2])
    clerk.goto(address)
    assert clerk.get_by_role("button", name="nộp lên").count() == 0

    elsewhere = site.window("dung")
    theirs = elsewhere.goto(address)
    nowhere = elsewhere.goto("/so-lieu/PL4/99999999/2026Q3/")

    assert theirs is not None
    assert nowhere is not None
    assert (theirs.status, nowhere.status) == (404, 404)
    expect(elsewhere.get_by_role("heading", level=1)).to_contain_text("Không tìm thấy")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_a_citizen_finds_viet_lap_and_what_became_of_it(
    site: Site, size: tuple[int, int]
) -> None:
    page = site.window(size=size)
    page.goto("/")

    page.get_by_label("Tên xã, phường, đặc khu").fill("viet lap")
    page.get_by_role("button", name="Xem", exact=True).click()

    first = page.locator("main li").first
    expect(first).to_contain_text("Xã Việt Lập")
    expect(first).to_contain_text("Nay thuộc xã Tân Yên")
    assert no_sideways_scroll(page)
    first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Việt Lập")
    page.get_by_role("link", name="Xã Tân Yên").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Tân Yên")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_a_citizen_reads_old_bac_giang_and_today_bac_ninh(
    site: Site, size: tuple[int, int]
) -> None:
    page = site.window(size=size)

    page.goto("/tim/?q=tinh+bac+giang")
    page.locator("main li").first.get_by_role("link").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tỉnh Bắc Giang")
    expect(page.locator("main")).to_contain_text("396")
    assert no_sideways_scroll(page)


def test_one_inbox_holds_the_work_of_two_posts_and_the_post_switches(
    site: Site,
) -> None:
    page = site.window("hanh")
    page.goto("/ban-viec/")
    expect(page.locator("main")).to_contain_text("Xã Nhã Nam")
    expect(page.locator("main")).to_contain_text("Xã Phúc Hòa")

    switch = page.locator("select[name=post]:visible")
    label = switch.locator("option", has_text="Xã Phúc Hòa").inner_text()
    switch.select_option(label=label)
    page.get_by_role("button", name="Chuyển").locator("visible=true").click()

    expect(page.locator("select[name=post]:visible option:checked")).to_have_text(label)


def figures(site: Site, query: str) -> dict[str, object]:
    page = site.window()
    found: dict[str, object] = page.request.get(f"/api/v1/figures?{query}").json()
    return found


def test_396_dialogues_stand_on_both_maps(site: Site) -> None:
    asked = "indicator=G01&within=24&period=2023H1"

    old = figures(site, f"{asked}&as_of_map=2024-12-31")
    new = figures(site, asked)

    reported = old["reported"]
    assert isinstance(reported, list)
    assert old["value"] == 396
    assert [(one["value"], one["difference"]) for one in reported] == [(396, 0)]
    assert old["coverage"] == {"have": 192, "of": 192}
    assert new["value"] == 396
