"""Writing an article until it is handed up, and sending it back."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.services import advance
from danchu.lib.texts import tidy
from danchu.news.models import Article
from danchu.news.rules.articles import (
    CATEGORY_NAMES,
    KIND_NAMES,
    LANGUAGE_NAMES,
    LONGEST_BODY,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    RETURN,
    STATUS_NAMES,
    SUBMIT,
    WORKFLOW,
    WRITABLE,
    WRITE,
    Status,
    Writing,
)

_LIMITS = {
    "title": ("Tiêu đề", LONGEST_TITLE),
    "summary": ("Tóm tắt", LONGEST_SUMMARY),
    "body": ("Nội dung", LONGEST_BODY),
}


def write_article(
    *, actor: User, unit: Unit, writing: Writing, at: datetime
) -> Article:
    """Begin an article of a unit, as a draft that nobody outside sees."""
    authorize(actor, WRITE, unit)
    said = checked(writing)
    with transaction.atomic():
        dossier = open_dossier(kind="article", unit=unit, at=at)
        made = Article.objects.create(
            dossier=dossier,
            unit=unit,
            written_by=actor,
            written_at=at,
            **asdict(said),
        )
        _record(made, actor, at)
    return made


def edit_article(
    *, actor: User, article: Article, writing: Writing, revision: int, at: datetime
) -> Article:
    """Write a draft anew, or what was sent back.

    Refuses with ``news.stale_page`` where somebody saved after `revision`.
    """
    said = checked(writing)
    with transaction.atomic():
        lock_article(article)
        authorize(actor, WRITE, article.unit)
        if article.status not in WRITABLE:
            name = STATUS_NAMES[Status(article.status)]
            raise RuleBroken("news.not_writable", status=name)
        refuse_stale(article, revision)
        write_down(article, said, actor, at)
        _record(article, actor, at)
    return article


def submit_article(*, actor: User, article: Article, at: datetime) -> Article:
    """Hand an article to those who decide whether it is published."""
    with transaction.atomic():
        lock_article(article)
        authorize(actor, SUBMIT, article.unit)
        refuse_incomplete(article)
        advance(article, along=WORKFLOW, to=Status.SUBMITTED, actor=actor, at=at)
    return article


def return_article(
    *, actor: User, article: Article, reason: str, at: datetime
) -> Article:
    """Send an article back to be written better; the reason says how."""
    with transaction.atomic():
        lock_article(article)
        authorize(actor, RETURN, article.unit)
        advance(
            article,
            along=WORKFLOW,
            to=Status.RETURNED,
            actor=actor,
            at=at,
            reason=tidy(reason),
        )
    return article


def lock_article(article: Article) -> None:
    """Hold an article until the transaction ends, and read it again."""
    Dossier.objects.select_for_update(of=("self",)).get(pk=article.pk)
    article.refresh_from_db()


def checked(writing: Writing) -> Writing:
    """Return what was typed, tidied; refuse what has no place in an article."""
    said = replace(
        writing,
        title=" ".join(tidy(writing.title).split()),
        summary=" ".join(tidy(writing.summary).split()),
        body=tidy(writing.body),
    )
    choices = (
        (said.kind, KIND_NAMES),
        (said.category, CATEGORY_NAMES),
        (said.language, LANGUAGE_NAMES),
    )
    if any(chosen not in set(known) for chosen, known in choices):
        raise RuleBroken("news.unknown_choice")
    if not said.title:
        raise RuleBroken("news.title_missing")
    for name, (what, most) in _LIMITS.items():
        length = len(getattr(said, name))
        if length > most:
            raise RuleBroken("news.text_too_long", what=what, length=length, most=most)
    return said


def refuse_incomplete(said: Article | Writing) -> None:
    """Refuse with ``news.incomplete`` what strangers could make nothing of."""
    if not (said.summary and said.body):
        raise RuleBroken("news.incomplete")


def refuse_stale(article: Article, revision: int) -> None:
    """Refuse to write over what somebody saved meanwhile."""
    if article.revision != revision:
        raise RuleBroken("news.stale_page")


def write_down(article: Article, said: Writing, actor: User, at: datetime) -> None:
    """Keep what is said now, and who said it; the caller asked whether it may be."""
    fields = asdict(said)
    for name, value in fields.items():
        setattr(article, name, value)
    article.revision += 1
    article.written_by, article.written_at = actor, at
    article.save(update_fields=[*fields, "revision", "written_by", "written_at"])


def _record(article: Article, actor: User, at: datetime) -> None:
    record(
        unit=article.unit,
        dossier=article.dossier,
        verb=WRITE.name,
        actor=actor,
        at=at,
        subject=f"news.article {article.pk}",
        revision=article.revision,
    )
