"""The six words of the motto: where each leads today, and the live figure beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.queries.facts import IndicatorFact, open_facts
from danchu.indicators.queries.headlines import Headline
from danchu.indicators.rules.headlines import is_enough
from danchu.kernel.motto import Part
from danchu.kernel.periods.wording import period_text
from danchu.kernel.units.rules import UnitKind
from danchu.surfaces.portal.rules import WORDS, Lead, Word
from danchu.surfaces.wording import amount_text, in_sentence, unit_of
from danchu.ui import numerals
from danchu.ui.languages import viet


@dataclass(frozen=True)
class Link:
    """Where a word leads."""

    label: str
    href: str


@dataclass(frozen=True)
class LiveFigure:
    """A total of published filings beside a word."""

    code: str
    name: str
    number: str
    unit: str
    where: str
    coverage: str
    is_few: bool
    is_illustration: bool
    change: Decimal | None
    before: str
    href: str
    proof: str


@dataclass(frozen=True)
class ShownWord:
    """One word of the motto on the page."""

    part: Part
    text: str
    href: str
    links: tuple[Link, ...]
    figure: LiveFigure | None


def shown_words(told: Sequence[Headline | None], nation: int) -> tuple[ShownWord, ...]:
    """Return the six words in their order, each with the figure told beside it.

    `nation` is the number of the nation.
    """
    asked = [lead.indicator for word in WORDS for lead in word.leads]
    known = open_facts([code for code in asked if code])
    return tuple(
        _word(word, nation, known, figure)
        for word, figure in zip(WORDS, told, strict=True)
    )


def choices() -> list[list[IndicatorFact]]:
    """Return of which indicators each word has a figure, the best first."""
    known = open_facts([code for word in WORDS for code in word.figures])
    return [[known[code] for code in word.figures if code in known] for word in WORDS]


def _word(
    word: Word, nation: int, known: Collection[str], figure: Headline | None
) -> ShownWord:
    links = [
        Link(lead.label, _address(lead, nation))
        for lead in word.leads
        if not lead.indicator or lead.indicator in known
    ]
    return ShownWord(
        part=word.part,
        text=word.text,
        href=links[0].href if links else "",
        links=tuple(links),
        figure=_figure(figure) if figure else None,
    )


def _address(lead: Lead, nation: int) -> str:
    if lead.indicator:
        return reverse("indicators:indicator", args=[lead.indicator])
    if lead.page == "portal:locality":
        return reverse(lead.page, args=[nation]) + lead.at
    return reverse(lead.page) + lead.at


def _figure(one: Headline) -> LiveFigure:
    fact, total, period = one.indicator, one.total, one.period
    asked = urlencode({"don-vi": one.place.pk, "ky": period.code})
    href = f"{reverse('indicators:indicator', args=[fact.code])}?{asked}"
    counted = gettext("đơn vị")
    have = numerals.number(total.coverage.have)
    of = numerals.number(total.coverage.of)
    return LiveFigure(
        code=fact.code,
        name=fact.called,
        number=amount_text(total.amount, fact),
        unit=unit_of(fact),
        where=format_html("{}, {}", _where(one), period_text(period.label)),
        coverage=f"{have}/{of}\u00a0{counted}",
        is_few=not is_enough(total.coverage),
        is_illustration=one.is_illustration,
        change=one.change,
        before=_before(one),
        href=href,
        proof=f"{href}#kiem-chung",
    )


def _where(one: Headline) -> SafeString | str:
    is_nation = one.place.kind == UnitKind.COUNTRY
    return gettext("cả nước") if is_nation else viet(in_sentence(one.place.name))


def _before(one: Headline) -> str:
    """Say what a year before was where a change may not be told."""
    before = one.before
    if before is None or before.number is None or one.change is not None:
        return ""
    have = numerals.number(before.coverage.have)
    of = numerals.number(before.coverage.of)
    return f"{amount_text(before.amount, one.indicator)} ({have}/{of})"


def has_illustrations(words: Sequence[ShownWord]) -> bool:
    """Tell whether a figure holds numbers made for show."""
    return any(word.figure and word.figure.is_illustration for word in words)
