"""From a form that the province designs to the report read out in the conference."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from danchu.lib.postgres import Cluster
from tests.journeys.conftest import Picture
from tests.journeys.site import Site, demonstration
from tests.journeys.test_workbooks import fetched, with_numbers
from tests.runtime.serving import ROOT, clean_environment

FORM, PERIOD, QUARTER = "HG1", "2026Q3", "quý III/2026"
TAN_YEN, NHA_NAM, PHUC_HOA, OTHER = "07339", "07306", "07330", "07333"
INDICATORS = {"HG01": "Số vụ hòa giải", "HG02": "Số vụ hòa giải thành"}
PARAGRAPH = "Hòa giải ở cơ sở được người dân tin cậy hơn trước."
COMMUNES, FEWEST_CHARTS = 99, 5


@pytest.fixture(scope="module")
def own_site(chromium: Browser) -> Iterator[Site]:
    with demonstration(chromium) as site:
        yield site


def press(page: Page, name: str, said: str = "") -> None:
    page.get_by_role("button", name=name, exact=True).click()
    if said:
        expect(page.get_by_text(said).first).to_be_visible()


def unit_of(page: Page, code: str) -> str:
    found = page.request.get(f"/api/v1/units?q={code}&as_of=2026-01-01").json()
    return str(found["items"][0]["id"])


def filing_at(page: Page, code: str) -> str:
    return f"/so-lieu/{FORM}/{unit_of(page, code)}/{PERIOD}/"


def others_file(site: Site, *besides: str) -> None:
    home = str(site.home)
    env = clean_environment(DANCHU_HOME=home, DATABASE_URL=Cluster(site.home).dsn())
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-m", "tests.journeys.others", FORM, PERIOD, *besides],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def define(page: Page, code: str, name: str) -> None:
    page.goto("/thiet-ke-bieu/chi-tieu/")
    page.get_by_label("Mã chỉ tiêu").fill(code)
    page.get_by_label("Tên chỉ tiêu").fill(name)
    page.get_by_label("Đơn vị tính").fill("vụ")
    page.locator("input[name=unit_kinds][value=commune]").check()
    page.locator("select[name=measure]").select_option("count")
    page.locator("select[name=agg_units]").select_option("sum")
    page.locator("select[name=agg_time]").select_option("sum")
    page.locator("select[name=visibility]").select_option("public")
    press(page, "Thêm chỉ tiêu")
    expect(page.get_by_role("link", name=f"{code}. {name}")).to_be_visible()


def design(page: Page) -> None:
    """Lay out the form, look at it as a clerk will, and put it in force."""
    page.goto("/thiet-ke-bieu/")
    page.get_by_label("Mã biểu").fill(FORM)
    page.get_by_label("Tên biểu").fill("Hòa giải ở cơ sở")
    press(page, "Lập bản thảo")
    page.get_by_label("Tên mục mới").fill("I. Kết quả hòa giải")
    press(page, "Thêm mục")
    for code in INDICATORS:
        page.get_by_text("Thêm dòng, bỏ mục").click()
        page.locator("select[name=chi-tieu]").select_option(code)
        press(page, "Thêm chỉ tiêu")
        expect(page.get_by_role("rowheader", name=code)).to_be_visible()
    page.locator("input[name=unit_kinds][value=commune]").check()
    page.locator("input[name=trees][value=territory]").check()
    page.locator("input[name=period_kinds][value=Q]").check()
    page.get_by_label("Nộp trong số ngày").fill("5")
    press(page, "Lưu")


def edited(paper: Path, text: str) -> Path:
    """Write into the first part by hand, as Word saves it."""
    raw, out = paper.read_bytes(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                body = content.decode()
                start = body.index('w:val="viet-tay:')
                written = re.sub(
                    r"(<w:t[^>]*>)\[Viết tay: [^<]*",
                    rf"\g<1>{text}",
                    body[start:],
                    count=1,
                )
                content = (body[:start] + written).encode()
            new.writestr(part, content)
    made = paper.with_name("da-viet.docx")
    made.write_bytes(out.getvalue())
    return made


def words_of(paper: Path) -> str:
    with zipfile.ZipFile(paper) as book:
        return re.sub("<[^>]+>", "", book.read("word/document.xml").decode())


def test_the_province_designs_a_form(own_site: Site, picture: Picture) -> None:
    secretary = own_site.window("giang")
    for code, name in INDICATORS.items():
        define(secretary, code, name)
    design(secretary)
    picture(secretary, "design")
    secretary.goto(f"/thiet-ke-bieu/{FORM}/xem-truoc/")
    expect(secretary.locator("input[name=so-HG01]")).to_be_visible()

    secretary.goto(f"/thiet-ke-bieu/{FORM}/")
    secretary.get_by_label("Áp dụng cho các kỳ kết thúc từ ngày").fill("01/07/2026")
    secretary.get_by_label("Căn cứ, lý do").fill("Kế hoạch số 12/KH-UBND.")
    press(secretary, "Ban hành phiên bản 1")

    clerk = own_site.window("binh")
    clerk.goto("/ban-viec/")
    expect(clerk.locator(".dc-task", has_text=FORM).first).to_contain_text("Quá hạn")


def test_communes_fill_it_by_page_and_by_excel(own_site: Site, tmp_path: Path) -> None:
    clerk, other = own_site.window("binh"), own_site.window("hanh")
    clerk.goto(filing_at(clerk, TAN_YEN))
    for code, number in {"HG01": "31", "HG02": "27"}.items():
        clerk.locator(f"input[name='so-{code}']").fill(number)
    press(clerk, "Trình lãnh đạo duyệt", "Đã trình lãnh đạo duyệt.")

    other.goto(filing_at(other, NHA_NAM))
    other.get_by_role("link", name="Nhập bằng Excel").click()
    template = fetched(other, "Tải biểu mẫu Excel", tmp_path)
    filled = with_numbers(template, {0: "18", 1: "15"})
    other.get_by_label("Tệp Excel").set_input_files(filled)
    press(other, "Đọc thử tệp")
    other.get_by_role("button", name=re.compile("Áp dụng")).click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Đã áp dụng tệp Excel")
    other.goto(filing_at(other, NHA_NAM))
    expect(other.locator("input[name='so-HG01']")).to_have_value("18")
    press(other, "Trình lãnh đạo duyệt", "Đã trình lãnh đạo duyệt.")


def test_one_is_returned_and_comes_back(own_site: Site) -> None:
    head, secretary = own_site.window("cuc"), own_site.window("giang")
    clerk = own_site.window("binh")
    address = filing_at(head, TAN_YEN)
    head.goto(address)
    press(head, "Duyệt, nộp lên cấp trên", "Đã duyệt và nộp lên cấp trên.")
    secretary.goto(address)
    secretary.get_by_label("Lý do trả lại đơn vị").fill("Thiếu tháng 9.")
    press(secretary, "Trả lại đơn vị", "Đã trả lại đơn vị.")

    clerk.goto(address)
    clerk.locator("input[name='so-HG01']").fill("33")
    press(clerk, "Trình lãnh đạo duyệt", "Đã trình lãnh đạo duyệt.")
    head.goto(address)
    press(head, "Duyệt, nộp lên cấp trên", "Đã duyệt và nộp lên cấp trên.")
    secretary.goto(address)
    press(secretary, "Nhận số liệu", "Đã nhận số liệu.")


def test_who_is_late_is_reminded_and_the_rest_is_closed(
    own_site: Site, picture: Picture
) -> None:
    others_file(own_site, TAN_YEN, PHUC_HOA, OTHER)
    secretary, late = own_site.window("giang"), own_site.window("hanh")
    matrix = f"/theo-doi-nop/?bieu={FORM}&so-ky=1"
    secretary.goto(matrix)

    press(secretary, "Nhắc 2 đơn vị còn nợ", "Đã nhắc 2 đơn vị.")
    press(secretary, "Nhắc 2 đơn vị còn nợ", "2 đơn vị hôm nay đã được nhắc")

    late.goto("/thong-bao/")
    expect(late.get_by_role("main")).to_contain_text(f"được nhắc nộp biểu {FORM}")
    picture(late, "notifications")
    secretary.goto(matrix)
    secretary.get_by_role("link", name="Chưa chốt").first.click()
    secretary.get_by_label("Lý do chốt khi chưa đủ").fill("Kịp phiên họp của tỉnh.")
    press(secretary, f"Chốt tổng hợp {COMMUNES - 2}/{COMMUNES}")
    heading = f"Đã chốt {COMMUNES - 2}/{COMMUNES}"
    expect(secretary.get_by_role("heading", name=heading)).to_be_visible()


def test_the_dashboard_shows_it(own_site: Site, picture: Picture) -> None:
    secretary = own_site.window("giang")
    secretary.goto(f"/bang-so-lieu/?bieu={FORM}&ky={PERIOD}")

    total = 33 + 18 + (COMMUNES - 4) * 12
    shown = f"{total:,}".replace(",", ".")
    expect(secretary.get_by_role("main")).to_contain_text(shown)
    charts = secretary.locator(".dc-drawn")
    assert charts.count() >= FEWEST_CHARTS
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
    # What was drawn when first asked for stands in the page from then on.
    secretary.wait_for_load_state("networkidle")
    secretary.reload()
    expect(secretary.locator(".dc-drawn svg")).to_have_count(charts.count())
    secretary.evaluate("scrollTo(0, 0)")
    picture(secretary, "dashboard")


def test_the_report_keeps_what_was_written_in_word(
    own_site: Site, tmp_path: Path, picture: Picture
) -> None:
    secretary, reader = own_site.window("giang"), own_site.window()
    secretary.goto("/bao-cao/")
    press(secretary, "Lập báo cáo")
    expect(secretary).to_have_url(re.compile(r"/bao-cao/\d+/$"))
    address = secretary.url
    picture(secretary, "report")
    paper = fetched(secretary, "Word, thể thức Nhà nước", tmp_path)

    secretary.locator("#tep-word").set_input_files(edited(paper, PARAGRAPH))
    press(secretary, "Xem trước khi đưa vào", PARAGRAPH)
    press(secretary, "Đưa 1 phần vào báo cáo")
    secretary.goto(address)
    press(secretary, "Cập nhật số liệu")
    secretary.goto(address)
    again = fetched(secretary, "Word, thể thức Nhà nước", tmp_path)
    assert PARAGRAPH in words_of(again)
    press(secretary, "Duyệt báo cáo")
    press(secretary, "Công bố báo cáo")
    secretary.get_by_role("link", name="Xem trang công khai").click()
    reader.goto(secretary.url)
    expect(reader.get_by_role("main")).to_contain_text(PARAGRAPH)


def test_a_correction_is_read_both_ways(own_site: Site, picture: Picture) -> None:
    secretary, reader = own_site.window("giang"), own_site.window()
    unit = unit_of(reader, TAN_YEN)
    secretary.goto(filing_at(secretary, TAN_YEN))
    press(secretary, "Công bố", "Đã công bố.")
    secretary.get_by_label("Ô cần sửa").first.select_option("HG01")
    secretary.get_by_label("Số đúng").first.fill("34")
    secretary.get_by_label("Lý do đính chính").fill("Cộng thiếu một vụ.")
    press(secretary, "Đính chính", "Đã đính chính.")

    reader.goto(f"/chi-tieu/HG01/?don-vi={unit}&ky={PERIOD}&cong-bo-ngay=2026-07-01")
    both = reader.get_by_role("region", name="Như đã công bố và như biết hôm nay")
    expect(both.get_by_role("row").nth(1)).to_contain_text("–")
    expect(both.get_by_role("row").nth(2)).to_contain_text("34")
    expect(both).to_contain_text("Cộng thiếu một vụ.")
    picture(reader, "read-back")
