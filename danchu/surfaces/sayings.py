"""What a source says of a place, in words for a page."""

from dataclasses import dataclass

from danchu.indicators.queries.localities import Telling
from danchu.indicators.rules.checks import Verdict
from danchu.surfaces.sources import BASES, source_name
from danchu.surfaces.wording import amount_text, quoted_text, unit_of
from danchu.ui import numerals

VERDICTS = {
    Verdict.HOLDS: ("in_time", "Khớp"),
    Verdict.BROKEN: ("overdue", "Không khớp"),
    Verdict.UNKNOWN: ("not_arising", "Chưa kết luận được"),
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
        name=fact.name,
        remark=" ".join(part for part in (BASES.get(one.basis, ""), one.note) if part),
        counted=amount_text(counted.amount, fact) if counted else "",
        difference=_difference(one),
        state=state,
        word=word,
        is_illustration=one.is_illustration,
    )


def _difference(one: Telling) -> str:
    if not one.is_percent:
        return numerals.signed(one.difference)
    return f"{numerals.signed(one.difference, 2)} điểm phần trăm"
