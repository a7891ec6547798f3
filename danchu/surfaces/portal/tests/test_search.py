from http import HTTPStatus

from django.test import Client

from danchu.testing.cast import Cast

SEARCH = "/tim/"


def _page(text: str) -> str:
    return Client().get(SEARCH, {"q": text}).content.decode()


def test_nothing_typed_says_what_to_do() -> None:
    page = Client().get(SEARCH)

    assert page.status_code == HTTPStatus.OK
    assert "Bạn chưa gõ tên nơi cần tìm." in page.content.decode()


def test_a_name_without_accents_finds_the_place(cast: Cast) -> None:
    text = _page("hoa thuan")

    assert f'<a href="/dia-phuong/{cast.hoa_thuan.pk}/">Xã Hòa Thuận</a>' in text
    assert "Suối Ngọc" not in text


def test_a_name_nobody_has_finds_nothing_and_says_so(cast: Cast) -> None:
    text = _page("khong co noi nay")

    assert "Không tìm thấy “khong co noi nay”." in text
    assert f"/dia-phuong/{cast.hoa_thuan.pk}/" not in text


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
