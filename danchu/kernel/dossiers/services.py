"""Opening a dossier. Moving and closing it belongs to `kernel.workflow`."""

from collections.abc import Iterable
from datetime import datetime

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import FINISHED, Phase
from danchu.kernel.units.models import Unit


def open_dossier(
    *,
    kind: str,
    unit: Unit,
    at: datetime,
    phase: Phase = Phase.DRAFT,
    sealed: bool = False,
) -> Dossier:
    """Open a dossier at `unit`, as part of the deed that needs it.

    That deed says who acts and writes the history: history stands on dossiers, not
    the other way round.
    """
    if phase in FINISHED:
        message = f"a dossier is not born {phase}"
        raise ValueError(message)
    return Dossier.objects.create(
        kind=kind, unit=unit, phase=phase, sealed=sealed, opened_at=at
    )


def open_dossiers(*, kind: str, units: Iterable[Unit], at: datetime) -> list[Dossier]:
    """Open a draft dossier at each of the units, as `open_dossier` does for one."""
    return Dossier.objects.bulk_create(
        [
            Dossier(kind=kind, unit=unit, phase=Phase.DRAFT, opened_at=at)
            for unit in units
        ]
    )
