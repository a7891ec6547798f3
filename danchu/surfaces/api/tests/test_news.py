"""Articles for programs: lists that go on, one with its files, and withdrawn ones."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from danchu.kernel.files.tests.samples import a_pdf
from danchu.news.rules.articles import Category, Kind
from danchu.news.rules.files import SentFile
from danchu.news.services import attach_file, withdraw_article
from danchu.news.tests.factories import NOW, TITLE, make_draft, make_published
from danchu.surfaces.api import news
from danchu.testing.cast import Cast, make_cast

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return make_cast()


def get(address: str, status: int = 200) -> Any:
    answer = Client().get(f"/api/v1{address}")
    assert answer.status_code == status
    return answer.json()


def test_lists_go_on_where_they_ended(cast: Cast) -> None:
    for number in range(21):
        at = NOW + timedelta(minutes=number)
        make_published(cast, at=at, title=f"Bài {number}")
    make_draft(cast)

    first = get(f"/news?unit={cast.an_binh.pk}&kind=news")
    second = get(first["next"].removeprefix("/api/v1"))

    assert [one["title"] for one in first["items"]] == [
        f"Bài {number}" for number in range(20, 0, -1)
    ]
    assert [one["title"] for one in second["items"]] == ["Bài 0"]
    assert second["next"] is None
    assert get(f"/news?unit={cast.tan_lap.pk}")["items"] == []
    assert get("/news?category=paper")["items"] == []
    assert get("/news?kind=x", 400)["code"] == "api.invalid"
    assert get("/news?unit=999999", 404)["status"] == 404


def test_one_article_comes_with_its_files_and_what_was_put_right(cast: Cast) -> None:
    article = make_published(cast)
    sent = SentFile(a_pdf(), "Phương án.pdf", "")
    attach_file(actor=cast.cuc, article=article, sent=sent, correction="Sót.", at=LATER)

    found = get(f"/news/{article.pk}")

    (file,) = found["files"]
    assert found["title"] == TITLE
    assert "<strong>một phiếu</strong>" in found["html"]
    assert found["correction"]["text"] == "Sót."
    assert found["withdrawn"] is None
    assert Client().get(file["href"]).content == a_pdf()
    assert Client().get(found["page"]).status_code == 200
    assert get(found["proof"].removeprefix("/api/v1"))["face"] is not None
    assert get(found["unit"]["href"].removeprefix("/api/v1"))["name"] == "Xã Hòa Thuận"


def test_of_a_withdrawn_one_title_and_reason_are_left(cast: Cast) -> None:
    article = make_published(cast)
    sent = SentFile(a_pdf(), "Phương án.pdf", "")
    attach_file(actor=cast.cuc, article=article, sent=sent, correction="Sót.", at=NOW)

    withdraw_article(actor=cast.cuc, article=article, reason="Nhầm.", at=LATER)

    found = get(f"/news/{article.pk}")
    assert found["withdrawn"]["reason"] == "Nhầm."
    assert (found["html"], found["summary"], found["files"]) == (None, "", [])
    assert found["correction"] is None
    assert get("/news")["items"] == []


def test_drafts_are_not_there(cast: Cast) -> None:
    assert get(f"/news/{make_draft(cast).pk}", 404)["code"] == "news.not_found"


def test_the_words_of_the_description_are_those_of_the_rules() -> None:
    assert set(news.KindName.__args__) == set(Kind)  # type: ignore[attr-defined]  # -- of Literal
    assert set(news.CategoryName.__args__) == set(Category)  # type: ignore[attr-defined]  # -- of Literal
