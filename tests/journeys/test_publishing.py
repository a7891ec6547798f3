"""Figures on their way to a phone: published, corrected, withdrawn, forged.

An insider spoils the ledger here for good, so this site is its own.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

import feedparser  # type: ignore[import-untyped]  # -- ships no types
import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from danchu.lib.postgres import Cluster
from tests.journeys.browser import PHONE, no_sideways_scroll
from tests.journeys.site import Site, demonstration
from tests.runtime.serving import ROOT, clean_environment, until

PLACE = "Phường Kinh Bắc"
OTHER = "Phường Việt Yên"
PERIOD, YEAR = "2026Q3", "2026-9Ma"
PROVEN_WITHIN = TOLD_WITHIN = 5.0
"""Seconds from a publication to its proof, and until no old copy of a page is given."""


@pytest.fixture(scope="module")
def own_site(chromium: Browser) -> Iterator[Site]:
    with demonstration(chromium) as site:
        yield site


def opened_at_desk(secretary: Page, place: str, period: str) -> str:
    """Open what waits for publication from the inbox; return its address."""
    secretary.goto("/ban-viec/")
    waiting = secretary.locator(f"main a[href$='/{period}/']", has_text=place)
    waiting.click()
    expect(secretary.get_by_role("heading", level=1)).to_be_visible()
    return secretary.url


def press(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(said)).to_be_visible()


def unit_in(address: str) -> str:
    return address.rstrip("/").split("/")[-2]


def entry_of(reader: Page, unit: str, period: str) -> str:
    """Tell what the newest entry of a place's feed says of a period."""
    body = reader.request.get(f"/dia-phuong/{unit}/nguon-tin.xml").body()
    feed = feedparser.parse(body)
    assert not feed.bozo
    entries = [f"{one.title} {one.get('summary', '')}" for one in feed.entries]
    return next((one for one in entries if period in one), "")


def line_of(reader: Page, unit: str, period: str) -> str:
    """Read what the page of a place says of its published form."""
    answer = reader.goto(f"/dia-phuong/{unit}/")
    assert answer is not None
    if not answer.ok:
        return f"{answer.status}: {reader.inner_text('body')}"
    published = reader.get_by_role("region", name="Biểu đã công bố")
    rows = published.get_by_role("listitem").filter(has_text=period)
    return rows.first.inner_text() if rows.count() else ""


def told(reader: Page, unit: str, period: str, words: str) -> str:
    """Wait until the page of a place says so, and return the line."""
    lines: list[str] = []

    def is_told() -> bool:
        lines.append(line_of(reader, unit, period))
        return words in lines[-1]

    try:
        until(is_told, TOLD_WITHIN, words)
    except AssertionError as error:
        error.add_note(f"{reader.url}: {lines}\n{reader.inner_text('main')}")
        raise
    return lines[-1]


def item_in(line: str) -> str:
    found = re.search(r"filing:\d+", line)
    assert found, line
    return found[0]


def is_proven(reader: Page, item: str) -> bool:
    asked: dict[str, str | float | bool] = {"item": item}
    return reader.request.get("/api/v1/ledger/proof", params=asked).ok


def looked(site: Site) -> tuple[int, str]:
    """Look the ledger over, as every night; return the status and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "danchu", "ledger", "check"],
        cwd=ROOT,
        env=clean_environment(DANCHU_HOME=str(site.home)),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def as_an_insider(site: Site, statement: str, *values: object) -> None:
    with psycopg.connect(Cluster(site.home).dsn(), autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        changed = owner.execute(statement, values).rowcount
        assert changed == 1


def test_the_secretary_publishes_and_everybody_sees_it(own_site: Site) -> None:
    secretary, citizen = own_site.window("giang"), own_site.window(size=PHONE)
    address = opened_at_desk(secretary, PLACE, PERIOD)
    unit = unit_in(address)
    assert line_of(citizen, unit, "quý III/2026") == ""

    press(secretary, "Công bố", "Đã công bố.")

    line = told(citizen, unit, "quý III/2026", "công bố lúc")
    until(lambda: is_proven(citizen, item_in(line)), PROVEN_WITHIN, "no proof")
    assert entry_of(citizen, unit, "quý III/2026")
    assert no_sideways_scroll(citizen)


def test_a_correction_shows_with_its_reason_and_its_proof(own_site: Site) -> None:
    secretary, citizen = own_site.window("giang"), own_site.window(size=PHONE)
    address = opened_at_desk(secretary, PLACE, YEAR)
    unit = unit_in(address)
    press(secretary, "Công bố", "Đã công bố.")
    item = item_in(told(citizen, unit, "9 tháng", "công bố lúc"))
    secretary.get_by_label("Ô cần sửa").first.select_option("H01")
    secretary.get_by_label("Số đúng").first.fill("97")
    secretary.get_by_label("Lý do đính chính").fill("Cộng thiếu một tháng.")

    press(secretary, "Đính chính", "Đã đính chính.")

    told(citizen, unit, "9 tháng", "Bản 2 (đã đính chính)")
    citizen.goto(f"/kiem-chung/?muc={item}")
    expect(citizen.get_by_role("heading", level=1)).to_have_text(
        "Khớp. Nội dung này chưa bị sửa."
    )
    expect(citizen.locator("tr[data-cell='H01'] .key")).to_have_text("97")
    assert "đính chính" in entry_of(citizen, unit, "9 tháng").lower()


def test_a_withdrawal_takes_the_figures_and_leaves_the_reason(own_site: Site) -> None:
    secretary, citizen = own_site.window("giang"), own_site.window(size=PHONE)
    unit = unit_in(opened_at_desk(secretary, OTHER, PERIOD))
    press(secretary, "Công bố", "Đã công bố.")
    item = item_in(told(citizen, unit, "quý III/2026", "công bố lúc"))
    secretary.get_by_label("Lý do rút công bố").fill("Nhầm kỳ báo cáo.")

    press(secretary, "Rút công bố", "Đã rút công bố.")

    line = told(citizen, unit, "quý III/2026", "Đã rút công bố")
    assert "Lý do: Nhầm kỳ báo cáo." in line
    citizen.goto(f"/kiem-chung/?muc={item}")
    expect(citizen.get_by_role("heading", level=1)).to_have_text(
        "Đã rút công bố, có ghi sổ."
    )
    assert "Nhầm kỳ báo cáo." in entry_of(citizen, unit, "quý III/2026")


def test_what_an_insider_changes_is_named_with_the_looks_around_it(
    own_site: Site,
) -> None:
    reader = own_site.window()
    found = reader.request.get("/api/v1/units?q=kinh+bac&as_of=2026-01-01").json()
    unit = str(found["items"][0]["id"])
    item = item_in(told(reader, unit, "quý III/2026", "công bố lúc"))
    status, said = looked(own_site)
    assert status == 0
    assert said.startswith("Sổ cái khớp: ")

    as_an_insider(
        own_site,
        "UPDATE indicators_value SET number = number + 1 FROM indicators_indicator i "
        "WHERE i.id = indicator_id AND i.code = 'G01' AND "
        "filing_id = %s",
        int(item.removeprefix("filing:")),
    )

    status, said = looked(own_site)
    moment = r"\d\d:\d\d ngày \d\d/\d\d/\d{4}"
    assert status == 1
    assert re.fullmatch(
        rf"Số liệu đang hiển thị của mục “{item}” \(dòng thứ \d+\) khác với nội dung "
        rf"đã công bố, sau {moment} và trước {moment}\.\n",
        said,
    )
    reader.goto("/kiem-chung/")
    expect(reader.get_by_role("main")).to_contain_text("1 mục không khớp")
