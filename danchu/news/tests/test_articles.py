"""An article's way from a draft to strangers, and back."""

import json
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Leaf
from danchu.kernel.people.models import User
from danchu.kernel.publication.queries import edition_of
from danchu.kernel.publication.services import look_over
from danchu.news.models import Article
from danchu.news.public import ARTICLE, ArticleFace, faces_by_item, text_of
from danchu.news.rules.articles import Status
from danchu.news.services import (
    correct_article,
    edit_article,
    publish_article,
    return_article,
    submit_article,
    withdraw_article,
    write_article,
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
from danchu.testing.cast import Cast, hire

HOUR = timedelta(hours=1)
WHY = "Ngày lấy ý kiến thay đổi."


def item(article: Article) -> str:
    return f"{ARTICLE.name}:{article.pk}"


def face(article: Article) -> dict[str, Any]:
    newest = Leaf.objects.filter(item=item(article)).latest("index")
    said: dict[str, Any] = json.loads(bytes(newest.opening.face))
    return said


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_a_draft_leaves_nothing_outside(cast: Cast) -> None:
    draft, handed = make_draft(cast), make_submitted(cast)

    assert not Leaf.objects.exists()
    assert faces_by_item([item(draft), item(handed)]) == {}


def test_what_is_published_is_in_the_ledger_word_for_word(cast: Cast) -> None:
    article = make_published(cast)

    assert face(article) == {
        "unit": cast.hoa_thuan.pk,
        "kind": "news",
        "category": "discuss",
        "language": "vi",
        "title": TITLE,
        "summary": article.summary,
        "body": BODY,
        "published_on": "2026-07-03",
        "correction": "",
    }
    assert look_over(at=NOW).findings == []


def test_a_face_names_nobody_who_works_here(cast: Cast) -> None:
    article = make_published(cast)

    told = json.dumps(face(article), ensure_ascii=False)

    assert cast.binh.full_name not in told
    assert cast.cuc.full_name not in told
    assert {"written_by", "published_by"} & {f.name for f in fields(ArticleFace)} == (
        set()
    )


def test_search_gets_faces_of_what_stands_published_alone(cast: Cast) -> None:
    stands, gone, draft = make_published(cast), make_published(cast), make_draft(cast)
    withdraw_article(actor=cast.cuc, article=gone, reason=WHY, at=NOW)

    asked = [item(one) for one in (stands, gone, draft)]
    found = faces_by_item([*asked, "filing:1", "article:x"])

    assert list(found) == [item(stands)]
    assert text_of(found[item(stands)]) == (
        "Cách lấy ý kiến\nMỗi hộ một phiếu, trả tại nhà văn hóa thôn."
    )


def test_a_correction_is_a_further_version_and_says_what_was_wrong(
    cast: Cast,
) -> None:
    article = make_published(cast)

    correct_article(
        actor=cast.cuc,
        article=article,
        writing=writing(summary="Từ ngày 06 đến ngày 20/7."),
        revision=article.revision,
        correction=WHY,
        at=NOW + HOUR,
    )

    edition = edition_of(item(article))
    assert edition is not None
    assert edition.version == 2
    assert face(article)["correction"] == WHY
    assert face(article)["summary"] == "Từ ngày 06 đến ngày 20/7."
    assert look_over(at=NOW + HOUR).findings == []


def test_what_is_withdrawn_says_why_for_ever(cast: Cast) -> None:
    article = make_published(cast)

    withdraw_article(actor=cast.cuc, article=article, reason=WHY, at=NOW + HOUR)

    edition = edition_of(item(article))
    assert edition is not None
    assert edition.withdrawn is not None
    assert edition.withdrawn.reason == WHY
    assert article.status == Status.WITHDRAWN
    assert look_over(at=NOW + HOUR).findings == []


def test_an_edit_past_the_product_is_named(cast: Cast) -> None:
    article = make_published(cast)

    Article.objects.filter(pk=article.pk).update(body="Đã sửa lén.")

    (finding,) = look_over(at=NOW).findings
    assert finding["item"] == item(article)


def test_what_is_sent_back_is_written_again_and_handed_up(cast: Cast) -> None:
    article = make_submitted(cast)

    return_article(actor=cast.cuc, article=article, reason="Thiếu giờ.", at=NOW)
    edit_article(
        actor=cast.binh,
        article=article,
        writing=writing(body="Từ 7 giờ 30."),
        revision=article.revision,
        at=NOW,
    )
    submit_article(actor=cast.binh, article=article, at=NOW)

    assert article.status == Status.SUBMITTED
    assert [event.verb for event in history_of(article.dossier)] == [
        *("news.submit", "news.write", "news.return", "news.submit", "news.write"),
    ]


@pytest.mark.parametrize("who", ["an", "cuc", "dung", "giang", "khoa", "lan"])
def test_only_who_writes_at_the_unit_writes(cast: Cast, who: str) -> None:
    actor: User = getattr(cast, who)

    with refused("access.forbidden"):
        write_article(actor=actor, unit=cast.hoa_thuan, writing=writing(), at=NOW)


@pytest.mark.parametrize("who", ["an", "binh", "dung", "giang", "khoa", "lan"])
def test_only_who_answers_for_the_unit_publishes_corrects_and_withdraws(
    cast: Cast, who: str
) -> None:
    actor: User = getattr(cast, who)
    waiting, stands = make_submitted(cast), make_published(cast)

    with refused("access.forbidden"):
        publish_article(actor=actor, article=waiting, at=NOW)
    with refused("access.forbidden"):
        return_article(actor=actor, article=waiting, reason=WHY, at=NOW)
    with refused("access.forbidden"):
        withdraw_article(actor=actor, article=stands, reason=WHY, at=NOW)
    with refused("access.forbidden"):
        correct_article(
            actor=actor,
            article=stands,
            writing=writing(body="Khác."),
            revision=stands.revision,
            correction=WHY,
            at=NOW,
        )


def test_a_secretary_publishes_own_words_only_where_nobody_else_could(
    cast: Cast,
) -> None:
    article = write_article(
        actor=cast.giang, unit=cast.an_binh, writing=writing(), at=NOW
    )
    submit_article(actor=cast.giang, article=article, at=NOW)
    hire("phuc", "Ngô Văn Phúc", cast.an_binh, "head")

    with refused("news.own_text"):
        publish_article(actor=cast.giang, article=article, at=NOW)

    User.objects.filter(username="phuc").update(is_active=False)
    publish_article(actor=cast.giang, article=article, at=NOW)
    assert article.status == Status.PUBLISHED


def test_what_waits_or_stands_is_not_edited(cast: Cast) -> None:
    for article in (make_submitted(cast), make_published(cast)):
        with refused("news.not_writable"):
            edit_article(
                actor=cast.binh,
                article=article,
                writing=writing(body="Khác."),
                revision=article.revision,
                at=NOW,
            )


def test_nobody_writes_over_what_was_saved_meanwhile(cast: Cast) -> None:
    draft = make_draft(cast)
    seen = draft.revision
    edit_article(
        actor=cast.binh,
        article=draft,
        writing=writing(body="Một."),
        revision=seen,
        at=NOW,
    )

    with refused("news.stale_page"):
        edit_article(
            actor=cast.binh,
            article=draft,
            writing=writing(body="Hai."),
            revision=seen,
            at=NOW,
        )

    draft.refresh_from_db()
    assert draft.body == "Một."


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": "  \u202e "}, "news.title_missing"),
        ({"title": "x" * 201}, "news.text_too_long"),
        ({"summary": "x" * 501}, "news.text_too_long"),
        ({"body": "x" * 60_001}, "news.text_too_long"),
        ({"kind": "rumour"}, "news.unknown_choice"),
        ({"category": "sport"}, "news.unknown_choice"),
        ({"language": "xx"}, "news.unknown_choice"),
    ],
)
def test_what_has_no_place_in_an_article_is_refused(
    cast: Cast, said: dict[str, Any], code: str
) -> None:
    with refused(code):
        make_draft(cast, **said)


