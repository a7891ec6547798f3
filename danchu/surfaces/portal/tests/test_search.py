from http import HTTPStatus

import pytest
from django.test import Client

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import correct_values, withdraw_filing
from danchu.indicators.tests.factories import (
    NOW,
    close_indicator,
    make_accepted,
    make_published,
)
from danchu.kernel.publication.services import purge
from danchu.kernel.search.services import rebuild
from danchu.testing.cast import Cast

SEARCH = "/tim/"


def _page(text: str) -> str:
    return Client().get(SEARCH, {"q": text}).content.decode()


def test_nothing_typed_says_what_to_do() -> None:
    page = Client().get(SEARCH)

    assert page.status_code == HTTPStatus.OK
    assert "Bạn chưa gõ điều cần tìm." in page.content.decode()


def test_a_name_without_accents_finds_the_place(cast: Cast) -> None:
    text = _page("hoa thuan")

    assert f'<a href="/dia-phuong/{cast.hoa_thuan.pk}/">Xã Hòa Thuận</a>' in text
    assert "Suối Ngọc" not in text


def test_a_name_nobody_has_finds_nothing_and_says_so(cast: Cast) -> None:
    text = _page("khong co noi nay")

    assert "Không tìm thấy “khong co noi nay”." in text
    assert f"/dia-phuong/{cast.hoa_thuan.pk}/" not in text


@pytest.mark.parametrize(
    "typed", ["xa hoa thuam", "xa hoathuan", "Xã Hòa Tuhận", "xa hoa thuaan"]
)
@pytest.mark.usefixtures("cast")
def test_one_letter_amiss_leads_to_the_name(typed: str) -> None:
    text = _page(typed)

    assert "Có phải bạn tìm" in text
    assert 'href="/tim/?q=X%C3%A3%20H%C3%B2a%20Thu%E1%BA%ADn">Xã Hòa Thuận</a>' in text


@pytest.mark.usefixtures("cast")
def test_two_letters_amiss_are_another_word() -> None:
    assert "Có phải bạn tìm" not in _page("xa hoo thuam")


def test_ten_thousand_letters_are_refused_in_a_sentence(cast: Cast) -> None:
    page = Client().get(SEARCH, {"q": "x" * 10_000})

    assert page.status_code == HTTPStatus.BAD_REQUEST
    assert "dài 10000 ký tự" in page.content.decode()
    assert f"/dia-phuong/{cast.hoa_thuan.pk}/" not in page.content.decode()


def test_what_is_typed_never_becomes_markup() -> None:
    text = _page("<script>alert(1)</script>")

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_broken_letter_finds_nothing(cast: Cast) -> None:
    page = Client().get(SEARCH + "?q=%00%ff")

    assert page.status_code == HTTPStatus.OK
    assert f"/dia-phuong/{cast.hoa_thuan.pk}/" not in page.content.decode()


def _found(**typed: str) -> str:
    return Client().get(SEARCH, typed).content.decode()


def test_published_figures_are_found_by_their_words_and_place(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})

    for typed in ("tiep xuc hoa thuan", "đối thoại Hòa Thuận", "doi thoai an binh"):
        text = _found(q=typed)
        assert f"/dia-phuong/{cast.hoa_thuan.pk}/?ky=2026H1" in text
        assert "1 nội dung đã công bố" in text
        assert ": 4" in text
    assert filing.status == "published"


def test_nothing_is_found_before_it_is_published(cast: Cast) -> None:
    make_accepted(cast, {"G01": "4"})

    assert "Không có kết quả" in _found(q="doi thoai hoa thuan")


def test_a_correction_is_found_as_it_now_stands(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})
    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G01": Entry("5")},
        reason="Ghi nhầm một cuộc",
        at=NOW,
    )

    text = _found(q="doi thoai hoa thuan")
    assert ": 5" in text
    assert ": 4" not in text


def test_what_was_withdrawn_or_destroyed_is_found_no_more(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})
    withdraw_filing(actor=cast.giang, filing=filing, reason="Nhầm kỳ", at=NOW)
    assert "Không có kết quả" in _found(q="doi thoai hoa thuan")

    other = make_published(cast, {"G01": "4"}, period="2025H2")
    purge(item=f"filing:{other.pk}", ground="Hết hạn", actor=None, at=NOW)
    rebuild()
    assert "Không có kết quả" in _found(q="doi thoai hoa thuan")


def test_closed_indicators_are_found_with_no_figure(cast: Cast) -> None:
    close_indicator("G01", "restricted")
    make_published(cast, {"G01": "4", "G02": "200"})

    text = _found(q="cong dan hoa thuan", loai="filing")
    assert "200" in _found(q="hoa thuan", loai="filing")
    assert ": 4" not in text


