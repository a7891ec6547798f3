"""Destroying content that may no longer be kept, and saying so in the log."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Leaf, Opening
from danchu.kernel.ledger.rules.items import TOMBSTONE
from danchu.kernel.ledger.services.appending import hold_the_end, refuse_too_long, store
from danchu.kernel.people.models import User


@transaction.atomic
def bury(*, item: str, ground: str, actor: User | None, at: datetime) -> list[Leaf]:
    """Destroy content and salt of every version of an item; return the tombstones.

    The ground stays for ever and names no person. Whether the actor may is decided by
    the caller; None is a program that found a term over.
    """
    if not ground.strip():
        raise RuleBroken("ledger.ground_missing")
    hold_the_end()
    kept = Opening.objects.filter(leaf__item=item).select_related("leaf__unit")
    buried = [opening.leaf for opening in kept.order_by("leaf")]
    if not buried:
        raise RuleBroken("ledger.nothing_to_bury", item=item)
    for leaf in buried:
        _record(leaf, ground=ground, actor=actor, at=at)
    stones = [_tombstone_of(leaf, ground=ground, at=at) for leaf in buried]
    for stone in stones:
        refuse_too_long(stone.said)
    store(stones, at=at)
    Opening.objects.filter(leaf__in=buried).delete()
    return stones


def _tombstone_of(leaf: Leaf, *, ground: str, at: datetime) -> Leaf:
    return Leaf(
        item=leaf.item,
        kind=TOMBSTONE,
        day=timezone.localdate(at),
        of=leaf,
        ground=ground.strip(),
        at=at,
    )


def _record(leaf: Leaf, *, ground: str, actor: User | None, at: datetime) -> None:
    if leaf.unit is not None:
        record(
            unit=leaf.unit,
            verb="ledger.bury",
            actor=actor,
            at=at,
            subject=leaf.item,
            leaf=leaf.index,
            ground=ground,
        )
