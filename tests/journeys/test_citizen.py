"""A citizen on a phone: her commune, by tapping or by its old name, and a proof."""

import subprocess
import sys
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # -- ships no types
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE, no_sideways_scroll
from tests.journeys.site import Site
from tests.runtime.serving import ROOT, clean_environment

COMMUNE = "Phường Từ Sơn"


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def phone(site: Site, request: pytest.FixtureRequest) -> Page:
    return site.window(size=PHONE, scripts=request.param)


def at(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}


def test_her_commune_is_three_taps_away(phone: Page) -> None:
    phone.goto("/")

    main = phone.get_by_role("main")
    main.get_by_role("link", name="Tỉnh Bắc Ninh", exact=True).click()
    at(phone, "Tỉnh Bắc Ninh")
    main.get_by_role("link", name="Đơn vị trực thuộc").click()
    main.get_by_role("link", name="Phường Bắc Giang", exact=True).click()

    at(phone, "Phường Bắc Giang")


def test_an_old_name_without_marks_leads_to_the_commune_of_today(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_label("Tên xã, phường, đặc khu").fill("viet lap")
    phone.get_by_role("button", name="Xem", exact=True).click()

    places = phone.get_by_role("region", name="nơi có tên gần với")
    expect(places).to_contain_text("Nay thuộc xã Tân Yên")
    places.get_by_role("link", name="Xã Tân Yên", exact=True).click()

    at(phone, "Xã Tân Yên")


def test_two_communes_stand_side_by_side(phone: Page) -> None:
    phone.goto("/tim/?q=tu+son&loai=dia-phuong")
    phone.get_by_role("main").get_by_role("link", name=COMMUNE, exact=True).click()
    phone.get_by_role("link", name="So sánh").click()

    phone.get_by_label("Thêm một nơi").fill("phuong bac giang")
    phone.get_by_role("button", name="Thêm", exact=True).click()

    row = phone.get_by_role("row").filter(has_text="Số lượt người tham dự đối thoại")
    expect(row.get_by_role("cell")).to_have_count(2)
    expect(row.get_by_role("cell").first).to_contain_text("240")
    expect(row.get_by_role("cell").last).to_contain_text("126")
    assert no_sideways_scroll(phone)


def test_she_follows_the_feed_and_verifies_a_figure_offline(
    phone: Page, tmp_path: Path
) -> None:
    phone.goto("/tim/?q=doi+thoai&loai=filing&noi=tu+son")
    phone.get_by_role("main").get_by_role("link", name="phường Từ Sơn").first.click()

    link = phone.get_by_role("link", name="Theo dõi (Atom)").get_attribute("href")
    assert link is not None
    feed = feedparser.parse(phone.request.get(link).body())
    assert not feed.bozo
    assert any(COMMUNE in entry.title for entry in feed.entries)

    seal = phone.get_by_role("link", name="Kiểm chứng").first.get_attribute("href")
    assert seal is not None
    item = seal.partition("muc=")[2].replace("%3A", ":")
    proof = tmp_path / "bang-chung.json"
    asked: dict[str, str | float | bool] = {"item": item}
    proof.write_bytes(phone.request.get("/api/v1/ledger/proof", params=asked).body())
    key = phone.request.get("/api/v1/ledger/key").text().strip()
    assert verified(proof, key) == 0
    proof.write_text(proof.read_text().replace('"index":', '"index":1'))
    assert verified(proof, key) != 0


def verified(proof: Path, key: str) -> int:
    """Check a proof without any database or server; return the exit status."""
    command = [sys.executable, "-m", "danchu", "verify", str(proof), "--key", key]
    done = subprocess.run(  # noqa: S603 -- ourselves
        command, cwd=ROOT, env=clean_environment(), capture_output=True, check=False
    )
    return done.returncode
