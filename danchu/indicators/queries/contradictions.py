"""What a source says twice: its own numbers held against each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from danchu.indicators.queries.asked import check_rules
from danchu.indicators.queries.localities import Telling
from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.checks import (
    CheckKind,
    CheckRule,
    Finding,
    Verdict,
    evaluate,
)
from danchu.indicators.rules.readings import Reading, percent_in

Told = Mapping[str, Telling]
"""The numbers that one source gives of one place and period, by indicator."""


@dataclass(frozen=True)
class CrossCheck:
    """One check of the catalogue on what one source says of one place and period.

    `finding` says how the two sides stand; for a percent `reading` does.
    """

    rule: CheckRule
    verdict: Verdict
    left: tuple[Telling, ...]
    right: tuple[Telling, ...]
    finding: Finding | None = None
    reading: Reading | None = None


def cross_checks(told: Sequence[Telling]) -> list[CrossCheck]:
    """Return every check that these numbers allow, contradictions first.

    Nothing is told: nothing is read. Numbers of different sources, places, periods
    or scopes never meet, nor do those of a place and of each of its children.
    """
    groups: dict[tuple[object, ...], dict[str, Telling]] = defaultdict(dict)
    percents: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for one in told:
        key = (one.source, one.place.name, one.period.code, one.is_of_each_child)
        if one.is_percent:
            percents[key].append(one)
        else:
            groups[*key, one.is_own].setdefault(one.indicator.code, one)
    rules = check_rules() if groups else []
    found = [
        check
        for key, group in groups.items()
        for rule in rules
        if (check := _checked(rule, group, percents[key[:-1]])) is not None
    ]
    return sorted(found, key=lambda one: _ORDER[one.verdict])


_ORDER = {Verdict.BROKEN: 0, Verdict.UNKNOWN: 1, Verdict.HOLDS: 2}


def _checked(
    rule: CheckRule, group: Told, percents: Sequence[Telling]
) -> CrossCheck | None:
    needed = rule.holds.keys if rule.holds else rule.codes
    if any(one not in group for one in needed):
        return None
    left = tuple(group[code] for code in rule.left)
    right = tuple(group[code] for code in rule.right)
    if rule.kind is CheckKind.RATIO:
        return _divided(rule, left[0], right[0], percents)
    finding = evaluate(rule, {code: group[code].amount for code in rule.codes})
    if finding is None:
        return None
    return CrossCheck(rule, finding.verdict, left, right, finding=finding)


def _divided(
    rule: CheckRule, part: Telling, whole: Telling, percents: Sequence[Telling]
) -> CrossCheck | None:
    printed = _printed(part, whole, percents)
    if printed is None or not whole.amount.number:
        return None
    reading = Reading(part.amount.number, whole.amount.number, printed)
    is_exact = {part.amount.qualifier, whole.amount.qualifier} == {Qualifier.EXACT}
    verdict = Verdict.HOLDS if reading.holds else Verdict.BROKEN
    return CrossCheck(
        rule,
        verdict if is_exact else Verdict.UNKNOWN,
        (part,),
        (whole,),
        reading=reading,
    )


def _printed(
    part: Telling, whole: Telling, percents: Sequence[Telling]
) -> Decimal | None:
    """Return the percent of this pair: quoted as one, or in the part's sentence."""
    pair = (part.indicator.pk, whole.indicator.pk)
    quoted = [
        one.amount.number
        for one in percents
        if (one.indicator.numerator, one.indicator.denominator) == pair
        and one.amount.qualifier is Qualifier.EXACT
    ]
    return quoted[0] if quoted else percent_in(part.sentence)
