"""Where officials write: seen by their unit alone, previewed, pressed once."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post
from danchu.news.models import Article, Comment
from danchu.news.rules.articles import Status
from danchu.news.services import Said, comment_on, return_article
from danchu.news.tests.factories import (
    BODY,
    NOW,
    SUMMARY,
    TITLE,
    make_draft,
    make_published,
    make_submitted,
)
from danchu.testing.cast import SINCE, Cast

TOLD = {
    "title": TITLE,
    "kind": "news",
    "category": "discuss",
    "language": "vi",
    "summary": SUMMARY,
    "body": BODY,
}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NEWS_KEY = tmp_path / "news.key"


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_text_goes_from_the_clerk_to_everybody(cast: Cast) -> None:
    clerk, head = client(cast.binh), client(cast.cuc)

    made = clerk.post("/tin-bai/soan/", TOLD | {"viec": "luu"})
    desk = made.headers["Location"]
    clerk.post(desk, {"viec": "news.submit"})
    waiting = text(head.get("/tin-bai/?trang-thai=submitted"))
    published = head.post(desk, {"viec": "news.publish"}, follow=True)

    article = Article.objects.get()
    assert TITLE in waiting
    assert "Đã đăng. Mọi người đọc được" in text(published)
    assert article.status == Status.PUBLISHED
    assert TITLE in text(Client().get("/tin-tuc/"))


def test_a_preview_shows_and_saves_nothing(cast: Cast) -> None:
    answer = client(cast.binh).post("/tin-bai/soan/", TOLD | {"viec": "xem"})

    assert answer.status_code == HTTPStatus.OK
    assert "<strong>một phiếu</strong>" in text(answer)
    assert BODY.splitlines()[0] in text(answer)
    assert not Article.objects.exists()


def test_a_preview_of_a_correction_changes_nothing(cast: Cast) -> None:
    article = make_published(cast)
    told = TOLD | {"body": "<script>x</script> mới", "correction": "x", "viec": "xem"}

    answer = client(cast.cuc).post(f"/tin-bai/{article.pk}/sua/", told)

    assert "&lt;script&gt;x&lt;/script&gt; mới" in text(answer)
    assert "mới" not in text(Client().get(f"/tin-tuc/{article.pk}-{article.slug}/"))


def test_a_correction_is_published_from_its_form(cast: Cast) -> None:
    article = make_published(cast)
    told = TOLD | {"body": "Bản đúng.", "revision": article.revision}
    address = f"/tin-bai/{article.pk}/sua/"

    silent = client(cast.cuc).post(address, told)
    said = client(cast.cuc).post(address, told | {"correction": "Sửa ngày."})

    assert silent.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said.status_code == HTTPStatus.FOUND
    assert "Bản đúng." in text(Client().get(f"/tin-tuc/{article.pk}-{article.slug}/"))


def test_who_saves_on_an_old_page_is_told_and_loses_no_words(cast: Cast) -> None:
    draft = make_draft(cast)
    told = TOLD | {"body": "Của người sau.", "revision": draft.revision}
    address = f"/tin-bai/{draft.pk}/sua/"
    client(cast.binh).post(address, told | {"body": "Của người trước."})

    answer = client(cast.binh).post(address, told)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Có người khác vừa lưu" in text(answer)
    assert "Của người sau." in text(answer)
    draft.refresh_from_db()
    assert draft.body == "Của người trước."


def test_why_it_came_back_stands_above_the_text(cast: Cast) -> None:
    article = make_submitted(cast)
    return_article(actor=cast.cuc, article=article, reason="Thiếu giờ họp.", at=NOW)

    page = text(client(cast.binh).get(f"/tin-bai/{article.pk}/"))

    assert "Thiếu giờ họp." in page
    assert "Sửa bài" in page
    assert "Duyệt, đăng bài" not in page


@pytest.mark.parametrize("deed", ["news.return", "news.withdraw"])
def test_a_deed_without_its_reason_is_refused_on_the_page(
    cast: Cast, deed: str
) -> None:
    article = make_submitted(cast) if deed == "news.return" else make_published(cast)

    answer = client(cast.cuc).post(f"/tin-bai/{article.pk}/", {"viec": deed})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "lý do" in text(answer).lower()


def test_an_unknown_deed_does_nothing(cast: Cast) -> None:
    draft = make_draft(cast)

    for deed in ("", "news.destroy"):
        answer = client(cast.binh).post(f"/tin-bai/{draft.pk}/", {"viec": deed})
        assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_who_writes_for_two_units_chooses(cast: Cast) -> None:
    give_post(user=cast.binh, unit=cast.tan_lap, role="clerk", valid_from=SINCE)
    clerk = client(cast.binh)

    form = text(clerk.get("/tin-bai/soan/"))
    clerk.post("/tin-bai/soan/", TOLD | {"unit": cast.tan_lap.pk})
    wrong = clerk.post("/tin-bai/soan/", TOLD | {"unit": cast.elsewhere.pk})

    assert "Phường Tân Lập" in form
    assert Article.objects.get().unit == cast.tan_lap
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("who", ["dung", "giang", "khoa", "lan", "minh"])
def test_nobody_else_sees_a_text_before_everybody_does(cast: Cast, who: str) -> None:
    draft = make_draft(cast)
    other = client(getattr(cast, who))

    assert TITLE not in text(other.get("/tin-bai/?trang-thai=draft"))
    assert other.get(f"/tin-bai/{draft.pk}/").status_code == HTTPStatus.NOT_FOUND


def test_comments_are_decided_by_the_unit_with_the_address_at_hand(
    cast: Cast,
) -> None:
    article = make_published(cast)
    comment = comment_on(
        article=article.pk, said=Said("Hoa", "<i>Đồng ý</i>", "hoa@b.vn"), at=NOW
    )
    clerk = client(cast.binh)

    page = text(clerk.get("/tin-bai/y-kien/"))
    refused = clerk.post(
        f"/tin-bai/y-kien/{comment.pk}/", {"viec": "news.refuse_comment"}
    )
    clerk.post(f"/tin-bai/y-kien/{comment.pk}/", {"viec": "news.show_comment"})

    assert "&lt;i&gt;Đồng ý&lt;/i&gt;" in page
    assert "hoa@b.vn" in page
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Comment.objects.get().status == "shown"
    assert "hoa@b.vn" not in text(client(cast.dung).get("/tin-bai/y-kien/"))


def test_the_history_of_a_text_names_deeds_in_words(cast: Cast) -> None:
    article = make_published(cast)

    page = text(client(cast.cuc).get(f"/tin-bai/{article.pk}/"))

    assert "Lê Thị Cúc duyệt đăng tin, bài" in page
    assert "Trần Thị Bình trình duyệt tin, bài" in page
