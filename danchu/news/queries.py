"""What officials see of the articles of their units."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.safestring import SafeString

from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import authorize, may
from danchu.kernel.audit.queries import history_of, reason_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.queries import FileFact, files_of
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.news.models import Article, Comment
from danchu.news.rendering import render
from danchu.news.rules import ACTIONS, DESK_ROLES
from danchu.news.rules.articles import (
    CORRECT,
    PUBLISH,
    RETURN,
    SEEN,
    STATUS_NAMES,
    SUBMIT,
    WITHDRAW,
    WRITABLE,
    WRITE,
    Status,
    Writing,
)
from danchu.news.rules.comments import SHOW, STATE_NAMES, State
from danchu.news.sealing import unseal

ON_A_PAGE = 25
_IS_SLOW = ExpressionWrapper(Q(proof=""), output_field=BooleanField())
_OFFERED = {
    Status.DRAFT: (WRITE, SUBMIT),
    Status.RETURNED: (WRITE, SUBMIT),
    Status.SUBMITTED: (PUBLISH, RETURN),
    Status.PUBLISHED: (CORRECT, WITHDRAW),
    Status.WITHDRAWN: (),
}


@dataclass(frozen=True)
class Tab:
    """One state, and how many articles stand in it."""

    status: str
    name: str
    count: int


@dataclass(frozen=True)
class Desk:
    """The articles of an official's units in one state."""

    status: str
    tabs: tuple[Tab, ...]
    page: Page[Article]
    may_write: bool
    comments_waiting: int


@dataclass(frozen=True)
class Received:
    """What a reader said, as those who decide about it see it."""

    comment: Comment
    email: str
    is_proved: bool


@dataclass(frozen=True)
class Moderation:
    """What readers said under the articles of an official's units, in one state."""

    status: str
    tabs: tuple[Tab, ...]
    page: Page[Comment]
    received: tuple[Received, ...]


@dataclass(frozen=True)
class Editor:
    """A text on which somebody works now."""

    article: Article
    writing: Writing
    is_correction: bool


@dataclass(frozen=True)
class Change:
    """One line of an article's history, as `ui/parts/history.html` shows it."""

    at: datetime
    who: str
    deed: str
    why: str


@dataclass(frozen=True)
class DeskArticle:
    """An article as those who work on it see it."""

    article: Article
    status_name: str
    is_seen: bool
    deeds: frozenset[str]
    history: tuple[Change, ...]
    html: SafeString
    files: tuple[FileFact, ...]

    @property
    def may_change_files(self) -> bool:
        """Whether files are put to it or taken from it by whoever looks."""
        return bool(self.deeds & {"write", "correct"})

    @property
    def returned_because(self) -> str:
        """Why it was sent back, while it is so."""
        is_back = self.article.status == Status.RETURNED
        return self.history[0].why if is_back and self.history else ""


def desk_of(user: User, on: date, *, status: str, page: str) -> Desk:
    """Return the articles of the units at whose texts `user` works."""
    rows = _at_work(user, on)
    counts = dict(rows.order_by().values_list("status").annotate(count=Count("pk")))
    waiting = [one for one in Status if counts.get(one)]
    chosen = status if status in set(Status) else str(next(iter(waiting), Status.DRAFT))
    found = rows.filter(status=chosen).order_by("-written_at", "-pk")
    return Desk(
        status=chosen,
        tabs=tuple(
            Tab(one.value, name, counts.get(one, 0))
            for one, name in STATUS_NAMES.items()
        ),
        page=Paginator(found, ON_A_PAGE).get_page(page),
        may_write=bool(units_to_write_for(user, on)),
        comments_waiting=_comments(user, on).filter(status=State.WAITING).count(),
    )


