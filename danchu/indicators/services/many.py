"""Writing into many filings at once, by the rules that hold for each of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from danchu.indicators.queries.asked import Asked
from danchu.indicators.queries.stands import Stand, filings_begun, stands_of
from danchu.indicators.rules.filings import ENTER
from danchu.indicators.services.entering import changes_in
from danchu.indicators.services.filings import refuse_closed
from danchu.indicators.services.opening import open_asked, refuse_future
from danchu.indicators.services.saving import Saved, Typed, weigh
from danchu.indicators.services.writing import Change, Entered, write_entries
from danchu.kernel.access.services import allowed
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User


@dataclass(frozen=True)
class Part:
    """What is brought for one filing: cells by name, each with what was seen there."""

    asked: Asked
    cells: Mapping[str, Typed]


@dataclass(frozen=True)
class Weighed:
    """What a part would change; `shut` is why nothing may be written there at all."""

    stand: Stand
    changes: tuple[Change, ...]
    saved: Saved
    shut: RuleBroken | None = None


_TRIES = 5
Check = Callable[[Sequence[Weighed]], None]


def weigh_parts(*, actor: User, parts: Sequence[Part], at: datetime) -> list[Weighed]:
    """Return what writing these parts would change; writes nothing.

    Each is weighed as `save_cells` weighs one filing.
    """
    units = {part.asked.unit.pk: part.asked.unit for part in parts}
    mine = allowed(actor, ENTER, list(units.values()), timezone.localdate(at))
    stands = stands_of([part.asked for part in parts])
    return [
        _weighed(part, stand, is_mine=stand.asked.unit.pk in mine, at=at)
        for part, stand in zip(parts, stands, strict=True)
    ]


def write_parts(
    *, actor: User, parts: Sequence[Part], at: datetime, check: Check | None = None
) -> list[Weighed]:
    """Write what may be written of many filings in one transaction.

    Filings are held first, then weighed; `check` may refuse what it sees. Those that
    nobody has begun are opened. One line of history for each filing that changes.
    """
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                return _written(actor, parts, check, at)
        except (IntegrityError, _BegunMeanwhileError):
            if not left:
                raise
    raise AssertionError  # the last try has returned or raised


class _BegunMeanwhileError(Exception):
    """Somebody has opened one of the filings since those begun were held."""


def _written(
    actor: User, parts: Sequence[Part], check: Check | None, at: datetime
) -> list[Weighed]:
    begun = filings_begun(part.asked for part in parts)
    held = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=begun)
    list(held.order_by("pk").values_list("pk", flat=True))
    weighed = weigh_parts(actor=actor, parts=parts, at=at)
    if {one.stand.filing.pk for one in weighed if one.stand.filing} - set(begun):
        raise _BegunMeanwhileError
    if check is not None:
        check(weighed)
    moved = [one for one in weighed if one.changes and one.shut is None]
    fresh = [one.stand.asked for one in moved if one.stand.filing is None]
    opened = iter(open_asked(actor=actor, asked=fresh, at=at) if fresh else ())
    entered = [Entered(one.stand.filing or next(opened), one.changes) for one in moved]
    write_entries(actor=actor, entered=entered, at=at)
    return weighed


def _weighed(part: Part, stand: Stand, *, is_mine: bool, at: datetime) -> Weighed:
    free, saved = weigh(part.asked, stand.stored, part.cells)
    changes = changes_in(part.asked, free, stand.stored)
    return Weighed(stand, tuple(changes), saved, _shut(stand, at, is_mine=is_mine))


def _shut(stand: Stand, at: datetime, *, is_mine: bool) -> RuleBroken | None:
    asked, filing = stand.asked, stand.filing
    if not is_mine:
        return RuleBroken("indicators.not_yours", unit=asked.unit.name)
    try:
        if filing is None:
            refuse_future(asked.period, at)
        else:
            refuse_closed(filing)
    except RuleBroken as broken:
        return broken
    return None
