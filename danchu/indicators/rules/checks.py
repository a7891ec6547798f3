"""Checks between indicators: evaluated alike for a filing and for a roll-up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from danchu.indicators.rules.amounts import (
    Amount,
    Qualifier,
    add,
    plain,
    vietnamese,
)
from danchu.indicators.rules.bounds import are_equal
from danchu.indicators.rules.expressions.deciding import decide
from danchu.indicators.rules.expressions.reading import kept_claim
from danchu.indicators.rules.expressions.saying import contradiction_of
from danchu.indicators.rules.expressions.trees import (
    Comparison,
    Relation,
    Told,
    added,
)


class CheckKind(StrEnum):
    """How the two sides of a check stand to each other.

    The last two are of the product itself and in no table: against the last period.
    """

    PARTITION = "partition"
    SUBSET = "subset"
    COMPARE = "compare"
    BOUND = "bound"
    RATIO = "ratio"
    NOT_PARTITION = "not_partition"
    EXPRESSION = "expression"
    JUMP = "jump"
    COPIED = "copied"


class Severity(StrEnum):
    """What a broken check does to a submission."""

    BLOCK = "block"
    EXPLAIN = "explain"
    NOTICE = "notice"


class Verdict(StrEnum):
    """What can be said when some numbers are only limits."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CheckRule:
    """One row of `data/checks.csv`.

    Of an expression `left` is every cell that it names, and `right` is empty.
    """

    code: str
    kind: CheckKind
    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: Severity
    message: str
    legal_ref: str = ""
    expression: str = ""

    @cached_property
    def holds(self) -> Told | None:
        """Return what must hold; nothing where no numbers of a filing can break it."""
        if self.kind is CheckKind.EXPRESSION:
            return Told(kept_claim(self.expression))
        relation = _RELATIONS.get(self.kind)
        if relation is None:
            return None
        return Told(Comparison(added(self.left), relation, added(self.right)))

    @property
    def codes(self) -> tuple[str, ...]:
        """Return every code the check speaks of, left side first."""
        return self.left + self.right

    @property
    def text(self) -> str:
        """Return what must hold as it would be written."""
        sign = _RELATIONS.get(self.kind, Relation.DIFFERENT)
        sides = f"{' + '.join(self.left)} {sign} {' + '.join(self.right)}"
        return self.expression or sides


@dataclass(frozen=True)
class Finding:
    """What a check says about some values."""

    check: CheckRule
    verdict: Verdict
    left: tuple[Amount, ...]
    right: tuple[Amount, ...]
    contradiction: str = ""

    @property
    def difference(self) -> Decimal:
        """Return how far the left side lies above the right side."""
        return plain(add(self.left).number - add(self.right).number)

    @property
    def equation(self) -> str:
        """Say the contradiction as arithmetic."""
        return self.contradiction or _equation(self.check.kind, self.left, self.right)

    @property
    def likely_cause(self) -> str:
        """Return the code of the one part that is as large as the difference."""
        if self.check.kind is not CheckKind.PARTITION or not self.difference:
            return ""
        if not self._is_counted:
            return ""
        suspects = [
            code
            for code, amount in zip(self.check.right, self.right, strict=True)
            if amount.number == abs(self.difference)
        ]
        return suspects[0] if len(suspects) == 1 else ""

    @property
    def gap(self) -> str:
        """Say how far two sides that should be equal are apart.

        A limit is not reached: sides that only touch differ by nobody knows how much.
        """
        size = abs(self.difference)
        if self._is_counted:
            return f"Lệch {vietnamese(size)}"
        return f"Lệch hơn {vietnamese(size)}" if size else "Hai bên không thể bằng nhau"

    @property
    def _is_counted(self) -> bool:
        every = self.left + self.right
        return all(one.qualifier is Qualifier.EXACT for one in every)


def evaluate(check: CheckRule, amounts: Mapping[str, Amount]) -> Finding | None:
    """Evaluate one check, or return `None` while a cell that it names has no number.

    A ratio needs the percent of its source and is left to `ratio_holds`; a
    declaration that parts do not make a whole always holds.
    """
    told = check.holds
    needed = check.codes if told is None else told.keys
    if check.kind is CheckKind.RATIO or any(one not in amounts for one in needed):
        return None
    if told is None:
        return _finding(check, Verdict.HOLDS, amounts)
    found = _finding(check, _VERDICTS[decide(told.claim, amounts)], amounts)
    if check.kind is not CheckKind.EXPRESSION or found.verdict is not Verdict.BROKEN:
        return found
    return replace(found, contradiction=contradiction_of(told.claim, amounts))


def _finding(
    check: CheckRule, verdict: Verdict, amounts: Mapping[str, Amount]
) -> Finding:
    if check.kind is CheckKind.EXPRESSION and check.holds:
        return Finding(check, verdict, tuple(amounts[k] for k in check.holds.keys), ())
    left = tuple(amounts[code] for code in check.left)
    return Finding(check, verdict, left, tuple(amounts[code] for code in check.right))