def moderation_of(user: User, on: date, *, status: str, page: str) -> Moderation:
    """Return what waits for a decision of `user`; what a browser worked for first."""
    rows = _comments(user, on)
    counts = dict(rows.order_by().values_list("status").annotate(count=Count("pk")))
    chosen = status if status in set(State) else State.WAITING.value
    found = rows.filter(status=chosen)
    is_waiting = chosen == State.WAITING
    order = (_IS_SLOW, "received_at", "pk") if is_waiting else ("-received_at", "-pk")
    listed = Paginator(found.order_by(*order), ON_A_PAGE).get_page(page)
    return Moderation(
        status=chosen,
        tabs=tuple(
            Tab(one.value, name, counts.get(one, 0))
            for one, name in STATE_NAMES.items()
        ),
        page=listed,
        received=tuple(
            Received(
                comment=one,
                email=unseal(one.sealed_email) if one.sealed_email else "",
                is_proved=bool(one.proof),
            )
            for one in listed
        ),
    )


def comment_at_work(user: User, on: date, pk: int) -> Comment:
    """Return a comment one may decide about, or refuse as if it did not exist."""
    found = _comments(user, on).filter(pk=pk).first()
    if found is None:
        raise RuleBroken("access.forbidden", comment=pk)
    return found


def units_to_write_for(user: User, on: date) -> list[Unit]:
    """Return the units for which `user` may write."""
    return list(reach(user, on).allowing(WRITE).roots)


def article_at_work(user: User, on: date, pk: int) -> Article:
    """Return an article of one's units, or refuse as if it did not exist."""
    found = _at_work(user, on).filter(pk=pk).first()
    if found is None:
        raise RuleBroken("access.forbidden", article=pk)
    return found


def desk_article(user: User, article: Article, on: date) -> DeskArticle:
    """Return how far an article is, what `user` may do with it, and what was done."""
    status = Status(article.status)
    return DeskArticle(
        article=article,
        status_name=STATUS_NAMES[status],
        is_seen=status in SEEN,
        deeds=frozenset(
            action.name.removeprefix("news.")
            for action in _OFFERED[status]
            if may(user, action, article.unit, on)
        ),
        history=_history(article),
        html=render(article.body),
        files=files_of(article.pk),
    )


def editor_of(user: User, on: date, pk: int) -> Editor:
    """Return a text as it may be written on or put right by `user`.

    Refuses with ``news.not_writable`` what waits or was withdrawn.
    """
    article = article_at_work(user, on, pk)
    is_correction = article.status == Status.PUBLISHED
    authorize(user, CORRECT if is_correction else WRITE, article.unit)
    if not is_correction and article.status not in WRITABLE:
        name = STATUS_NAMES[Status(article.status)]
        raise RuleBroken("news.not_writable", status=name)
    return Editor(article, written(article), is_correction=is_correction)


def has_written(unit: Unit, title: str) -> bool:
    """Tell whether a unit has a text of this title, however far it is."""
    return Article.objects.filter(unit=unit, title=title).exists()


def written(article: Article) -> Writing:
    """Return what an article says now."""
    return Writing(
        kind=article.kind,
        category=article.category,
        language=article.language,
        title=article.title,
        summary=article.summary,
        body=article.body,
    )


def _at_work(user: User, on: date) -> QuerySet[Article]:
    posts = [post for post in reach(user, on).posts if post.role in DESK_ROLES]
    return Article.objects.filter(
        unit__in={post.unit_id for post in posts}
    ).select_related("dossier", "unit", "written_by")


def _comments(user: User, on: date) -> QuerySet[Comment]:
    roots = reach(user, on).allowing(SHOW).roots
    return Comment.objects.filter(
        dossier__unit__in=[root.pk for root in roots]
    ).select_related("dossier__unit", "article")


_DEEDS = {action.name: action.label[0].lower() + action.label[1:] for action in ACTIONS}


def _history(article: Article) -> tuple[Change, ...]:
    return tuple(
        Change(
            at=event.at,
            who=event.actor.full_name if event.actor else "Hệ thống",
            deed=_DEEDS.get(event.verb, event.verb),
            why=reason_of(event),
        )
        for event in history_of(article.dossier)
    )
