import re
from collections.abc import Callable
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from danchu.kernel.people.models import User
from danchu.kernel.people.queries import CHOSEN_POST, current_posts
from danchu.kernel.people.services import give_post
from danchu.registry.models import Invitation
from danchu.testing.cast import PASSWORD, Cast, hire

Browse = Callable[[User], Client]
NEW = "mot-mat-khau-rieng-1"


def told_password(page: str) -> str:
    found = re.search(r"<code>([a-z0-9-]{19})</code>", page)
    assert found
    return found[1]


def post_asked(**more: str) -> dict[str, str]:
    return {
        "role": "clerk",
        "title": "",
        "valid_from": f"{timezone.localdate():%d/%m/%Y}",
        "valid_to": "",
        "manner": "full",
        "unit_text": "Xã Hòa Thuận",
        **more,
    }


def account_asked(**more: str) -> dict[str, str]:
    person = {"username": "oanh", "full_name": "Ngô Thị Oanh", "email": ""}
    return post_asked(**person) | more


@pytest.mark.parametrize(
    ("name", "status"),
    [("lan", 200), *((name, 404) for name in ("an", "binh", "giang", "khoa", "minh"))],
)
def test_accounts_are_an_administrators_page(
    cast: Cast, browse: Browse, name: str, status: int
) -> None:
    client = browse(getattr(cast, name))
    addresses = [
        "/tai-khoan/",
        "/tai-khoan/them/",
        "/tai-khoan/giao-chuc-vu/",
        f"/tai-khoan/{cast.binh.pk}/",
        f"/chuc-vu/{cast.binh.posts.get().pk}/ket-thuc/",
    ]

    assert [client.get(one).status_code for one in addresses] == [status] * 5


def test_strangers_are_led_to_the_door(cast: Cast) -> None:
    answer = Client().get(f"/tai-khoan/{cast.binh.pk}/")

    assert answer.headers["Location"].startswith("/dang-nhap/?next=")


def test_somebody_elses_account_reads_like_one_that_is_not_there(
    cast: Cast, browse: Browse
) -> None:
    client = browse(cast.lan)

    theirs = client.get(f"/tai-khoan/{cast.dung.pk}/")
    nobody = client.get("/tai-khoan/999999999/")

    assert theirs.status_code == nobody.status_code == HTTPStatus.NOT_FOUND
    texts = [
        re.sub(r"\d{9}|/\d+/", "", one.content.decode()) for one in (theirs, nobody)
    ]
    assert [len(text) for text in texts] == [len(texts[0])] * 2


def test_a_newcomer_sets_a_password_before_the_door_opens(
    cast: Cast, browse: Browse
) -> None:
    page = browse(cast.lan).post("/tai-khoan/them/", account_asked())
    once = told_password(page.content.decode())
    door = Client()

    waiting = door.post("/dang-nhap/", {"login": "oanh", "password": once})
    not_yet = door.get("/ban-viec/quyen/").status_code
    weak = door.post(waiting["Location"], {"new": "12345678", "again": "12345678"})
    same = door.post(waiting["Location"], {"new": once, "again": once})
    inside = door.post(waiting["Location"], {"new": NEW, "again": NEW})

    assert (waiting["Location"], not_yet) == ("/dang-nhap/mat-khau-moi/", 302)
    assert (weak.status_code, same.status_code) == (422, 422)
    assert inside.headers["Location"] == "/ban-viec/"
    assert door.get("/ban-viec/quyen/").status_code == HTTPStatus.OK
    again = Client().post("/dang-nhap/", {"login": "oanh", "password": once})
    assert again.status_code == 422


def test_a_password_that_serves_once_expires(cast: Cast, browse: Browse) -> None:
    page = browse(cast.lan).post(f"/tai-khoan/{cast.binh.pk}/mat-khau/")
    once = told_password(page.content.decode())
    Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))

    answer = Client().post("/dang-nhap/", {"login": "binh", "password": once})

    assert answer.status_code == 422
    assert "đã hết hạn" in answer.content.decode()


