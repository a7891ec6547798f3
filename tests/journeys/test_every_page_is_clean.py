"""Every page is clean to axe and fits every window in both themes.

What each role is answered is asked in `test_every_address_as_every_role`; here a page
is seen by a stranger and by those to whom it may look different.

A page is asked once by each role and then seen in every window and theme: the theme
is an attribute of `<html>`, set by the server from a cookie exactly as it is set here.
What a role does not find is one and the same page, seen once.
"""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from tests.invariants.addresses import addresses
from tests.journeys.judging import faults
from tests.journeys.site import Site
from tests.journeys.subjects import make_token, send_request, subjects_of

READERS = ("", "cuc", "giang")
"""Who reads what is public: a stranger – the empty name –, a commune, a province."""
OFFICIALS = ("an", "binh", "cuc", "giang", "khoa", "lan")
"""One of each kind that the desk knows, and Nguyễn Văn An, who has no post."""
PUBLIC = (
    "/",
    "/tim/?q=viet+lap",
    "/tim/?q=doi+thoai+bac+ninh",
    "/tim/?q=doi+thoai&loai=filing&noi=tan+yen&nam=2024",
    "/tim/?q=khong-co-noi-nao",
    "/so-sanh/",
    "/so-sanh/?noi={commune}&noi={old_province}&them=tu+son",
    "/kiem-chung/",
    "/so-cai/",
    "/so-cai/chung-kien/",
    "/so-cai/{size}/",
    "/du-lieu-mo/",
    "/nhung/?trong={commune}",
    "/nhung/{commune}/so-lieu/",
    "/nhung/{commune}/cong-bo/",
    "/nhung/{commune}/dien-bien/G01/",
    "/dia-phuong/{commune}/",
    "/dia-phuong/{old_province}/",
    "/don-vi/",
    "/don-vi/?ban-do=2024-12-31&q=tan+yen",
    "/don-vi/?ban-do=khong-phai-ngay",
    "/tin-tuc/",
    "/tin-tuc/?muc=do",
    "/tin-tuc/{article}-{slug}/",
    "/tin-tuc/{withdrawn}-{withdrawn_slug}/",
    "/tin-tuc/{article}/y-kien/",
    "/chi-tieu/",
    "/chi-tieu/G01/?ky=2023H1",
    "/bieu/",
    "/bieu/PL6/",
    "/du-lieu-ca-nhan/",
    "/du-lieu-ca-nhan/yeu-cau/",
    "/du-lieu-ca-nhan/theo-doi/",
    "/dang-nhap/",
    "/bao-cao-cong-bo/{stood}/",
    "/kieu/",
    "/khong-co-trang-nay/",
)
PRIVATE = (
    "/don-vi/{commune}/",
    "/don-vi/{commune}/ten-mien/",
    "/ten-mien/{host_name}/thu-hoi/",
    "/don-vi/{commune}/them-thon/",
    "/don-vi/{commune}/them-don-vi/",
    "/dang-nhap/mat-khau-moi/",
    "/mat-khau/",
    "/du-lieu-ca-nhan/cua-toi/",
    "/ban-viec/du-lieu-ca-nhan/",
    "/ban-viec/du-lieu-ca-nhan/{request}/",
    "/ban-viec/",
    "/ban-viec/quyen/",
    "/ban-viec/ma-truy-cap/",
    "/ban-viec/ma-truy-cap/cap/",
    "/ban-viec/ma-truy-cap/{token}/thu-hoi/",
    "/bao-cao/",
    "/bao-cao/{report}/",
    "/tong-hop/",
    "/ke-hoach/",
    "/thong-bao/",
    "/tin-hieu/",
    "/theo-doi-nop/",
    "/theo-doi-nop/nhac/",
    "/theo-doi-nop/chot/?don-vi={commune}&bieu=PL4&ky=2026H1",
    "/so-lieu/PL4/{commune}/2026H1a/",
    "/so-lieu/PL4/{commune}/2026H1a/o/H01/",
    "/so-lieu/PL4/{commune}/2026H1a/in/",
    "/quy-tac/",
    "/thiet-ke-bieu/",
    "/thiet-ke-bieu/chi-tieu/",
    "/thiet-ke-bieu/chi-tieu/CS01/",
    "/thiet-ke-bieu/CS1/",
    "/thiet-ke-bieu/CS1/xem-truoc/",
    "/so-lieu/PL4/{commune}/2026H1a/excel/",
    "/so-lieu/PL4/nhieu-don-vi/2026H1a/excel/",
    "/tai-khoan/",
    "/tai-khoan/{account}/",
    "/tai-khoan/them/",
    "/tai-khoan/giao-chuc-vu/",
    "/chuc-vu/{post}/ket-thuc/",
)
WRITING = (
    "/tin-bai/",
    "/tin-bai/soan/",
    "/tin-bai/{article}/",
    "/tin-bai/{article}/sua/",
    "/tin-bai/y-kien/",
)
PAGES = (*PUBLIC, *PRIVATE, *WRITING)
KEEPING = (
    "/ban-viec/chung-kien/",
    "/ban-viec/chung-kien/them/",
    "/ban-viec/chung-kien/{witness}/thu/",
    "/ban-viec/chung-kien/{witness}/ket-thuc/",
    "/ban-viec/thu-gui-di/",
)
"""What belongs to the whole system: others find nothing there."""
SEEN = (
    *((who, page) for who in READERS for page in PUBLIC),
    *((who, page) for who in OFFICIALS for page in (*PRIVATE, *WRITING)),
    *(("quang", page) for page in KEEPING),
    ("", "/en/nhung/?trong={commune}"),
    ("", "/en/bao-cao-cong-bo/{stood}/"),
    ("", "/en/bieu/PL6/"),
    ("giang", "/tong-hop/?ky=2023H1&ban-do=2024-12-31"),
    ("giang", "/bang-so-lieu/?ky=2023H1"),
    ("giang", "/bang-so-lieu/trinh-chieu/"),
    ("hanh", "/ban-viec/"),
    ("giang", "/bao-cao/mau/"),
    ("minh", "/tong-hop/"),
)
NOT_FOR_READERS = ("/api/", "/suc-khoe/", "/sitemap", "/robots.txt", "/catalog.ttl")
FEEDS = (
    "/nguon-tin.xml",
    "/so-cai/nguon-tin.xml",
    "/dia-phuong/<int:pk>/nguon-tin.xml",
    "/du-lieu-mo/<slug:name>.<slug:form>",
    "/so-sanh/bang.csv",
    "/bao-cao/<int:pk>/tep/<str:name>",
    "/bao-cao/mau/vi-du.docx",
    "/s/<str:figure>/",
    "/theo-doi-nop/bang.<slug:form>",
    "/bang-so-lieu/<slug:code>.<slug:form>",
    "/tin-hieu/bang.<slug:form>",
    "/so-cai/<int:size>.txt",
    "/so-cai/trai-so/<int:pk>.txt",
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/bieu-mau.xlsx",
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/bieu-mau.xlsx",
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/danh-dau.xlsx",
)
SEEN_ELSEWHERE = (
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/excel/<uuid:ident>/",
    "/so-lieu/<str:form>/nhieu-don-vi/<str:period>/excel/<uuid:ident>/",
    "/hoi-nghi/<str:token>/",
)
"""They stand for hours: `test_workbooks`, `test_dashboards` see that they are clean."""
ONLY_POSTED = (
    "/theo-doi-nop/nhac/gui/",
    "/quy-tac/<str:code>/bo/",
    "/bang-so-lieu/trinh-chieu/<int:pk>/thu-hoi/",
    "/ban-viec/chuc-vu/",
    "/ban-viec/thu-gui-di/<int:pk>/gui-lai/",
    "/dang-xuat/",
    "/giao-dien/",
    "/tai-khoan/<int:pk>/mat-khau/",
    "/bao-cao/<int:pk>/tai-len/",
    "/tin-bai/y-kien/<int:pk>/",
    "/tin-bai/<int:pk>/tep/",
    "/tin-bai/<int:pk>/tep/<int:number>/bo/",
    "/tin-tuc/<int:pk>/da-doc/",
)
FOR_SCRIPTS = (
    "/so-lieu/<str:form>/<int:unit_id>/<str:period>/o/",
    "/du-lieu-ca-nhan/cua-toi.json",
    "/tim/goi-y/",
    "/tin-tuc/<int:pk>/thu-thach/",
    "/tin-tuc/<int:pk>/tep/<str:name>",
    "/tin-bai/<int:pk>/tep/<int:number>/",
)
"""What scripts save to and ask, and files; no pages."""
SEEN_ONCE = HTTPStatus.NOT_FOUND
ABSENT = "Không tìm thấy trang này"
MISSING = "/khong-co-trang-nay/"
NAMES = (
    *("commune", "old_province", "account", "post", "token", "request"),
    *("article", "slug", "withdrawn", "withdrawn_slug", "report", "stood"),
    "host_name",
    *("article", "slug", "withdrawn", "withdrawn_slug"),
    *("size", "witness"),
)


