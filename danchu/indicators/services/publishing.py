"""Committing to what a filing shows, whenever that changes."""

from datetime import datetime

from danchu.indicators.models import Filing
from danchu.indicators.public import CLOSED, OPEN
from danchu.kernel.people.models import User
from danchu.kernel.publication.services import publish


def commit_to_figures(*, actor: User, filing: Filing, at: datetime) -> None:
    """Enter into the ledger what a published filing says now; last in a deed."""
    for kind in (OPEN, CLOSED):
        publish(dossier=filing.dossier, kind=kind, actor=actor, at=at)
