from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client

from danchu.kernel.people.models import User
from danchu.kernel.units.queries import children_of
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import SINCE, Cast

Browse = Callable[[User], Client]


def test_anybody_browses_the_provinces(cast: Cast) -> None:
    page = Client().get("/don-vi/")

    assert page.status_code == HTTPStatus.OK
    text = page.content.decode()
    assert f'href="/don-vi/{cast.an_binh.pk}/"' in text
    assert "<b>2</b> tỉnh, thành phố" in text


def test_anybody_reads_the_page_of_a_unit(cast: Cast) -> None:
    text = Client().get(f"/don-vi/{cast.an_binh.pk}/").content.decode()

    assert "<h1>Tỉnh An Bình</h1>" in text
    assert f'href="/don-vi/{cast.tan_lap.pk}/"' in text
    assert "Suối Ngọc" not in text


@pytest.mark.usefixtures("cast")
def test_maps_before_2025_say_what_they_do_not_know() -> None:
    said = "Các lần thay đổi địa giới trước ngày 01/01/2025 không có trong dữ liệu"

    texts = [
        Client().get(f"/don-vi/?ban-do={day}").content.decode()
        for day in ("2024-12-31", "2025-01-01", "2025-07-01")
    ]

    assert [said in text for text in texts] == [True, False, False]
    assert ["Bản đồ cũ" in text for text in texts] == [False, True, False]


@pytest.mark.parametrize("day", ["hom-nay", "2026-02-31", "0001-01-01", "9999-12-31"])
def test_an_unknown_map_is_a_sentence(cast: Cast, day: str) -> None:
    pages = [
        Client().get(f"{address}?ban-do={day}")
        for address in ("/don-vi/", f"/don-vi/{cast.tan_lap.pk}/")
    ]

    assert [page.status_code for page in pages] == [400, 400]
    assert all("Không có bản đồ đơn vị" in page.content.decode() for page in pages)


@pytest.mark.usefixtures("cast")
def test_a_search_of_ten_thousand_characters_is_a_sentence() -> None:
    page = Client().get("/don-vi/", {"q": "a" * 10_000})

    assert page.status_code == HTTPStatus.BAD_REQUEST
    assert "10000 ký tự" in page.content.decode()


@pytest.mark.parametrize("text", ["hoa thuan", "HÒA THUẬN", "90101", "xa hoa"])
def test_a_unit_is_found_without_accents_and_by_code(cast: Cast, text: str) -> None:
    page = Client().get("/don-vi/", {"q": text}).content.decode()

    assert f'<a href="/don-vi/{cast.hoa_thuan.pk}/">Xã Hòa Thuận</a>' in page
    assert "Mã 90101, Tỉnh An Bình" in page


@pytest.mark.parametrize("text", ["zzz", "%", "'", "\0", "<script>"])
@pytest.mark.usefixtures("cast")
def test_nothing_found_says_what_else_to_type(text: str) -> None:
    page = Client().get("/don-vi/", {"q": text})

    assert page.status_code == HTTPStatus.OK
    assert "tên cũ hoặc mã" in page.content.decode()
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("pk", [0, 10**9, 10**18, 10**30])
@pytest.mark.usefixtures("cast")
def test_a_unit_nobody_knows_is_a_sentence(pk: int) -> None:
    assert Client().get(f"/don-vi/{pk}/").status_code == HTTPStatus.NOT_FOUND


def test_more_than_a_hundred_children_make_pages(cast: Cast) -> None:
    for n in range(101):
        add_unit(kind=UnitKind.VILLAGE, name=f"Thôn {n:03}", parent=cast.hoa_thuan)
    address = f"/don-vi/{cast.hoa_thuan.pk}/"

    pages = [Client().get(address + at).content.decode() for at in ("", "?trang=2")]

    assert ["Thôn 099" in page for page in pages] == [True, False]
    assert ["Thôn 100" in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("binh", 200),
        ("lan", 200),
        *((name, 404) for name in ("an", "cuc", "dung", "giang", "khoa", "minh")),
    ],
)
def test_villages_and_bodies_are_added_by_clerks_and_administrators(
    cast: Cast, browse: Browse, name: str, status: int
) -> None:
    client, here = browse(getattr(cast, name)), f"/don-vi/{cast.hoa_thuan.pk}/"

    answers = [
        client.get(here + deed).status_code for deed in ("them-thon/", "them-don-vi/")
    ]
    page = client.get(here).content.decode()

    assert answers == [status, status]
    assert ("them-thon/" in page) == (status == HTTPStatus.OK)


def test_a_clerk_adds_a_village_on_its_page(cast: Cast, browse: Browse) -> None:
    client, address = browse(cast.binh), f"/don-vi/{cast.hoa_thuan.pk}/them-thon/"
    asked = {"name": "Thôn Đông", "households": "412", "valid_from": "01/7/2025"}

    wrong = client.post(address, asked | {"households": "-3"})
    ahead = client.post(address, asked | {"valid_from": "01/01/2199"})
    done = client.post(address, asked, follow=True)
    twice = client.post(address, asked)

    assert (wrong.status_code, ahead.status_code, twice.status_code) == (422, 422, 422)
    assert "đã có “Thôn Đông”" in twice.content.decode()
    assert "Đã thêm Thôn Đông vào sổ đơn vị." in done.content.decode()
    assert "thêm thôn, tổ dân phố: Thôn Đông" in done.content.decode()


def test_a_school_is_added_with_its_governing_body(cast: Cast, browse: Browse) -> None:
    asked = {
        "kind": "public_unit",
        "name": "Trường Tiểu học Hòa Thuận",
        "sector": "giáo dục",
        "governed_by": str(cast.an_binh.pk),
        "valid_from": "",
        "has_union": "no",
        "has_party_org": "yes",
    }
    client, address = browse(cast.binh), f"/don-vi/{cast.hoa_thuan.pk}/them-don-vi/"

    theirs = client.post(address, asked | {"governed_by": str(cast.elsewhere.pk)})
    done = client.post(address, asked)

    assert (theirs.status_code, done.status_code) == (422, 302)
    school = children_of(cast.hoa_thuan, SINCE).get()
    page = Client().get(f"/don-vi/{school.pk}/").content.decode()
    assert all(
        fact in page
        for fact in ("Ngành giáo dục", "Không có công đoàn", "Cơ quan chủ quản")
    )


def test_strangers_read_no_history(cast: Cast, browse: Browse) -> None:
    browse(cast.binh).post(
        f"/don-vi/{cast.hoa_thuan.pk}/them-thon/", {"name": "Thôn Đông"}
    )
    here = f"/don-vi/{cast.hoa_thuan.pk}/"

    readers = [browse(cast.cuc), browse(cast.khoa), browse(cast.dung), Client()]
    texts = [reader.get(here).content.decode() for reader in readers]

    told = ["Lịch sử thay đổi" in text for text in texts]
    assert told == [True, True, False, False]
