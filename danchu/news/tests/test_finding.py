"""Articles are found while they stand, and nothing of an erased one is anywhere."""

from http import HTTPStatus

from django.db import connection
from django.test import Client

from danchu.kernel.publication.services import purge
from danchu.kernel.search.queries import asked, find
from danchu.kernel.search.services import rebuild
from danchu.news.models import Article, Comment
from danchu.news.services import Said, comment_on, withdraw_article
from danchu.news.tests.factories import NOW, make_draft, make_published
from danchu.testing.cast import Cast


def found(text: str) -> list[str]:
    return [hit.item for hit in find(asked(text, kind="article")).hits]


def test_a_published_article_is_found_by_its_words_and_place(cast: Cast) -> None:
    article = make_published(cast)

    assert found("lay y kien duong thon") == [f"article:{article.pk}"]
    assert found("đường thôn Hòa Thuận") == [f"article:{article.pk}"]
    [hit] = find(asked("duong thon")).hits
    assert Client().get(hit.page).status_code == HTTPStatus.OK


def test_a_draft_is_not_found(cast: Cast) -> None:
    make_draft(cast)
    rebuild()

    assert found("duong thon") == []


def test_a_withdrawn_article_is_found_no_more(cast: Cast) -> None:
    article = make_published(cast)
    withdraw_article(actor=cast.cuc, article=article, reason="Sai ngày họp", at=NOW)

    assert found("duong thon") == []
    rebuild()
    assert found("duong thon") == []


def test_of_an_erased_article_nothing_is_left(cast: Cast) -> None:
    article = make_published(cast)
    name = "Lò Thị Ngát"
    said = Said(name=name, text="Đường này nên rộng 5 mét", email="", work="")
    comment_on(article=article.pk, said=said, at=NOW)
    page = f"/tin-tuc/{article.pk}-{article.slug}/"

    purge(item=f"article:{article.pk}", ground="Theo yêu cầu", actor=None, at=NOW)
    rebuild()

    row = Article.objects.get(pk=article.pk)
    text = Client().get(f"/tin-tuc/{row.pk}-{row.slug}/").content.decode()
    assert "Theo yêu cầu" in text
    assert article.title not in text
    assert article.title not in Client().get("/tin-tuc/").content.decode()
    assert found("duong thon") == []
    assert not Comment.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_entry WHERE page = %s", [page])
        assert cursor.fetchone() == (0,)
