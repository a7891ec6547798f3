"""One press on the page of an article: which deed it means, and doing it."""

from collections.abc import Callable
from datetime import datetime

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.news.models import Article, Comment
from danchu.news.rules.articles import (
    PUBLISH,
    RETURN,
    SUBMIT,
    WITHDRAW,
    Status,
    Writing,
)
from danchu.news.rules.comments import REFUSE, SHOW
from danchu.news.services.commenting import refuse_comment, show_comment
from danchu.news.services.publishing import (
    correct_article,
    publish_article,
    withdraw_article,
)
from danchu.news.services.writing import edit_article, return_article, submit_article

Deed = Callable[..., Article]
_PLAIN: dict[str, tuple[Deed, str]] = {
    SUBMIT.name: (submit_article, "Đã trình duyệt."),
    PUBLISH.name: (publish_article, "Đã đăng. Mọi người đọc được từ bây giờ."),
}
_WITH_REASON: dict[str, tuple[Deed, str]] = {
    RETURN.name: (return_article, "Đã trả lại để sửa."),
    WITHDRAW.name: (withdraw_article, "Đã rút bài. Trang của bài còn nêu lý do."),
}


def act(*, actor: User, article: Article, deed: str, reason: str, at: datetime) -> str:
    """Do what was pressed and return what was done, in words."""
    if deed in _PLAIN:
        do, said = _PLAIN[deed]
        do(actor=actor, article=article, at=at)
        return said
    if deed in _WITH_REASON:
        do, said = _WITH_REASON[deed]
        do(actor=actor, article=article, reason=reason, at=at)
        return said
    raise RuleBroken("news.unknown_deed")


def decide(
    *, actor: User, comment: Comment, deed: str, reason: str, at: datetime
) -> str:
    """Do what was pressed about a comment and return what was done, in words."""
    if deed == SHOW.name:
        show_comment(actor=actor, comment=comment, at=at)
        return "Đã đăng ý kiến."
    if deed == REFUSE.name:
        refuse_comment(actor=actor, comment=comment, reason=reason, at=at)
        return "Ý kiến không hiện trên trang của bài."
    raise RuleBroken("news.unknown_deed")


def save(
    *,
    actor: User,
    article: Article,
    writing: Writing,
    revision: int,
    correction: str,
    at: datetime,
) -> str:
    """Keep what was typed: as a draft, or, where it stands published, put right."""
    if article.status == Status.PUBLISHED:
        correct_article(
            actor=actor,
            article=article,
            writing=writing,
            revision=revision,
            correction=correction,
            at=at,
        )
        return "Đã đăng bản đính chính."
    edit_article(
        actor=actor, article=article, writing=writing, revision=revision, at=at
    )
    return "Đã lưu."
