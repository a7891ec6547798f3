"""A total told apart by the members of its breakdown."""

from dataclasses import replace

from danchu.indicators.models import Member
from danchu.indicators.queries.boards import Board, Reader, Scene, boards_by_member
from danchu.indicators.queries.facts import IndicatorFact
from danchu.indicators.rules.catalogue import Measure
from danchu.indicators.rules.privacy import closed_breakdown, hidden
from danchu.indicators.rules.rollups import Total, not_told_apart

Breakdown = tuple[tuple[Member, Total], ...]


def by_members(
    scene: Scene, fact: IndicatorFact, reader: Reader, whole: Total
) -> tuple[Breakdown, Total | None]:
    """Return the total of each member, and of what is not told apart.

    Percents and scores have no rest: their members do not make the total.
    """
    members = list(
        Member.objects.filter(dimension__indicator=fact.pk).order_by("position")
    )
    if not members:
        return (), None
    bare = replace(scene, children=())
    boards = boards_by_member(bare, [fact], reader, [member.pk for member in members])
    totals = [boards[member.pk].totals(fact)[scene.root.pk] for member in members]
    rest = None
    if not fact.is_percent and fact.measure != Measure.SCORE:
        rest = not_told_apart(whole, totals)
    if not reader.sees(fact.visibility) and (
        len(scene.periods) > 1 or closed_breakdown(fact.visibility, whole, totals, rest)
    ):
        totals = [hidden(total) for total in totals]
        rest = hidden(rest) if rest is not None else None
    if rest is not None and not rest.units:
        rest = None
    return tuple(zip(members, totals, strict=True)), rest


def may_show_member(scene: Scene, fact: IndicatorFact, reader: Reader) -> bool:
    """Tell whether a single member may be asked for.

    Of what is not open to a reader, only where the whole breakdown is shown.
    """
    if reader.sees(fact.visibility):
        return True
    alone = replace(scene, children=(), member=None)
    whole = Board(alone, [fact], reader).totals(fact)[scene.root.pk]
    told, rest = by_members(alone, fact, reader, whole)
    every = [total for _, total in told] + ([rest] if rest else [])
    return not any(total.is_hidden for total in every)
