"""The kit shows every part: what is clean here is clean on the pages made of them."""

import pytest
from pytest_django import Settings

from tests.journeys.browser import (
    VIEWS,
    View,
    axe_violations,
    no_sideways_scroll,
    sideways_scroll,
)
from tests.journeys.conftest import Window

LOADED = """document.fonts.ready.then(fonts => [...new Set(
    [...fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('"', ''))
)].sort())"""
FRAMES = ("cong", "ban-viec", "dang-nhap")


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_frame_is_whole_and_clean_in_every_window(
    page_at: Window, view: View, frame: str
) -> None:
    page = page_at(view.size, view.theme)

    answer = page.goto(f"/kieu/?khung={frame}")

    assert answer is not None
    assert answer.status == 200
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)


def test_fonts_styles_and_icons_arrive_under_the_policy(page_at: Window) -> None:
    page = page_at()
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text))
    page.on("requestfailed", lambda request: refused.append(request.url))

    page.goto("/kieu/?khung=ban-viec")
    page.wait_for_load_state("networkidle")

    assert refused == []
    assert page.evaluate(LOADED) == ["Be Vietnam Pro", "Be Vietnam Pro So"]
    assert page.locator("symbol#desk path").count() == 1


def test_a_reader_switches_to_dark_and_stays_there(page_at: Window) -> None:
    page = page_at(theme="")
    page.goto("/kieu/")

    page.get_by_role("button", name="Nền tối").first.click()

    assert page.url.endswith("/kieu/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(17, 22, 42)"


def test_the_menu_opens_on_a_phone_without_scripts(page_at: Window) -> None:
    page = page_at((390, 844))
    page.goto("/kieu/?khung=ban-viec")

    page.locator(".dc-rail__menu > summary").click()

    assert page.get_by_role("link", name="Nhập số liệu").first.is_visible()
    assert no_sideways_scroll(page)


def test_the_questions_notice_a_page_that_is_wrong(page_at: Window) -> None:
    page = page_at((390, 844))
    page.goto("/kieu/?khung=dang-nhap")
    assert sideways_scroll(page) == []

    page.evaluate("document.querySelector('main label').remove()")
    page.locator("h1").evaluate("e => { e.style.width = '900px'; }")

    assert "label" in [line.split(":")[0] for line in axe_violations(page)]
    assert sideways_scroll(page) != []
