"""A reader's own browser checks what was published, and keeps what it has seen."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site

API = "/api/v1/ledger"
PRESS = "Kiểm tra bằng trình duyệt này"


def an_item(page: Page) -> str:
    """Return the first filing in the ledger, from the bundle of its leaves."""
    size = int(page.request.get(f"{API}/checkpoint").text().split("\n")[1])
    partial = f".p/{size}" if size < 256 else ""
    body = page.request.get(f"{API}/tile/entries/000{partial}").body()
    items = [json.loads(leaf)["item"] for leaf in leaves(body)]
    return str(next(item for item in items if item.startswith("filing:")))


def leaves(bundle: bytes) -> Iterator[bytes]:
    """Tell the leaves of a bundle apart: each stands behind its length."""
    while bundle:
        end = 2 + int.from_bytes(bundle[:2])
        yield bundle[2:end]
        bundle = bundle[end:]


def opened(page: Page) -> str:
    item = an_item(page)
    page.goto(f"/kiem-chung/?muc={item}")
    return item


def given(page: Page, said: dict[str, Any], folder: Path) -> None:
    path = folder / "bang-chung.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    page.get_by_label("tệp bằng chứng").set_input_files(path)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_the_browser_believes_what_stands_and_remembers_it(
    site: Site, size: tuple[int, int]
) -> None:
    page = site.window(size=size)
    opened(page)
    status = page.locator("[data-prove] [role=status]")

    page.get_by_role("button", name=PRESS).click()

    expect(status).to_have_text("Khớp. Trình duyệt này đã tự kiểm tra mục này.")
    lines = page.locator("[data-prove] li")
    expect(lines.filter(has_text="đúng như nội dung đã công bố")).to_have_count(1)
    expect(lines.filter(has_text="ghi nhớ khóa")).to_have_count(1)
    page.get_by_role("button", name=PRESS).click()
    expect(lines.filter(has_text="đã thấy lần trước")).to_have_count(1)
    assert axe_violations(page) == []
    assert no_sideways_scroll(page)


def test_a_number_changed_on_the_page_or_in_the_file_is_seen(
    site: Site, tmp_path: Path
) -> None:
    page = site.window()
    item = opened(page)
    status = page.locator("[data-prove] [role=status]")
    proof = page.request.get(f"{API}/proof?item={item}").json()

    given(page, proof, tmp_path)
    expect(status).to_contain_text("Khớp.")
    given(page, proof | {"index": proof["index"] + 1}, tmp_path)
    expect(status).to_have_text("Không khớp.")
    given(page, {"a": 1}, tmp_path)
    expect(page.locator("[data-prove] li.bad")).to_contain_text("không phải là bằng")
    page.locator("tr[data-cell] .key").first.evaluate(
        "cell => cell.textContent = '987'"
    )
    page.get_by_role("button", name=PRESS).click()
    expect(page.locator("[data-prove] li.bad")).to_contain_text("khác với nội dung")


def test_a_ledger_that_does_not_continue_what_was_seen_is_refused(site: Site) -> None:
    page = site.window()
    opened(page)
    page.get_by_role("button", name=PRESS).click()
    expect(page.locator("[data-prove] [role=status]")).to_contain_text("Khớp.")
    page.evaluate(
        """() => {
            const kept = JSON.parse(localStorage.getItem("danchu.so-cai"));
            kept.key = kept.key.replace(/.$/, "A");
            localStorage.setItem("danchu.so-cai", JSON.stringify(kept));
        }"""
    )

    page.get_by_role("button", name=PRESS).click()

    expect(page.locator("[data-prove] [role=status]")).to_have_text("Không khớp.")
