"""Asking the law: which number holds on a day."""

from datetime import date

from django.db.models import QuerySet

from danchu.kernel.errors import RuleBroken
from danchu.kernel.law.models import LawItem, LawRule


def rule(code: str, *, on: date) -> LawRule:
    """Return the rule in force on `on` for the duty that `code` names.

    Follows replacements both ways: R121 asked after 30/6/2026 is R122, and R122 asked
    before is R121. A transition clause beats this, and is for the capability to know.
    """
    asked = LawRule.objects.filter(code=code).first()
    if asked is None:
        raise RuleBroken("law.no_such_code", of=code)
    if asked.in_force(on):
        return asked
    found = _later(asked, on) if asked.effective_from <= on else _earlier(asked, on)
    if found is None:
        raise RuleBroken("law.not_in_force", of=code, on=on)
    return found


def item(code: str, *, on: date) -> LawItem:
    """Return the item of that code if it is in force on `on`."""
    found = LawItem.objects.filter(code=code).first()
    if found is None:
        raise RuleBroken("law.no_such_code", of=code)
    if found.valid_from > on or (found.valid_to and found.valid_to < on):
        raise RuleBroken("law.not_in_force", of=code, on=on)
    return found


def items_for(unit_kind: str, kind: str, *, on: date) -> QuerySet[LawItem]:
    """Return what a kind of unit must disclose, decide … on a day, by code."""
    return (
        LawItem.objects.filter(
            unit_kinds__contains=[unit_kind], kind=kind, valid_from__lte=on
        )
        .exclude(valid_to__lt=on)
        .order_by("code")
    )


def known_codes() -> frozenset[str]:
    """Return every code of a rule or an item, to test what the code base cites."""
    return frozenset(LawRule.objects.values_list("code", flat=True)) | frozenset(
        LawItem.objects.values_list("code", flat=True)
    )


def _later(ended: LawRule, on: date) -> LawRule | None:
    for successor in ended.replaced_by.order_by("code"):
        if successor.in_force(on):
            return successor
        found = _later(successor, on)
        if found is not None:
            return found
    return None


def _earlier(unborn: LawRule, on: date) -> LawRule | None:
    predecessor = unborn.replaces
    while predecessor is not None and not predecessor.in_force(on):
        predecessor = predecessor.replaces
    return predecessor
