"""A text goes from its writer to everybody, is answered, put right and withdrawn."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from danchu.kernel.files.tests.samples import a_jpeg, a_pdf, camera
from danchu.news.rules.comments import UNPROVED_AN_HOUR
from danchu.testing.cast import Cast, make_cast
from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.conftest import Window
from tests.journeys.site import Site

TITLE = "Lịch họp thôn Đồng Cờ"
SUMMARY = "Họp ngày 12/7 tại nhà văn hóa thôn."
BODY = """## Nội dung

Mỗi hộ cử **một người** dự họp.

<script>document.title = "bị chiếm"</script>
<img src=x onerror="document.title='bị chiếm'">

[Bấm vào đây](javascript:document.title='bị chiếm') hoặc
[xem thông báo](https://example.vn/thong-bao).
"""
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
WORD = "Họp lúc mấy giờ? <b>Tôi</b> đi làm ca sáng."
RIGHT = "Họp lúc 19 giờ, không phải 9 giờ."
WHY = "Thôn đổi ngày họp, có thông báo mới."


@pytest.fixture
def cast(transactional_db: None, settings: Any, tmp_path: Path) -> Cast:  # noqa: ARG001 -- the server reads it too
    settings.NEWS_KEY = tmp_path / "news.key"
    return make_cast()


def looked_over(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)


def write(page: Page, folder: Path, *, scripts: bool) -> None:
    page.goto("/tin-bai/")
    page.get_by_role("link", name="Soạn bài").click()
    page.get_by_label("Tiêu đề").fill(TITLE)
    page.get_by_label("Tóm tắt").fill(SUMMARY)
    page.get_by_label("Nội dung").fill(BODY)
    page.get_by_role("button", name="Xem trước").click()
    preview = page.get_by_role("region", name="Xem trước, chưa lưu")
    expect(preview.locator("strong")).to_have_text("một người")
    looked_over(page, scripts=scripts)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    attach(page, folder / "so-do.svg", SVG)
    expect(page.get_by_text("Không nhận loại tệp này.")).to_be_visible()
    attach(page, folder / "so-do.png", SVG)
    expect(page.get_by_text("Không nhận loại tệp này.")).to_be_visible()
    looked_over(page, scripts=scripts)
    attach(page, folder / "Phương án.pdf", a_pdf())
    attach(page, folder / "Nhà văn hóa.jpg", a_jpeg(more=camera(1)))
    files = page.get_by_role("region", name="Tệp đính kèm").locator(".dc-file a")
    expect(files).to_have_text(["Phương án", "Nhà văn hóa"])
    looked_over(page, scripts=scripts)
    page.get_by_role("button", name="Trình duyệt").click()


def attach(page: Page, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    page.get_by_label("Tệp", exact=True).set_input_files(path)
    page.get_by_role("button", name="Đính kèm").click()


def approve(page: Page, *, scripts: bool) -> None:
    page.goto("/ban-viec/")
    looked_over(page, scripts=scripts)
    page.get_by_role("link", name=TITLE, exact=True).click()
    page.get_by_role("button", name="Duyệt, đăng bài").click()
    expect(page.get_by_text("Đã đăng. Mọi người đọc được từ bây giờ.")).to_be_visible()


def read(page: Page, *, scripts: bool) -> str:
    page.goto("/tin-tuc/")
    looked_over(page, scripts=scripts)
    page.get_by_role("link", name=TITLE).first.click()
    text = page.locator("article")
    expect(text).to_contain_text("Mỗi hộ cử một người dự họp.")
    expect(page.locator("article script, article [onerror]")).to_have_count(0)
    expect(page.locator("a[href^='javascript']")).to_have_count(0)
    expect(page).to_have_title(f"{TITLE} – Dân Chủ")
    away = page.get_by_role("link", name="xem thông báo")
    expect(away).to_have_attribute("rel", "nofollow noopener")
    expect(page.get_by_role("img", name="Nhà văn hóa")).to_be_visible()
    looked_over(page, scripts=scripts)
    return page.url


def take(page: Page) -> str:
    """Take the paper with the article; return where it was."""
    link = page.get_by_role("link", name="Phương án")
    address = str(link.get_attribute("href"))
    answer = page.request.get(address)
    assert answer.body() == a_pdf()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")
    photo = page.get_by_role("img", name="Nhà văn hóa").get_attribute("src")
    assert b"105.8542E" not in page.request.get(str(photo)).body()
    return address


def say(page: Page, *, scripts: bool) -> None:
    page.get_by_role("link", name="Gửi ý kiến").click()
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("heading", name="Chưa gửi được")).to_be_visible()
    page.get_by_label("Tên hiện cùng ý kiến").fill("Chị Sen")
    page.get_by_label("Ý kiến", exact=True).fill(WORD)
    looked_over(page, scripts=scripts)
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_text("Đã nhận ý kiến của bạn.")).to_be_visible()
    looked_over(page, scripts=scripts)


def let_stand(page: Page, *, scripts: bool) -> None:
    page.goto("/ban-viec/")
    page.get_by_role("link", name="Đọc 1 ý kiến bạn đọc", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(WORD)
    queue = page.get_by_text("hàng chờ riêng")
    expect(queue).to_have_count(0 if scripts else 1)
    looked_over(page, scripts=scripts)
    page.get_by_role("button", name="Đăng ý kiến của Chị Sen").click()
    expect(page.get_by_text("Đã đăng ý kiến.")).to_be_visible()


def put_right(page: Page, *, scripts: bool) -> None:
    page.goto("/tin-bai/?trang-thai=published")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Đính chính").click()
    page.get_by_label("Đính chính điều gì").fill(RIGHT)
    page.get_by_label("Tóm tắt").fill("Họp 19 giờ ngày 12/7.")
    page.get_by_role("button", name="Đăng bản đính chính").click()
    expect(page.get_by_text("Đã đăng bản đính chính.")).to_be_visible()
    looked_over(page, scripts=scripts)


def withdraw(page: Page) -> None:
    page.get_by_label("Lý do rút bài").fill(WHY)
    page.get_by_role("button", name="Rút bài").click()
    expect(page.get_by_text("Đã rút bài.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_text_is_written_approved_read_answered_put_right_and_withdrawn(
    page_at: Window, cast: Cast, tmp_path: Path, *, scripts: bool
) -> None:
    write(page_at(DESK, user=cast.binh, scripts=scripts), tmp_path, scripts=scripts)
    head = page_at(DESK, user=cast.cuc, scripts=scripts)
    approve(head, scripts=scripts)
    stranger = page_at(PHONE, scripts=scripts)
    address = read(stranger, scripts=scripts)
    file = take(stranger)
    say(stranger, scripts=scripts)
    stranger.goto(address)
    expect(stranger.get_by_role("main")).not_to_contain_text("ca sáng")

    let_stand(page_at(PHONE, user=cast.binh, scripts=scripts), scripts=scripts)
    put_right(head, scripts=scripts)

    stranger.goto(address)
    remarks = stranger.get_by_role("region", name="Ý kiến bạn đọc")
    expect(remarks.locator("blockquote")).to_have_text(WORD)
    expect(remarks.locator("blockquote b")).to_have_count(0)
    expect(stranger.get_by_text(RIGHT)).to_be_visible()
    expect(stranger.get_by_role("main")).to_contain_text("Họp 19 giờ ngày 12/7.")
    looked_over(stranger, scripts=scripts)

    withdraw(head)

    stranger.goto(address)
    main = stranger.get_by_role("main")
    expect(main).to_contain_text(f"Lý do: {WHY}")
    for gone in ("Mỗi hộ cử", "Họp 19 giờ", "ca sáng", "Phương án"):
        expect(main).not_to_contain_text(gone)
    looked_over(stranger, scripts=scripts)
    assert stranger.request.get(file).status == 404


def test_what_a_flood_without_scripts_fills_is_told_and_kept(
    page_at: Window, cast: Cast, tmp_path: Path
) -> None:
    write(page_at(DESK, user=cast.binh, scripts=False), tmp_path, scripts=False)
    approve(page_at(DESK, user=cast.cuc, scripts=False), scripts=False)
    page = page_at(PHONE, scripts=False)
    page.goto("/tin-tuc/")
    page.get_by_role("link", name=TITLE).first.click()
    address = page.url
    for _ in range(UNPROVED_AN_HOUR):
        page.goto(address)
        say(page, scripts=False)

    page.goto(address)
    page.get_by_role("link", name="Gửi ý kiến").click()
    page.get_by_label("Tên hiện cùng ý kiến").fill("Anh Lý")
    page.get_by_label("Ý kiến", exact=True).fill(WORD)
    page.get_by_role("button", name="Gửi ý kiến").click()

    expect(page.get_by_role("main")).to_contain_text("gửi sau một giờ")
    expect(page.get_by_label("Ý kiến", exact=True)).to_have_value(WORD)


def test_a_file_far_too_large_is_refused_in_words_by_the_real_server(
    site: Site, tmp_path: Path
) -> None:
    page = site.window("binh")
    page.goto("/tin-bai/soan/")
    page.get_by_label("Tiêu đề").fill("Bản vẽ đường thôn")
    page.get_by_role("button", name="Lưu", exact=True).click()
    large = tmp_path / "lon.pdf"
    large.write_bytes(b"%PDF-1.4\n" + b"x" * 60_000_000)

    page.get_by_label("Tệp", exact=True).set_input_files(large)
    page.get_by_role("button", name="Đính kèm").click()

    expect(page.get_by_role("main")).to_contain_text("Tệp lớn hơn 10 MB nên không nhận")
