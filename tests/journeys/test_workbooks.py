"""A clerk fills a form in Excel: fetched, sent, looked at, applied, taken back."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from danchu.kernel.exchange.reading import read_workbook
from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.conftest import Picture
from tests.journeys.site import Site

BESIDE = {"stt", "ma-don-vi", "don-vi", "tinh-trang"}
"""What stands before the cells on a sheet of units."""


def with_numbers(path: Path, values: dict[int, str], among: str = "ky-nay") -> Path:
    """Type into the open cells of a workbook, by their order, as Excel stores text."""
    raw = path.read_bytes()
    book = read_workbook(raw)
    refs = [
        one.ref
        for (_, column), one in book.cells.items()
        if column == among or (not among and column not in BESIDE)
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                sheet = content.decode()
                for at, text in values.items():
                    inner = f't="inlineStr"><is><t>{text}</t></is></c>'
                    cell = rf'<c r="{refs[at]}"( s="\d+")[^>]*?(?:/>|>.*?</c>)'
                    sheet = re.sub(cell, rf'<c r="{refs[at]}"\1 {inner}', sheet)
                content = sheet.encode()
            new.writestr(part, content)
    filled = path.with_name("da-dien.xlsx")
    filled.write_bytes(out.getvalue())
    return filled


def fetched(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_form_is_filled_in_excel(
    site: Site,
    tmp_path: Path,
    size: tuple[int, int],
    picture: Picture,
    *,
    scripts: bool,
) -> None:
    page = site.window("binh", size=size, scripts=scripts)
    page.goto("/ban-viec/")
    page.locator(".dc-task h3 a").first.click()
    page.get_by_role("link", name="Nhập bằng Excel").click()
    if scripts:
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)
    template = fetched(page, "Tải biểu mẫu Excel", tmp_path)

    number = "7531" if scripts else "7532"
    filled = with_numbers(template, {0: f"{number}{size[0]}", 1: "1,234.5"})
    page.get_by_label("Tệp Excel").set_input_files(filled)
    page.get_by_role("button", name="Đọc thử tệp").click()

    refused = page.get_by_role("region", name="1 ô bị từ chối")
    expect(refused).to_contain_text("viết theo kiểu tiếng Anh")
    picture(page, "workbook")
    if scripts:
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)
    marked = fetched(page, "Tải tệp có đánh dấu", tmp_path)
    assert "xl/comments1.xml" in zipfile.ZipFile(marked).namelist()
    page.get_by_role("button", name=re.compile("Áp dụng")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã áp dụng tệp Excel")

    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.get_by_role("heading", name="Đã hoàn tác")).to_be_visible()


def test_a_sheet_of_units_is_sent_and_applied(site: Site, tmp_path: Path) -> None:
    page = site.window("binh", size=PHONE)
    page.goto("/ban-viec/")
    page.locator(".dc-task h3 a").first.click()
    page.get_by_role("link", name="Nhập bằng Excel").click()
    page.get_by_role("link", name="Dùng một tệp cho nhiều đơn vị").click()
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)
    template = fetched(page, "Tải tệp Excel nhiều đơn vị", tmp_path)

    filled = with_numbers(template, {0: "8390", 1: "1,234.5"}, "")
    page.get_by_label("Tệp Excel").set_input_files(filled)
    page.get_by_role("button", name="Đọc thử tệp").click()

    page.locator("table th a").first.click()
    expect(page.get_by_role("region", name="1 ô bị từ chối")).to_be_visible()
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)
    page.get_by_role("button", name=re.compile("Áp dụng")).click()
    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.get_by_role("heading", name="Đã hoàn tác")).to_be_visible()
