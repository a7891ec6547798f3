from http import HTTPStatus
from typing import Any

from django.test import Client

from danchu.kernel.people.models import User
from danchu.testing.cast import Cast

INDICATOR = {
    "code": "HG01",
    "name": "Số vụ hòa giải <b>thành</b>",
    "unit_of_measure": "vụ",
    "measure": "count",
    "unit_kinds": ["commune"],
    "agg_units": "sum",
    "agg_time": "sum",
    "visibility": "internal",
}
FACTS: dict[str, Any] = {
    "viec": "chung",
    "name": "Hòa giải ở cơ sở",
    "unit_kinds": ["commune"],
    "trees": ["territory"],
    "period_kinds": ["M"],
    "days": "5",
}
PUBLISH = {
    "viec": "indicators.publish_form",
    "since": "01/06/2026",
    "reason": "Kế hoạch số 12/KH-UBND",
}
FORM = "/thiet-ke-bieu/HG1/"


def _browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def _draft(browser: Client) -> None:
    browser.post("/thiet-ke-bieu/chi-tieu/", INDICATOR)
    browser.post("/thiet-ke-bieu/", {"code": "HG1", "name": "Hòa giải"})
    presses: list[dict[str, Any]] = [
        FACTS,
        {"viec": "them-muc", "ten": "I. Kết quả"},
        {"viec": "them-chi-tieu", "muc": "0", "chi-tieu": "HG01"},
        {"viec": "them-loi", "muc": "0", "ten": "Khó khăn, vướng mắc"},
        {"viec": "xuong", "muc": "0", "dong": "0"},
    ]
    for turn, said in enumerate(presses):
        answer = browser.post(FORM, said | {"lan": str(turn)})
        assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()


def test_a_form_is_designed_published_and_filled_on_pages(cast: Cast) -> None:
    browser, clerk = _browser(cast.giang), _browser(cast.binh)
    _draft(browser)

    seen = browser.get(f"{FORM}xem-truoc/").content.decode()
    assert 'name="so-HG01"' in seen
    assert 'name="loi-HG1_1"' in seen
    assert "Số vụ hòa giải &lt;b&gt;thành&lt;/b&gt;" in seen
    filing = f"/so-lieu/HG1/{cast.hoa_thuan.pk}/2026-06/"
    assert clerk.get(filing).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(FORM, PUBLISH | {"lan": "5"}).status_code == HTTPStatus.FOUND

    assert filing in clerk.get("/ban-viec/").content.decode()
    typed = {"so-HG01": "12", "loi-HG1_1": "Thiếu người", "phien-ban": "0"}
    for deed in ("indicators.enter", "indicators.submit"):
        page = clerk.get(filing).content.decode()
        version = page.split('name="phien-ban" value="', 1)[1].split('"', 1)[0]
        said = typed | {"viec": deed, "phien-ban": version}
        assert clerk.post(filing, said).status_code == HTTPStatus.FOUND
    matrix = browser.get("/theo-doi-nop/?bieu=HG1").content.decode()
    assert "Xã Hòa Thuận" in matrix
    assert "Hòa giải ở cơ sở" in browser.get("/bieu/HG1/").content.decode()


def test_what_was_typed_and_refused_stays_on_the_page(cast: Cast) -> None:
    browser = _browser(cast.giang)
    _draft(browser)

    answer = browser.post(FORM, FACTS | {"lan": "5", "days": "0", "name": "Tên <i>"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tên &lt;i&gt;" in page
    strange = browser.post(FORM, FACTS | {"lan": "5", "unit_kinds": ["ward"]})
    assert strange.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    nowhere = browser.post(FORM, FACTS | {"lan": "5", "units": "Xã Suối Ngọc"})
    assert "Xã Suối Ngọc" in nowhere.content.decode()
    assert nowhere.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    stale = browser.post(FORM, FACTS | {"lan": "1"})
    assert stale.status_code == HTTPStatus.CONFLICT
    nonsense = browser.post(FORM, {"viec": "len", "muc": "-1", "dong": "x", "lan": "5"})
    assert nonsense.status_code == HTTPStatus.CONFLICT
    taken = browser.post("/thiet-ke-bieu/", {"code": "HG1", "name": "Khác"})
    assert taken.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Mã HG1 đã có nơi dùng" in taken.content.decode()


def test_a_new_edition_says_what_it_changes(cast: Cast) -> None:
    browser = _browser(cast.giang)
    _draft(browser)
    browser.post(FORM, PUBLISH | {"lan": "5"})
    browser.post(FORM, {"viec": "phien-ban-moi"})
    browser.post(FORM, FACTS | {"lan": "0", "days": "9"})

    page = browser.get(FORM).content.decode()
    assert "Khác bản đang áp dụng" in page
    assert "Số ngày nộp" in page
    browser.post(FORM, {"viec": "indicators.drop_form", "lan": "1"})
    retired = browser.post(FORM, {"viec": "indicators.retire_form", "ly-do": "Hết đợt"})
    assert retired.status_code == HTTPStatus.FOUND


def test_designs_of_a_province_are_not_there_for_others(cast: Cast) -> None:
    _draft(_browser(cast.giang))
    for who in (cast.binh, cast.cuc, cast.dung, cast.khoa, cast.minh):
        browser = _browser(who)
        assert browser.get("/thiet-ke-bieu/").status_code == HTTPStatus.NOT_FOUND
        assert browser.get(FORM).status_code == HTTPStatus.NOT_FOUND
        answer = browser.post(FORM, PUBLISH | {"lan": "5"})
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_every_form_of_the_page_carries_its_token(cast: Cast) -> None:
    browser = _browser(cast.giang)
    _draft(browser)

    page = browser.get(FORM).content.decode().partition("<main")[2]

    posted = page.count('method="post"')
    assert posted == page.count("csrfmiddlewaretoken")
