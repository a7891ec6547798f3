import re
from collections.abc import Callable

import pytest
from django.test import Client

from danchu.kernel.people.models import User
from danchu.privacy.models import DataRequest
from danchu.privacy.queries.requests import tracked
from danchu.privacy.tests.conftest import NOW
from danchu.testing.cast import Cast, hire

ASK, FOLLOW = "/du-lieu-ca-nhan/yeu-cau/", "/du-lieu-ca-nhan/theo-doi/"
SAID = {
    "kind": "see",
    "unit_text": "xa hoa thuan",
    "name": "Nguyễn Thị Mơ",
    "contact": "0900 000 001",
    "wish": "Xã giữ gì về tôi?",
}


@pytest.fixture
def browse() -> Callable[[User], Client]:
    def browser_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser_of


def code_on(page: str) -> str:
    found = re.search(r"dc-code--told\">([a-z2-7-]+)<", page)
    assert found is not None
    return found[1]


def test_a_stranger_asks_and_is_told_a_code_that_opens_the_request(cast: Cast) -> None:
    del cast
    answer = Client().post(ASK, SAID)

    code = code_on(answer.content.decode())
    followed = Client().post(FOLLOW, {"code": code}).content.decode()

    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert "Xã Hòa Thuận phải trả lời chậm nhất" in answer.content.decode()
    assert "Đang xác minh người yêu cầu" in followed
    assert SAID["name"] not in followed


@pytest.mark.parametrize("left_out", sorted(SAID))
def test_what_is_left_out_is_asked_for_and_the_rest_is_kept(
    cast: Cast, left_out: str
) -> None:
    del cast
    answer = Client().post(ASK, {**SAID, left_out: ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert DataRequest.objects.count() == 0
    kept = [name for name in ("name", "contact", "wish") if SAID[name] in page]
    assert kept == [name for name in ("name", "contact", "wish") if name != left_out]


def test_a_name_of_several_units_comes_back_to_choose_from(cast: Cast) -> None:
    hire("tam", "Cao Thị Tâm", cast.tan_lap, "officer")
    several = {**SAID, "unit_text": "a"}

    answer = Client().post(ASK, several)
    chosen = Client().post(ASK, {**several, "unit": str(cast.tan_lap.pk)})

    assert "Xã Hòa Thuận, Tỉnh An Bình" in answer.content.decode()
    assert (answer.status_code, chosen.status_code) == (422, 200)
    assert DataRequest.objects.get().dossier.unit == cast.tan_lap


@pytest.mark.parametrize("name", ["khong co noi nao", "phuong tan lap", "\0", "%"])
def test_a_unit_that_is_not_there_or_does_not_answer_is_refused(
    cast: Cast, name: str
) -> None:
    del cast
    assert Client().post(ASK, {**SAID, "unit_text": name}).status_code == 422


@pytest.mark.parametrize(("code", "status"), [("", 422), ("abcd", 404), ("\0", 422)])
def test_a_wrong_code_is_told_so(cast: Cast, code: str, status: int) -> None:
    del cast
    assert Client().post(FOLLOW, {"code": code}).status_code == status


def test_the_head_verifies_and_answers_on_the_page(
    cast: Cast, browse: Callable[[User], Client]
) -> None:
    code = code_on(Client().post(ASK, SAID).content.decode())
    asked = DataRequest.objects.get()
    address = f"/ban-viec/du-lieu-ca-nhan/{asked.pk}/"
    client = browse(cast.cuc)

    early = client.post(address, {"viec": "privacy.answer", "tra-loi": "Không giữ gì."})
    client.post(address, {"viec": "privacy.verify"})
    empty = client.post(address, {"viec": "privacy.answer", "tra-loi": " "})
    unsaid = client.post(address, {"viec": "privacy.refuse", "tra-loi": "Vì sao"})
    unknown = client.post(address, {"viec": "privacy.guess"})
    done = client.post(address, {"viec": "privacy.answer", "tra-loi": "Không giữ gì."})

    refused = (early, empty, unsaid, unknown)
    assert [one.status_code for one in refused] == [409, 422, 422, 400]
    assert ">Vì sao</textarea>" in unsaid.content.decode()
    assert done.status_code == 302
    assert tracked(code, NOW.date()).answer == "Không giữ gì."
    page = client.get(address).content.decode()
    assert SAID["contact"] in page
    assert "Trả lời đúng hạn" in page


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    cast: Cast,
    browse: Callable[[User], Client],
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = browse(cast.cuc)
    client.get("/ban-viec/du-lieu-ca-nhan/")
    for _ in range(3):
        Client().post(ASK, SAID)

        with django_assert_num_queries(9):  # type: ignore[attr-defined]  # a context
            client.get("/ban-viec/du-lieu-ca-nhan/")


def test_nobody_sees_what_is_held_about_another(
    cast: Cast, browse: Callable[[User], Client]
) -> None:
    browse(cast.an).post(ASK, SAID)

    page = browse(cast.binh).get("/du-lieu-ca-nhan/cua-toi/").content.decode()

    assert cast.an.full_name not in page
    assert SAID["wish"] not in page


def test_the_form_knows_whoever_has_signed_in(
    cast: Cast, browse: Callable[[User], Client]
) -> None:
    page = browse(cast.an).get(f"{ASK}?loai=correct").content.decode()

    assert f'value="{cast.an.full_name}"' in page
    assert "đến từ tài khoản của bạn" in page
