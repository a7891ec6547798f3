"""Texts and what readers said wait in the inbox of whoever may deal with them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from danchu.kernel.people.models import User
from danchu.news.services import (
    Said,
    comment_on,
    publish_article,
    return_article,
    submit_article,
    write_article,
)
from danchu.news.tests.factories import (
    NOW,
    TITLE,
    make_published,
    make_submitted,
    writing,
)
from danchu.surfaces.desk.tests.test_home import HOME, _groups
from danchu.testing.cast import Cast, hire

APPROVE, REWRITE, READ = "tin-bai-cho-duyet", "tin-bai-tra-lai", "y-kien-cho-doc"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NEWS_KEY = tmp_path / "news.key"


def text(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.get(HOME).content.decode()


def news(user: User) -> dict[str, int]:
    found = _groups(text(user))
    return {ident: found[ident] for ident in (APPROVE, REWRITE, READ) if ident in found}


def test_a_text_waits_for_who_may_approve_it_until_that_is_done(cast: Cast) -> None:
    article = make_submitted(cast)

    before = news(cast.cuc), news(cast.binh), news(cast.dung), news(cast.giang)
    page = text(cast.cuc)
    publish_article(actor=cast.cuc, article=article, at=NOW)

    assert before == ({APPROVE: 1}, {}, {}, {})
    assert f'<a href="/tin-bai/{article.pk}/">{TITLE}</a>' in page
    assert f'href="#{APPROVE}"' in page
    assert news(cast.cuc) == {}


def test_a_text_sent_back_waits_for_who_writes(cast: Cast) -> None:
    article = make_submitted(cast)

    return_article(actor=cast.cuc, article=article, reason="Thiếu giờ.", at=NOW)

    assert (news(cast.cuc), news(cast.binh)) == ({}, {REWRITE: 1})


def test_an_own_text_waits_for_the_other_editor_alone(cast: Cast) -> None:
    own = write_article(actor=cast.giang, unit=cast.an_binh, writing=writing(), at=NOW)
    submit_article(actor=cast.giang, article=own, at=NOW)
    alone = news(cast.giang)

    other = hire("phuc", "Ngô Văn Phúc", cast.an_binh, "head")

    assert alone == {APPROVE: 1}
    assert (news(cast.giang), news(other)) == ({}, {APPROVE: 1})


def test_what_readers_said_waits_as_one_task_of_a_unit(cast: Cast) -> None:
    article = make_published(cast)
    for number in range(3):
        said = Said("Hoa", f"Đồng ý {number}.")
        comment_on(article=article.pk, said=said, at=NOW)

    page = text(cast.binh)

    assert news(cast.binh) == {READ: 3}
    assert "Đọc 3 ý kiến bạn đọc" in page
    assert 'href="/tin-bai/y-kien/"' in page
    assert "Hoa" not in page.partition(f'id="{READ}"')[2].partition("</section>")[0]
    assert news(cast.dung) == {}
