"""Publishing an article, putting it right, taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.kernel.publication.services import publish, withdraw
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.services import advance
from danchu.lib.texts import tidy
from danchu.news.models import Article
from danchu.news.public import ARTICLE
from danchu.news.queries import written
from danchu.news.rules.articles import (
    CORRECT,
    LONGEST_CORRECTION,
    PUBLISH,
    WITHDRAW,
    WORKFLOW,
    Status,
    Writing,
    may_publish,
)
from danchu.news.services.writing import (
    checked,
    lock_article,
    refuse_incomplete,
    refuse_stale,
    write_down,
)


def publish_article(*, actor: User, article: Article, at: datetime) -> Article:
    """Let everybody read an article; the ledger holds its face.

    Refuses with ``news.own_text`` whoever wrote it last, except where nobody else at
    the unit could publish it.
    """
    with transaction.atomic():
        lock_article(article)
        authorize(actor, PUBLISH, article.unit)
        if article.status == Status.SUBMITTED:
            editors = _editors(article.unit, at)
            if not may_publish(actor.pk, article.written_by_id, editors):
                raise RuleBroken("news.own_text")
            article.published_at = at
            article.save(update_fields=["published_at"])
        advance(article, along=WORKFLOW, to=Status.PUBLISHED, actor=actor, at=at)
        publish(dossier=article.dossier, kind=ARTICLE, actor=actor, at=at)
    return article


def correct_article(
    *,
    actor: User,
    article: Article,
    writing: Writing,
    revision: int,
    correction: str,
    at: datetime,
) -> Article:
    """Put a published text right: everybody reads the new one, and what was wrong.

    `correction` is shown for ever and names no person.
    """
    said, why = checked(writing), correction_checked(correction)
    with transaction.atomic():
        lock_article(article)
        authorize(actor, CORRECT, article.unit)
        if article.status != Status.PUBLISHED:
            raise RuleBroken("news.not_published")
        refuse_stale(article, revision)
        refuse_incomplete(said)
        if said == written(article):
            raise RuleBroken("news.nothing_corrected")
        write_down(article, said, actor, at)
        article.corrected_at, article.correction = at, why
        article.save(update_fields=["corrected_at", "correction"])
        record(
            unit=article.unit,
            dossier=article.dossier,
            verb=CORRECT.name,
            actor=actor,
            at=at,
            subject=f"news.article {article.pk}",
            personal={"reason": why},
        )
        publish(dossier=article.dossier, kind=ARTICLE, actor=actor, at=at)
    return article


def withdraw_article(
    *, actor: User, article: Article, reason: str, at: datetime
) -> Article:
    """Take a text from strangers' pages; its title and the reason stay there.

    The reason names no person. Whoever kept the text can still prove what it said.
    """
    why = tidy(reason)
    with transaction.atomic():
        lock_article(article)
        authorize(actor, WITHDRAW, article.unit)
        advance(
            article,
            along=WORKFLOW,
            to=Status.WITHDRAWN,
            actor=actor,
            at=at,
            reason=why,
        )
        withdraw(dossier=article.dossier, kind=ARTICLE, reason=why, actor=actor, at=at)
    return article


def correction_checked(text: str) -> str:
    """Return what a correction puts right, on one line; refuse one that is empty."""
    why = " ".join(tidy(text).split())
    if not why:
        raise RuleBroken("news.correction_missing")
    if len(why) > LONGEST_CORRECTION:
        raise RuleBroken(
            "news.text_too_long",
            what="Nội dung đính chính",
            length=len(why),
            most=LONGEST_CORRECTION,
        )
    return why


def _editors(unit: Unit, at: datetime) -> set[int]:
    posts = Post.objects.current(timezone.localdate(at)).filter(
        unit=unit, role__in=sorted(PUBLISH.roles), user__is_active=True
    )
    return set(posts.values_list("user", flat=True))
