"""The whole life of a filing: typed, pasted, refused, returned, published, read."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site

KEYED, PASTED = 40, 80
FORM = "PL2"
PERIODS = {DESK: "2026H1", PHONE: "2025"}
"""Each window files another period, so that one does not disturb the other."""

SHOWN, ARISING = "C17", "C18"
"""What was disclosed cannot be more than what had to be: V060."""


def commune_of(page: Page) -> str:
    found = page.request.get("/api/v1/units?q=07339&as_of=2026-01-01").json()
    return str(found["items"][0]["id"])


def total_seen_by(site: Site, who: str, code: str, period: str, unit: str) -> str:
    page = site.window(who)
    found = page.request.get(f"/api/v1/units?q={unit}&as_of=2026-01-01").json()
    page.goto(f"/chi-tieu/{code}/?ky={period}&don-vi={found['items'][0]['id']}")
    shown = page.locator("#tong-so + p").inner_text()
    number = re.match(r"[\d.]+", shown)
    return number[0] if number else ""


def totals(site: Site, period: str) -> tuple[int, int]:
    province = total_seen_by(site, "giang", SHOWN, period, "24")
    nation = total_seen_by(site, "minh", SHOWN, period, "viet+nam")
    return int(province or 0), int(nation or 0)


def type_down(page: Page, count: int) -> None:
    page.locator("input[data-cell]").first.focus()
    for _ in range(count):
        page.keyboard.type("0")
        page.keyboard.press("Enter")


def paste(page: Page, rows: dict[str, str]) -> None:
    """Paste a block as Excel gives it: a merged head, codes, names, numbers."""
    lines = ["Biểu\t\t", "Mã\tChỉ tiêu\tKỳ này"]
    lines += [f"{code}\tTên chỉ tiêu\t{number}" for code, number in rows.items()]
    page.locator("input[data-cell]").first.evaluate(
        """(input, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            input.dispatchEvent(new ClipboardEvent("paste",
                {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        "\r\n".join(lines),
    )


def saved(page: Page) -> None:
    expect(page.locator("#da-luu")).to_contain_text("Đã lưu lúc")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def submit(page: Page) -> None:
    """Press it even while the page says that something is wrong: the server decides."""
    page.get_by_role("button", name="Trình lãnh đạo duyệt").click(force=True)


def approve(site: Site, address: str) -> None:
    head = site.window("cuc")
    head.goto(address)
    press(head, "Duyệt, nộp lên cấp trên")
    expect(head.get_by_text("Đã duyệt và nộp lên cấp trên.")).to_be_visible()


def enter(clerk: Page) -> None:
    """Type forty cells, paste eighty over them, fill the rest; one is misread."""
    names = clerk.eval_on_selector_all(
        "input[data-cell]", "all => all.map(one => one.dataset.cell)"
    )
    type_down(clerk, KEYED)
    saved(clerk)
    block = dict.fromkeys(names[:PASTED], "0") | {SHOWN: "14", ARISING: "1.0"}
    paste(clerk, block)
    expect(clerk.locator("#bao-nhap")).to_contain_text(f"Đã dán {PASTED} ô")
    expect(clerk.locator("td.note", has_text="dấu chấm chỉ dùng")).to_be_visible()
    clerk.locator(f"input[name='so-{ARISING}']").fill("10")
    for name in names[PASTED:]:
        clerk.locator(f"input[name='so-{name}']").fill("0")
    clerk.locator("textarea[data-text='KIEN_NGHI']").fill("Đề nghị tập huấn thêm.")


def correct_and_submit(clerk: Page, code: str, number: str) -> None:
    clerk.locator(f"input[name='so-{code}']").fill(number)
    submit(clerk)
    expect(clerk.get_by_text("Đã trình lãnh đạo duyệt.")).to_be_visible()


def send_back(secretary: Page, remarks: dict[str, str]) -> None:
    for code, text in remarks.items():
        row = secretary.locator("tr", has=secretary.locator(f"#o-{code.lower()}"))
        row.get_by_text("Nêu ý kiến").click()
        secretary.locator(f"input[name='nhan-xet-{code}']").fill(text)
    secretary.get_by_label("Lý do trả lại đơn vị").fill("Xem lại hai ô.")
    press(secretary, "Trả lại đơn vị")
    expect(secretary.get_by_text("Đã trả lại đơn vị.")).to_be_visible()


def accept_and_publish(secretary: Page) -> None:
    press(secretary, "Nhận số liệu")
    expect(secretary.get_by_text("Đã nhận số liệu.")).to_be_visible()
    press(secretary, "Công bố")
    expect(secretary.get_by_text("Đã công bố.")).to_be_visible()


def fill_until_only_one_rule_is_broken(clerk: Page) -> None:
    enter(clerk)
    expect(clerk.locator("td.note", has_text="14 nhiều hơn 10")).to_be_visible()
    assert no_sideways_scroll(clerk)
    assert axe_violations(clerk) == []
    submit(clerk)
    expect(clerk.locator(".dc-errs li").first).to_contain_text("14 nhiều hơn 10")


def test_on_a_phone_the_form_is_typed_pasted_refused_and_submitted(site: Site) -> None:
    clerk = site.window("binh", size=PHONE)
    clerk.goto(f"/so-lieu/{FORM}/{commune_of(clerk)}/{PERIODS[PHONE]}/")

    fill_until_only_one_rule_is_broken(clerk)

    correct_and_submit(clerk, ARISING, "16")


def test_from_forty_keys_to_a_published_figure(site: Site) -> None:
    period = PERIODS[DESK]
    clerk, secretary = site.window("binh"), site.window("giang")
    address = f"/so-lieu/{FORM}/{commune_of(clerk)}/{period}/"
    clerk.goto(address)
    before = totals(site, period)

    fill_until_only_one_rule_is_broken(clerk)
    correct_and_submit(clerk, ARISING, "16")
    approve(site, address)
    assert totals(site, period) == (before[0] + 14, before[1] + 14)

    secretary.goto(address)
    send_back(secretary, {SHOWN: "Đếm cả tin đã gỡ?", ARISING: "Thiếu quý II?"})
    assert totals(site, period) == before
    clerk.goto(address)
    expect(clerk.locator("#y-kien")).to_have_text("2 ý kiến cần xem khi sửa")
    correct_and_submit(clerk, SHOWN, "15")
    approve(site, address)
    secretary.goto(address)
    accept_and_publish(secretary)

    assert totals(site, period) == (before[0] + 15, before[1] + 15)
    the_auditor_reads_it_and_elsewhere_nobody_does(site, address)


def the_auditor_reads_it_and_elsewhere_nobody_does(site: Site, address: str) -> None:
    auditor = site.window("khoa")
    auditor.goto(f"{address}o/{SHOWN}/")
    for words in ("14", "15", "Trần Thị Bình", "Đếm cả tin đã gỡ?"):
        expect(auditor.locator("main")).to_contain_text(words)
    elsewhere = site.window("dung").goto(address)
    assert elsewhere is not None
    assert elsewhere.status == 404
