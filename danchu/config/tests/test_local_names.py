"""What is answered under the own name of a locality, by Django alone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from danchu.config.local_names import Directory
from danchu.kernel.hostnames.models import HostName
from danchu.kernel.hostnames.services import give_name, take_back_name
from danchu.testing.cast import PASSWORD, Cast, make_cast

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
NAME, PORTAL = "danchu.hoathuan.example", "https://danchu.example"


@pytest.fixture
def cast(settings: Settings) -> Cast:
    settings.PUBLIC_URL = PORTAL
    settings.ALLOWED_HOSTS = ["danchu.example", "localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return make_cast()


@pytest.fixture
def name(cast: Cast) -> HostName:
    return give_name(actor=cast.lan, unit=cast.hoa_thuan, name=NAME, at=NOW)


def stranger(host: str = NAME) -> Client:
    return Client(headers={"host": host, "x-forwarded-proto": "https"})


@pytest.mark.usefixtures("name")
def test_the_first_page_is_the_place_and_leads_to_the_portal(cast: Cast) -> None:
    page = stranger().get("/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "<h1>Xã Hòa Thuận</h1>" in text
    assert '<b lang="vi">Xã Hòa Thuận</b><small>' in text
    assert f'href="{PORTAL}/">Cổng chung cả nước' in text
    assert f'rel="canonical" href="{PORTAL}/dia-phuong/{cast.hoa_thuan.pk}/"' in text
    assert "Đăng nhập" not in text
    assert 'action="/giao-dien/"' not in text
    assert not page.cookies


@pytest.mark.usefixtures("name")
@pytest.mark.parametrize(
    "host",
    [NAME, NAME.upper(), f"{NAME}.", f"{NAME}:8443", f"{NAME.title()}.:80"],
)
def test_a_name_is_known_however_it_is_spelt(host: str) -> None:
    page = stranger(host).get("/")

    assert page.status_code == 200
    assert "<h1>Xã Hòa Thuận</h1>" in page.content.decode()


@pytest.mark.usefixtures("name")
@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "hoathuan.example", f"a.{NAME}", f"{NAME}.evil.example"),
        *(f"{NAME}@evil.example", f"evil.example/{NAME}", f"{NAME},evil.example"),
        *(f"{NAME}:80:80", f" {NAME}x", "dânchủ.example", "", "[::2]"),
    ],
)
def test_a_forged_host_is_refused(host: str) -> None:
    assert stranger(host).get("/").status_code == 400


@pytest.mark.usefixtures("name")
def test_no_other_header_names_the_host() -> None:
    forged = Client(headers={"host": "evil.example", "x-forwarded-host": NAME})
    poison = stranger()

    page = poison.get("/", headers={"x-forwarded-host": "evil.example"})

    assert forged.get("/").status_code == 400
    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


def test_a_name_in_the_letters_of_the_country(cast: Cast) -> None:
    give_name(actor=cast.lan, unit=cast.tan_lap, name="dânchủ.tânlập.example", at=NOW)

    page = stranger("xn--dnch-boa7227b.xn--tnlp-boa8786b.example").get("/")

    assert page.status_code == 200
    assert "<h1>Phường Tân Lập</h1>" in page.content.decode()


def test_a_name_taken_back_is_refused_at_once(cast: Cast, name: HostName) -> None:
    before = stranger().get("/").status_code

    take_back_name(actor=cast.lan, name=name.pk, at=NOW)

    assert (before, stranger().get("/").status_code) == (200, 400)


@pytest.mark.usefixtures("name")
@pytest.mark.parametrize(
    "path",
    [
        *("/dang-nhap/", "/ban-viec/", "/dang-nhap/?next=/ban-viec/", "/tai-khoan/"),
        *("/tin-tuc/", "/don-vi/", "/api/v1/units?q=a", "/sitemap.xml", "/kieu/"),
        *("/khong-co/", "/giao-dien/", "/du-lieu-ca-nhan/yeu-cau/", "/suc-khoe/"),
    ],
)
def test_everything_else_is_at_the_portal(path: str) -> None:
    page = stranger().get(path)

    assert (page.status_code, page["Location"]) == (302, PORTAL + path)
    assert not page.cookies


@pytest.mark.usefixtures("name")
def test_no_address_leads_to_another_site() -> None:
    pages = [stranger().get(path) for path in ("/%2Fevil.example/", "/\\evil.example")]

    assert [page["Location"].startswith(f"{PORTAL}/") for page in pages] == [True, True]


@pytest.mark.usefixtures("name")
@pytest.mark.parametrize("path", ["/", "/giao-dien/", "/dang-nhap/", "/tim/"])
def test_a_form_is_sent_to_the_portal_without_what_it_says(path: str) -> None:
    page = stranger().post(path, {"giao-dien": "toi", "login": "lan"})

    assert (page.status_code, page["Location"]) == (303, PORTAL + path)
    assert not page.cookies


@pytest.mark.usefixtures("name")
def test_a_session_brought_along_opens_nothing_and_no_cookie_is_set() -> None:
    client = Client(headers={"host": "localhost"})
    assert client.login(username="lan", password=PASSWORD)

    page = client.get("/", headers={"host": NAME, "authorization": "Bearer x"})

    assert "set-cookie" not in page.headers
    assert not page.cookies
    assert page.context["user"].is_anonymous


@pytest.mark.usefixtures("name")
def test_the_place_has_its_own_news_and_search(cast: Cast) -> None:
    own = f"/dia-phuong/{cast.hoa_thuan.pk}/"

    feed = stranger().get("/nguon-tin.xml").content.decode()
    within = stranger().get("/tim/?q=hoa").content.decode()
    outside = stranger().get("/tim/?q=tan+lap").content.decode()
    typed = stranger().get("/tim/goi-y/?q=tan+lap").json()
    robots = stranger().get("/robots.txt").content.decode()
    back = stranger().get(f"{own}?ky=2026H1")

    assert "Công bố mới: xã Hòa Thuận" in feed
    assert f"{PORTAL}{own}nguon-tin.xml" in feed
    assert NAME not in feed
    assert 'name="trong" value="' + str(cast.hoa_thuan.pk) in within
    assert "Xã Hòa Thuận" in within
    assert "Không tìm thấy “tan lap”" in outside
    assert f'href="{PORTAL}/tim/?q=tan%20lap"' in outside
    assert typed == {"suggestions": []}
    assert f"Sitemap: {PORTAL}/sitemap.xml" in robots
    assert (back.status_code, back["Location"]) == (302, "/?ky=2026H1")


def test_a_server_only_for_this_machine_has_no_other_name(
    settings: Settings,
) -> None:
    cast = make_cast()
    give_name(actor=cast.lan, unit=cast.hoa_thuan, name=NAME, at=NOW)
    settings.PUBLIC_URL = ""

    assert stranger().get("/").status_code == 400


def queries(directory: Directory, name: str) -> tuple[int | None, int]:
    with CaptureQueriesContext(connection) as seen:
        found = directory.find(name)
    return found, len(seen)


def test_a_worker_that_hears_asks_once_and_one_that_does_not_asks_each_time(
    cast: Cast, name: HostName
) -> None:
    hears = True
    directory = Directory()
    unit = cast.hoa_thuan.pk

    deaf = [queries(directory, NAME) for _ in range(2)]
    directory.follow(lambda: hears)
    hearing = [queries(directory, one) for one in (NAME, NAME, "evil.example")]
    remembered = directory.remembered(NAME)
    take_back_name(actor=cast.lan, name=name.pk, at=NOW)
    directory.forget()
    gone = [queries(directory, NAME) for _ in range(2)]
    hears = False

    assert deaf == [(unit, 1), (unit, 1)]
    assert hearing == [(unit, 1), (unit, 0), (None, 0)]
    assert remembered == unit
    assert gone == [(None, 1), (None, 0)]
    assert directory.remembered(NAME) is None
    assert queries(directory, NAME) == (None, 1)


def test_what_was_read_before_a_change_is_not_remembered(
    cast: Cast, name: HostName
) -> None:
    directory = Directory()
    directory.follow(lambda: True)

    def changed_meanwhile(execute: Any, *asked: Any) -> Any:
        answer = execute(*asked)
        directory.forget()
        return answer

    with connection.execute_wrapper(changed_meanwhile):
        found = directory.find(name.host)

    assert found == cast.hoa_thuan.pk
    assert directory.remembered(name.host) is None
    assert directory.find(name.host) == cast.hoa_thuan.pk
    assert directory.remembered(name.host) == cast.hoa_thuan.pk
