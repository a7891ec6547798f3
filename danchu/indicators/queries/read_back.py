"""An open figure as it stood published on a day, and every change of it since.

Only faces that the ledger hands to everybody are read, and of them only what is open
today too: of a closed figure two readings would tell the change between them, however
many units each adds.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from danchu.indicators.models import Filing, FormRow, Value
from danchu.indicators.queries.corrections import amount_of, said_in
from danchu.indicators.queries.facts import IndicatorFact, PlaceFact, facts_by_id
from danchu.indicators.rules.amounts import Amount
from danchu.indicators.rules.catalogue import Aggregation, Origin, Scope, Visibility
from danchu.indicators.rules.filings import CORRECT, Status
from danchu.indicators.rules.readings_back import (
    Change,
    Stood,
    Version,
    What,
    changes_since,
    stood_before,
)
from danchu.indicators.rules.rollups import Part, Total, share, total_of
from danchu.indicators.rules.tallies import COUNTED, MEANING, tallies
from danchu.kernel.audit.queries import facts_of_deeds
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import Post
from danchu.kernel.publication.models import Publication
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree

MOST_FILINGS, MOST_SLIPS = 2_000, 50
_OPEN = "filing"
"""The kind of `public.OPEN`."""


@dataclass(frozen=True)
class Slip:
    """One change of a published number, as everybody may read it.

    `by` is the unit that spoke, never a person; empty where that is not certain.
    """

    indicator: str
    place: PlaceFact
    item: str
    change: Change
    reason: str
    by: str

    @property
    def old(self) -> Amount | None:
        """The number that stood before."""
        return amount_of(self.change.old)

    @property
    def new(self) -> Amount | None:
        """The number that came in its place."""
        return amount_of(self.change.new)


@dataclass(frozen=True)
class ReadBack:
    """One total as published on a day and as the same versions stand now.

    `withheld` filings stood then and were withdrawn or destroyed since: neither reading
    has them. `slips` are what explains the difference, the latest first.
    """

    day: date
    then: Total
    now: Total
    withheld: int
    published_since: int
    slips: tuple[Slip, ...]
    slips_in_all: int
    on_the_day: tuple[Slip, ...]
    """What was changed on that very day: it is in both readings already."""


@dataclass(frozen=True)
class _Read:
    """A published filing, its versions by indicator, and where each is from."""

    filing: Filing
    rows: Sequence[Publication]
    versions: Mapping[str, Sequence[Version]]


def day_read_back(text: str, today: date) -> date:
    """Return the day that a text names, refusing what is no day or is to come."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise RuleBroken("indicators.unknown_publication_day", text=text[:40]) from None
    if day > today or day.year < 1945:  # noqa: PLR2004 -- nothing was published before
        raise RuleBroken("indicators.unknown_publication_day", text=text[:40])
    return day


def may_read_back(indicator: IndicatorFact) -> bool:
    """Tell whether pages offer to read an indicator as published on a day."""
    is_added = indicator.is_percent or indicator.agg_units == Aggregation.SUM
    return indicator.visibility == Visibility.PUBLIC and is_added


def read_back(
    *, indicator: IndicatorFact, unit: Unit, period: str, map_on: date, day: date
) -> ReadBack:
    """Return an open total of one period as published at the end of `day`, and since.

    Refuses what is not open, several periods, what does not add up over units, and
    more filings than can be read at once.
    """
    parts = facts_by_id(
        [pk for pk in (indicator.numerator, indicator.denominator) if pk]
    )
    facts = [parts[pk] for pk in (indicator.numerator, indicator.denominator) if pk]
    facts = facts or [indicator]
    _refuse([indicator, *facts], period)
    moment = timezone.make_aware(
        datetime.combine(day + timedelta(days=1), time()),
        timezone.get_default_timezone(),
    )
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY, ancestor=unit, since__lte=map_on, until__gt=map_on
    ).values("unit")
    found = _filings(inside, facts, period)
    aside = _unfiled(inside, facts, period)
    later = timezone.now() + timedelta(days=1)
    then, now = (
        [_total(found, fact, aside[fact.pk], at) for fact in facts]
        for at in (moment, later)
    )
    every = list(_slips(found, facts, moment - timedelta(days=1)))
    every.sort(key=lambda one: one[2].at, reverse=True)
    slips = [one for one in every if one[2].at >= moment]
    told = [one for one in slips if not _is_first(one[2])]
    that_day = [one for one in every[len(slips) :] if not _is_first(one[2])]
    return ReadBack(
        day=day,
        then=then[0] if len(then) == 1 else share(then[0], then[1]),
        now=now[0] if len(now) == 1 else share(now[0], now[1]),
        withheld=sum(_is_withheld(one, moment) for one in found),
        published_since=len({one[0].filing.pk for one in slips if _is_first(one[2])}),
        slips=tuple(_in_words(told[:MOST_SLIPS])),
        slips_in_all=len(told),
        on_the_day=tuple(_in_words(that_day[:MOST_SLIPS])),
    )


def _refuse(facts: Collection[IndicatorFact], period: str) -> None:
    if any(one.visibility != Visibility.PUBLIC for one in facts):
        raise RuleBroken("indicators.closed_not_read_back")
    if "," in period or any(
        one.agg_units != Aggregation.SUM for one in facts if not one.is_percent
    ):
        raise RuleBroken("indicators.not_read_back")


