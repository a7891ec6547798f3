"""Publishing a filing, and committing to what it shows whenever that changes."""

from datetime import datetime

from django.db import transaction

from danchu.indicators.models import Filing
from danchu.indicators.public import CLOSED, OPEN
from danchu.indicators.rules.filings import (
    PUBLISH,
    WITHDRAW,
    WITHDRAWAL,
    WORKFLOW,
    Status,
)
from danchu.indicators.services.filings import (
    lock_filing,
    move_values,
    speak_for_recipients,
)
from danchu.kernel.people.models import User
from danchu.kernel.publication.services import publish, withdraw
from danchu.kernel.workflow.services import advance


def publish_filing(*, actor: User, filing: Filing, at: datetime) -> Filing:
    """Publish accepted figures: strangers' totals count them, the ledger holds them."""
    with transaction.atomic():
        lock_filing(filing)
        speak_for_recipients(actor, PUBLISH, filing.form, filing.unit, at)
        advance(filing, along=WORKFLOW, to=Status.PUBLISHED, actor=actor, at=at)
        move_values(filing)
        commit_to_figures(actor=actor, filing=filing, at=at)
    return filing


def withdraw_filing(
    *, actor: User, filing: Filing, reason: str, at: datetime
) -> Filing:
    """Take published figures from strangers' pages and totals; the reason stays there.

    They stand as accepted again: to be reopened, or published anew. The reason names
    no person.
    """
    with transaction.atomic():
        lock_filing(filing)
        speak_for_recipients(actor, WITHDRAW, filing.form, filing.unit, at)
        advance(
            filing,
            along=WITHDRAWAL,
            to=Status.ACCEPTED,
            actor=actor,
            at=at,
            reason=reason,
        )
        move_values(filing)
        withdraw_figures(actor=actor, filing=filing, reason=reason, at=at)
    return filing


def commit_to_figures(*, actor: User, filing: Filing, at: datetime) -> None:
    """Enter into the ledger what a published filing says now; last in a deed."""
    for kind in (OPEN, CLOSED):
        publish(dossier=filing.dossier, kind=kind, actor=actor, at=at)


def withdraw_figures(*, actor: User, filing: Filing, reason: str, at: datetime) -> None:
    """Enter into the ledger that they no longer stand, and why; last in a deed."""
    for kind in (OPEN, CLOSED):
        withdraw(dossier=filing.dossier, kind=kind, reason=reason, actor=actor, at=at)
