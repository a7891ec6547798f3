"""What strangers read: nothing before it is published, and why when it is gone."""

import re
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from danchu.news.models import Article, Comment, Reading
from danchu.news.public.pages import ON_A_PAGE
from danchu.news.rules.comments import UNPROVED_AN_HOUR
from danchu.news.services import (
    Said,
    comment_on,
    correct_article,
    refuse_comment,
    show_comment,
    withdraw_article,
)
from danchu.news.tests.factories import (
    BODY,
    NOW,
    TITLE,
    make_draft,
    make_published,
    make_submitted,
    writing,
)
from danchu.testing.cast import Cast

WHY = "Ngày trong bài chưa đúng."
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NEWS_KEY = tmp_path / "news.key"


def at(article: Article) -> str:
    return f"/tin-tuc/{article.pk}-{article.slug}/"


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == HTTPStatus.OK, address
    return str(answer.content.decode())


def titles(address: str) -> list[str]:
    return re.findall(r"<h3[^>]*><a[^>]*>([^<]+)</a></h3>", page(address))


def test_a_draft_is_nowhere(cast: Cast) -> None:
    hidden = [
        make_draft(cast, title="Bản nháp kín"),
        make_submitted(cast, title="Bản chờ kín"),
    ]
    make_published(cast, title="Bài đã đăng")

    assert titles("/tin-tuc/") == ["Bài đã đăng"]
    for article in hidden:
        for address in (at(article), f"/tin-tuc/{article.pk}/y-kien/"):
            answer = Client().get(address)
            assert answer.status_code == HTTPStatus.NOT_FOUND
            assert "kín" not in answer.content.decode()


def test_a_published_text_is_read_as_it_was_set(cast: Cast) -> None:
    article = make_published(cast)

    text = page(at(article))

    assert f'<h1 id="bai" lang="vi">{TITLE}</h1>' in text
    assert "<h2>Cách lấy ý kiến</h2>" in text
    assert "<strong>một phiếu</strong>" in text
    assert f"?muc=article%3A{article.pk}" in text
    assert cast.binh.full_name not in text
    assert cast.cuc.full_name not in text


def test_an_old_address_leads_to_the_new_one(cast: Cast) -> None:
    article = make_published(cast)

    answer = Client().get(f"/tin-tuc/{article.pk}-ten-cu/")

    assert (answer.status_code, answer.headers["Location"]) == (302, at(article))


def test_what_was_withdrawn_says_why_and_no_more(cast: Cast) -> None:
    article = make_published(cast, title="Bài bị rút")
    comment = comment_on(article=article.pk, said=Said("Hoa", "Ý kiến cũ"), at=NOW)
    show_comment(actor=cast.binh, comment=comment, at=NOW)
    withdraw_article(actor=cast.cuc, article=article, reason=WHY, at=NOW + HOUR)

    text = page(at(article))

    assert WHY in text
    assert "Bài bị rút" in text
    assert "một phiếu" not in text
    assert article.summary not in text
    assert "Ý kiến cũ" not in text
    assert titles("/tin-tuc/") == []


def test_a_correction_is_told_above_the_text(cast: Cast) -> None:
    article = make_published(cast)
    correct_article(
        actor=cast.cuc,
        article=article,
        writing=writing(body=BODY.replace("một", "hai")),
        revision=article.revision,
        correction=WHY,
        at=NOW + HOUR,
    )

    text = page(at(article))

    assert WHY in text
    assert "<strong>hai phiếu</strong>" in text
    assert "<strong>một phiếu</strong>" not in text


def test_lists_are_narrowed_by_place_head_and_kind(cast: Cast) -> None:
    make_published(cast, title="Một", category="do")
    make_published(cast, title="Hai", kind="document", at=NOW + HOUR)
    here, above, elsewhere = (
        f"/tin-tuc/?noi={unit.pk}"
        for unit in (cast.hoa_thuan, cast.an_binh, cast.elsewhere)
    )

    assert titles("/tin-tuc/") == titles(here) == titles(above) == ["Hai", "Một"]
    assert titles(elsewhere) == []
    assert titles("/tin-tuc/?muc=do") == ["Một"]
    assert titles("/tin-tuc/?loai=document") == ["Hai"]
    assert titles(f"{here}&muc=do&loai=document") == []
    assert titles("/tin-tuc/?muc=x&loai=x&sau=x") == ["Hai", "Một"]


