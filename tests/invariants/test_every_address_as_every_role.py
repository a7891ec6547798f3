"""Every address, asked as everybody: the table says what each of them is answered.

An address without a row fails, and so does a row without an address. `in` is “sign in
first”, `go` any other redirection. What is not yours looks like what is not there: 404.
"""

import re
from collections.abc import Iterable
from typing import Any

import pytest
import time_machine

from tests.invariants.addresses import addresses
from tests.invariants.atom import faults_of
from tests.invariants.roles import NOW, ROLES, Scene

PAGES: dict[str, Any] = dict(addresses())
EVERYBODY = "200 200 200 200 200 200 200 200 200"
NOBODY = "404 404 404 404 404 404 404 404 404"
NOBODY_HERE = "in 404 404 404 404 404 404 404 404"
ONLY_POSTED = "405 405 405 405 405 405 405 405 405"
SIGNED_IN = "in 200 200 200 200 200 200 200 200"
OFFICIALS = "in 404 200 200 200 200 200 200 200"
PROGRAMS = "401 404 200 200 200 200 200 200 200"
ADMINISTRATOR = "in 404 404 404 404 404 404 200 404"
OWN_DESK = "in 404 200 200 404 404 404 404 404"
KEEPERS = "in 404 200 404 404 404 404 200 404"

