"""The public face of a filing: the cells of open indicators, as they were published."""

from dataclasses import asdict, dataclass
from typing import Any

from danchu.indicators.models import Filing, Value
from danchu.indicators.rules.amounts import plain
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.filings import Status
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.publication.kinds import Kind


@dataclass(frozen=True)
class PublicCell:
    """What one cell says; notes stay in the building."""

    state: str
    number: str | None
    qualifier: str


@dataclass(frozen=True)
class FilingFace:
    """What leaves the building of a filing; `unit` is the unit's lasting number."""

    form: str
    unit: int
    period: str
    cells: dict[str, PublicCell]


def _face(dossier: Dossier, *, is_open: bool) -> dict[str, Any] | None:
    filing = (
        Filing.objects.filter(pk=dossier.pk, status=Status.PUBLISHED)
        .select_related("form", "period")
        .first()
    )
    if filing is None:
        return None
    values = Value.objects.filter(filing=filing)
    is_public = {"indicator__visibility": Visibility.PUBLIC}
    values = values.filter(**is_public) if is_open else values.exclude(**is_public)
    cells = {
        _name(value): PublicCell(
            value.state,
            None if value.number is None else f"{plain(value.number):f}",
            value.qualifier,
        )
        for value in values.select_related("indicator", "member")
    }
    if not cells:
        return None
    face = FilingFace(filing.form.code, filing.unit_id, filing.period.code, cells)
    return asdict(face)


def _name(value: Value) -> str:
    if value.member is None:
        return value.indicator.code
    return f"{value.indicator.code}.{value.member.code}"


def _open(dossier: Dossier) -> dict[str, Any] | None:
    return _face(dossier, is_open=True)


def _closed(dossier: Dossier) -> dict[str, Any] | None:
    return _face(dossier, is_open=False)


OPEN = Kind("filing", "Số liệu của một biểu", _open)
CLOSED = Kind("filing_closed", "Số liệu không mở của một biểu", _closed, is_open=False)
"""Of closed indicators the ledger keeps a commitment: they may not be read, but they
cannot be changed unseen either."""
