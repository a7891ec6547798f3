from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.indicators.rules.checks import (
    CheckKind,
    CheckRule,
    Severity,
    Verdict,
    agreement,
    evaluate,
    ratio_holds,
)

QUALIFIERS = [Qualifier.EXACT, Qualifier.MORE_THAN, Qualifier.FEWER_THAN]
AMOUNTS = st.builds(
    Amount, st.integers(1, 30).map(Decimal), st.sampled_from(QUALIFIERS)
)
ORDERED = [CheckKind.SUBSET, CheckKind.COMPARE, CheckKind.BOUND]


def check(kind: CheckKind, right: str = "I05+I06+I07") -> CheckRule:
    return CheckRule(
        code="V001",
        kind=kind,
        left=("I04",),
        right=tuple(right.split("+")),
        severity=Severity.BLOCK,
        message="Số đơn phải bằng tổng ba loại.",
    )


def amounts(*numbers: int) -> dict[str, Amount]:
    codes = ("I04", "I05", "I06", "I07")
    return {
        code: Amount(Decimal(number))
        for code, number in zip(codes, numbers, strict=False)
    }


def may_be(amount: Amount) -> Iterator[Decimal]:
    """Yield numbers the amount may stand for, its nearest and its farthest among."""
    if amount.qualifier is Qualifier.EXACT:
        yield amount.number
    elif amount.qualifier is Qualifier.MORE_THAN:
        yield from (amount.number + step for step in (Decimal("0.01"), 1, 1000))
    else:
        yield from (Decimal(0), amount.number / 2, amount.number - Decimal("0.01"))


def test_the_parts_of_article_004_do_not_make_its_total() -> None:
    finding = evaluate(check(CheckKind.PARTITION), amounts(258, 38, 94, 164))

    assert finding is not None
    assert finding.verdict is Verdict.BROKEN
    assert finding.equation == "38 + 94 + 164 = 296, không phải 258"
    assert finding.difference == -38
    assert finding.likely_cause == "I05"


def test_parts_that_make_their_total_are_let_through() -> None:
    finding = evaluate(check(CheckKind.PARTITION), amounts(296, 38, 94, 164))

    assert finding is not None
    assert finding.verdict is Verdict.HOLDS


def test_a_check_waits_until_every_number_is_there() -> None:
    assert evaluate(check(CheckKind.PARTITION), amounts(258, 38, 94)) is None


def test_parts_that_need_not_make_the_total_never_complain() -> None:
    finding = evaluate(check(CheckKind.NOT_PARTITION), amounts(277, 18, 27, 12))

    assert finding is not None
    assert finding.verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (Amount(Decimal(5)), Amount(Decimal(5)), Verdict.HOLDS),
        (Amount(Decimal(6)), Amount(Decimal(5)), Verdict.BROKEN),
        (
            Amount(Decimal(5)),
            Amount(Decimal(5), Qualifier.MORE_THAN),
            Verdict.HOLDS,
        ),
        (
            Amount(Decimal(5), Qualifier.MORE_THAN),
            Amount(Decimal(5)),
            Verdict.BROKEN,
        ),
        (
            Amount(Decimal(5)),
            Amount(Decimal(5), Qualifier.FEWER_THAN),
            Verdict.BROKEN,
        ),
        (
            Amount(Decimal(3), Qualifier.MORE_THAN),
            Amount(Decimal(5)),
            Verdict.UNKNOWN,
        ),
    ],
)
def test_a_limit_is_not_reached(left: Amount, right: Amount, verdict: Verdict) -> None:
    finding = evaluate(
        check(CheckKind.SUBSET, right="I05"), {"I04": left, "I05": right}
    )

    assert finding is not None
    assert finding.verdict is verdict


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from([CheckKind.PARTITION, *ORDERED]))
def test_a_verdict_is_true_of_every_number_the_amounts_may_stand_for(
    left: Amount, one: Amount, other: Amount, kind: CheckKind
) -> None:
    finding = evaluate(
        check(kind, right="I05+I06"), {"I04": left, "I05": one, "I06": other}
    )
    holds = {
        (a == b + c) if kind is CheckKind.PARTITION else (a <= b + c)
        for a in may_be(left)
        for b in may_be(one)
        for c in may_be(other)
    }

    assert finding is not None
    if finding.verdict is not Verdict.UNKNOWN:
        assert holds == {finding.verdict is Verdict.HOLDS}


@given(AMOUNTS, AMOUNTS)
def test_unknown_is_said_only_where_both_are_possible(
    left: Amount, right: Amount
) -> None:
    finding = evaluate(
        check(CheckKind.COMPARE, right="I05"), {"I04": left, "I05": right}
    )
    holds = {a <= b for a in may_be(left) for b in may_be(right)}

    assert finding is not None
    if finding.verdict is Verdict.UNKNOWN:
        assert holds == {True, False}


def test_a_percent_is_compared_as_its_source_rounds_it() -> None:
    assert ratio_holds(Decimal(556), Decimal(631), Decimal("88.1"))
    assert ratio_holds(Decimal(72), Decimal(72), Decimal(100))
    assert not ratio_holds(Decimal(552), Decimal(631), Decimal("87.4"))
    assert ratio_holds(Decimal(552), Decimal(631), Decimal("87.5"))
    assert ratio_holds(Decimal(1), Decimal(8), Decimal("12.5"))
    assert ratio_holds(Decimal(1), Decimal(8), Decimal(13))


def test_more_than_19_thousand_agrees_with_19214_and_not_with_18000() -> None:
    said = Amount(Decimal(19000), Qualifier.MORE_THAN)

    assert agreement(said, Amount(Decimal(19214))) is Verdict.UNKNOWN
    assert agreement(said, Amount(Decimal(18000))) is Verdict.BROKEN
