"""What errands are, who may move them, and how to make one."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar

from django.apps.registry import Apps
from django.db import models

from danchu.kernel.access.actions import Action, Role, Where
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.units.models import Unit
from danchu.kernel.workflow.rules import Step, Workflow

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Status(StrEnum):
    """Where an errand stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


SEND = Action("errands.send", "Gửi", frozenset({Role.CLERK}))
ACCEPT = Action("errands.accept", "Nhận", frozenset({Role.SECRETARY}), Where.PARENT)
GIVE_BACK = Action("errands.give_back", "Trả lại", frozenset({Role.HEAD}))
DROP = Action("errands.drop", "Hủy", frozenset({Role.CLERK}))
REOPEN = Action("errands.reopen", "Mở lại", frozenset({Role.SECRETARY}), Where.PARENT)

WORKFLOW = Workflow(
    "errand",
    (
        Step(Status.DRAFT, Status.SENT, SEND, Phase.OPEN),
        Step(Status.SENT, Status.DRAFT, GIVE_BACK, Phase.RETURNED, needs_reason=True),
        Step(Status.SENT, Status.ACCEPTED, ACCEPT, Phase.DONE),
        Step(Status.ACCEPTED, Status.DRAFT, REOPEN, Phase.DRAFT, needs_reason=True),
        Step(Status.DRAFT, Status.DROPPED, DROP, Phase.CANCELLED),
        Step(Status.DROPPED, Status.DRAFT, SEND, Phase.DRAFT),
    ),
    reopens=frozenset({Status.ACCEPTED}),
)


class Errand(models.Model):
    """A dossier's own row with the fine state."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="+"
    )
    status = models.CharField(max_length=8, default=Status.DRAFT.value)

    objects: ClassVar[models.Manager["Errand"]] = models.Manager()

    class Meta:
        app_label = "workflow"
        apps = Apps()
        db_table = "workflow_errand_of_tests"

    def __str__(self) -> str:
        return self.status


def make_errand(unit: Unit, *, sealed: bool = False) -> Errand:
    """Open a dossier and its errand."""
    dossier = open_dossier(kind="errand", unit=unit, at=NOW, sealed=sealed)
    return Errand.objects.create(dossier=dossier)
