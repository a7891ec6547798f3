"""What of the figures may be found by a search: only what strangers may read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef

from danchu.indicators.models import Filing, Quotation, Value
from danchu.indicators.queries.facts import (
    IndicatorFact,
    PlaceFact,
    facts_by_id,
    figure_catalogue,
)
from danchu.indicators.rules.amounts import Amount, Qualifier, plain
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.filings import Status
from danchu.kernel.periods.rules import Period
from danchu.kernel.publication.models import Publication

_GROUP = 200


@dataclass(frozen=True)
class FindableFiling:
    """A published filing and its open cells, in the order of their codes."""

    pk: int
    form: str
    name: str
    place: PlaceFact
    period: Period
    published_on: date
    cells: tuple[tuple[IndicatorFact, Amount], ...]


@dataclass(frozen=True)
class FindableQuotation:
    """A sentence of the press that gives a figure of a place."""

    pk: int
    place: PlaceFact
    label: str
    fact: IndicatorFact
    sentence: str
    source: str
    day: date


def findable_filings(keys: Sequence[str] | None) -> Iterator[FindableFiling]:
    """Return the filings, of these ids or all, that stand published with open cells."""
    editions = Publication.objects.filter(
        dossier=OuterRef("pk"), leaf__opening__isnull=False
    )
    rows = Filing.objects.filter(Exists(editions), status=Status.PUBLISHED)
    if keys is not None:
        rows = rows.filter(pk__in=_numbers(keys))
    rows = rows.select_related("form", "period", "unit").order_by("pk")
    facts = {fact.pk: fact for fact in figure_catalogue() if _is_open(fact)}
    found = rows.iterator(chunk_size=_GROUP)
    while group := list(islice(found, _GROUP)):
        yield from _filings(group, facts)


def _filings(
    group: Sequence[Filing], facts: dict[int, IndicatorFact]
) -> Iterator[FindableFiling]:
    pks = [filing.pk for filing in group]
    values = Value.objects.filter(
        filing__in=pks, indicator__in=facts, member=None, number__isnull=False
    ).order_by("filing", "indicator__code")
    cells: dict[int, list[tuple[IndicatorFact, Amount]]] = {}
    for value in values.only("filing_id", "indicator_id", "number", "qualifier"):
        if value.filing_id is not None and value.number is not None:
            amount = Amount(plain(value.number), Qualifier(value.qualifier))
            cells.setdefault(value.filing_id, []).append(
                (facts[value.indicator_id], amount)
            )
    editions = Publication.objects.filter(dossier__in=pks).order_by("version")
    published = dict(editions.values_list("dossier", "published_at__date"))
    for filing in group:
        if filing.pk in cells:
            yield FindableFiling(
                filing.pk,
                filing.form.code,
                filing.form.name,
                PlaceFact.of(filing.unit),
                filing.period.period,
                published[filing.pk],
                tuple(cells[filing.pk]),
            )


def findable_indicators(keys: Sequence[str] | None) -> list[IndicatorFact]:
    """Return the indicators, of these codes or all."""
    facts = figure_catalogue()
    return facts if keys is None else [fact for fact in facts if fact.code in keys]


def findable_quotations(keys: Sequence[str] | None) -> list[FindableQuotation]:
    """Return the sentences of the press, of these ids or all."""
    rows = Quotation.objects.select_related("unit", "period").order_by("pk")
    if keys is not None:
        rows = rows.filter(pk__in=_numbers(keys))
    facts = facts_by_id(list(rows.values_list("indicator", flat=True).distinct()))
    return [
        FindableQuotation(
            row.pk,
            PlaceFact.of(row.unit),
            row.label,
            facts[row.indicator_id],
            row.sentence,
            row.source,
            row.period.end_on,
        )
        for row in rows
        if _is_open(facts[row.indicator_id])
    ]


def _is_open(fact: IndicatorFact) -> bool:
    return fact.visibility == Visibility.PUBLIC


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit()]
