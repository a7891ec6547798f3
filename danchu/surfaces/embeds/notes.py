"""What must be said beside figures: that some were withdrawn or corrected since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from danchu.indicators.queries.published import PublishedNews
from danchu.kernel.periods.rules import Period
from danchu.surfaces.wording import in_sentence
from danchu.ui import numerals

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
        rest = f"Còn {numerals.number(left)} biểu khác đã đính chính hoặc rút."
        return (*found[:MOST_NOTES], Note(rest, is_withdrawal=False))
    return tuple(found)


def _note(news: PublishedNews) -> Note:
    filing, place = news.filing, in_sentence(news.place.name)
    what = f"Biểu {filing.form} {filing.period.label} của {place}"
    if filing.withdrawn:
        when = numerals.moment(filing.withdrawn.at)
        reason = filing.withdrawn.reason.rstrip(".")
        return Note(
            f"{what} đã rút công bố lúc {when}. Lý do: {reason}.", is_withdrawal=True
        )
    return Note(
        f"{what} đã đính chính lúc {numerals.moment(filing.at)}.", is_withdrawal=False
    )
