"""Reading history. The caller has already asked whether the reader may.

Order is the order of writing, not the machine's clock, which may jump.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from danchu.kernel.audit.models import Event, EventPersonal
from danchu.kernel.audit.rules import REFUSED
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import subjects_about
from danchu.kernel.units.models import Unit


def history_of(dossier: Dossier) -> QuerySet[Event]:
    """Return what happened to a dossier, newest first."""
    rows = Event.objects.filter(dossier=dossier).select_related("actor", "personal")
    return rows.order_by("-pk")


def reason_of(event: Event) -> str:
    """Return the reason that an event gives, wherever it is kept; empty once erased."""
    kept: EventPersonal | None = getattr(event, "personal", None)
    said = event.facts if kept is None else {**event.facts, **kept.facts}
    return str(said.get("reason", ""))


def newest_of(dossiers: Iterable[int]) -> dict[int, int]:
    """Return the number of what last happened to each of these dossiers."""
    rows = Event.objects.filter(dossier__in=list(dossiers)).order_by()
    newest = rows.values("dossier").annotate(newest=Max("pk"))
    return dict(newest.values_list("dossier", "newest"))


def came_to(dossier: str, state: str) -> Subquery:
    """Return, for a query, when a row's dossier last came to the row's own state.

    `dossier` and `state` name the columns of the row.
    """
    moves = Event.objects.annotate(came=KT("facts__after__status"))
    found = moves.filter(dossier=OuterRef(dossier), came=OuterRef(state))
    return Subquery(found.order_by("-pk").values("at")[:1])


def facts_of_deeds(
    dossiers: Collection[int], verb: str
) -> dict[tuple[int, datetime], dict[str, Any]]:
    """Return what history says of one kind of deed on dossiers, by dossier and moment.

    Values of personal fields are not among it.
    """
    rows = Event.objects.filter(dossier__in=dossiers, verb=verb).order_by("pk")
    return {
        (dossier, at): facts
        for dossier, at, facts in rows.values_list("dossier", "at", "facts")
    }


def history_of_unit(unit: Unit) -> QuerySet[Event]:
    """Return what happened at a unit, newest first.

    Sealed dossiers leave no trace here, nor do refusals.
    """
    return (
        Event.objects.filter(unit=unit)
        .exclude(dossier__sealed=True)
        .exclude(verb=REFUSED)
        .select_related("actor", "dossier")
        .order_by("-pk")
    )


def refusals_of(user: User) -> QuerySet[Event]:
    """Return what `user` was refused, newest first."""
    return Event.objects.filter(actor=user, verb=REFUSED).order_by("-pk")


def personal_facts_about(pk: int) -> Iterator[dict[str, object]]:
    """Return what history keeps apart about the holder of an account."""
    kept = EventPersonal.objects.filter(event__subject__in=subjects_about(pk))
    for row in kept.select_related("event").order_by("pk"):
        yield {"Lúc": row.event.at, **row.facts}


def deeds_of(pk: int) -> QuerySet[Event]:
    """Return what the holder of an account did, newest first."""
    return Event.objects.filter(actor=pk).select_related("unit").order_by("-pk")