@pytest.mark.parametrize("place", ["0", "x", "9" * 30, "1e3"])
@pytest.mark.usefixtures("cast")
def test_a_place_that_is_not_there_has_no_news(place: str) -> None:
    answer = Client().get(f"/tin-tuc/?noi={place}")

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_old_news_are_reached_page_by_page_without_gaps(cast: Cast) -> None:
    for number in range(ON_A_PAGE + 3):
        moment = NOW + timedelta(minutes=number // 2)
        make_published(cast, title=f"Bài {number}", at=moment)

    first = page("/tin-tuc/")
    older = re.findall(r'href="(\?[^"]*sau=[^"]*)"', first)[-1]
    seen = titles("/tin-tuc/") + titles(f"/tin-tuc/{older}")

    assert seen == [f"Bài {number}" for number in reversed(range(ON_A_PAGE + 3))]


def test_the_number_of_statements_does_not_grow_with_the_list(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    make_published(cast)
    with django_assert_num_queries(3):
        page("/tin-tuc/")
    for _ in range(2):
        make_published(cast)

    with django_assert_num_queries(3):
        page("/tin-tuc/")


def test_the_most_read_are_those_of_finished_days(cast: Cast) -> None:
    old, new = make_published(cast, title="Cũ"), make_published(cast, title="Mới")
    today = date.today()  # noqa: DTZ011 -- the page asks the same clock
    for article, day, readers in (
        (old, today - timedelta(days=2), 7),
        (new, today - timedelta(days=1), 9),
        (old, today - timedelta(days=3), 5),
        (new, today - timedelta(days=30), 900),
    ):
        Reading.objects.create(article=article, day=day, readers=readers)

    text = page("/tin-tuc/").partition("Đọc nhiều")[2]

    assert re.findall(r'<span class="num">(\d+)</span>&nbsp;người', text) == ["12", "9"]


def test_comments_are_seen_once_shown_and_are_plain_words(cast: Cast) -> None:
    article = make_published(cast)
    sent = [
        comment_on(
            article=article.pk,
            said=Said(f"<b>Hoa {number}</b>", "<script>x</script>\nhai", "a@b.vn"),
            at=NOW,
        )
        for number in range(3)
    ]
    show_comment(actor=cast.binh, comment=sent[0], at=NOW)
    refuse_comment(actor=cast.binh, comment=sent[1], reason="Trùng.", at=NOW)

    text = page(at(article))

    assert "&lt;b&gt;Hoa 0&lt;/b&gt;" in text
    assert "&lt;script&gt;x&lt;/script&gt;<br>hai" in text
    assert "Hoa 1" not in text
    assert "Hoa 2" not in text
    assert "a@b.vn" not in text


def test_a_comment_is_sent_without_javascript(cast: Cast) -> None:
    article = make_published(cast)
    address, client = f"/tin-tuc/{article.pk}/y-kien/", Client()
    told = {"name": "Hoa", "text": "Đồng ý.", "email": "hoa@example.vn"}

    answer = client.post(address, told)
    thanks = client.get(answer.headers["Location"])

    assert answer.status_code == HTTPStatus.FOUND
    assert "Đã nhận ý kiến" in thanks.content.decode()
    assert "sessionid" not in str(client.cookies)
    comment = Comment.objects.get()
    assert (comment.name, comment.text, comment.proof) == ("Hoa", "Đồng ý.", "")


def test_a_full_queue_says_so_politely_and_keeps_the_words(cast: Cast) -> None:
    article = make_published(cast)
    address, client = f"/tin-tuc/{article.pk}/y-kien/", Client()
    told = {"name": "Hoa", "text": "Ý kiến dài công viết."}
    for _ in range(UNPROVED_AN_HOUR):
        client.post(address, told)

    answer = client.post(address, told)

    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "gửi sau một giờ" in text
    assert "Ý kiến dài công viết." in text


def test_a_comment_needs_a_token_of_our_form(cast: Cast) -> None:
    article = make_published(cast)

    answer = Client(enforce_csrf_checks=True).post(
        f"/tin-tuc/{article.pk}/y-kien/", {"name": "x", "text": "x"}
    )

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not Comment.objects.exists()


def test_reading_is_told_by_our_own_pages_alone(cast: Cast) -> None:
    article = make_published(cast)
    address = f"/tin-tuc/{article.pk}/da-doc/"
    client = Client(enforce_csrf_checks=True)

    answers = [
        client.post(address, headers={"Sec-Fetch-Site": site}, REMOTE_ADDR="192.0.2.1")
        for site in ("cross-site", "same-site", "none")
    ]
    assert {answer.status_code for answer in answers} == {HTTPStatus.NO_CONTENT}
    assert not Reading.objects.exists()

    client.post(address, headers={"Sec-Fetch-Site": "same-origin"})
    assert Reading.objects.count() == 1


def test_behind_a_proxy_readers_are_told_apart(cast: Cast, settings: Any) -> None:
    article = make_published(cast)
    address = f"/tin-tuc/{article.pk}/da-doc/"

    def sketch_after(forwarded: str) -> bytes:
        Client().post(address, headers={"X-Forwarded-For": forwarded})
        return bytes(Reading.objects.get().sketch or b"")

    direct = sketch_after("192.0.2.7")
    assert sketch_after("192.0.2.8") == direct

    settings.PUBLIC_URL = "https://dan.example.vn"
    behind = sketch_after("192.0.2.9, 198.51.100.1")
    assert behind != direct
    assert sketch_after("203.0.113.5, 198.51.100.1") == behind
