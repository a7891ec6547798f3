"""Every page is clean to axe and fits every window in both themes.

What each role is answered is asked in `test_every_address_as_every_role`; here a page
is seen by a stranger and by those to whom it may look different.

A page is asked once by each role and then seen in every window and theme: the theme
is an attribute of `<html>`, set by the server from a cookie exactly as it is set here.
What a role does not find is one and the same page, seen once.
"""

from http import HTTPStatus

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from danchu.kernel.ledger.rules.notes import COSIGNATURE, Signer
from tests.invariants.addresses import addresses
from tests.journeys.browser import (
    DESK,
    PHONE,
    ZOOMED,
    axe_violations,
    no_sideways_scroll,
)
from tests.journeys.site import Site

THEMES = ("light", "dark")
READERS = ("", "cuc", "giang")
"""Who reads what is public: a stranger – the empty name –, a commune, a province."""
OFFICIALS = ("an", "binh", "cuc", "giang", "khoa", "lan")
"""One of each kind that the desk knows, and Nguyễn Văn An, who has no post."""
PUBLIC = (
    "/",
    "/tim/?q=viet+lap",
    "/tim/?q=doi+thoai+bac+ninh",
    "/tim/?q=doi+thoai&loai=filing&noi=tan+yen&nam=2024",
    "/tim/?q=khong-co-noi-nao",
    "/so-sanh/",
    "/so-sanh/?noi={commune}&noi={old_province}&them=tu+son",
    "/kiem-chung/",
    "/so-cai/",
    "/so-cai/chung-kien/",
    "/so-cai/{size}/",
    "/du-lieu-mo/",
    "/nhung/?trong={commune}",
    "/nhung/{commune}/so-lieu/",
    "/nhung/{commune}/cong-bo/",
    "/nhung/{commune}/dien-bien/G01/",
    "/dia-phuong/{commune}/",
    "/dia-phuong/{old_province}/",
    "/don-vi/",
    "/don-vi/?ban-do=2024-12-31&q=tan+yen",
    "/don-vi/?ban-do=khong-phai-ngay",
    "/tin-tuc/",
    "/tin-tuc/?muc=do",
    "/tin-tuc/{article}-{slug}/",
    "/tin-tuc/{withdrawn}-{withdrawn_slug}/",
    "/tin-tuc/{article}/y-kien/",
    "/chi-tieu/",
    "/chi-tieu/G01/?ky=2023H1",
    "/bieu/",
    "/bieu/PL6/",
    "/du-lieu-ca-nhan/",
    "/du-lieu-ca-nhan/yeu-cau/",
    "/du-lieu-ca-nhan/theo-doi/",
    "/dang-nhap/",
    "/bao-cao-cong-bo/{stood}/",
    "/kieu/",
    "/khong-co-trang-nay/",
)
PRIVATE = (
    "/don-vi/{commune}/",
    "/don-vi/{commune}/ten-mien/",
    "/ten-mien/{host_name}/thu-hoi/",
    "/don-vi/{commune}/them-thon/",
    "/don-vi/{commune}/them-don-vi/",
    "/dang-nhap/mat-khau-moi/",
    "/mat-khau/",
    "/du-lieu-ca-nhan/cua-toi/",
    "/ban-viec/du-lieu-ca-nhan/",
    "/ban-viec/du-lieu-ca-nhan/{request}/",
    "/ban-viec/",
    "/ban-viec/quyen/",
    "/ban-viec/ma-truy-cap/",
    "/ban-viec/ma-truy-cap/cap/",
    "/ban-viec/ma-truy-cap/{token}/thu-hoi/",
    "/bao-cao/",
    "/bao-cao/{report}/",
    "/tong-hop/",
    "/ke-hoach/",
    "/theo-doi-nop/",
    "/theo-doi-nop/nhac/",
    "/theo-doi-nop/chot/?don-vi={commune}&bieu=PL4&ky=2026H1",
    "/so-lieu/PL4/{commune}/2026H1a/",
    "/so-lieu/PL4/{commune}/2026H1a/o/H01/",
    "/so-lieu/PL4/{commune}/2026H1a/in/",
    "/quy-tac/",
    "/so-lieu/PL4/{commune}/2026H1a/excel/",
    "/so-lieu/PL4/nhieu-don-vi/2026H1a/excel/",
    "/tai-khoan/",
    "/tai-khoan/{account}/",
    "/tai-khoan/them/",
    "/tai-khoan/giao-chuc-vu/",
    "/chuc-vu/{post}/ket-thuc/",
)
WRITING = (
    "/tin-bai/",
    "/tin-bai/soan/",
    "/tin-bai/{article}/",
    "/tin-bai/{article}/sua/",
    "/tin-bai/y-kien/",
)
PAGES = (*PUBLIC, *PRIVATE, *WRITING)
KEEPING = (
    "/ban-viec/chung-kien/",
    "/ban-viec/chung-kien/them/",
    "/ban-viec/chung-kien/{witness}/thu/",
    "/ban-viec/chung-kien/{witness}/ket-thuc/",
    "/ban-viec/thu-gui-di/",
)
"""What belongs to the whole system: others find nothing there."""
SEEN = (
    *((who, page) for who in READERS for page in PUBLIC),
    *((who, page) for who in OFFICIALS for page in (*PRIVATE, *WRITING)),
    *(("quang", page) for page in KEEPING),
    ("giang", "/tong-hop/?ky=2023H1&ban-do=2024-12-31"),
    ("hanh", "/ban-viec/"),
    ("minh", "/tong-hop/"),
)
NOT_FOR_READERS = ("/api/", "/suc-khoe/", "/sitemap", "/robots.txt", "/catalog.ttl")
FEEDS = (
    "/nguon-tin.xml",
    "/so-cai/nguon-tin.xml",
    "/dia-phuong/<int:pk>/nguon-tin.xml",
    "/du-lieu-mo/<slug:name>.<slug:form>",
    "/bao-cao/<int:pk>/tep/<str:name>",
    "/s/<str:figure>/",
    "/theo-doi-nop/bang.<slug:form>",
    "/so-cai/<int:size>.txt",
    "/so-cai/trai-so/<int:pk>.txt",
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/bieu-mau.xlsx",
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/bieu-mau.xlsx",
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
)
SEEN_ELSEWHERE = (
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/",
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/",
)
"""A rehearsal stands for an hour; `test_workbooks` sees that it is clean."""
ONLY_POSTED = (
    "/quy-tac/<str:code>/bo/",
    "/ban-viec/chuc-vu/",
    "/ban-viec/thu-gui-di/<int:pk>/gui-lai/",
    "/dang-xuat/",
    "/giao-dien/",
    "/tai-khoan/<int:pk>/mat-khau/",
    "/bao-cao/<int:pk>/tai-len/",
    "/tin-bai/y-kien/<int:pk>/",
    "/tin-bai/<int:pk>/tep/",
    "/tin-bai/<int:pk>/tep/<int:number>/bo/",
    "/tin-tuc/<int:pk>/da-doc/",
)
FOR_SCRIPTS = (
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/o/",
    "/du-lieu-ca-nhan/cua-toi.json",
    "/tim/goi-y/",
    "/tin-tuc/<int:pk>/thu-thach/",
    "/tin-tuc/<int:pk>/tep/<str:name>",
    "/tin-bai/<int:pk>/tep/<int:number>/",
)
"""What scripts save to and ask, and files; no pages."""
SEEN_ONCE = HTTPStatus.NOT_FOUND
ABSENT = "Không tìm thấy trang này"
MISSING = "/khong-co-trang-nay/"
NAMES = (
    *("commune", "old_province", "account", "post", "token", "request"),
    *("article", "slug", "withdrawn", "withdrawn_slug", "report", "stood"),
    "host_name",
    *("article", "slug", "withdrawn", "withdrawn_slug"),
    *("size", "witness"),
)