def test_a_reset_password_ends_the_sessions_of_the_old_one(
    cast: Cast, browse: Browse
) -> None:
    inside = Client()
    inside.post("/dang-nhap/", {"login": "binh", "password": PASSWORD})

    page = browse(cast.lan).post(f"/tai-khoan/{cast.binh.pk}/mat-khau/")

    assert "no-store" in page.headers["Cache-Control"]
    assert inside.get("/mat-khau/").status_code == HTTPStatus.FOUND


def test_the_page_of_the_new_password_is_nobodys_without_a_password() -> None:
    answer = Client().get("/dang-nhap/mat-khau-moi/")

    assert answer.headers["Location"] == "/dang-nhap/"


def test_units_of_one_name_are_offered_to_choose_from(
    cast: Cast, browse: Browse
) -> None:
    client = browse(cast.lan)

    unsure = client.post("/tai-khoan/them/", account_asked(unit_text="T"))
    chosen = client.post(
        "/tai-khoan/them/", account_asked(unit_text="t", unit=str(cast.tan_lap.pk))
    )

    assert unsure.status_code == 422
    assert "Phường Tân Lập, Tỉnh An Bình" in unsure.content.decode()
    assert chosen.status_code == HTTPStatus.OK
    made = User.objects.get(username="oanh")
    assert [post.unit for post in made.posts.all()] == [cast.tan_lap]


@pytest.mark.parametrize("place", ["Xã Suối Ngọc", "Việt Nam", "Không có nơi này"])
def test_a_place_out_of_reach_reads_like_none(
    cast: Cast, browse: Browse, place: str
) -> None:
    page = browse(cast.lan).post("/tai-khoan/them/", account_asked(unit_text=place))

    assert page.status_code == 422
    assert "Không có đơn vị nào như vậy" in page.content.decode()


def test_a_unit_of_another_province_cannot_be_slipped_in(
    cast: Cast, browse: Browse
) -> None:
    slipped = post_asked(
        username="an", unit_text="hoa thuan", unit=str(cast.elsewhere.pk)
    )

    browse(cast.lan).post("/tai-khoan/giao-chuc-vu/", slipped)

    units = [post.unit for post in cast.an.posts.all()]
    assert cast.elsewhere not in units


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"username": "Lê Oanh"}, "Không dùng được tên đăng nhập"),
        ({"username": "binh"}, "đã có người dùng"),
        ({"manner": "acting"}, "phải có ngày kết thúc"),
        ({"valid_to": "01/01/2001"}, "không thể kết thúc trước ngày đó"),
        ({"valid_from": "31/02/2026"}, "ngày"),
        ({"role": "king"}, "king"),
    ],
)
def test_wrong_answers_come_back_with_a_sentence(
    cast: Cast, browse: Browse, wrong: dict[str, str], told: str
) -> None:
    page = browse(cast.lan).post("/tai-khoan/them/", account_asked(**wrong))

    assert page.status_code == 422
    assert told in page.content.decode()
    assert not User.objects.filter(username="oanh").exists()


def test_a_post_is_given_to_somebody_from_elsewhere(cast: Cast, browse: Browse) -> None:
    client = browse(cast.lan)

    answer = client.post("/tai-khoan/giao-chuc-vu/", post_asked(username="dung"))
    page = client.get(answer.headers["Location"]).content.decode()

    assert answer.status_code == HTTPStatus.FOUND
    assert "Xã Hòa Thuận" in page
    assert "Xã Suối Ngọc" not in page


def test_nobody_gives_himself_a_post_on_the_page(cast: Cast, browse: Browse) -> None:
    page = browse(cast.lan).post(
        "/tai-khoan/giao-chuc-vu/", post_asked(username="lan", role="head")
    )

    assert page.status_code == 422
    assert "Không ai tự giao" in page.content.decode()
    assert [post.role for post in cast.lan.posts.all()] == ["administrator"]


