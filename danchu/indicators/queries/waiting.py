"""What waits for a unit above: to be accepted, or to be published."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from danchu.indicators.models import Acceptance, Filing
from danchu.indicators.queries.recipients import recipients_of
from danchu.indicators.rules.filings import Status
from danchu.kernel.audit.queries import came_to
from danchu.kernel.units.models import Ancestry, Placement, Unit
from danchu.kernel.units.queries import parents_of
from danchu.kernel.units.rules import Tree

_WAITING = (Status.APPROVED, Status.ACCEPTED)


def waiting_above(unit: Unit, on: date, most: int) -> list[Filing]:
    """Return the filings that `unit` has to accept or publish on `on`.

    To accept before to publish, then the oldest first; those of units below that have
    ended, received where their heirs stand, come after the others.
    """
    first, second = _received_by(unit, on)
    accepting = Q(status=Status.APPROVED) & (first | second)
    publishing = Q(status=Status.ACCEPTED) & first
    found = _fetched(_open_to(unit).filter(accepting | publishing), most)
    return [*found, *_of_ended(unit, on, most - len(found))]


def _received_by(unit: Unit, on: date) -> tuple[Q, Q]:
    """Return which filings `unit` receives as the first, and which as the second.

    The same answer as `recipients_of`, for all units below at once.
    """
    territory, line = (
        Q(form__trees__contains=[tree.value]) for tree in (Tree.TERRITORY, Tree.LINE)
    )
    below = _below(unit, on)
    in_territory, in_line = (Q(unit__in=below[tree]) for tree in Tree)
    not_in_territory, not_in_line = (~Q(Exists(_placed(tree, on))) for tree in Tree)
    first = in_territory & (territory | not_in_line)
    first |= in_line & line & (~territory | not_in_territory)
    first |= in_line & ~line & not_in_territory
    if not parents_of(unit, on):
        first |= Q(unit=unit.pk)
    return first, in_line & line


def accepted_by(filings: Sequence[Filing]) -> dict[int, tuple[str, ...]]:
    """Return the names of those who accepted filings that others still have to."""
    awaited = [one.pk for one in filings if one.status == Status.APPROVED]
    rows = Acceptance.objects.filter(filing__in=awaited).order_by("accepted_at", "pk")
    names: dict[int, tuple[str, ...]] = {}
    for pk, name in rows.values_list("filing", "recipient__name") if awaited else ():
        names[pk] = (*names.get(pk, ()), name)
    return names


def with_since(rows: QuerySet[Filing]) -> QuerySet[Filing]:
    """Read with filings since when they stand as they do, for `waits_since`."""
    return rows.annotate(since=came_to("dossier", "status"))


def waits_since(filing: Filing) -> date | None:
    """Return since which day a filing stands as it does, if it was read with that."""
    at: datetime | None = getattr(filing, "since", None)
    return localdate(at) if at else None


def _below(unit: Unit, on: date) -> dict[str, list[int]]:
    # As lists: as subqueries within an "or" they would have every filing read.
    placed = Placement.objects.alive(on).filter(parent=unit)
    found: dict[str, list[int]] = {tree.value: [] for tree in Tree}
    for tree, pk in placed.values_list("tree", "unit"):
        found[tree].append(pk)
    return found


def _open_to(unit: Unit) -> QuerySet[Filing]:
    mine = Acceptance.objects.filter(filing=OuterRef("pk"), recipient=unit)
    return Filing.objects.filter(
        Q(status=Status.ACCEPTED) | Q(status=Status.APPROVED) & ~Exists(mine)
    )


def _placed(tree: Tree, on: date) -> QuerySet[Placement]:
    return Placement.objects.alive(on).filter(tree=tree, unit=OuterRef("unit"))


def _fetched(rows: QuerySet[Filing], most: int) -> list[Filing]:
    # The word “approved” sorts after “accepted”.
    ordered = rows.select_related("dossier", "form", "unit", "period").order_by(
        "-status", "period__end_on", "unit__sort_key"
    )
    return list(with_since(ordered)[:most])


def _of_ended(unit: Unit, on: date, most: int) -> list[Filing]:
    """Return those of ended units; they are few, and each is asked where it stands."""
    within = Ancestry.objects.filter(
        tree__in=list(Tree), ancestor=unit, since__lte=on, until__gt=on
    )
    ended = _open_to(unit).filter(
        unit__valid_to__lt=on, unit__in=within.values("unit"), status__in=_WAITING
    )
    found = []
    for filing in _fetched(ended, max(most, 0)):
        above = recipients_of(filing.form, filing.unit, on)
        due = above if filing.status == Status.APPROVED else above[:1]
        if unit.pk in {one.pk for one in due}:
            found.append(filing)
    return found