@pytest.mark.parametrize("missing", ["summary", "body"])
def test_what_is_incomplete_is_not_handed_up(cast: Cast, missing: str) -> None:
    said: dict[str, Any] = {missing: ""}
    draft = make_draft(cast, **said)

    with refused("news.incomplete"):
        submit_article(actor=cast.binh, article=draft, at=NOW)


@pytest.mark.parametrize(
    ("said", "why", "code"),
    [
        ({}, WHY, "news.nothing_corrected"),
        ({"body": "Khác."}, " ", "news.correction_missing"),
        ({"body": "Khác."}, "x" * 301, "news.text_too_long"),
        ({"body": ""}, WHY, "news.incomplete"),
    ],
)
def test_a_correction_changes_something_and_says_what(
    cast: Cast, said: dict[str, str], why: str, code: str
) -> None:
    article = make_published(cast)

    with refused(code):
        correct_article(
            actor=cast.cuc,
            article=article,
            writing=writing(**said),
            revision=article.revision,
            correction=why,
            at=NOW,
        )

    article.refresh_from_db()
    assert article.body == BODY


def test_what_was_withdrawn_stays_so(cast: Cast) -> None:
    article = make_published(cast)
    withdraw_article(actor=cast.cuc, article=article, reason=WHY, at=NOW)

    with refused("news.not_published"):
        correct_article(
            actor=cast.cuc,
            article=article,
            writing=writing(body="Khác."),
            revision=article.revision,
            correction=WHY,
            at=NOW,
        )
    with refused("workflow.already_finished"):
        publish_article(actor=cast.cuc, article=article, at=NOW)
