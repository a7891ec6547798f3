"""Requests: by their code for who asked, in reach for who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from danchu.kernel.access.queries import reach
from danchu.kernel.access.services import may
from danchu.kernel.audit.queries import history_of
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post, User
from danchu.privacy.models import DataRequest
from danchu.privacy.queries.dues import Due, due_of
from danchu.privacy.queries.erasable import deeds_upon_things
from danchu.privacy.rules import (
    ACTIONS,
    ANSWER_BY,
    FINISHED,
    READ,
    RECEIVE,
    VERB_NAMES,
    WORKFLOW,
    Contents,
    Status,
    mark_of,
)
from danchu.privacy.sealing import answer_of, contents_of

MOST_FINISHED, MOST_LINES = 50, 50
_FINISHED = sorted(str(status) for status in FINISHED)


@dataclass(frozen=True)
class Tracked:
    """What whoever has the code is told."""

    asked: DataRequest
    due: Due | None
    answer: str

    @property
    def is_finished(self) -> bool:
        """Whether it was answered or refused."""
        return Status(self.asked.status) in FINISHED


@dataclass(frozen=True)
class Waiting:
    """A request on the desk, with its clock."""

    asked: DataRequest
    due: Due


@dataclass(frozen=True)
class Line:
    """A line of history, as the page of a request shows it."""

    at: object
    who: str
    deed: str
    why: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class RequestPage:
    """All that an official sees of a request."""

    asked: DataRequest
    due: Due | None
    contents: Contents | None
    answer: str
    deeds: frozenset[str]
    history: tuple[Line, ...]


def tracked(code: str, on: date) -> Tracked:
    """Return the request that a code opens, or refuse with ``privacy.not_found``."""
    mark = mark_of(code)
    rows = DataRequest.objects.select_related("dossier__unit")
    asked = rows.filter(code_mark=mark).first() if mark else None
    if asked is None:
        raise RuleBroken("privacy.not_found")
    return Tracked(asked, _dues([asked], on).get(asked.pk), answer_of(asked))


def requests_in_reach(
    user: User | AnonymousUser, on: date
) -> tuple[list[Waiting], list[DataRequest]]:
    """Return what `user` must see answered, the most pressing first, and the answered.

    Refuses with ``access.forbidden`` whoever has no post that answers.
    """
    rows = _at_own_units(user, on)
    waiting = _waiting(rows.exclude(status__in=_FINISHED), on)
    done = rows.filter(status__in=_FINISHED).order_by("-received_at", "-pk")
    return waiting, list(done[:MOST_FINISHED])


def requests_waiting(posts: Sequence[Post], on: date) -> list[Waiting]:
    """Return what the holder of these posts must see answered on `on`."""
    units = [post.unit_id for post in posts if post.role in READ.roles]
    if not units:
        return []
    return _waiting(_at(units).exclude(status__in=_FINISHED), on)


def _waiting(rows: QuerySet[DataRequest], on: date) -> list[Waiting]:
    asked = list(rows.order_by("received_at", "pk"))
    dues = _dues(asked, on)
    waiting = [Waiting(one, dues[one.pk]) for one in asked]
    return sorted(waiting, key=lambda one: (one.due.on, one.asked.pk))


def request_in_reach(user: User | AnonymousUser, pk: int, on: date) -> DataRequest:
    """Return one request, or refuse as if it were not there."""
    asked = _at_own_units(user, on).filter(pk=pk).first()
    if asked is None:
        raise RuleBroken("access.forbidden", action=READ.name)
    return asked


def request_page(user: User, asked: DataRequest, on: date) -> RequestPage:
    """Return all that is shown of a request that `user` may see."""
    unit = asked.dossier.unit
    steps = WORKFLOW.steps_from(asked.status, finished=Status(asked.status) in FINISHED)
    return RequestPage(
        asked=asked,
        due=_dues([asked], on).get(asked.pk),
        contents=contents_of(asked),
        answer=answer_of(asked),
        deeds=frozenset(
            step.action.name for step in steps if may(user, step.action, unit)
        )
        | deeds_upon_things(user, asked),
        history=tuple(
            Line(
                at=event.at,
                who=_who(event.actor, event.verb),
                deed=_deed(event.verb),
                why=event.facts.get("reason", ""),
            )
            for event in history_of(asked.dossier)[:MOST_LINES]
        ),
    )


_NAMES = {action.name: action.label for action in ACTIONS} | VERB_NAMES


def _who(actor: User | None, verb: str) -> str:
    if actor is None:
        return "Người yêu cầu" if verb == RECEIVE else "Chương trình"
    return actor.full_name


def _deed(verb: str) -> str:
    name = _NAMES.get(verb, verb)
    return name[:1].lower() + name[1:]


def _at_own_units(user: User | AnonymousUser, on: date) -> QuerySet[DataRequest]:
    own = reach(user, on).allowing(READ)
    if not own.posts:
        raise RuleBroken("access.forbidden", action=READ.name)
    return _at([root.pk for root in own.roots])


def _at(units: Sequence[int]) -> QuerySet[DataRequest]:
    rows = DataRequest.objects.filter(dossier__unit__in=units)
    return rows.select_related("dossier__unit", "account")


def _dues(asked: Sequence[DataRequest], on: date) -> dict[int, Due]:
    """Return how each request stands against its two days, running or answered."""
    clocks = Clock.objects.filter(
        dossier__in=[one.pk for one in asked], code=ANSWER_BY.code
    )
    return {clock.dossier_id: due_of(clock, on) for clock in clocks.order_by("pk")}
