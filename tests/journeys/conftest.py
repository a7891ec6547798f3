"""A browser for the run, and windows on the served application."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from danchu.kernel.people.models import User
from tests.journeys.browser import DESK, FLAGS, LIGHT, find_chromium
from tests.journeys.site import Site, demonstration

PATIENCE = 10_000
"""Milliseconds until a page that does not answer fails the test."""

SEEN_WITHIN = 15_000
"""And until what a page should show is there: a busy machine is no fault of it."""
expect.set_options(timeout=SEEN_WITHIN)

_ON_A_PHONE_TOO = {"home", "entry"}
"""Of these the guides show both windows; of all else the desk's."""

Window = Callable[..., Page]
Picture = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium once; without it the run stops with the line to type."""
    path = find_chromium()
    if path is None:
        pytest.exit("Chưa có Chromium. Hãy chạy: sudo apt-get install -y chromium", 2)
    # Playwright's loop runs in this thread, where Django then fears for its database;
    # only the test itself ever asks it anything, one thing at a time.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def demonstrated(chromium: Browser) -> Iterator[Site]:
    """Have the product running with its demonstration, once for all journeys."""
    with demonstration(chromium) as site:
        yield site


@pytest.fixture
def site(demonstrated: Site) -> Iterator[Site]:
    """Open windows on the running product; they close after the test."""
    yield demonstrated
    demonstrated.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Picture:
    """Keep what a window shows for the guides; nothing unless `--pictures` asks."""
    folder: Path | None = request.config.getoption("--pictures")

    def take(page: Page, name: str) -> None:
        width = (page.viewport_size or {"width": 0})["width"]
        if folder is not None and (width == DESK[0] or name in _ON_A_PHONE_TOO):
            page.screenshot(path=folder / f"{name}-{width}.png")

    return take


@pytest.fixture
def page_at(chromium: Browser, live_server: LiveServer) -> Iterator[Window]:
    """Open windows on the live server: `page_at(size, theme, user=…)`.

    A theme is the cookie's value, or "" to follow the device. Addresses given to
    `page.goto` may begin with a slash.
    """
    opened = []

    def open_window(
        size: tuple[int, int] = DESK,
        theme: str = LIGHT,
        user: User | None = None,
        *,
        scripts: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            locale="vi-VN",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        cookies = {"giao-dien": theme} if theme else {}
        if user is not None:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        for name, value in cookies.items():
            context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url}]
            )
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()


def session_of(user: User) -> str:
    """Sign a person in without the form and give the key of the session."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
