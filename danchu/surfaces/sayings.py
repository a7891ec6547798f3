"""What a source says of a place, in words for a page."""

from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from danchu.indicators.queries.localities import Telling
from danchu.indicators.rules.checks import Verdict
from danchu.surfaces.sources import BASES, source_name
from danchu.surfaces.wording import amount_text, quoted_text, unit_of
from danchu.ui import numerals
from danchu.ui.languages import say, viet

VERDICTS = {
    Verdict.HOLDS: ("in_time", gettext_noop("Khớp")),
    Verdict.BROKEN: ("overdue", gettext_noop("Không khớp")),
    Verdict.UNKNOWN: ("not_arising", gettext_noop("Chưa kết luận được")),
}
"""The state and the word for how two numbers stand to each other."""


@dataclass(frozen=True)
class Said:
    """What a source says, and what comes of comparing it."""

    sentence: str
    place: str
    label: str
    source: str
    text: str
    unit: str
    code: str
    name: str
    remark: str
    counted: str
    difference: str
    state: str
    word: str
    is_illustration: bool


def said_of(one: Telling) -> Said:
    """Return a telling in words; without own values beside it nothing is compared."""
    fact, counted = one.indicator, one.counted
    state, word = VERDICTS[one.verdict]
    return Said(
        sentence=one.sentence,
        place=one.place.name,
        label=one.label,
        source=source_name(one.source),
        text=quoted_text(one.amount, fact),
        unit=unit_of(fact),
        code=fact.code,
        name=fact.called,
        remark=_remark(one),
        counted=amount_text(counted.amount, fact) if counted else "",
        difference=_difference(one),
        state=state,
        word=gettext(word),
        is_illustration=one.is_illustration,
    )


def _difference(one: Telling) -> str:
    if not one.is_percent:
        return numerals.signed(one.difference)
    points = numerals.signed(one.difference, 2)
    return say("{points} điểm phần trăm", points=points)


def _remark(one: Telling) -> SafeString:
    basis = BASES.get(one.basis, "")
    parts = (gettext(basis) if basis else "", viet(one.note))
    return format_html_join(" ", "{}", ((part,) for part in parts if part))