# Address as it stands in the urls → what is asked, and the answer to each role:
#  stranger citizen clerk head elsewhere secretary auditor administrator nation
TABLE: dict[str, tuple[str, str]] = {
    # The portal.
    "/": ("/", EVERYBODY),
    "/tim/": ("/tim/?q=hoa+thuan", EVERYBODY),
    "/tim/goi-y/": ("/tim/goi-y/?q=hoa", EVERYBODY),
    "/so-sanh/": ("/so-sanh/?noi={unit}&them=hoa+thuan", EVERYBODY),
    "/so-sanh/bang.csv": ("/so-sanh/bang.csv?noi={unit}", EVERYBODY),
    "/kiem-chung/": ("/kiem-chung/?muc=figures:0", EVERYBODY),
    "/nguon-tin.xml": ("/nguon-tin.xml", EVERYBODY),
    "/so-cai/nguon-tin.xml": ("/so-cai/nguon-tin.xml", EVERYBODY),
    # The ledger and its witnesses; the register is the whole system's.
    "/so-cai/": ("/so-cai/", EVERYBODY),
    "/so-cai/chung-kien/": ("/so-cai/chung-kien/", EVERYBODY),
    "/so-cai/<int:size>/": ("/so-cai/1/", EVERYBODY),
    "/so-cai/<int:size>.txt": ("/so-cai/1.txt", EVERYBODY),
    "/so-cai/trai-so/<int:pk>.txt": ("/so-cai/trai-so/1.txt", NOBODY),
    "/ban-viec/chung-kien/": ("/ban-viec/chung-kien/", NOBODY_HERE),
    "/ban-viec/chung-kien/them/": ("/ban-viec/chung-kien/them/", NOBODY_HERE),
    "/ban-viec/chung-kien/<int:pk>/thu/": (
        "/ban-viec/chung-kien/1/thu/",
        NOBODY_HERE,
    ),
    "/ban-viec/chung-kien/<int:pk>/ket-thuc/": (
        "/ban-viec/chung-kien/1/ket-thuc/",
        NOBODY_HERE,
    ),
    "/ban-viec/thu-gui-di/": ("/ban-viec/thu-gui-di/", NOBODY_HERE),
    "/ban-viec/thu-gui-di/<int:pk>/gui-lai/": (
        "/ban-viec/thu-gui-di/1/gui-lai/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/dia-phuong/<int:pk>/nguon-tin.xml": (
        "/dia-phuong/{unit}/nguon-tin.xml",
        EVERYBODY,
    ),
    "/du-lieu-mo/": ("/du-lieu-mo/", EVERYBODY),
    "/du-lieu-mo/<slug:name>.<slug:form>": ("/du-lieu-mo/so-lieu.csv", EVERYBODY),
    "/catalog.ttl": ("/catalog.ttl", EVERYBODY),
    "/sitemap.xml": ("/sitemap.xml", EVERYBODY),
    "/sitemap-<slug:section>.xml": ("/sitemap-dia-phuong.xml", EVERYBODY),
    "/robots.txt": ("/robots.txt", EVERYBODY),
    "/dia-phuong/<int:pk>/": ("/dia-phuong/{unit}/", EVERYBODY),
    "/chi-tieu/": ("/chi-tieu/", EVERYBODY),
    "/chi-tieu/<str:code>/": ("/chi-tieu/G01/", EVERYBODY),
    "/quy-tac/": ("/quy-tac/", "in 404 404 404 404 200 404 404 404"),
    "/quy-tac/<str:code>/bo/": (
        "/quy-tac/T1/bo/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/thiet-ke-bieu/": ("/thiet-ke-bieu/", "in 404 404 404 404 200 404 404 404"),
    "/thiet-ke-bieu/chi-tieu/": (
        "/thiet-ke-bieu/chi-tieu/",
        "in 404 404 404 404 200 404 404 404",
    ),
    "/thiet-ke-bieu/chi-tieu/<str:code>/": (
        "/thiet-ke-bieu/chi-tieu/AB01/",
        "in 404 404 404 404 200 404 404 404",
    ),
    "/thiet-ke-bieu/<str:code>/": (
        "/thiet-ke-bieu/HG1/",
        "in 404 404 404 404 200 404 404 404",
    ),
    "/thiet-ke-bieu/<str:code>/xem-truoc/": (
        "/thiet-ke-bieu/HG1/xem-truoc/",
        "in 404 404 404 404 200 404 404 404",
    ),
    "/bieu/": ("/bieu/", EVERYBODY),
    "/bieu/<str:code>/": ("/bieu/PL4/", EVERYBODY),
    "/don-vi/": ("/don-vi/", EVERYBODY),
    "/don-vi/<int:pk>/": ("/don-vi/{unit}/", EVERYBODY),
    # Blocks in other sites' pages.
    "/nhung/": ("/nhung/?trong={unit}", EVERYBODY),
    "/nhung/<int:pk>/so-lieu/": ("/nhung/{unit}/so-lieu/?chi-tieu=G01", EVERYBODY),
    "/nhung/<int:pk>/cong-bo/": ("/nhung/{unit}/cong-bo/", EVERYBODY),
    "/nhung/<int:pk>/dien-bien/<str:code>/": (
        "/nhung/{unit}/dien-bien/G01/",
        EVERYBODY,
    ),
    # Personal data.
    "/du-lieu-ca-nhan/": ("/du-lieu-ca-nhan/", EVERYBODY),
    "/du-lieu-ca-nhan/yeu-cau/": ("/du-lieu-ca-nhan/yeu-cau/", EVERYBODY),
    "/du-lieu-ca-nhan/theo-doi/": ("/du-lieu-ca-nhan/theo-doi/", EVERYBODY),
    "/du-lieu-ca-nhan/cua-toi/": ("/du-lieu-ca-nhan/cua-toi/", SIGNED_IN),
    "/du-lieu-ca-nhan/cua-toi.json": ("/du-lieu-ca-nhan/cua-toi.json", SIGNED_IN),
    "/ban-viec/du-lieu-ca-nhan/": (
        "/ban-viec/du-lieu-ca-nhan/",
        "in 404 404 200 404 404 404 404 404",
    ),
    "/ban-viec/du-lieu-ca-nhan/<int:pk>/": (
        "/ban-viec/du-lieu-ca-nhan/{request}/",
        "in 404 404 200 404 404 404 404 404",
    ),
    # Dashboards, and what is shown at conferences.
    "/bang-so-lieu/": ("/bang-so-lieu/", OFFICIALS),
    "/bang-so-lieu/<slug:code>.<slug:form>": (
        "/bang-so-lieu/khong-co.csv",
        NOBODY_HERE,
    ),
    "/bang-so-lieu/trinh-chieu/": ("/bang-so-lieu/trinh-chieu/", OFFICIALS),
    "/bang-so-lieu/trinh-chieu/<int:pk>/thu-hoi/": (
        "/bang-so-lieu/trinh-chieu/1/thu-hoi/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/hoi-nghi/<str:token>/": ("/hoi-nghi/khong-co/", NOBODY),
    # News: what everybody reads, and the desk of those who write it.
    "/tin-tuc/": ("/tin-tuc/?noi={unit}&muc=discuss", EVERYBODY),
    "/tin-tuc/<int:pk>-<slug:slug>/": (
        "/tin-tuc/{article}-xa-lay-y-kien-ve-duong-thon-dong-co/",
        EVERYBODY,
    ),
    "/tin-tuc/<int:pk>/tep/<str:name>": (
        "/tin-tuc/{article}/tep/phuong-an.pdf",
        EVERYBODY,
    ),
    "/tin-tuc/<int:pk>/da-doc/": ("/tin-tuc/{article}/da-doc/", ONLY_POSTED),
    "/tin-tuc/<int:pk>/y-kien/": ("/tin-tuc/{article}/y-kien/", EVERYBODY),
    "/tin-tuc/<int:pk>/thu-thach/": ("/tin-tuc/{article}/thu-thach/", EVERYBODY),
    "/tin-bai/": ("/tin-bai/", OFFICIALS),
    "/tin-bai/soan/": ("/tin-bai/soan/", "in 404 200 404 200 200 404 404 200"),
    "/tin-bai/<int:pk>/": ("/tin-bai/{draft}/", OWN_DESK),
    "/tin-bai/<int:pk>/sua/": (
        "/tin-bai/{draft}/sua/",
        "in 404 200 404 404 404 404 404 404",
    ),
    "/tin-bai/<int:pk>/tep/": (
        "/tin-bai/{draft}/tep/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/tin-bai/<int:pk>/tep/<int:number>/bo/": (
        "/tin-bai/{draft}/tep/1/bo/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/tin-bai/<int:pk>/tep/<int:number>/": (
        "/tin-bai/{draft}/tep/{file}/",
        OWN_DESK,
    ),
    "/tin-bai/y-kien/": ("/tin-bai/y-kien/", OFFICIALS),
    "/tin-bai/y-kien/<int:pk>/": (
        "/tin-bai/y-kien/{comment}/",
        "in 404 405 405 405 405 405 405 405",
    ),
    # Reports: where they are written, and what everybody reads.
    "/bao-cao/": ("/bao-cao/", OFFICIALS),
    "/bao-cao/<int:pk>/": (
        "/bao-cao/{report}/",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/bao-cao/<int:pk>/tep/<str:name>": (
        "/bao-cao/{report}/tep/nha-nuoc.docx",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/bao-cao/<int:pk>/tai-len/": (
        "/bao-cao/{report}/tai-len/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/bao-cao/mau/": ("/bao-cao/mau/", "in 404 404 200 404 200 404 404 200"),
    "/bao-cao/mau/vi-du.docx": ("/bao-cao/mau/vi-du.docx", OFFICIALS),
    "/bao-cao-cong-bo/<int:pk>/": ("/bao-cao-cong-bo/{stood}/", EVERYBODY),
    "/s/<str:figure>/": (
        "/s/G01.{unit}.2026H1/",
        "go go go go go go go go go",
    ),
    # Signing in.
    "/dang-nhap/": ("/dang-nhap/", "200 go go go go go go go go"),
    "/dang-nhap/mat-khau-moi/": (
        "/dang-nhap/mat-khau-moi/",
        "in in in in in in in in in",
    ),
    "/dang-xuat/": ("/dang-xuat/", ONLY_POSTED),
    "/mat-khau/": ("/mat-khau/", "in 200 200 200 200 200 200 200 200"),
    # The desk.
    "/ban-viec/": ("/ban-viec/", OFFICIALS),
    "/tong-hop/": ("/tong-hop/", OFFICIALS),
    "/ke-hoach/": ("/ke-hoach/", OFFICIALS),
    "/tin-hieu/": ("/tin-hieu/", "in 404 404 404 404 200 404 404 200"),
    "/tin-hieu/bang.<slug:form>": (
        "/tin-hieu/bang.csv",
        "in 404 404 404 404 200 404 404 200",
    ),
    "/theo-doi-nop/": ("/theo-doi-nop/", OFFICIALS),
    "/theo-doi-nop/nhac/": ("/theo-doi-nop/nhac/", OFFICIALS),
    "/thong-bao/": ("/thong-bao/", OFFICIALS),
    "/theo-doi-nop/nhac/gui/": (
        "/theo-doi-nop/nhac/gui/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/theo-doi-nop/bang.<slug:form>": ("/theo-doi-nop/bang.csv", OFFICIALS),
    "/theo-doi-nop/chot/": (
        "/theo-doi-nop/chot/?don-vi={unit}&bieu=PL4&ky=2026H1",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/ban-viec/quyen/": ("/ban-viec/quyen/", OFFICIALS),
    "/ban-viec/chuc-vu/": ("/ban-viec/chuc-vu/", "in 404 405 405 405 405 405 405 405"),
    "/ban-viec/ma-truy-cap/": ("/ban-viec/ma-truy-cap/", OFFICIALS),
    "/ban-viec/ma-truy-cap/cap/": ("/ban-viec/ma-truy-cap/cap/", OFFICIALS),
    "/ban-viec/ma-truy-cap/<int:pk>/thu-hoi/": (
        "/ban-viec/ma-truy-cap/{token}/thu-hoi/",
        "in 404 200 404 404 404 404 404 404",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/": (
        "/so-lieu/PL4/{unit}/2026H1/",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/o/": (
        "/so-lieu/PL4/{unit}/2026H1/o/",
        "in 404 200 404 404 404 404 404 404",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/o/<str:name>/": (
        "/so-lieu/PL4/{unit}/2026H1/o/G01/",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/in/": (
        "/so-lieu/PL4/{unit}/2026H1/in/",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/": (
        "/so-lieu/PL4/{unit}/2026H1/excel/",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/bieu-mau.xlsx": (
        "/so-lieu/PL4/{unit}/2026H1/excel/bieu-mau.xlsx",
        "in 404 200 200 404 200 200 200 200",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/": (
        "/so-lieu/PL4/{unit}/2026H1/excel/00000000-0000-4000-8000-000000000000/",
        "in 404 404 404 404 404 404 404 404",
    ),
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/danh-dau.xlsx": (
        (
            "/so-lieu/PL4/{unit}/2026H1/excel/00000000-0000-4000-8000-000000000000/"
            "danh-dau.xlsx"
        ),
        "in 404 404 404 404 404 404 404 404",
    ),
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/": (
        "/so-lieu/PL4/nhieu-don-vi/2026H1/excel/",
        "in 404 200 200 200 200 200 200 200",
    ),
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/bieu-mau.xlsx": (
        "/so-lieu/PL4/nhieu-don-vi/2026H1/excel/bieu-mau.xlsx",
        "in 404 200 200 200 200 200 200 200",
    ),
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/": (
        "/so-lieu/PL4/nhieu-don-vi/2026H1/excel/00000000-0000-4000-8000-000000000000/",
        "in 404 404 404 404 404 404 404 404",
    ),
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/danh-dau.xlsx": (
        (
            "/so-lieu/PL4/nhieu-don-vi/2026H1/excel/"
            "00000000-0000-4000-8000-000000000000/danh-dau.xlsx"
        ),
        "in 404 404 404 404 404 404 404 404",
    ),
    # Accounts and posts: an administrator's, within reach.
    "/tai-khoan/": ("/tai-khoan/", ADMINISTRATOR),
    "/tai-khoan/<int:pk>/": ("/tai-khoan/{account}/", ADMINISTRATOR),
    "/tai-khoan/<int:pk>/mat-khau/": (
        "/tai-khoan/{account}/mat-khau/",
        "in 404 405 405 405 405 405 405 405",
    ),
    "/tai-khoan/them/": ("/tai-khoan/them/", ADMINISTRATOR),
    "/tai-khoan/giao-chuc-vu/": ("/tai-khoan/giao-chuc-vu/", ADMINISTRATOR),
    "/chuc-vu/<int:pk>/ket-thuc/": ("/chuc-vu/{post}/ket-thuc/", ADMINISTRATOR),
    # Villages and bodies: the clerk's of the commune, and the administrator's.
    "/don-vi/<int:pk>/them-thon/": ("/don-vi/{unit}/them-thon/", KEEPERS),
    "/don-vi/<int:pk>/them-don-vi/": ("/don-vi/{unit}/them-don-vi/", KEEPERS),
    "/don-vi/<int:pk>/ten-mien/": ("/don-vi/{unit}/ten-mien/", ADMINISTRATOR),
    "/ten-mien/<int:pk>/thu-hoi/": ("/ten-mien/{host_name}/thu-hoi/", ADMINISTRATOR),
    # Machines.
    "/api/v1/openapi.json": ("/api/v1/openapi.json", EVERYBODY),
    "/api/v1/errors": ("/api/v1/errors", EVERYBODY),
    "/api/v1/units": ("/api/v1/units?q=hoa+thuan", EVERYBODY),
    "/api/v1/units/<unit_id>": ("/api/v1/units/{unit}", EVERYBODY),
    "/api/v1/figures": (
        "/api/v1/figures?indicator=G01&within=90101&period=2026H1",
        EVERYBODY,
    ),
    "/api/v1/filings": ("/api/v1/filings", PROGRAMS),
    "/api/v1/filings/due": ("/api/v1/filings/due", PROGRAMS),
    "/api/v1/filings/<form>/<unit>/<period>": (
        "/api/v1/filings/PL4/{unit}/2026H1",
        "401 404 200 200 404 200 200 200 200",
    ),
    **{
        f"/api/v1/filings/<form>/<unit>/<period>/{deed}": (
            f"/api/v1/filings/PL4/{{unit}}/2026H1/{deed}",
            ONLY_POSTED,
        )
        for deed in (
            *("submit", "return", "approve", "accept", "publish", "reopen", "withdraw"),
            *("correct", "extend"),
        )
    },
    "/api/v1/forms/<form>": (
        "/api/v1/forms/PL4?unit={unit}&period=2026H1",
        EVERYBODY,
    ),
    "/api/v1/forms/<form>/completeness": (
        "/api/v1/forms/PL4/completeness?unit={unit}",
        "401 404 200 200 404 200 200 200 200",
    ),
    "/api/v1/values": ("/api/v1/values", ONLY_POSTED),
    "/api/v1/search": ("/api/v1/search?q=hoa", EVERYBODY),
    "/api/v1/news": ("/api/v1/news?unit={unit}&kind=news", EVERYBODY),
    "/api/v1/news/<article>": ("/api/v1/news/{article}", EVERYBODY),
    "/api/v1/ledger/cosignatures": ("/api/v1/ledger/cosignatures", ONLY_POSTED),
    "/api/v1/ledger/checkpoint": ("/api/v1/ledger/checkpoint", EVERYBODY),
    "/api/v1/ledger/key": ("/api/v1/ledger/key", EVERYBODY),
    "/api/v1/ledger/tile/<path:rest>": ("/api/v1/ledger/tile/0/000.p/1", EVERYBODY),
    "/api/v1/ledger/proof": ("/api/v1/ledger/proof?item=figures:0", EVERYBODY),
    "/api/v1/ledger/consistency": (
        "/api/v1/ledger/consistency?old=1&new=1",
        EVERYBODY,
    ),
    "/api/": ("/api/", NOBODY),
    "/api/<path:rest>": ("/api/khong-co", NOBODY),
    # The house itself.
    "/suc-khoe/": ("/suc-khoe/", EVERYBODY),
    "/kieu/": ("/kieu/", NOBODY),
    "/giao-dien/": ("/giao-dien/", ONLY_POSTED),
}
FEEDS = sorted(one for one in PAGES if one.endswith("nguon-tin.xml"))


def unlisted(table: Iterable[str], known: Iterable[str]) -> list[str]:
    """List addresses without a row, and rows without an address."""
    return sorted(set(table) ^ set(known))


@pytest.mark.parametrize("address", sorted(TABLE))
def test_everybody_is_answered_as_the_table_says(scene: Scene, address: str) -> None:
    asked, expected = TABLE[address]

    with time_machine.travel(NOW):
        given = {role: scene.get(asked, role) for role in ROLES}

    assert given == dict(zip(ROLES, expected.split(), strict=True))


@pytest.mark.parametrize("address", sorted(TABLE))
def test_what_caches_may_keep_is_the_same_for_everybody(
    scene: Scene, address: str
) -> None:
    asked = TABLE[address][0].format(**scene.names)

    with time_machine.travel(NOW):
        stranger, clerk = (scene.client(r).get(asked) for r in ("stranger", "clerk"))

    if "public" in stranger.headers.get("Cache-Control", ""):
        assert PAGES[address].gate == "public"
        assert not stranger.cookies
        is_kept = "public" in clerk.headers.get("Cache-Control", "")
        assert not is_kept or stranger.content == clerk.content


@pytest.mark.parametrize(
    "asked",
    [
        "/ban-viec/du-lieu-ca-nhan/{request}/",
        "/so-lieu/PL4/{unit}/2026H1/",
        "/so-lieu/PL4/{unit}/2026H1/o/G01/",
        "/so-lieu/PL4/{unit}/2026H1/in/",
        "/so-lieu/PL4/{unit}/2026H1/excel/",
        "/tai-khoan/{account}/",
        "/don-vi/{unit}/them-thon/",
        "/tin-bai/{draft}/",
        "/tin-bai/{draft}/sua/",
        "/bao-cao/{report}/",
        "/tin-bai/{draft}/tep/{file}/",
    ],
)
def test_not_yours_reads_like_not_there(scene: Scene, asked: str) -> None:
    client = scene.client("elsewhere")
    theirs = asked.format(**scene.names)
    nowhere = "/khong-co/".ljust(len(theirs) - 1, "x") + "/"

    with time_machine.travel(NOW):
        refused, absent = client.get(theirs), client.get(nowhere)

    assert (refused.status_code, absent.status_code) == (404, 404)
    assert _bare(refused.content, theirs) == _bare(absent.content, nowhere)
    assert refused.headers.items() == absent.headers.items()


def _bare(content: bytes, address: str) -> str:
    """Return a page without what differs between any two visits."""
    page = content.decode().replace(address, "…")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("query", ["", "?loai=so-lieu", "?loai=tin-bai"])
@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_keeps_to_its_schema(scene: Scene, address: str, query: str) -> None:
    asked = TABLE[address][0].format(**scene.names)

    with time_machine.travel(NOW):
        feed = scene.client("stranger").get(asked + query).content

    assert faults_of(feed) == []


def test_a_feed_that_breaks_the_standard_is_found() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id></entry></feed>'

    assert len(faults_of(feed.encode())) > len(("author", "link", "id"))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert unlisted(TABLE, PAGES) == []


def test_an_address_left_out_and_a_row_too_many_are_found() -> None:
    assert unlisted(["/", "/cu/"], ["/", "/moi/"]) == ["/cu/", "/moi/"]


def test_answers_differ_where_rights_do(scene: Scene) -> None:
    given = [scene.get("/tai-khoan/", role) for role in ("clerk", "administrator")]

    assert given == ["404", "200"]
