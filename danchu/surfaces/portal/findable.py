"""What of the figures a search finds, and where it leads: declared to the search."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from danchu.indicators.queries.findable import (
    FindableFiling,
    findable_filings,
    findable_indicators,
    findable_quotations,
)
from danchu.kernel.search.kinds import Findable, Kind
from danchu.surfaces.sources import source_name
from danchu.surfaces.wording import amount_text, in_sentence, unit_of

_CELLS_SHOWN = 3
AND_MORE = "{shown}; và {rest} số khác"
_OFTEN_MEANT = 1.5


def _filings(keys: Sequence[str] | None) -> Iterable[Findable]:
    for filing in findable_filings(keys):
        address = reverse("portal:locality", args=[filing.place.pk])
        where = in_sentence(filing.place.name)
        yield Findable(
            key=str(filing.pk),
            title=f"{filing.name}: {where}, {filing.period.label}",
            page=f"{address}?ky={filing.period.code}",
            unit=filing.place.pk,
            summary=_some_of(filing),
            text=f"{filing.form} {filing.place.name} "
            + "; ".join(fact.name for fact, _ in filing.cells),
            day=filing.published_on,
        )


def _some_of(filing: FindableFiling) -> str:
    cells = [
        f"{fact.name}: {amount_text(amount, fact)} {unit_of(fact)}".rstrip()
        for fact, amount in filing.cells
        if amount.number
    ]
    shown = "; ".join(cells[:_CELLS_SHOWN])
    rest = len(cells) - _CELLS_SHOWN
    return AND_MORE.format(shown=shown, rest=rest) if rest > 0 else shown


def _indicators(keys: Sequence[str] | None) -> Iterable[Findable]:
    for fact in findable_indicators(keys):
        yield Findable(
            key=fact.code,
            title=fact.name,
            page=reverse("indicators:indicator", args=[fact.code]),
            summary=f"{fact.group}. Đơn vị tính: {fact.unit_of_measure}.",
            text=f"{fact.code} {fact.name_en} {fact.source}",
            prominence=_OFTEN_MEANT,
        )


def _quotations(keys: Sequence[str] | None) -> Iterable[Findable]:
    for one in findable_quotations(keys):
        place = reverse("portal:locality", args=[one.place.pk])
        yield Findable(
            key=str(one.pk),
            title=f"{one.fact.name}: {in_sentence(one.place.name)}, {one.label}",
            page=f"{place}#bao-chi",
            unit=one.place.pk,
            summary=f"“{one.sentence}” ({source_name(one.source)})",
            day=one.day,
        )


KINDS = (
    Kind("filing", "Biểu số liệu", _filings),
    Kind("indicator", "Chỉ tiêu", _indicators),
    Kind("quotation", "Báo chí nêu", _quotations),
)
