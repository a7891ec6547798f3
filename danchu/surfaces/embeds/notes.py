"""What must be said beside figures: that some were withdrawn or corrected since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from danchu.indicators.queries.published import PublishedNews
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.wording import period_text
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals
from danchu.ui.languages import say, viet

MOST_NOTES = 3


@dataclass(frozen=True)
class Note:
    """One sentence; a withdrawal is told louder than a correction."""

    text: str
    is_withdrawal: bool


def notes_on(
    news: Sequence[PublishedNews],
    periods: Collection[Period],
    forms: Collection[str] = (),
) -> tuple[Note, ...]:
    """Return what happened to filings of these periods since they were published.

    Of these forms only, if any are named; withdrawals first, and how many more. What
    was withdrawn has left no figure, so of later periods it is told as well.
    """
    codes = {period.code for period in periods}
    since = min((period.start for period in periods), default=date.min)
    found = [
        _note(one)
        for one in news
        if (not forms or one.filing.form in forms)
        and (
            one.filing.period.start >= since
            if one.filing.withdrawn
            else one.filing.version > 1 and one.filing.period.code in codes
        )
    ]
    found.sort(key=lambda note: not note.is_withdrawal)
    left = len(found) - MOST_NOTES
    if left > 0:
        number = numerals.number(left)
        rest = say("Còn {number} biểu khác đã đính chính hoặc rút.", number=number)
        return (*found[:MOST_NOTES], Note(rest, is_withdrawal=False))
    return tuple(found)


def _note(news: PublishedNews) -> Note:
    filing = news.filing
    what = {
        "form": filing.form,
        "period": period_text(filing.period.label),
        "place": viet(in_sentence(news.place.name)),
    }
    if filing.withdrawn:
        text = say(
            "Biểu {form} {period} của {place} đã rút công bố lúc {at}. "
            "Lý do: {reason}.",
            at=numerals.moment(filing.withdrawn.at),
            reason=viet(filing.withdrawn.reason.rstrip(".")),
            **what,
        )
        return Note(text, is_withdrawal=True)
    text = say(
        "Biểu {form} {period} của {place} đã đính chính lúc {at}.",
        at=numerals.moment(filing.at),
        **what,
    )
    return Note(text, is_withdrawal=False)
