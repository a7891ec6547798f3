"""Filings as they were published: where, which version, and what their faces say."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from danchu.indicators.models import Filing, Form, Indicator, Member
from danchu.indicators.queries.facts import PlaceFact
from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.catalogue import STATE_NAMES
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.publication.models import Publication
from danchu.kernel.publication.queries import Withdrawn, editions_of_many
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import unit_by_id

MOST_FILINGS = 24


@dataclass(frozen=True)
class PublishedFiling:
    """A filing of a unit that strangers may verify, and read unless withdrawn."""

    form: str
    name: str
    period: Period
    item: str
    version: int
    at: datetime
    withdrawn: Withdrawn | None


@dataclass(frozen=True)
class FaceCell:
    """One cell as it was published."""

    code: str
    name: str
    text: str


@dataclass(frozen=True)
class FaceRead:
    """A public face in words."""

    form: str
    name: str
    place: PlaceFact
    period: Period
    cells: tuple[FaceCell, ...]


def published_filings(unit: Unit) -> list[PublishedFiling]:
    """Return the latest filings of a unit that are in the ledger, withdrawn or not."""
    rows = Filing.objects.filter(
        Exists(Publication.objects.filter(dossier=OuterRef("pk"))), unit=unit
    )
    filings = {
        row.pk: row
        for row in rows.select_related("form", "period").order_by(
            "-period__end_on", "form__code"
        )[:MOST_FILINGS]
    }
    editions = editions_of_many(filings) if filings else {}
    return [
        PublishedFiling(
            form=filing.form.code,
            name=filing.form.name,
            period=filing.period.period,
            item=edition.item,
            version=edition.version,
            at=edition.at,
            withdrawn=edition.withdrawn,
        )
        for pk, filing in filings.items()
        for edition in editions.get(pk, ())
    ]


def read_face(face: bytes) -> FaceRead:
    """Put into words the face of a filing that the ledger holds."""
    said: dict[str, Any] = json.loads(face)
    form = Form.objects.get(code=said["form"])
    cells: dict[str, dict[str, Any]] = said["cells"]
    names = _names_of(cells)
    return FaceRead(
        form=form.code,
        name=form.name,
        place=PlaceFact.of(unit_by_id(said["unit"])),
        period=period_from(said["period"]),
        cells=tuple(
            FaceCell(code, names.get(code, code), _text(cell))
            for code, cell in sorted(cells.items())
        ),
    )


def _names_of(cells: dict[str, dict[str, Any]]) -> dict[str, str]:
    codes = {cell.partition(".")[0] for cell in cells}
    rows = Indicator.objects.filter(code__in=codes)
    names = dict(rows.values_list("code", "name"))
    members = Member.objects.filter(dimension__indicator__code__in=codes)
    for indicator, code, name in members.values_list(
        "dimension__indicator__code", "code", "name"
    ):
        names[f"{indicator}.{code}"] = f"{names[indicator]}: {name}"
    return names


def _text(cell: dict[str, Any]) -> str:
    if cell["number"] is None:
        return STATE_NAMES[cell["state"]]
    return str(Amount(Decimal(cell["number"]), Qualifier(cell["qualifier"])))
