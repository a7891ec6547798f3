"""Somebody asks to be erased; the head verifies, erases and answers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from danchu.kernel.law.services import load_law
from danchu.kernel.people.models import User
from danchu.kernel.people.services import close_post
from danchu.testing.cast import Cast, hire, make_cast
from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.conftest import Window

WISH = "Tôi đã nghỉ việc, đề nghị xóa tài khoản của tôi."
ANSWER = "Đã xóa họ tên, thư điện tử và tên đăng nhập của bạn hôm nay."


@pytest.fixture
def cast(transactional_db: None) -> Cast:  # noqa: ARG001 -- the server reads it too
    load_law()
    return make_cast()


@pytest.fixture
def hoa(cast: Cast) -> User:
    """Somebody who left office yesterday."""
    user = hire("hoa", "Đặng Thị Hoa", cast.hoa_thuan, "clerk", "Công chức Văn phòng")
    yesterday: date = timezone.localdate() - timedelta(days=1)
    close_post(post=user.posts.get(), last_day=yesterday)
    return user


def looked_over(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)


def ask_to_be_erased(page: Page, *, scripts: bool) -> str:
    page.goto("/du-lieu-ca-nhan/")
    looked_over(page, scripts=scripts)
    page.get_by_role("link", name="Dữ liệu về tôi").click()
    expect(page.get_by_role("main")).to_contain_text("Đặng Thị Hoa")
    looked_over(page, scripts=scripts)
    page.get_by_role("link", name="Yêu cầu xóa").click()
    expect(page.get_by_label("Xóa dữ liệu")).to_be_checked()
    page.get_by_label("Gửi tới đơn vị nào").fill("hoa thuan")
    page.get_by_label("Cách liên hệ").fill("0900 000 001")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_role("heading", name="Chưa gửi được")).to_be_visible()
    looked_over(page, scripts=scripts)
    page.get_by_label("Điều bạn yêu cầu").fill(WISH)
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_role("heading", name="Đã nhận yêu cầu")).to_be_visible()
    looked_over(page, scripts=scripts)
    return page.locator(".dc-code--told").inner_text()


def erase_and_answer(page: Page, *, scripts: bool) -> None:
    page.goto("/ban-viec/du-lieu-ca-nhan/")
    looked_over(page, scripts=scripts)
    page.locator(".dc-task h3 a").click()
    expect(page.get_by_role("main")).to_contain_text(WISH)
    page.get_by_role("button", name="Đúng là người đó").click()
    expect(page.get_by_label("Mục cần xóa")).to_have_value("hoa")
    looked_over(page, scripts=scripts)
    page.get_by_role("button", name="Xóa dữ liệu…").click()
    expect(page.get_by_role("main")).to_contain_text("Tài khoản “hoa”, Đặng Thị Hoa")
    looked_over(page, scripts=scripts)
    page.get_by_role("button", name="Xóa hẳn").click()
    page.get_by_label("Nội dung trả lời").fill(ANSWER)
    page.get_by_role("button", name="Trả lời").click()
    expect(page.get_by_role("main")).to_contain_text("Trả lời đúng hạn")
    looked_over(page, scripts=scripts)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_somebody_asks_to_be_erased_and_is(
    page_at: Window, cast: Cast, hoa: User, size: tuple[int, int], *, scripts: bool
) -> None:
    theirs = page_at(size, user=hoa, scripts=scripts)
    code = ask_to_be_erased(theirs, scripts=scripts)

    erase_and_answer(page_at(size, user=cast.cuc, scripts=scripts), scripts=scripts)

    stranger = page_at(size, scripts=scripts)
    stranger.goto("/du-lieu-ca-nhan/theo-doi/")
    stranger.locator("input[name=code]").fill(f" {code.upper()} ")
    stranger.get_by_role("button", name="Xem tình trạng").click()
    expect(stranger.get_by_role("main")).to_contain_text(ANSWER)
    looked_over(stranger, scripts=scripts)
    theirs.goto("/du-lieu-ca-nhan/cua-toi/")
    theirs.wait_for_url("**/dang-nhap/**")
    hoa.refresh_from_db()
    assert (hoa.full_name, hoa.username) == (
        "(đã xóa theo yêu cầu)",
        f"da-xoa-{hoa.pk}",
    )
