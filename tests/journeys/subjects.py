"""What the addresses of the demonstration are about, found or made as people do."""

from playwright.sync_api import Page

from danchu.kernel.ledger.rules.notes import COSIGNATURE, Signer
from tests.journeys.site import Site


def subjects_of(site: Site) -> dict[str, str]:
    """Find what the addresses are about: units by code, what Bình has."""
    page = site.window("lan")

    def unit(code: str, day: str) -> str:
        found = page.request.get(f"/api/v1/units?q={code}&as_of={day}").json()
        return str(found["items"][0]["id"])

    def number_in(address: str, link: str) -> str:
        page.goto(address)
        found = page.locator(f"main a[href^='{link}']").first.get_attribute("href")
        assert found is not None
        return found.removeprefix(link).split("/")[0]

    def text_at(status: str, who: str, title: str) -> tuple[str, str]:
        desk = site.window(who)
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
        "host_name": host_name_of(site.window("lan"), commune),
        "old_province": unit("24", "2024-12-31"),
        "account": account.split("/")[2],
        "post": number_in(account, "/chuc-vu/"),
        "token": token_of(site.window("binh")),
        "request": request_of(site),
        "article": article,
        "slug": slug,
        "withdrawn": withdrawn,
        "withdrawn_slug": withdrawn_slug,
        "report": report_of(site.window("giang"), "qcdc"),
        "stood": published_of(site.window("giang")),
        "size": page.request.get("/api/v1/ledger/checkpoint").text().split("\n")[1],
        "witness": witness_of(site.window("quang")),
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
    name = "danchu.tanyen.example"
    page.get_by_role("textbox", name="Tên miền").fill(name)
    page.get_by_label("Tỉnh quản lý tên miền này").check()
    page.get_by_role("button", name="Giao tên miền").click()
    found = page.get_by_role("link", name=f"Thu hồi {name}").get_attribute("href")
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