def test_an_administrator_resets_no_password_of_his_own(
    cast: Cast, browse: Browse
) -> None:
    client, here = browse(cast.lan), f"/tai-khoan/{cast.lan.pk}/"

    answer = client.post(here + "mat-khau/")

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "mat-khau/" not in client.get(here).content.decode()


def test_a_post_is_ended_on_its_page(cast: Cast, browse: Browse) -> None:
    client, post = browse(cast.lan), cast.binh.posts.get()
    address, today = f"/chuc-vu/{post.pk}/ket-thuc/", timezone.localdate()

    before = client.post(address, {"last_day": "31/12/2014"})
    ended = client.post(address, {"last_day": f"{today:%d/%m/%Y}"})

    assert before.status_code == 422
    assert ended.headers["Location"] == f"/tai-khoan/{cast.binh.pk}/"
    post.refresh_from_db()
    assert post.valid_to == today


def test_the_rights_page_tells_what_where_until_when(
    cast: Cast, browse: Browse
) -> None:
    give_post(
        user=cast.binh,
        unit=cast.tan_lap,
        role="head",
        valid_from=date(2020, 1, 1),
        valid_to=date(2099, 3, 31),
        is_acting=True,
    )

    text = browse(cast.binh).get("/ban-viec/quyen/").content.decode()

    assert "Ở Xã Hòa Thuận và mọi đơn vị bên dưới" in text
    assert "31/3/2099" in text
    assert "phụ trách tạm thời" in text


def test_switching_keeps_the_post_in_the_session(cast: Cast, browse: Browse) -> None:
    other = give_post(
        user=cast.binh, unit=cast.tan_lap, role="head", valid_from=date(2020, 1, 1)
    )
    client = browse(cast.binh)

    answer = client.post("/ban-viec/chuc-vu/", {"post": str(other.pk)})

    assert answer.headers["Location"] == "/ban-viec/"
    assert client.session[CHOSEN_POST] == other.pk


def test_switching_to_a_post_not_ones_own_finds_nothing(
    cast: Cast, browse: Browse
) -> None:
    past = give_post(
        user=cast.binh,
        unit=cast.tan_lap,
        role="head",
        valid_from=date(2019, 1, 1),
        valid_to=date(2019, 12, 31),
    )
    client = browse(cast.binh)
    theirs = cast.cuc.posts.get()

    answers = [
        client.post("/ban-viec/chuc-vu/", {"post": str(wanted)}).status_code
        for wanted in (theirs.pk, past.pk, 10**9, "x", "")
    ]

    assert answers == [404] * 5
    assert CHOSEN_POST not in client.session


@pytest.mark.usefixtures("cast")
def test_changing_ones_password_keeps_this_session_only() -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/dang-nhap/", {"login": "binh", "password": PASSWORD})

    asked = {"old": PASSWORD, "new": NEW, "again": NEW}
    wrong = here.post("/mat-khau/", asked | {"old": "khong-phai"})
    differ = here.post("/mat-khau/", asked | {"again": NEW + "x"})
    done = here.post("/mat-khau/", asked)

    assert (wrong.status_code, differ.status_code, done.status_code) == (422, 422, 302)
    assert here.get("/mat-khau/").status_code == HTTPStatus.OK
    assert there.get("/mat-khau/").status_code == HTTPStatus.FOUND


def test_guessing_the_old_password_is_counted(cast: Cast, browse: Browse) -> None:
    client = browse(cast.binh)
    asked = {"old": "khong-phai", "new": NEW, "again": NEW}

    pages = [client.post("/mat-khau/", asked).content.decode() for _ in range(6)]

    assert ["tạm khóa" in page for page in pages] == [False] * 5 + [True]


@pytest.mark.usefixtures("cast")
def test_who_has_lost_every_post_finds_no_desk_page(browse: Browse) -> None:
    user = hire("quyen", "Lý Thị Quyên")

    answers = [
        browse(user).get(one).status_code for one in ("/ban-viec/quyen/", "/mat-khau/")
    ]

    assert answers == [404, 200]
    assert current_posts(user, timezone.localdate()) == []
