"""Checks that a province writes for the figures of its own units."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.db import transaction

from danchu.indicators.models import Check
from danchu.indicators.queries.asked import check_rule
from danchu.indicators.rules.checks import Severity
from danchu.indicators.rules.expressions.refusals import BadExpression
from danchu.indicators.rules.expressions.saying import demand_of
from danchu.indicators.rules.expressions.trees import Claim, Told
from danchu.indicators.rules.filings import DROP_CHECK, WRITE_CHECK
from danchu.indicators.services.checks import Nameable, state_claim
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit

MOST_CHECKS = 200
"""Of one province: all of them are decided at each save."""


@dataclass(frozen=True)
class Draft:
    """A check as somebody writes it."""

    expression: str
    severity: str = Severity.BLOCK
    message: str = ""
    legal_ref: str = ""


@dataclass(frozen=True)
class Meaning:
    """What an expression says, and what it names."""

    sentence: str
    names: tuple[tuple[str, str], ...]


def meaning_of(draft: Draft) -> Meaning:
    """Say what would be demanded; refuses with ``indicators.bad_expression``."""
    nameable = Nameable.now()
    claim = _read(draft, nameable)
    named = Told(claim).names
    return Meaning(
        demand_of(claim, nameable.names),
        tuple((name, nameable.names[name]) for name in named),
    )


def write_check(*, actor: User, unit: Unit, draft: Draft, at: datetime) -> Check:
    """Have figures of `unit` and of all below it checked from now on.

    What was handed up before stays as it is; it is checked when it is opened again.
    """
    with transaction.atomic():
        authorize(actor, WRITE_CHECK, unit)
        nameable = Nameable.now()
        claim = _read(draft, nameable)
        Unit.objects.select_for_update().get(pk=unit.pk)
        if Check.objects.filter(unit=unit).count() >= MOST_CHECKS:
            raise RuleBroken(
                "indicators.too_many_checks", unit=unit.name, most=MOST_CHECKS
            )
        check = Check(
            code=token_hex(5),
            unit=unit,
            severity=Severity(draft.severity),
            message=draft.message.strip() or demand_of(claim, nameable.names),
            legal_ref=draft.legal_ref.strip(),
        )
        state_claim(check, claim, draft.expression.strip())
        _refuse_double(check)
        check.save()
        check.code = f"T{check.pk}"
        check.save(update_fields=["code"])
        _record(WRITE_CHECK.name, actor, check, at)
    return check


def drop_check(*, actor: User, unit: Unit, code: str, at: datetime) -> None:
    """Check no more what a province once wrote; history keeps what it was."""
    with transaction.atomic():
        authorize(actor, DROP_CHECK, unit)
        check = Check.objects.filter(unit=unit, code=code[:10]).first()
        if check is None:
            raise RuleBroken("indicators.unknown_check", unit=unit.name, code=code[:10])
        _record(DROP_CHECK.name, actor, check, at)
        check.delete()


def _read(draft: Draft, nameable: Nameable) -> Claim:
    try:
        return nameable.read(draft.expression)
    except BadExpression as why:
        raise RuleBroken("indicators.bad_expression", why=str(why)) from None


def _refuse_double(check: Check) -> None:
    same = Check.objects.filter(
        unit=check.unit,
        kind=check.kind,
        left=check.left,
        right=check.right,
        expression=check.expression,
    ).first()
    if same is not None:
        raise RuleBroken("indicators.check_stands_already", code=same.code)


def _record(verb: str, actor: User, check: Check, at: datetime) -> None:
    assert check.unit is not None  # noqa: S101 -- of the catalogue none is written here
    record(
        unit=check.unit,
        verb=verb,
        actor=actor,
        at=at,
        subject=check.code,
        expression=check_rule(check).text,
        severity=check.severity,
        message=check.message,
    )
