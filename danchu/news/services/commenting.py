"""Taking in what readers say, and deciding whether it stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.workflow.services import advance
from danchu.lib.texts import tidy
from danchu.news.models import Article, Comment
from danchu.news.proving import Work, work_in
from danchu.news.rules.articles import Status
from danchu.news.rules.comments import (
    EMAIL_KEPT,
    HOUR,
    LONGEST_COMMENT,
    LONGEST_NAME,
    LONGEST_REASON,
    MODERATION,
    Full,
    State,
    fullness,
)
from danchu.news.sealing import seal


@dataclass(frozen=True)
class Said:
    """What a reader sent; `work` is what the browser did for it, or nothing."""

    name: str
    text: str
    email: str = ""
    work: str = ""


def comment_on(*, article: int, said: Said, at: datetime) -> Comment:
    """Take in what a reader says; nobody sees it until somebody let it stand.

    History begins when that is decided: it cannot be cut, so it must not grow at the
    will of passers-by. Refuses with ``news.slow_queue_full`` and the like what comes
    too fast.
    """
    name, text = " ".join(tidy(said.name).split()), tidy(said.text)
    if not name or not text:
        raise RuleBroken("news.comment_empty")
    _refuse_long("Tên người gửi", name, LONGEST_NAME)
    _refuse_long("Ý kiến", text, LONGEST_COMMENT)
    with transaction.atomic():
        under = _locked(article)
        work = _unused(work_in(said.work, article, at))
        _refuse_flood(under, at, is_proved=work is not None)
        dossier = open_dossier(kind="comment", unit=under.unit, at=at)
        return Comment.objects.create(
            dossier=dossier,
            article=under,
            name=name,
            text=text,
            sealed_email=seal(said.email) if said.email else None,
            proof=work.name if work else "",
            received_at=at,
        )


def show_comment(*, actor: User, comment: Comment, at: datetime) -> Comment:
    """Let everybody read what a reader said."""
    advance(comment, along=MODERATION, to=State.SHOWN, actor=actor, at=at)
    return comment


def refuse_comment(
    *, actor: User, comment: Comment, reason: str, at: datetime
) -> Comment:
    """Keep what a reader said from the page, or take it down; the reason stays here."""
    why = " ".join(tidy(reason).split())
    _refuse_long("Lý do", why, LONGEST_REASON)
    with transaction.atomic():
        if why:
            comment.reason = why
            comment.save(update_fields=["reason"])
        advance(
            comment,
            along=MODERATION,
            to=State.REFUSED,
            actor=actor,
            at=at,
            reason=why,
        )
    return comment


def erase_emails(*, at: datetime) -> int:
    """Erase the addresses of readers that were kept long enough."""
    rows = Comment.objects.filter(
        sealed_email__isnull=False, received_at__lte=at - EMAIL_KEPT
    )
    return rows.update(sealed_email=None)


def _locked(article: int) -> Article:
    """Hold a published article, so that what comes to it is counted one by one."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.filter(pk=article, status=Status.PUBLISHED).first()
    if found is None:
        raise RuleBroken("news.not_found")
    return found


def _unused(work: Work | None) -> Work | None:
    """Return work that brought no comment yet: it serves once."""
    if work is None or Comment.objects.filter(proof=work.name).exists():
        return None
    return work


def _refuse_flood(article: Article, at: datetime, *, is_proved: bool) -> None:
    lately = Q(received_at__gt=at - HOUR)
    counts = Comment.objects.filter(article=article).aggregate(
        proved=Count("pk", filter=lately & ~Q(proof="")),
        unproved=Count("pk", filter=lately & Q(proof="")),
        waiting=Count("pk", filter=Q(status=State.WAITING)),
    )
    full = fullness(is_proved=is_proved, **counts)
    if full is Full.WAITING:
        raise RuleBroken("news.too_many_waiting")
    if full is Full.PROVED:
        raise RuleBroken("news.too_many_comments")
    if full is Full.UNPROVED:
        raise RuleBroken("news.slow_queue_full")


def _refuse_long(what: str, text: str, most: int) -> None:
    if len(text) > most:
        raise RuleBroken("news.text_too_long", what=what, length=len(text), most=most)
