"""Putting files to an article and taking them from it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.services import attach, detach
from danchu.kernel.people.models import User
from danchu.kernel.publication.services import publish
from danchu.news.models import Article
from danchu.news.public import ARTICLE
from danchu.news.rules.articles import (
    CORRECT,
    STATUS_NAMES,
    WRITABLE,
    WRITE,
    Status,
)
from danchu.news.rules.files import SentFile
from danchu.news.services.publishing import correction_checked
from danchu.news.services.writing import lock_article


def attach_file(
    *, actor: User, article: Article, sent: SentFile, correction: str, at: datetime
) -> Article:
    """Put a file to an article: to a draft at once, to a published one as a correction.

    Whoever does it counts as having written last, so nobody approves their own file.
    """

    def deed() -> None:
        attach(
            actor=actor,
            dossier=article.dossier,
            data=sent.data,
            name=sent.name,
            title=sent.title,
            at=at,
        )

    return _changed(actor, article, deed, correction, at)


def remove_file(
    *, actor: User, article: Article, attachment: int, correction: str, at: datetime
) -> Article:
    """Take a file from an article; from a published one as a correction."""

    def deed() -> None:
        detach(dossier=article.dossier, attachment=attachment)

    return _changed(actor, article, deed, correction, at)


@transaction.atomic
def _changed(
    actor: User,
    article: Article,
    deed: Callable[[], None],
    correction: str,
    at: datetime,
) -> Article:
    lock_article(article)
    is_correction = article.status == Status.PUBLISHED
    authorize(actor, CORRECT if is_correction else WRITE, article.unit)
    if not is_correction and article.status not in WRITABLE:
        name = STATUS_NAMES[Status(article.status)]
        raise RuleBroken("news.not_writable", status=name)
    why = correction_checked(correction) if is_correction else ""
    deed()
    article.revision += 1
    article.written_by, article.written_at = actor, at
    changed = ["revision", "written_by", "written_at"]
    if is_correction:
        article.corrected_at, article.correction = at, why
        changed += ["corrected_at", "correction"]
    article.save(update_fields=changed)
    record(
        unit=article.unit,
        dossier=article.dossier,
        verb=(CORRECT if is_correction else WRITE).name,
        actor=actor,
        at=at,
        subject=f"news.article {article.pk}",
        personal={"reason": why} if why else None,
        revision=article.revision,
    )
    if is_correction:
        publish(dossier=article.dossier, kind=ARTICLE, actor=actor, at=at)
    return article
