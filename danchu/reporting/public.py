"""What leaves the building of a report: open figures, what was written by hand."""

from typing import Any

from danchu.kernel.audit.services import erase_personal_of
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.publication.kinds import Destroying, Kind
from danchu.reporting.models import Report
from danchu.reporting.rules import Status, open_figures

SHOWN = (
    *("code", "name", "unit", "period", "label", "text", "before", "change"),
    *("have", "of", "is_illustration", "said"),
)
"""What everybody reads of each figure that is open; the rest is how it came about."""


def _face(dossier: Dossier) -> dict[str, Any] | None:
    row = Report.objects.filter(pk=dossier.pk, status=Status.PUBLISHED).first()
    if row is None:
        return None
    figures = [{name: one[name] for name in SHOWN} for one in open_figures(row.cut)]
    parts = dict(row.parts.order_by("key").values_list("key", "text"))
    return {
        "unit": row.unit_id,
        "kind": row.kind,
        "period": row.cut["period"]["code"],
        "cut_at": row.cut["at"],
        "figures": figures,
        "disagreements": row.cut["disagreements"],
        "parts": parts,
    }


def _forget(dossier: Dossier, how: Destroying) -> None:
    """Empty what was written by hand in a destroyed report, and why it was moved."""
    Report.objects.get(pk=dossier.pk).parts.all().delete()
    erase_personal_of(
        dossiers=[dossier.pk], ground=how.ground, actor=how.actor, at=how.at
    )


REPORT = Kind("report", "Báo cáo định kỳ của một đơn vị", _face, forget=_forget)
