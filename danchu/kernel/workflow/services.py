"""The one way in which anything changes state."""

from datetime import datetime
from functools import partial
from typing import Any, Protocol

from django.db import transaction

from danchu.kernel.access.services import authorize, may
from danchu.kernel.audit.services import record
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import FINISHED
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.workflow.rules import Step, Workflow
from danchu.kernel.workflow.signals import dossier_moved


class Stateful(Protocol):
    """A row with a `status` of its own and a dossier."""

    dossier: Any
    status: Any

    def refresh_from_db(self, *, fields: list[str]) -> None:
        """Read the named columns again."""

    def save(self, *, update_fields: list[str]) -> None:
        """Write the named columns."""


@transaction.atomic
def advance(
    thing: Stateful,
    *,
    along: Workflow,
    to: str,
    actor: User,
    at: datetime,
    reason: str = "",
) -> None:
    """Move `thing` to the state `to`, leaving a line in its history.

    The dossier is locked and the state read again first, so two people who press the
    button at the same moment get one success and one plain refusal, never two moves.
    """
    dossier = _locked(thing.dossier.pk)
    thing.refresh_from_db(fields=["status"])
    step = _permitted_step(thing.status, to, along, actor, dossier)
    if step.needs_reason and not reason.strip():
        raise RuleBroken("workflow.reason_missing", action=step.action.label)
    came_from, thing.status = str(thing.status), to
    thing.save(update_fields=["status"])
    came_from_phase = dossier.phase
    dossier.phase = step.phase
    dossier.closed_at = at if step.phase in FINISHED else None
    dossier.save(update_fields=["phase", "closed_at"])
    thing.dossier = dossier
    why: dict[str, Any] = {"reason": reason} if reason else {}
    if why and along.has_personal_reasons:
        why = {"personal": why}
    record(
        dossier=dossier,
        unit=dossier.unit,
        actor=actor,
        verb=step.action.name,
        at=at,
        before={"status": came_from, "phase": came_from_phase},
        after={"status": str(to), "phase": str(step.phase)},
        **why,
    )
    _tell_after_commit(dossier, along, step, at)


def _locked(pk: int) -> Dossier:
    return (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=pk)
    )


def _permitted_step(
    source: str, to: str, along: Workflow, actor: User, dossier: Dossier
) -> Step:
    try:
        step = along.step(source, to, finished=dossier.phase in FINISHED)
    except RuleBroken:
        # Whoever may do nothing here must not learn how far the dossier is.
        if not any(may(actor, each.action, dossier.unit) for each in along.steps):
            authorize(actor, along.steps[0].action, dossier.unit)
        raise
    authorize(actor, step.action, dossier.unit)
    return step


def _tell_after_commit(
    dossier: Dossier, along: Workflow, step: Step, at: datetime
) -> None:
    transaction.on_commit(
        partial(
            dossier_moved.send,
            sender=Dossier,
            dossier_id=dossier.pk,
            workflow=along.name,
            action=step.action.name,
            source=str(step.source),
            target=str(step.target),
            at=at,
        ),
        robust=True,
    )
