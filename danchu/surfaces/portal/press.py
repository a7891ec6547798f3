"""What press reports say, for the home page: figures, and a sum that is wrong."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from danchu.indicators.queries.localities import Telling, tellings_of
from danchu.kernel.motto import Part
from danchu.kernel.periods.wording import period_text
from danchu.surfaces.portal.rules import CLASH_PARTS, CLASH_WHOLE, PART_NAMES, TOLD
from danchu.surfaces.sources import source_name
from danchu.surfaces.wording import amount_text, in_sentence, unit_of
from danchu.ui.languages import viet


@dataclass(frozen=True)
class Quoted:
    """A figure of a press report that belongs to one part of the motto."""

    part: Part
    number: str
    unit: str
    caption: str
    where: str
    href: str


@dataclass(frozen=True)
class Term:
    """One number of an equation and what it counts."""

    value: object
    name: str


@dataclass(frozen=True)
class Clash:
    """A total that its parts do not make, as a source gives them."""

    terms: tuple[Term, ...]
    sum: Term
    stated: Term
    where: str
    href: str
    source: str
    sentence: str


@dataclass(frozen=True)
class Press:
    """What the home page tells of press reports."""

    quoted: tuple[Quoted, ...]
    clash: Clash | None
    sources: tuple[str, ...]


def press() -> Press:
    """Return figures that sources give, with the sources."""
    codes = [told.indicator for told in TOLD]
    told = tellings_of([*codes, CLASH_WHOLE, *CLASH_PARTS])
    sources = {told[code].source for code in codes if code in told}
    return Press(
        quoted=tuple(
            _quoted(one.part, one.caption, told[one.indicator])
            for one in TOLD
            if one.indicator in told
        ),
        clash=_clash(told),
        sources=tuple(source_name(code) for code in sorted(sources)),
    )


def _quoted(part: Part, caption: str, one: Telling) -> Quoted:
    return Quoted(
        part=part,
        number=amount_text(one.amount, one.indicator),
        unit=unit_of(one.indicator),
        caption=caption,
        where=_where(one, one.place.name),
        href=telling_href(one),
    )


def telling_href(one: Telling) -> str:
    """Return where a source's figure is shown: an ended place opens on its last map."""
    return reverse("portal:locality", args=[one.place.pk]) + "#bao-chi"


def _where(one: Telling, name: str) -> SafeString:
    return format_html("{}, {}", viet(name), period_text(one.label))


def _clash(told: dict[str, Telling]) -> Clash | None:
    if not {CLASH_WHOLE, *CLASH_PARTS} <= told.keys():
        return None
    stated, parts = told[CLASH_WHOLE], [told[code] for code in CLASH_PARTS]
    total = sum(part.amount.number for part in parts)
    if total == stated.amount.number:
        return None
    return Clash(
        terms=tuple(
            Term(part.amount.number, gettext(PART_NAMES[part.indicator.code]))
            for part in parts
        ),
        sum=Term(total, gettext("cộng lại")),
        stated=Term(stated.amount.number, gettext("tổng số bài báo ghi")),
        where=_where(stated, in_sentence(stated.place.name)),
        href=telling_href(stated),
        source=viet(source_name(stated.source)),
        sentence=stated.sentence,
    )
