"""Take pictures of a running server, at the widths of a desk and of a phone.

`python -m tests.journeys.pictures http://127.0.0.1:8000 docs/pictures home=/ \
    desk=/ban-viec/ --as USER:PASSWORD` writes home-1440.png, home-390.png and so on;
`--dark` adds the dark theme.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.browser import DARK, DESK, FLAGS, LIGHT, PHONE, find_chromium


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server", help="where it runs, http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path, help="where pictures go")
    parser.add_argument("pages", nargs="+", metavar="NAME=ADDRESS")
    parser.add_argument("--as", dest="account", metavar="USER:PASSWORD")
    parser.add_argument("--dark", action="store_true", help="the dark theme as well")
    return parser.parse_args()


def _window(browser: Browser, server: str, width: int, theme: str) -> BrowserContext:
    height = dict((PHONE, DESK))[width]
    context = browser.new_context(
        base_url=server,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "giao-dien", "value": theme, "url": server}])
    return context


def _sign_in(context: BrowserContext, account: str) -> None:
    name, _, password = account.partition(":")
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/dang-nhap" not in url)
    page.close()


def _take(context: BrowserContext, address: str, target: Path) -> None:
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=target, full_page=True)
    page.close()
    print(target)  # noqa: T201 -- a tool tells what it made


def main() -> None:
    """Open each page in each window and keep what it shows."""
    options = _options()
    path = find_chromium()
    if path is None:
        sys.exit("Chưa có Chromium. Hãy chạy: sudo apt-get install -y chromium")
    options.folder.mkdir(parents=True, exist_ok=True)
    themes = {LIGHT: "", **({DARK: "-dark"} if options.dark else {})}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for theme, suffix in themes.items():
            for width, _ in (DESK, PHONE):
                context = _window(browser, options.server, width, theme)
                if options.account:
                    _sign_in(context, options.account)
                for page in options.pages:
                    name, _, address = page.partition("=")
                    target = options.folder / f"{name}-{width}{suffix}.png"
                    _take(context, address, target)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
