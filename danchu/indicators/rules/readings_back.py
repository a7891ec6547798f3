"""What stood published at a moment, and what changed between two, of one cell.

A version that was withdrawn took what it corrected with it: none of them is ever told
again, at whatever moment is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from danchu.indicators.rules.amounts import Qualifier


class What(StrEnum):
    """What happened to a published number."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Said:
    """What one cell said to the public; without a number it says why not."""

    state: str
    number: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True)
class Version:
    """One publication of a cell, until the next; `said` is `None` where it was absent.

    `is_kept` is false where the content was destroyed.
    """

    at: datetime
    said: Said | None
    withdrawn_at: datetime | None = None
    is_kept: bool = True


@dataclass(frozen=True)
class Stood:
    """What stood: nothing, something withheld since, or what was said."""

    said: Said | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class Change:
    """One change of a cell, with what stood before and behind it."""

    what: What
    at: datetime
    version: int
    old: Said | None
    new: Said | None


NOTHING = Stood()


def stood_before(versions: Sequence[Version], moment: datetime) -> Stood:
    """Return what of these versions, eldest first, stood just before a moment."""
    place = sum(one.at < moment for one in versions) - 1
    if place < 0:
        return NOTHING
    standing = versions[place]
    if standing.withdrawn_at is not None and standing.withdrawn_at < moment:
        return NOTHING
    if not standing.is_kept or place < _first_told(versions):
        return Stood(is_withheld=True)
    return Stood(standing.said)


def changes_since(versions: Sequence[Version], moment: datetime) -> list[Change]:
    """Return what changed from a moment on, the latest last; withheld is not told."""
    found: list[Change] = []
    before: Said | None = None
    told = _first_told(versions)
    for place, one in enumerate(versions):
        said = one.said if one.is_kept and place >= told else None
        is_first = place == 0 or versions[place - 1].withdrawn_at is not None
        what = What.PUBLISHED if is_first else What.CORRECTED
        if one.at >= moment and said != before:
            found.append(Change(what, one.at, place + 1, before, said))
        before = said
        if one.withdrawn_at is not None:
            before = None
            if one.withdrawn_at >= moment and (one.said or not one.is_kept):
                gone = Change(What.WITHDRAWN, one.withdrawn_at, place + 1, None, None)
                found.append(gone)
    return found


def _first_told(versions: Sequence[Version]) -> int:
    """Return the place behind the last version that was withdrawn."""
    gone = [place for place, one in enumerate(versions) if one.withdrawn_at is not None]
    return gone[-1] + 1 if gone else 0
