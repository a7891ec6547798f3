"""Loading the checks of the catalogue: two sides, or an expression."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from danchu.indicators.models import Check, Indicator, Member
from danchu.indicators.rules.catalogue import (
    CHECK_NAMES,
    SEVERITY_NAMES,
    Measure,
    Visibility,
)
from danchu.indicators.rules.checks import CheckKind
from danchu.indicators.rules.expressions.reading import read_claim
from danchu.indicators.rules.expressions.refusals import BadExpression
from danchu.indicators.rules.expressions.saying import demand_of
from danchu.indicators.rules.expressions.shapes import equations_in, sides_of
from danchu.indicators.rules.expressions.trees import Claim, Told
from danchu.indicators.services.tables import Line, read_table

_COLUMNS = ("code", "kind", "left", "right", "severity", "message_vi", "legal_ref")


@dataclass(frozen=True)
class Nameable:
    """What an expression may name, and how it is called."""

    names: Mapping[str, str]
    percents: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    @classmethod
    def now(cls) -> "Nameable":
        """Read indicators, and the members of their breakdowns as `Q02.TOT`."""
        indicators = list(Indicator.objects.order_by("code"))
        members: dict[int, list[Member]] = {}
        for member in Member.objects.order_by("position"):
            members.setdefault(member.dimension_id, []).append(member)
        names = {one.code: one.name for one in indicators}
        names |= {
            f"{one.code}.{member.code}": f"{one.name}: {member.name}"
            for one in indicators
            for member in members.get(one.dimension_id or 0, ())
        }
        return cls(
            names,
            frozenset(o.code for o in indicators if o.measure == Measure.PERCENT),
            frozenset(o.code for o in indicators if o.visibility != Visibility.PUBLIC),
        )

    def read(self, text: str) -> Claim:
        """Read an expression of these names; raises `BadExpression`."""
        claim = read_claim(text, self.names)
        for name in Told(claim).names:
            if name.partition(".")[0] in self.percents:
                why = f"{name} là tỷ lệ do hệ thống tính; hãy dùng tử số và mẫu số"
                raise BadExpression(why, text.find(name))
        if sides_of(claim) is None:
            self._refuse_telling(claim, text)
        return claim

    def _refuse_telling(self, claim: Claim, text: str) -> None:
        """Refuse equalities by which a closed number might follow from open ones.

        Of a total and its parts it is known what else must then stay closed.
        """
        for left, right in equations_in(claim):
            for name in (*left, *right):
                if name in self.closed:
                    why = (
                        f"{name} không công khai; dấu = chỉ dùng cho tổng và các phần, "
                        "như A = B + C, để không ai tính ra được số này"
                    )
                    raise BadExpression(why, text.find(name))


def load_checks(path: Path) -> None:
    """Load the table of checks over what is there.

    An expression that only holds two sums together becomes a check with two sides:
    pages then show its parts, and closed figures are kept from following from it.
    Refuses with ``indicators.damaged_row`` naming file, line, place and reason.
    """
    nameable = Nameable.now()
    codes = {name for name in nameable.names if "." not in name}
    checks = [_check(line, codes, nameable) for line in read_table(path, _COLUMNS)]
    Check.objects.bulk_create(
        checks,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "kind", "left", "right", "expression", "severity", "message", "legal_ref",
            "note",
        ],
    )  # fmt: skip


def _check(line: Line, codes: set[str], nameable: Nameable) -> Check:
    kind = line.word("kind", CHECK_NAMES)
    check = Check(
        code=line.text("code"),
        kind=kind,
        severity=line.word("severity", SEVERITY_NAMES),
        message=line.cells["message_vi"].strip(),
        legal_ref=line.cells["legal_ref"],
        note=line.cells.get("note", ""),
    )
    if kind == CheckKind.EXPRESSION:
        _write_expression(check, line, nameable)
    else:
        check.left = line.words("left", codes, apart="+")
        check.right = line.words("right", codes, apart="+")
    if not check.message:
        raise line.damaged("thiếu message_vi")
    return check


def _write_expression(check: Check, line: Line, nameable: Nameable) -> None:
    text = line.cells.get("expression", "").strip()
    try:
        claim = nameable.read(text)
    except BadExpression as why:
        raise line.damaged(f"expression “{text}”, {why}") from None
    state_claim(check, claim, text)
    check.message = check.message or demand_of(claim, nameable.names)


def state_claim(check: Check, claim: Claim, text: str) -> None:
    """Write into a check what must hold."""
    sides = sides_of(claim)
    check.kind, check.expression = CheckKind.EXPRESSION, ""
    if sides is None:
        check.expression = text
        check.left, check.right = list(Told(claim).names), []
    else:
        check.kind = CheckKind.PARTITION if sides.is_equal else CheckKind.COMPARE
        check.left, check.right = list(sides.left), list(sides.right)