@pytest.fixture(scope="module")
def names(demonstrated: Site) -> dict[str, str]:
    """Find what the addresses are about: units by code, what Bình has."""
    page = demonstrated.window("lan")

    def unit(code: str, day: str) -> str:
        found = page.request.get(f"/api/v1/units?q={code}&as_of={day}").json()
        return str(found["items"][0]["id"])

    def number_in(address: str, link: str) -> str:
        page.goto(address)
        found = page.locator(f"main a[href^='{link}']").first.get_attribute("href")
        assert found is not None
        return found.removeprefix(link).split("/")[0]

    def text_at(status: str, who: str, title: str) -> tuple[str, str]:
        desk = demonstrated.window(who)
        desk.goto(f"/tin-bai/?trang-thai={status}")
        desk.get_by_role("link", name=title).click()
        desk.get_by_role("link", name="Xem trang công khai").click()
        desk.wait_for_url("**/tin-tuc/*/")
        number, _, slug = desk.url.rstrip("/").rpartition("/")[2].partition("-")
        return number, slug

    article, slug = text_at("published", "cuc", "Đồng Cờ")
    withdrawn, withdrawn_slug = text_at("withdrawn", "hanh", "trồng vải")
    page.goto("/tai-khoan/?q=binh")
    account = page.locator("main a", has_text="Trần Thị Bình").get_attribute("href")
    assert account is not None
    commune = unit("07339", "2026-01-01")
    return {
        "commune": commune,
        "host_name": host_name_of(demonstrated.window("lan"), commune),
        "old_province": unit("24", "2024-12-31"),
        "account": account.split("/")[2],
        "post": number_in(account, "/chuc-vu/"),
        "token": token_of(demonstrated.window("binh")),
        "request": request_of(demonstrated),
        "article": article,
        "slug": slug,
        "withdrawn": withdrawn,
        "withdrawn_slug": withdrawn_slug,
        "report": report_of(demonstrated.window("giang"), "qcdc"),
        "stood": published_of(demonstrated.window("giang")),
        "size": page.request.get("/api/v1/ledger/checkpoint").text().split("\n")[1],
        "witness": witness_of(demonstrated.window("quang")),
    }


