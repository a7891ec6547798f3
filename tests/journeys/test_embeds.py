"""A provincial portal frames our blocks; nothing else of ours stands in a frame."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site

TAN_YEN = "07339"
BLOCKS = ("so-lieu/", "cong-bo/", "dien-bien/G01/")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve a folder under another origin; yield its address and the folder."""
    handler = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}", tmp_path
        server.shutdown()
        thread.join()


def unit(page: Page) -> int:
    found = page.request.get(f"/api/v1/units?q={TAN_YEN}&as_of=2026-01-01").json()
    return int(found["items"][0]["id"])


def framing(folder: Path, addresses: list[str]) -> None:
    frames = "".join(
        f'<iframe src="{one}" title="{one}" height="500"></iframe>' for one in addresses
    )
    page = f"<!DOCTYPE html><html lang=vi><title>Tỉnh</title><body>{frames}"
    (folder / "index.html").write_text(page, encoding="utf-8")


def listen(page: Page) -> list[str]:
    """Keep what the console says and every header of ours that sets a cookie."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(str(one)))
    page.on(
        "response",
        lambda one: said.extend(
            f"cookie from {one.url}"
            for name in one.headers
            if name.lower() == "set-cookie"
        ),
    )
    return said


def test_another_site_frames_our_blocks_without_a_cookie(
    site: Site, other: tuple[str, Path]
) -> None:
    page = site.window(theme="")
    place, (address, folder) = unit(page), other
    said = listen(page)
    framing(folder, [f"{site.url}/nhung/{place}/{rest}" for rest in BLOCKS])

    page.goto(address)
    frames = [page.frame_locator(f"iframe >> nth={index}") for index in range(3)]

    for frame in frames:
        expect(frame.get_by_role("heading", level=1)).to_contain_text("xã Tân Yên")
        expect(frame.get_by_text("nguồn Dân Chủ")).to_be_visible()
        edge = frame.locator("main").evaluate(
            "main => getComputedStyle(main).borderTopWidth"
        )
        assert edge == "1px"
    assert [one for one in said if "favicon" not in one and "404" not in one] == []
    assert page.context.cookies() == []


def test_no_other_page_stands_in_a_frame(site: Site, other: tuple[str, Path]) -> None:
    page = site.window(theme="")
    place, (address, folder) = unit(page), other
    said = listen(page)
    paths = ("/", f"/dia-phuong/{place}/", "/dang-nhap/", "/nhung/")
    framing(folder, [site.url + path for path in paths])

    page.goto(address)
    page.wait_for_load_state("networkidle")

    shown = [frame.url for frame in page.frames if frame.url.startswith(site.url)]
    ours = [
        page.frame_locator(f"iframe >> nth={index}").locator("#noi-dung").count()
        for index in range(len(paths))
    ]
    assert ours == [0, 0, 0, 0]
    assert shown == []
    assert sum("frame-ancestors 'none'" in one for one in said) == len(paths)


def test_a_link_opens_outside_the_frame(site: Site, other: tuple[str, Path]) -> None:
    page = site.window(theme="")
    place, (address, folder) = unit(page), other
    framing(folder, [f"{site.url}/nhung/{place}/so-lieu/"])
    page.goto(address)

    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role(
            "link", name="Dân Chủ", exact=True
        ).click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Xã Tân Yên")
    assert opened.value.evaluate("window.opener") is None
    assert page.url == f"{address}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("rest", BLOCKS)
def test_a_block_is_clean_in_the_colours_of_the_device(
    site: Site, scheme: str, rest: str
) -> None:
    page = site.window(size=PHONE, theme="")
    place = unit(page)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # -- one of two

    page.goto(f"/nhung/{place}/{rest}")

    assert axe_violations(page) == []
    assert no_sideways_scroll(page)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(17, 22, 42)") == (scheme == "dark")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_a_block_is_chosen_seen_and_its_code_taken(
    site: Site, size: tuple[int, int], *, scripts: bool
) -> None:
    page = site.window(size=size, scripts=scripts)
    page.goto(f"/dia-phuong/{unit(page)}/")

    page.get_by_role("link", name="Nhúng").click()
    page.get_by_label("Loại khối").select_option(label="Một chỉ tiêu và diễn biến")
    page.get_by_text("Chọn chỉ tiêu", exact=True).click()
    first = page.get_by_role("checkbox").first
    first.check()
    code = first.get_attribute("value")
    page.get_by_role("button", name="Xem khối và lấy mã").click()

    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_contain_text("xã Tân Yên")
    pasted = page.get_by_label("Mã nhúng").input_value()
    assert f"/dien-bien/{code}/" in pasted
    assert pasted.startswith(f'<iframe src="{site.url}/nhung/')
    if scripts:
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)
