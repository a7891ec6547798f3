"""What sources say for a whole unit, beside what its parts add up to."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.conf import settings

from danchu.indicators.models import Quotation, Value
from danchu.indicators.queries.boards import Board, Reader, Scene
from danchu.indicators.queries.facts import IndicatorFact, PlaceFact
from danchu.indicators.rules.amounts import Amount, Qualifier, plain
from danchu.indicators.rules.catalogue import Origin, Scope
from danchu.indicators.rules.checks import Verdict, agreement, ratio_holds
from danchu.indicators.rules.rollups import Total
from danchu.kernel.units.models import Ancestry, Unit

Said = TypeVar("Said", Value, Quotation)


@dataclass(frozen=True)
class Reported:
    """A total that a source gives for everything under a unit; it is never added."""

    place: PlaceFact
    amount: Amount
    is_percent: bool
    origin: str
    source: str
    label: str
    sentence: str
    basis: str
    note: str
    own: Total
    map_on: date
    difference: Decimal | None
    verdict: Verdict


def reported_beside(board: Board, fact: IndicatorFact) -> tuple[Reported, ...]:
    """Return what sources say of this very unit and of those it was made of.

    Each stands beside the roll-up of the same subtree on the map of its period. Of
    what is not open to a reader, only what was printed.
    """
    scene, reader = board.scene, board.reader
    if len(scene.periods) > 1 or scene.member:
        return ()
    period, _ = scene.periods[0]
    if fact.is_percent:
        quoted = _quotations(scene, fact, period)
        found = [_from_quotation(one, scene, fact, reader) for one in quoted]
    elif not board.is_spoken_of:
        return ()
    else:
        values = _values(scene, fact, period, reader)
        found = [_from_value(one, scene, fact, reader) for one in values]
    if reader.sees(fact.visibility):
        return tuple(found)
    # What a newspaper has printed is public; what was handed in must be kept, since
    # beside the totals of others it would tell what they hide.
    return tuple(one for one in found if one.origin == Origin.PRESS)


def _speaking(rows: list[Said], scene: Scene) -> list[Said]:
    """Keep what is said of the unit itself, or of ended units of its kind inside it.

    Sources are few, so they come first: where none speaks no tree is asked.
    """
    others = {row.unit_id for row in rows} - {scene.root.pk}
    if not others:
        return rows
    inside = Ancestry.objects.filter(
        tree=scene.tree,
        ancestor=scene.root,
        unit__in=others,
        since__lte=scene.on,
        until__gt=scene.on,
        unit_kind=scene.root.kind,
        unit_died__lte=scene.on,
    )
    known = set(inside.values_list("unit_id", flat=True)) | {scene.root.pk}
    return [row for row in rows if row.unit_id in known]


def _values(
    scene: Scene, fact: IndicatorFact, period: int, reader: Reader
) -> list[Value]:
    values = Value.objects.filter(
        indicator=fact.pk,
        period=period,
        scope=Scope.WHOLE,
        member=None,
        number__isnull=False,
        stage__in=sorted(reader.stages),
    )
    if not settings.DEMO:
        values = values.exclude(origin=Origin.ILLUSTRATION)
    ordered = values.order_by("unit__sort_key", "pk")
    return _speaking(list(ordered.select_related("unit", "quotation")), scene)


def _quotations(scene: Scene, fact: IndicatorFact, period: int) -> list[Quotation]:
    rows = Quotation.objects.filter(
        indicator=fact.pk, period=period, percent__isnull=False
    ).order_by("unit__sort_key", "pk")
    return _speaking(list(rows.select_related("unit")), scene)


def _from_value(
    value: Value, scene: Scene, fact: IndicatorFact, reader: Reader
) -> Reported:
    amount = Amount(plain(value.number or Decimal(0)), Qualifier(value.qualifier))
    own, day = _own(value.unit, scene, fact, reader)
    said = value.quotation
    return Reported(
        place=_place(value.unit, said),
        amount=amount,
        is_percent=False,
        origin=value.origin,
        source=value.source,
        label=said.label if said else "",
        sentence=said.sentence if said else "",
        basis=said.basis if said else "",
        note=value.note,
        own=own,
        map_on=day,
        difference=None if own.number is None else plain(amount.number - own.number),
        verdict=_verdict(amount, own),
    )


def _from_quotation(
    said: Quotation, scene: Scene, fact: IndicatorFact, reader: Reader
) -> Reported:
    percent = plain(said.percent or Decimal(0))
    own, day = _own(said.unit, scene, fact, reader)
    return Reported(
        place=_place(said.unit, said),
        amount=Amount(percent, Qualifier(said.qualifier)),
        is_percent=True,
        origin=Origin.PRESS.value,
        source=said.source,
        label=said.label,
        sentence=said.sentence,
        basis=said.basis,
        note=said.note,
        own=own,
        map_on=day,
        difference=None if own.number is None else plain(percent - own.number),
        verdict=_percent_verdict(percent, own),
    )


def _place(unit: Unit, said: Quotation | None) -> PlaceFact:
    place = PlaceFact.of(unit)
    return replace(place, name=said.unit_name) if said else place


def _own(
    unit: Unit, scene: Scene, fact: IndicatorFact, reader: Reader
) -> tuple[Total, date]:
    day = _day_of(unit, scene.periods[0][1].end)
    alone = replace(scene, root=unit, children=(), on=day)
    known = reader.at(unit, day, scene.tree)
    return Board(alone, [fact], known).totals(fact)[unit.pk], day


def _day_of(unit: Unit, end: date) -> date:
    """Return the end of the period, or the nearest day on which the unit stood."""
    if unit.valid_to is not None and unit.valid_to < end:
        return unit.valid_to
    if unit.valid_from is not None and unit.valid_from > end:
        return unit.valid_from
    return end


def _verdict(said: Amount, own: Total) -> Verdict:
    counted = own.amount
    return Verdict.UNKNOWN if counted is None else agreement(said, counted)


def _percent_verdict(percent: Decimal, own: Total) -> Verdict:
    if own.number is None or own.qualifier is not Qualifier.EXACT:
        return Verdict.UNKNOWN
    holds = ratio_holds(own.number, Decimal(100), percent)
    return Verdict.HOLDS if holds else Verdict.BROKEN