def witness_of(page: Page) -> str:
    page.goto("/ban-viec/chung-kien/them/")
    page.get_by_label("Cơ quan, tổ chức chứng kiến").fill("Ủy ban Mặt trận Tổ quốc")
    page.get_by_label("Thư điện tử nhận bản chốt").fill("vanthu@mttq.example.vn")
    key = Signer.make("mttq.example", COSIGNATURE).key
    page.get_by_label("Khóa công khai của nơi chứng kiến").fill(str(key))
    page.get_by_role("button", name="Đăng ký").click()
    page.wait_for_url("**/ban-viec/chung-kien/")
    found = page.locator("main td a").first.get_attribute("href")
    assert found is not None
    return found.split("/")[3]


def make_token(page: Page) -> None:
    page.goto("/ban-viec/ma-truy-cap/cap/")
    page.get_by_label("Dùng vào việc").fill("Phần mềm một cửa")
    page.get_by_role("button", name="Cấp mã").click()
    page.get_by_role("heading", name="Đã cấp mã truy cập").wait_for()


def token_of(page: Page) -> str:
    make_token(page)
    page.goto("/ban-viec/ma-truy-cap/")
    found = page.locator("main td a").first.get_attribute("href")
    assert found is not None
    return found.split("/")[3]


def host_name_of(page: Page, unit: str) -> str:
    page.goto(f"/don-vi/{unit}/ten-mien/")
    page.get_by_role("textbox", name="Tên miền").fill("danchu.tanyen.example")
    page.get_by_label("Tỉnh quản lý tên miền này").check()
    page.get_by_role("button", name="Giao tên miền").click()
    found = page.get_by_role("link", name="Thu hồi").get_attribute("href")
    assert found is not None
    return found.split("/")[2]


