"""The product as strangers meet it: started by its own command, with all it shows."""

import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from danchu.lib.postgres import Cluster
from tests.journeys.browser import DESK, LIGHT
from tests.runtime.serving import ROOT, clean_environment, free_port, until

PATIENCE = 15_000
"""Milliseconds until a page that does not answer fails the journey."""
_READY_WITHIN = 180.0


@dataclass
class Site:
    """A served product, its home and one password, and the windows opened on it."""

    url: str
    home: Path
    browser: Browser
    _signed_in: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    _windows: list[BrowserContext] = field(default_factory=list)

    @property
    def password(self) -> str:
        """The one password of the demonstration."""
        return (self.home / "demo.password").read_text()

    def window(
        self,
        who: str = "",
        *,
        size: tuple[int, int] = DESK,
        theme: str = LIGHT,
        scripts: bool = True,
    ) -> Page:
        """Open a window for `who`, signed in through the form; a stranger if empty."""
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": size[0], "height": size[1]},
            locale="vi-VN",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        self._windows.append(context)
        page = context.new_page()
        if who:
            self._sign_in(context, page, who)
        if theme:
            context.add_cookies(
                [{"name": "giao-dien", "value": theme, "url": self.url}]
            )
        return page

    def close(self) -> None:
        """Close every window."""
        while self._windows:
            self._windows.pop().close()

    def _sign_in(self, context: BrowserContext, page: Page, who: str) -> None:
        if who in self._signed_in:
            context.add_cookies(self._signed_in[who])  # type: ignore[arg-type]  # -- cookies as this browser gave them
            return
        page.goto("/dang-nhap/")
        page.locator("input[name=login]").fill(who)
        page.locator("input[name=password]").fill(self.password)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "/dang-nhap" not in url)
        self._signed_in[who] = list(context.cookies())  # type: ignore[arg-type]  # -- the same


@contextmanager
def demonstration(browser: Browser) -> Iterator[Site]:
    """Start the demonstration in a home of its own, and stop it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="danchu-site-"))
    folder.chmod(0o755)
    home, port = folder / "home", free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "danchu", "start"],
            cwd=ROOT,
            env=clean_environment(
                DANCHU_HOME=str(home),
                PORT=str(port),
                PUBLIC_URL=f"http://127.0.0.1:{port}",
            ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        until(
            lambda: is_ready(process, port, folder / "log"), _READY_WITHIN, "the site"
        )
        site = Site(f"http://127.0.0.1:{port}", home, browser)
        yield site
        site.close()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        Cluster(home).leave()


def is_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> bool:
    """Tell whether the site answers; fail with its own words when it has ended."""
    assert process.poll() is None, log.read_text()[-3000:]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/") as answer:
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False