def test_filters_narrow_by_kind_place_and_year(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})
    rebuild()

    assert "1 nội dung" in _found(q="doi thoai", loai="filing")
    assert "1 nội dung" in _found(q="doi thoai", loai="filing", noi="an binh")
    assert "1 nội dung" in _found(q="doi thoai", loai="filing", nam="2026")
    assert "Không có kết quả" in _found(q="doi thoai", loai="filing", nam="2025")
    elsewhere = str(cast.elsewhere.pk)
    assert "Không có kết quả" in _found(q="doi thoai", loai="filing", trong=elsewhere)
    assert "Tìm trong tất cả" in _found(q="doi thoai", loai="filing", nam="2025")


def test_filters_that_mean_nothing_are_explained(cast: Cast) -> None:
    for typed in (
        {"noi": "khong co noi nay"},
        {"nam": "hai nghìn"},
        {"loai": "nguoi"},
        {"trong": "9" * 30},
        {"trong": "99999999"},
    ):
        page = Client().get(SEARCH, {"q": "hoa thuan", **typed})
        assert page.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
        assert f"/dia-phuong/{cast.hoa_thuan.pk}/" not in page.content.decode()


def test_places_are_narrowed_too(cast: Cast) -> None:
    text = _found(q="hoa thuan", trong=str(cast.elsewhere.pk))
    assert f"/dia-phuong/{cast.hoa_thuan.pk}/" not in text
    text = _found(q="hoa thuan", loai="dia-phuong", noi="tinh an binh")
    assert f"/dia-phuong/{cast.hoa_thuan.pk}/" in text


def test_pages_beyond_the_last_are_empty_not_broken(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})

    for number in ("2", "999999", "-1", "x"):
        page = Client().get(SEARCH, {"q": "doi thoai", "trang": number})
        assert page.status_code == HTTPStatus.OK


def test_suggestions_name_places_first_and_lead_there(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})

    answer = Client().get("/tim/goi-y/", {"q": "hoa thu"}).json()["suggestions"]

    assert answer[0]["title"] == "Xã Hòa Thuận"
    assert answer[0]["href"] == f"/dia-phuong/{cast.hoa_thuan.pk}/"
    assert answer[1]["href"] == f"/dia-phuong/{cast.hoa_thuan.pk}/?ky=2026H1"
    assert Client().get("/tim/goi-y/").json() == {"suggestions": []}


def test_suggestions_refuse_ten_thousand_letters() -> None:
    page = Client().get("/tim/goi-y/", {"q": "x" * 10_000})

    assert page.status_code == HTTPStatus.BAD_REQUEST


def test_a_topic_beside_a_name_leads_to_the_figure_of_that_place(cast: Cast) -> None:
    rebuild()

    for typed in ("tiếp xúc đối thoại xã Hòa Thuận", "xa hoa thuan tiep xuc"):
        text = _found(q=typed)
        assert f'href="/chi-tieu/G01/?don-vi={cast.hoa_thuan.pk}"' in text
    assert "Con số của nơi này" not in _found(q="đối thoại Thuận")
    assert "Con số của nơi này" not in _found(q="hoa thuan")


def test_the_place_chosen_stays_until_another_is_typed(cast: Cast) -> None:
    make_published(cast, {"G01": "4"})
    chosen = {"q": "doi thoai", "loai": "filing", "trong": str(cast.hoa_thuan.pk)}

    assert "1 nội dung" in _found(**chosen, noi="Xã Hòa Thuận")
    assert "Không có kết quả" in _found(**chosen, noi="Suối Ngọc")


def test_english_words_find_indicators_by_their_english_names(cast: Cast) -> None:
    rebuild()
    found = Client().get("/en/tim/", {"q": "dialogues held"}).content.decode()
    topic = Client().get("/en/tim/", {"q": "dialogues held xa hoa thuan"})
    beside = topic.content.decode()

    name = "Dialogues held by Party/government heads"
    assert f'<a href="/en/chi-tieu/G01/">{name}</a>' in found
    assert "G. Meetings and dialogue. Unit: meetings." in found
    place = f'/en/chi-tieu/G01/?don-vi={cast.hoa_thuan.pk}">'
    assert f'{place}{name}: <span lang="vi">xã Hòa Thuận</span></a>' in beside


def test_english_suggestions_are_plain_words_and_lead_to_english_pages(
    cast: Cast,
) -> None:
    answer = Client().get("/en/tim/goi-y/", {"q": "hoa thuan"}).json()

    assert answer["suggestions"][0] == {
        "title": "Xã Hòa Thuận",
        "detail": "Tỉnh An Bình, code 90101",
        "href": f"/en/dia-phuong/{cast.hoa_thuan.pk}/",
    }