def findings(
    checks: Iterable[CheckRule], amounts: Mapping[str, Amount]
) -> list[Finding]:
    """Evaluate every check that has all its values."""
    found = (evaluate(check, amounts) for check in checks)
    return [finding for finding in found if finding is not None]


def broken(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are certainly contradictions."""
    return [finding for finding in found if finding.verdict is Verdict.BROKEN]


def ratio_holds(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    """Tell whether part ÷ whole, rounded half up as the percent is, equals it.

    >>> ratio_holds(Decimal(556), Decimal(631), Decimal("88.1"))
    True
    >>> ratio_holds(Decimal(552), Decimal(631), Decimal("87.4"))
    False
    """
    exponent = plain(percent).as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    half = Decimal(5).scaleb(-digits - 1)
    return (percent - half) * whole <= 100 * part < (percent + half) * whole


_RELATIONS = {
    CheckKind.PARTITION: Relation.EQUAL,
    CheckKind.SUBSET: Relation.AT_MOST,
    CheckKind.COMPARE: Relation.AT_MOST,
    CheckKind.BOUND: Relation.AT_MOST,
}
_VERDICTS = {True: Verdict.HOLDS, False: Verdict.BROKEN, None: Verdict.UNKNOWN}


JUMP_TIMES, JUMP_LEAST, COPIED_LEAST = 3, 10, 5
"""Three times or a third, by ten at least; five numbers of a section alike."""


def jump_of(code: str, now: Amount, before: Amount) -> Finding | None:
    """Ask why a number is three times, or a third of, that of the last period.

    Small numbers jump by nature: a difference under ten says nothing, nor does a limit.

    >>> jump_of("G01", Amount(Decimal(44)), Amount(Decimal(12))).equation
    '44 so với 12 của kỳ trước'
    >>> jump_of("G01", Amount(Decimal(9)), Amount(Decimal(1))) is None
    True
    """
    if {now.qualifier, before.qualifier} != {Qualifier.EXACT}:
        return None
    low, high = sorted([now.number, before.number])
    if high < JUMP_TIMES * low or high - low < JUMP_LEAST:
        return None
    message = f"{code} khác nhiều so với kỳ trước: hãy kiểm tra, nêu lý do nếu đúng."
    return _against_before(CheckKind.JUMP, f"BD-{code}", (code,), message, now, before)


def copied_of(
    section: int, now: Mapping[str, Amount], before: Mapping[str, Amount]
) -> Finding | None:
    """Ask whether a section was really counted when it repeats the last period.

    Noughts repeat by nature: only other numbers count, all of them, five at least.
    """
    counted = {code: one for code, one in now.items() if one.number}
    alike = [code for code, one in counted.items() if before.get(code) == one]
    if len(alike) < COPIED_LEAST or len(alike) < len(counted):
        return None
    message = "Mọi số của mục này giống hệt kỳ trước: hãy kiểm tra, nêu lý do nếu đúng."
    many = Amount(Decimal(len(alike)))
    return _against_before(
        CheckKind.COPIED, f"SC-{section}", tuple(alike), message, many, many
    )


def _against_before(
    kind: CheckKind,
    code: str,
    cells: tuple[str, ...],
    message: str,
    now: Amount,
    before: Amount,
) -> Finding:
    check = CheckRule(code, kind, cells, (), Severity.EXPLAIN, message)
    return Finding(check, Verdict.BROKEN, (now,), (before,))


def _equation(
    kind: CheckKind, left: tuple[Amount, ...], right: tuple[Amount, ...]
) -> str:
    if kind is CheckKind.JUMP:
        return f"{left[0]} so với {right[0]} của kỳ trước"
    if kind is CheckKind.COPIED:
        return f"{left[0]} số giống hệt kỳ trước"
    if kind is not CheckKind.PARTITION:
        return f"{_side(left)} nhiều hơn {_side(right)}"
    if len(right) == 1:
        return f"phải là {right[0]}, không phải {_side(left)}"
    return f"{_sum(right)} = {add(right)}, không phải {_side(left)}"


def _side(amounts: tuple[Amount, ...]) -> str:
    return str(amounts[0]) if len(amounts) == 1 else f"{_sum(amounts)} = {add(amounts)}"


def _sum(amounts: tuple[Amount, ...]) -> str:
    return " + ".join(str(amount) for amount in amounts)


def agreement(said: Amount, counted: Amount) -> Verdict:
    """Tell whether what a source says can be what the roll-up counts.

    “Hơn 19.000” beside 19.214 is unknown, not a contradiction: it may well be meant.
    """
    return _VERDICTS[are_equal(said.bounds, counted.bounds)]


def difference_text(number: Decimal) -> str:
    """Write a difference with its sign.

    >>> difference_text(Decimal(38)), difference_text(Decimal(0))
    ('+38', '0')
    """
    return f"+{vietnamese(number)}" if number > 0 else vietnamese(number)
