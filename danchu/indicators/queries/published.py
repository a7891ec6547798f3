"""Filings as they were published: where, which version, and what their faces say."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from danchu.indicators.models import Filing, Form, Value
from danchu.indicators.queries.corrections import (
    Correction,
    amount_of,
    corrections_of,
    names_of,
    said_in,
)
from danchu.indicators.queries.facts import IndicatorFact, PlaceFact
from danchu.indicators.rules.amounts import STATE_NAMES
from danchu.indicators.rules.catalogue import Scope, Visibility
from danchu.indicators.rules.filings import Status
from danchu.indicators.wording import amount_written
from danchu.kernel.periods.queries import period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.publication.models import Publication
from danchu.kernel.publication.queries import (
    Edition,
    Withdrawn,
    editions_of_many,
    latest_editions,
)
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import unit_by_id, units_inside
from danchu.kernel.units.rules import Tree

MOST_FILINGS, MOST_NEWS, MOST_BEHIND = 24, 50, 12
_FILING = "filing"
"""The kind of `public.OPEN`."""


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
    correction: Correction | None
    """The one that made this version, where it may be told."""


@dataclass(frozen=True)
class PublishedNews:
    """That something happened to a published filing, where, and when."""

    place: PlaceFact
    filing: PublishedFiling
    at: datetime


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
    every = [one for some in editions.values() for one in some]
    corrections = _corrections(every)
    return [
        _published(filing, edition, corrections)
        for pk, filing in filings.items()
        for edition in editions.get(pk, ())
    ]


_Corrections = Mapping[int, tuple[Correction, ...]]


def _corrections(editions: Iterable[Edition]) -> _Corrections:
    return corrections_of([one.dossier for one in editions if one.version > 1])


def _published(
    filing: Filing, edition: Edition, corrections: _Corrections
) -> PublishedFiling:
    last = next(iter(corrections.get(filing.pk, ())), None)
    return PublishedFiling(
        form=filing.form.code,
        name=filing.form.name,
        period=filing.period.period,
        item=edition.item,
        version=edition.version,
        at=edition.at,
        withdrawn=edition.withdrawn,
        correction=last if last and last.version == edition.version else None,
    )


def item_holding(
    *, unit: int, indicator: IndicatorFact, periods: Sequence[str]
) -> str | None:
    """Return the item of the ledger that holds a unit's own number, if it is one.

    None for a sum over units or periods, a closed indicator, and what does not stand.
    """
    if indicator.visibility != Visibility.PUBLIC or len(periods) != 1:
        return None
    rows = Value.objects.filter(
        unit=unit,
        indicator=indicator.pk,
        period__code=periods[0],
        scope=Scope.OWN,
        stage=Status.PUBLISHED,
        filing__isnull=False,
    )
    filings = list(rows.values_list("filing", flat=True).distinct())
    editions = editions_of_many(filings) if len(filings) == 1 else {}
    standing = [
        one for some in editions.values() for one in some if one.withdrawn is None
    ]
    return standing[0].item if standing else None


@dataclass(frozen=True)
class Behind:
    """The items of the ledger that a total is added from, some of them by place."""

    count: int
    items: tuple[tuple[PlaceFact, str], ...]


def items_behind(
    *, unit: Unit, indicator: IndicatorFact, period: str, on: date
) -> Behind:
    """Return the published filings that an open total of one period comes from.

    At most `MOST_BEHIND` are named, in the order of the register.
    """
    if indicator.visibility != Visibility.PUBLIC:
        return Behind(0, ())
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=unit, since__lte=on, until__gt=on
    )
    parts = [one for one in (indicator.numerator, indicator.denominator) if one]
    values = Value.objects.filter(
        unit__in=inside.values("unit"),
        indicator__in=parts or [indicator.pk],
        period__code=period,
        scope=Scope.OWN,
        stage=Status.PUBLISHED,
        filing__isnull=False,
    )
    rows = Filing.objects.filter(pk__in=values.values("filing"))
    named = rows.select_related("unit").order_by("unit__sort_key", "pk")[:MOST_BEHIND]
    return Behind(
        rows.count(),
        tuple((PlaceFact.of(row.unit), f"{_FILING}:{row.pk}") for row in named),
    )


def lately_published(
    unit: Unit, on: date, *, most: int = MOST_NEWS
) -> list[PublishedNews]:
    """Return what was published, corrected or withdrawn last, here and below."""
    editions = latest_editions(units_inside(unit, on), kind=_FILING, most=most)
    rows = Filing.objects.select_related("form", "period", "unit")
    filings = rows.in_bulk([one.dossier for one in editions])
    corrections = _corrections(editions)
    return [
        PublishedNews(
            PlaceFact.of(filings[one.dossier].unit),
            _published(filings[one.dossier], one, corrections),
            one.changed_at,
        )
        for one in editions
        if one.dossier in filings
    ]


def read_face(face: bytes) -> FaceRead:
    """Put into words the face of a filing that the ledger holds."""
    said: dict[str, Any] = json.loads(face)
    form = Form.objects.get(code=said["form"])
    cells: dict[str, dict[str, Any]] = said["cells"]
    names = names_of(cells)
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


def _text(cell: dict[str, Any]) -> str:
    said = said_in(cell)
    amount = amount_of(said)
    if amount is None:
        return gettext(STATE_NAMES[cell["state"]])
    return amount_written(amount)