def send_request(page: Page) -> None:
    page.goto("/du-lieu-ca-nhan/yeu-cau/?loai=see&don-vi=07339")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Mơ")
    page.get_by_label("Cách liên hệ").fill("0900 000 001")
    page.get_by_label("Điều bạn yêu cầu").fill("Xã đang giữ dữ liệu gì về tôi?")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.get_by_role("heading", name="Đã nhận yêu cầu của bạn").wait_for()


def request_of(site: Site) -> str:
    send_request(site.window())
    page = site.window("cuc")
    page.goto("/ban-viec/du-lieu-ca-nhan/")
    found = page.locator("main .dc-task h3 a").first.get_attribute("href")
    assert found is not None
    return found.split("/")[3]


def report_of(page: Page, kind: str) -> str:
    page.goto("/bao-cao/")
    page.get_by_label("Loại báo cáo").select_option(kind)
    page.get_by_role("button", name="Lập báo cáo").click()
    page.wait_for_url("**/bao-cao/*/")
    return page.url.rstrip("/").rpartition("/")[2]


def published_of(page: Page) -> str:
    made = report_of(page, "dan_van")
    for deed in ("Duyệt báo cáo", "Công bố báo cáo"):
        page.get_by_role("button", name=deed).click()
    page.get_by_role("link", name="Xem trang công khai").wait_for()
    return made


BONES = """() => [...document.querySelectorAll("*")].map(element => {
    const kept = ["class", "role", "type", "lang", "tabindex", "hidden", "open"];
    const told = [...element.attributes]
        .filter(one => kept.includes(one.name) || one.name.startsWith("aria-"))
        .map(one => one.name === "aria-label" ? `${one.name}${!one.value.trim()}`
            : `${one.name}=${one.value}`);
    const hasText = [...element.childNodes].some(
        one => one.nodeType === 3 && one.data.trim());
    return `${element.tagName} ${told} #${element.id} ${hasText ? "…" : ""}`;
}).join("\\n")"""
"""A page without its words: what two roles see alike need not be judged twice."""
clean_bones: set[str] = set()


def faults(page: Page) -> list[str]:
    """List what is wrong with the page in any window and theme."""
    for size in (PHONE, ZOOMED):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        no_sideways_scroll(page)
    bones = page.evaluate(BONES)
    found = [] if bones in clean_bones else judged(page)
    if not found:
        clean_bones.add(bones)
    return found


def judged(page: Page) -> list[str]:
    """List what axe finds in both themes, at a desk and on a small window."""
    found = []
    for theme in THEMES:
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        for size in (DESK, ZOOMED):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            found += [f"{theme} {size[0]}: {fault}" for fault in axe_violations(page)]
    return found


@pytest.mark.parametrize(("who", "address"), SEEN)
def test_the_page_is_clean_and_whole(
    site: Site, names: dict[str, str], who: str, address: str
) -> None:
    page = site.window(who)

    answer = page.goto(address.format(**names))

    assert answer is not None
    if answer.status == SEEN_ONCE and address != MISSING:
        assert page.locator("h1").inner_text() == ABSENT
    else:
        assert faults(page) == []


def test_the_page_that_tells_a_token_once_is_clean(site: Site) -> None:
    page = site.window("binh")

    make_token(page)

    assert faults(page) == []


def test_the_page_that_tells_a_tracking_code_once_is_clean(site: Site) -> None:
    page = site.window()

    send_request(page)

    assert faults(page) == []


def test_no_address_with_a_page_is_left_out() -> None:
    ours = {
        "/" + resolve(page.partition("?")[0].format(**dict.fromkeys(NAMES, 1))).route
        for page in (*PAGES, *KEEPING)
        if page != MISSING
    }

    pages = {
        address for address, _ in addresses() if not address.startswith(NOT_FOR_READERS)
    }
    assert ours == pages - {*ONLY_POSTED, *FOR_SCRIPTS, *FEEDS, *SEEN_ELSEWHERE}
