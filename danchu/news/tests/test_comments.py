"""What readers say: taken in slowly, shown by somebody, addresses erased."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from altcha.v1 import solve_challenge

from danchu.kernel.audit.queries import history_of_unit, reason_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.news.models import Article, Comment
from danchu.news.proving import challenge
from danchu.news.rules.comments import (
    EMAIL_KEPT,
    MOST_WAITING,
    PROOF_LASTS,
    UNPROVED_AN_HOUR,
    State,
)
from danchu.news.sealing import seal, unseal
from danchu.news.services import withdraw_article
from danchu.news.services.commenting import (
    Said,
    comment_on,
    erase_emails,
    refuse_comment,
    show_comment,
)
from danchu.news.services.nights import pass_night
from danchu.news.tests.factories import NOW, make_draft, make_published
from danchu.testing.cast import Cast

EMAIL = "nguoi.gui@example.vn"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.NEWS_KEY = tmp_path / "news.key"


def solved(article: Article, at: datetime = NOW, **changed: Any) -> str:
    """Do the work of a browser."""
    asked = challenge(article.pk, at)
    found = solve_challenge(asked["challenge"], asked["salt"], "SHA-256", 60_000)
    assert found is not None
    told = {key: asked[key] for key in ("algorithm", "challenge", "salt", "signature")}
    told |= {"number": found.number} | changed
    return base64.b64encode(json.dumps(told).encode()).decode()


def said(**more: str) -> Said:
    return Said(**({"name": "Chị Hoa", "text": "Tôi chọn phương án hai."} | more))


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_a_comment_waits_until_somebody_lets_it_stand(cast: Cast) -> None:
    article = make_published(cast)

    comment = comment_on(article=article.pk, said=said(), at=NOW)
    assert comment.status == State.WAITING
    show_comment(actor=cast.binh, comment=comment, at=NOW)

    assert comment.status == State.SHOWN
    assert comment.dossier.is_finished


def test_who_refuses_says_why_and_may_do_so_later(cast: Cast) -> None:
    article = make_published(cast)
    comment = comment_on(article=article.pk, said=said(), at=NOW)
    show_comment(actor=cast.binh, comment=comment, at=NOW)

    with refused("workflow.reason_missing"):
        refuse_comment(actor=cast.cuc, comment=comment, reason=" ", at=NOW)
    refuse_comment(actor=cast.cuc, comment=comment, reason="Nêu tên người.", at=NOW)

    comment.refresh_from_db()
    assert (comment.status, comment.reason) == (State.REFUSED, "Nêu tên người.")


@pytest.mark.parametrize("who", ["an", "dung", "giang", "khoa", "lan"])
def test_only_the_unit_decides_about_comments(cast: Cast, who: str) -> None:
    actor: User = getattr(cast, who)
    article = make_published(cast)
    comment = comment_on(article=article.pk, said=said(), at=NOW)

    with refused("access.forbidden"):
        show_comment(actor=actor, comment=comment, at=NOW)
    with refused("access.forbidden"):
        refuse_comment(actor=actor, comment=comment, reason="x", at=NOW)


def test_nothing_is_said_about_what_is_not_published(cast: Cast) -> None:
    draft, gone = make_draft(cast), make_published(cast)
    withdraw_article(actor=cast.cuc, article=gone, reason="Sai.", at=NOW)

    for article in (draft.pk, gone.pk, 0):
        with refused("news.not_found"):
            comment_on(article=article, said=said(), at=NOW)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "news.comment_empty"),
        ({"text": "\u202e\n "}, "news.comment_empty"),
        ({"name": "x" * 81}, "news.text_too_long"),
        ({"text": "x" * 2001}, "news.text_too_long"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(
    cast: Cast, more: dict[str, str], code: str
) -> None:
    article = make_published(cast)

    with refused(code):
        comment_on(article=article.pk, said=said(**more), at=NOW)


def test_a_flood_without_work_fills_its_own_queue_alone(cast: Cast) -> None:
    article, other = make_published(cast), make_published(cast)
    for _ in range(UNPROVED_AN_HOUR):
        comment_on(article=article.pk, said=said(), at=NOW)

    with refused("news.slow_queue_full"):
        comment_on(article=article.pk, said=said(), at=NOW)

    comment_on(article=article.pk, said=said(work=solved(article)), at=NOW)
    comment_on(article=other.pk, said=said(), at=NOW)
    comment_on(article=article.pk, said=said(), at=NOW + HOUR)
    assert Comment.objects.count() == UNPROVED_AN_HOUR + 3


def test_work_serves_once(cast: Cast) -> None:
    article = make_published(cast)
    work = solved(article)

    first, again = (
        comment_on(article=article.pk, said=said(work=work), at=NOW) for _ in range(2)
    )

    assert first.proof
    assert not again.proof


def test_work_for_another_article_or_too_old_or_forged_is_no_work(cast: Cast) -> None:
    article, other = make_published(cast), make_published(cast)
    late = NOW + PROOF_LASTS + timedelta(seconds=1)
    right = solved(article)

    def is_proved(work: str, at: datetime = NOW) -> bool:
        return bool(comment_on(article=article.pk, said=said(work=work), at=at).proof)

    assert not is_proved(solved(other))
    assert not is_proved(right, late)
    assert not is_proved(solved(article, number=-1), late + HOUR)
    assert not is_proved(solved(article, salt="00?expires=9999999999&bai=1&"), late)
    assert is_proved(right)


@pytest.mark.parametrize(
    "work",
    [
        *("x", "=", "bnVsbA==", "MQ==", "W10=", "e30=", "\udcff", "é"),
        base64.b64encode(b'{"number": true, "salt": 1, "signature": []}').decode(),
        base64.b64encode(b"[" * 1400).decode(),
    ],
)
def test_nonsense_is_no_work(cast: Cast, work: str) -> None:
    article = make_published(cast)

    assert not comment_on(article=article.pk, said=said(work=work), at=NOW).proof


def test_what_nobody_reads_does_not_grow_for_ever(cast: Cast) -> None:
    article = make_published(cast)
    one = comment_on(article=article.pk, said=said(), at=NOW)
    Comment.objects.bulk_create(_copies(one, MOST_WAITING))

    with refused("news.too_many_waiting"):
        comment_on(article=article.pk, said=said(work=solved(article)), at=NOW + HOUR)


def _copies(one: Comment, count: int) -> list[Comment]:
    from danchu.kernel.dossiers.services import (  # noqa: PLC0415 -- for this helper
        open_dossier,
    )

    long_ago = NOW - timedelta(days=1)
    return [
        Comment(
            dossier=open_dossier(kind="comment", unit=one.unit, at=long_ago),
            article=one.article,
            name="x",
            text="x",
            received_at=long_ago,
        )
        for _ in range(count - 1)
    ]


def test_an_address_is_sealed_and_erased_after_90_days(cast: Cast) -> None:
    article = make_published(cast)
    comment = comment_on(article=article.pk, said=said(email=EMAIL), at=NOW)
    young = comment_on(article=article.pk, said=said(email=EMAIL), at=NOW + HOUR)

    sealed = bytes(Comment.objects.get(pk=comment.pk).sealed_email or b"")
    assert EMAIL.encode() not in sealed
    assert unseal(sealed) == EMAIL

    assert erase_emails(at=NOW + EMAIL_KEPT - timedelta(seconds=1)) == 0
    pass_night(at=NOW + EMAIL_KEPT)

    comment.refresh_from_db()
    young.refresh_from_db()
    assert comment.sealed_email is None
    assert young.sealed_email is not None


def test_history_holds_neither_address_nor_name_nor_words(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_published(cast)
    before = history_of_unit(cast.hoa_thuan).count()
    one, two = (
        comment_on(article=article.pk, said=said(email=EMAIL), at=NOW) for _ in range(2)
    )
    assert history_of_unit(cast.hoa_thuan).count() == before

    show_comment(actor=cast.binh, comment=one, at=NOW)
    refuse_comment(actor=cast.binh, comment=two, reason="Trùng.", at=NOW)

    written = str(list(history_of_unit(cast.hoa_thuan).values()))
    assert "Trùng." not in written
    (reason,) = filter(None, map(reason_of, history_of_unit(cast.hoa_thuan)))
    assert reason == "Trùng."
    for secret in (EMAIL, "Chị Hoa", "phương án hai"):
        assert secret not in written
        assert secret not in caplog.text


def test_without_the_key_nothing_is_read(settings: Any, tmp_path: Path) -> None:
    sealed = seal(EMAIL)
    settings.NEWS_KEY = tmp_path / "another.key"

    assert unseal(sealed) == ""
    assert (tmp_path / "news.key").stat().st_mode & 0o777 == 0o600


def test_a_challenge_is_of_its_article_and_ends(cast: Cast) -> None:
    article = make_published(cast)

    asked = challenge(article.pk, datetime(2026, 7, 3, tzinfo=UTC))

    assert f"bai={article.pk}" in asked["salt"]
    assert "expires=" in asked["salt"]
    assert asked["algorithm"] == "SHA-256"
