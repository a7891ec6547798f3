"""The end of every drill-down: who entered a number, when, on which form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from danchu.indicators.models import Value
from danchu.indicators.queries.asked import cell_of
from danchu.indicators.queries.facts import IndicatorFact, PlaceFact, facts_by_id
from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.catalogue import ORIGIN_NAMES, Origin, Scope, Visibility
from danchu.indicators.rules.filings import READ_RESTRICTED, STATUS_NAMES, Status
from danchu.kernel.access.queries import reach
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.rules import Tree


@dataclass(frozen=True)
class EntryFact:
    """One own value as it was entered."""

    indicator: IndicatorFact
    place: PlaceFact
    period_code: str
    amount: Amount | None
    words: str
    origin: str
    origin_name: str
    status_name: str
    is_provisional: bool
    form_code: str
    who: str
    at: datetime | None
    note: str
    self_approved: bool = False

    @property
    def is_illustration(self) -> bool:
        """Whether it was made for show."""
        return self.origin == Origin.ILLUSTRATION


def entries_behind(
    *, unit: Unit, period: str, map_on: date, user: User | AnonymousUser
) -> Sequence[EntryFact]:
    """Return the own values that stand in `unit` on a map, in the catalogue's order.

    Meant for a unit without parts: its own values and those of the units it was made
    of. Out of reach there are none, and restricted ones only for `READ_RESTRICTED`.
    """
    held = reach(user, timezone.localdate())
    if not held.contains(unit):
        return []
    inside = Ancestry.objects.filter(
        tree=Tree.TERRITORY,
        ancestor=unit,
        since__lte=map_on,
        until__gt=map_on,
        unit_kind=unit.kind,
    )
    rows = Value.objects.filter(
        Q(unit__in=inside.values("unit")) & Q(unit__in=held.unit_ids()),
        period__code=period,
        member=None,
        scope=Scope.OWN,
    )
    if not settings.DEMO:
        rows = rows.exclude(origin=Origin.ILLUSTRATION)
    open_to = held.allowing(READ_RESTRICTED)
    rows = rows.exclude(
        ~Q(unit__in=open_to.unit_ids()), indicator__visibility=Visibility.RESTRICTED
    )
    found = rows.select_related("unit", "period", "filing__form", "entered_by")
    values = list(found.order_by("indicator__code", "unit__sort_key"))
    facts = facts_by_id(sorted({value.indicator_id for value in values}))
    return [_entry(value, facts[value.indicator_id]) for value in values]


def _entry(value: Value, fact: IndicatorFact) -> EntryFact:
    cell = cell_of(value)
    return EntryFact(
        indicator=fact,
        place=PlaceFact.of(value.unit),
        period_code=value.period.code,
        amount=None
        if cell.number is None
        else Amount(cell.number, Qualifier(value.qualifier)),
        words=cell.words,
        origin=value.origin,
        origin_name=ORIGIN_NAMES[value.origin],
        status_name=STATUS_NAMES[Status(value.stage)],
        is_provisional=value.stage in {Status.DRAFT, Status.SUBMITTED},
        form_code=value.filing.form.code if value.filing else "",
        who=value.entered_by.full_name if value.entered_by else "",
        at=value.entered_at,
        note=value.note,
        self_approved=bool(value.filing and value.filing.self_approved),
    )