@pytest.fixture(scope="module")
def names(demonstrated: Site) -> dict[str, str]:
    return subjects_of(demonstrated)


@pytest.fixture(scope="module")
def reading_as(demonstrated: Site) -> Callable[[str], Page]:
    """Give the window of a reader, opened once: a page leaves nothing in it."""
    opened: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in opened or opened[who].is_closed():
            opened[who] = demonstrated.window(who)
        return opened[who]

    return window


@pytest.mark.parametrize(("who", "address"), SEEN)
def test_the_page_is_clean_and_whole(
    reading_as: Callable[[str], Page], names: dict[str, str], who: str, address: str
) -> None:
    page = reading_as(who)

    answer = page.goto(address.format(**names))

    assert answer is not None
    if answer.status == SEEN_ONCE and address != MISSING:
        assert page.locator("h1").inner_text() == ABSENT
    else:
        assert faults(page) == []


def test_the_page_that_tells_a_token_once_is_clean(site: Site) -> None:
    page = site.window("binh")

    make_token(page)

    assert faults(page) == []


def test_the_page_that_tells_a_tracking_code_once_is_clean(site: Site) -> None:
    page = site.window()

    send_request(page)

    assert faults(page) == []


def test_no_address_with_a_page_is_left_out() -> None:
    ours = {
        "/" + resolve(page.partition("?")[0].format(**dict.fromkeys(NAMES, 1))).route
        for page in {page for _, page in SEEN}
        if page != MISSING and not page.startswith("/en/")
    }

    pages = {
        address for address, _ in addresses() if not address.startswith(NOT_FOR_READERS)
    }
    assert ours == pages - {*ONLY_POSTED, *FOR_SCRIPTS, *FEEDS, *SEEN_ELSEWHERE}
