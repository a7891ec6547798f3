"""A body outside is registered, keeps a checkpoint, signs it, and everybody sees it."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from danchu.kernel.ledger.rules.notes import Key, Note, Signer, Tree
from tests.journeys.browser import DESK, PHONE, axe_violations, no_sideways_scroll
from tests.journeys.site import Site
from tests.runtime.serving import ROOT

HAND_IN = "/so-cai/chung-kien/"


@dataclass(frozen=True)
class House:
    """The machine of a witness: a folder with its key."""

    name: str
    folder: Path

    def run(self, *words: str) -> str:
        command = [sys.executable, "-m", "danchu", "witness", *words]
        done = subprocess.run(  # noqa: S603 -- ourselves
            command, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    def key(self, page: Page) -> str:
        log = page.request.get("/api/v1/ledger/key").text().strip()
        return self.run("new", str(self.folder), self.name, log).strip()

    def signed(self, page: Page, size: str) -> str:
        file = self.folder / "ban-chot.txt"
        file.write_text(page.request.get(f"/so-cai/{size}.txt").text())
        return self.run("sign", str(self.folder), str(file))

    def lie(self, page: Page) -> str:
        """Return what the witness signs of a log that never was."""
        signer = Signer.parse((self.folder / "witness.key").read_text())
        log = Key.parse(page.request.get("/api/v1/ledger/key").text())
        body = Tree(log.name, 1, bytes(32)).body
        return f"{body}\n{signer.cosign(body, int(time.time()))}"


def registered(site: Site, house: House, organisation: str) -> None:
    page = site.window("quang")
    page.goto("/ban-viec/")
    page.get_by_role("link", name="Nơi chứng kiến").first.click()
    page.get_by_role("link", name="Đăng ký").click()
    page.get_by_label("Cơ quan, tổ chức chứng kiến").fill(organisation)
    page.get_by_label("Thư điện tử nhận bản chốt").fill("vanthu@hoi.example.vn")
    page.get_by_label("Khóa công khai của nơi chứng kiến").fill(house.key(page))
    page.get_by_role("button", name="Đăng ký").click()
    page.wait_for_url("**/ban-viec/chung-kien/")
    expect(page.get_by_role("rowheader", name=organisation)).to_be_visible()


def handed_in(page: Page, text: str) -> None:
    page.goto("/so-cai/")
    page.get_by_role("link", name="Nộp chữ ký").click()
    page.get_by_label("Bản chốt đã ký").fill(text)
    page.get_by_role("button", name="Nộp chữ ký").click()


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESK, True), (PHONE, False)], ids=["1440", "390, no scripts"]
)
def test_a_witness_signs_and_everybody_sees_it(
    site: Site, tmp_path: Path, size: tuple[int, int], *, scripts: bool
) -> None:
    organisation = f"Hội đồng nhân dân {size[0]}"
    house = House(f"hdnd-{size[0]}.example", tmp_path / "khoa")
    registered(site, house, organisation)
    page = site.window(size=size, scripts=scripts)
    log_size = page.request.get("/api/v1/ledger/checkpoint").text().split("\n")[1]
    note = house.signed(page, log_size)

    handed_in(page, note)

    page.wait_for_url(f"**/so-cai/{log_size}/")
    told = page.get_by_role("status").filter(has_text="Đã nhận chữ ký của")
    expect(told).to_contain_text(f"“{organisation}”")
    served = page.request.get("/api/v1/ledger/checkpoint").text()
    assert set(Note.parse(note).signatures) <= set(Note.parse(served).signatures)
    page.goto("/so-cai/")
    expect(page.get_by_text("dòng của sổ đã có nơi chứng kiến ký")).to_be_visible()
    expect(page.get_by_role("rowheader", name=organisation)).to_be_visible()
    page.goto("/kiem-chung/")
    expect(page.locator("main")).to_contain_text(organisation)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_a_lie_of_a_witness_is_kept_shown_and_mailed(
    site: Site, tmp_path: Path, size: tuple[int, int]
) -> None:
    house = House(f"doi-{size[0]}.example", tmp_path / "khoa")
    registered(site, house, f"Nơi nói dối {size[0]}")
    page = site.window(size=size)

    handed_in(page, house.lie(page))

    expect(page.locator("main")).to_contain_text("trái với sổ đang có")
    page.goto("/so-cai/")
    alarm = f"Nơi nói dối {size[0]} nói đã thấy một bản chốt 1 dòng trái với sổ"
    expect(page.get_by_text(alarm)).to_be_visible()
    for address in ("/so-cai/", "/kiem-chung/", HAND_IN):
        page.goto(address)
        assert axe_violations(page) == []
        assert no_sideways_scroll(page)
    desk = site.window("quang")
    subject = "Cảnh báo: có bản chốt 1 dòng trái với sổ công bố"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        desk.goto("/ban-viec/thu-gui-di/")
        if desk.locator("#da-gui ~ table", has_text=subject).count():
            break
    expect(desk.locator("#da-gui ~ table")).to_contain_text(subject)
    assert axe_violations(desk) == []