def _filings(inside: Any, facts: Collection[IndicatorFact], period: str) -> list[_Read]:
    own = Value.objects.filter(filing=OuterRef("pk"), origin=Origin.ILLUSTRATION)
    rows = Filing.objects.filter(
        Exists(Publication.objects.filter(dossier=OuterRef("pk"), kind=_OPEN)),
        unit__in=inside,
        period__code=period,
        form__in=FormRow.objects.filter(indicator__in=[one.pk for one in facts]).values(
            "form"
        ),
    )
    if not settings.DEMO:
        rows = rows.exclude(Exists(own))
    filings = list(rows.select_related("unit")[: MOST_FILINGS + 1])
    if len(filings) > MOST_FILINGS:
        raise RuleBroken("indicators.too_many_to_read_back", most=MOST_FILINGS)
    published = Publication.objects.filter(
        dossier__in=[one.pk for one in filings], kind=_OPEN
    )
    versions: dict[int, list[Publication]] = defaultdict(list)
    for row in published.select_related("withdrawal", "leaf__opening").order_by(
        "version"
    ):
        versions[row.dossier_id].append(row)
    return [_read(one, versions[one.pk], facts) for one in filings]


def _read(
    filing: Filing, rows: Sequence[Publication], facts: Collection[IndicatorFact]
) -> _Read:
    found: dict[str, list[Version]] = {one.code: [] for one in facts}
    for row in rows:
        opening = getattr(row.leaf, "opening", None)
        cells = json.loads(bytes(opening.face))["cells"] if opening else {}
        withdrawal = getattr(row, "withdrawal", None)
        for code, versions in found.items():
            versions.append(
                Version(
                    at=row.published_at,
                    said=said_in(cells.get(code)),
                    withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
                    is_kept=opening is not None,
                )
            )
    return _Read(filing, rows, found)


def _unfiled(
    inside: Any, facts: Collection[IndicatorFact], period: str
) -> dict[int, list[Part]]:
    """Return what came from documents: it has no versions and counts in both."""
    rows = Value.objects.filter(
        unit__in=inside,
        indicator__in=[one.pk for one in facts],
        period__code=period,
        scope=Scope.OWN,
        member=None,
        filing=None,
        tally__in=tallies([Status.PUBLISHED], with_illustrations=settings.DEMO),
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for pk, number, tally in rows.values_list("indicator", "number", "tally"):
        found[pk].append(Part(MEANING[tally].qualifier, Status.PUBLISHED, number, 1, 1))
    return found


def _total(
    found: Collection[_Read], fact: IndicatorFact, aside: list[Part], at: datetime
) -> Total:
    stood = [stood_before(one.versions[fact.code], at) for one in found]
    parts = [*aside, *(part for one in stood for part in _parts(one))]
    return total_of(parts, len(found) + len(aside))


def _parts(stood: Stood) -> Iterator[Part]:
    said = stood.said
    if said is not None and said.state in COUNTED:
        yield Part(said.qualifier, Status.PUBLISHED, said.number, 1, 1)


def _is_withheld(one: _Read, moment: datetime) -> bool:
    return any(
        stood_before(versions, moment).is_withheld for versions in one.versions.values()
    )


_Found = tuple[_Read, str, Change]


def _slips(
    found: Collection[_Read], facts: Collection[IndicatorFact], moment: datetime
) -> Iterator[_Found]:
    for one in found:
        for fact in facts:
            for change in changes_since(one.versions[fact.code], moment):
                yield one, fact.code, change


def _is_first(change: Change) -> bool:
    return change.what is What.PUBLISHED and change.version == 1


def _in_words(told: Collection[_Found]) -> Iterator[Slip]:
    dossiers = {one.filing.pk for one, _, _ in told}
    why = {
        key: str(facts.get("reason", ""))
        for key, facts in facts_of_deeds(dossiers, CORRECT.name).items()
    }
    speakers = _speakers(told)
    for one, code, change in told:
        row = one.rows[change.version - 1]
        is_over = change.what is What.WITHDRAWN
        yield Slip(
            indicator=code,
            place=PlaceFact.of(one.filing.unit),
            item=row.item,
            change=change,
            reason=row.withdrawal.reason
            if is_over
            else why.get((one.filing.pk, change.at), ""),
            by=_unit_of(speakers, _speaker(row, change), change.at),
        )


def _speaker(row: Publication, change: Change) -> int | None:
    if change.what is What.WITHDRAWN:
        found: int | None = row.withdrawal.withdrawn_by_id
        return found
    return row.published_by_id


def _speakers(told: Collection[_Found]) -> dict[int, list[Post]]:
    asked = {
        _speaker(one.rows[change.version - 1], change) for one, _, change in told
    } - {None}
    found: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(user__in=asked).select_related("unit"):
        found[post.user_id].append(post)
    return found


def _unit_of(
    posts: Mapping[int, Sequence[Post]], user: int | None, at: datetime
) -> str:
    day = timezone.localdate(at)
    names = {
        post.unit.name
        for post in posts.get(user or 0, ())
        if post.valid_from <= day and (post.valid_to is None or day <= post.valid_to)
    }
    return names.pop() if len(names) == 1 else ""
