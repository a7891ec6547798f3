"""Writing history. Nothing else imports `audit.models`."""

import json
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import QuerySet

from danchu.kernel.audit.models import Event, EventPersonal
from danchu.kernel.audit.rules import ERASED, REFUSED, storable
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit

_COPY = """
COPY audit_event (unit_id, dossier_id, actor_id, verb, subject, at, facts) FROM STDIN
"""
_log = logging.getLogger(__name__)


@transaction.atomic
def record(  # noqa: PLR0913 -- a line of history has these parts, all by keyword
    *,
    unit: Unit,
    verb: str,
    actor: User | None,
    at: datetime,
    dossier: Dossier | None = None,
    subject: str = "",
    personal: Mapping[str, Any] | None = None,
    **facts: Any,
) -> None:
    """Append one event, in the caller's transaction.

    Of a personal field `facts` say only that it changed; its values go to `personal`.
    Of what a program did, they name the token it came with.
    """
    event = _event(Line(unit, verb, dossier, subject, facts), actor, at)
    event.save(force_insert=True)
    if personal:
        EventPersonal.objects.create(event=event, facts=dict(personal))


@dataclass(frozen=True)
class Line:
    """One event of many that one deed appends."""

    unit: Unit
    verb: str
    dossier: Dossier | None = None
    subject: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def record_all(*, actor: User | None, at: datetime, lines: Iterable[Line]) -> None:
    """Append many events in the caller's transaction, each as `record` would."""
    events = [_event(line, actor, at) for line in lines]
    with connection.cursor() as cursor, cursor.copy(_COPY) as pipe:
        for event in events:
            pipe.write_row(
                (
                    event.unit_id,
                    event.dossier_id,
                    event.actor_id,
                    event.verb,
                    event.subject,
                    event.at,
                    json.dumps(event.facts, cls=DjangoJSONEncoder),
                )
            )


def _event(line: Line, actor: User | None, at: datetime) -> Event:
    facts = dict(line.facts)
    if actor is not None and actor.by_token is not None:
        facts["token"] = actor.by_token
    return Event(
        unit=line.unit,
        dossier=line.dossier,
        actor=actor,
        verb=line.verb,
        subject=line.subject,
        at=at,
        facts=facts,
    )


def record_refusal(
    *,
    actor: User | AnonymousUser | None,
    code: str,
    path: str,
    at: datetime,
    unit: Unit | None = None,
) -> None:
    """Append that somebody was refused, after the refused deed was rolled back.

    Strangers go to the server's log alone: history cannot be cut, so it must not grow
    at the will of passers-by.
    """
    if not isinstance(actor, User):
        _log.warning("%s refused to a stranger: %s", storable(path), code)
        return
    facts: dict[str, Any] = {"code": code, "path": storable(path)}
    if actor.by_token is not None:
        facts["token"] = actor.by_token
    Event.objects.create(unit=unit, actor=actor, verb=REFUSED, at=at, facts=facts)


@transaction.atomic
def erase_personal_about(
    *, subjects: Sequence[str], ground: str, actor: User | None, at: datetime
) -> int:
    """Erase the personal values of every event about these; return how many had any.

    None is a program that erases again what was erased before.
    """
    rows = Event.objects.filter(subject__in=subjects)
    return _erase_each(rows, ground=ground, actor=actor, at=at)


@transaction.atomic
def erase_personal_of(
    *, dossiers: Collection[int], ground: str, actor: User | None, at: datetime
) -> int:
    """Erase the personal values of every event of these dossiers; return how many."""
    rows = Event.objects.filter(dossier__in=dossiers)
    return _erase_each(rows, ground=ground, actor=actor, at=at)


def _erase_each(
    rows: QuerySet[Event], *, ground: str, actor: User | None, at: datetime
) -> int:
    kept = rows.filter(personal__isnull=False)
    events = list(kept.select_related("unit", "dossier").order_by("pk"))
    for event in events:
        erase_personal(actor=actor, event=event, ground=ground, at=at)
    return len(events)


@transaction.atomic
def erase_personal(
    *, actor: User | None, event: Event, ground: str, at: datetime
) -> None:
    """Erase the personal values of an event and record that, when and why.

    Whether the actor may is decided by the desk that answers data subjects.
    """
    if not ground.strip():
        raise RuleBroken("audit.ground_missing")
    erased, _ = EventPersonal.objects.filter(event=event).delete()
    if not erased:
        raise RuleBroken("audit.nothing_to_erase")
    Event.objects.create(
        unit=event.unit,
        dossier=event.dossier,
        actor=actor,
        verb=ERASED,
        subject=f"audit.event {event.pk}",
        at=at,
        facts={"event": event.pk, "ground": ground},
    )
