from itertools import product

import pytest

from danchu.indicators.rules.filings import (
    REOPENING,
    WORKFLOW,
    DueRule,
    Status,
    may_approve,
)
from danchu.kernel.access.actions import Role, Where
from danchu.kernel.errors import RuleBroken

TABLE = [
    ("draft", "submitted", "indicators.submit", Role.CLERK, Where.OWN),
    ("submitted", "draft", "indicators.return_own", Role.HEAD, Where.OWN),
    ("submitted", "approved", "indicators.approve", Role.HEAD, Where.OWN),
    ("approved", "draft", "indicators.return", Role.SECRETARY, Where.PARENT),
    ("approved", "accepted", "indicators.accept", Role.SECRETARY, Where.PARENT),
    ("accepted", "published", "indicators.publish", Role.SECRETARY, Where.PARENT),
]
"""Each step: from, to, by which action, whose it is, and from where."""


@pytest.mark.parametrize(("source", "target", "name", "role", "where"), TABLE)
def test_a_filing_moves_as_the_table_says(
    source: str, target: str, name: str, role: Role, where: Where
) -> None:
    step = WORKFLOW.step(source, target)

    assert step.action.name == name
    assert step.action.roles == {role}
    assert step.action.where is where


def test_no_other_move_exists() -> None:
    allowed = {(source, target) for source, target, *_ in TABLE}
    others = set(product(Status, Status)) - allowed

    for source, target in others:
        with pytest.raises(RuleBroken):
            WORKFLOW.step(source, target)


def test_whoever_approved_or_accepted_may_take_it_back_with_a_reason() -> None:
    own = REOPENING.step(Status.APPROVED, Status.DRAFT)
    above = REOPENING.step(Status.ACCEPTED, Status.DRAFT)

    assert own.action.roles == {Role.HEAD}
    assert own.action.where is Where.OWN
    assert above.action.roles == {Role.SECRETARY}
    assert above.action.where is Where.PARENT
    assert own.needs_reason
    assert above.needs_reason


def test_only_the_sole_official_approves_own_figures() -> None:
    assert may_approve(1, [1], [1])
    assert may_approve(2, [1], [1, 2])
    assert not may_approve(1, [1, 2], [1, 2])


@pytest.mark.parametrize(
    "text", ["", "calendar", "lunar+5d", "calendar+d", "calendar+5"]
)
def test_a_due_rule_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        DueRule.parse(text)


def test_rows_are_asked_in_their_own_calendar() -> None:
    rule = DueRule.parse("calendar+5d")

    assert rule.asks("calendar")
    assert rule.asks("window")
    assert not rule.asks("administrative")
