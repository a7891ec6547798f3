"""The checks that a province has written, and who may write them."""

from dataclasses import dataclass
from datetime import date

from danchu.indicators.models import Check
from danchu.indicators.queries.asked import check_rule
from danchu.indicators.rules.catalogue import SEVERITY_NAMES
from danchu.indicators.rules.filings import WRITE_CHECK
from danchu.kernel.access.queries import reach
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind


@dataclass(frozen=True)
class OwnCheck:
    """A check as its province sees it."""

    code: str
    text: str
    message: str
    severity_name: str
    legal_ref: str


def province_of(user: User, on: date) -> Unit:
    """Return the province whose checks `user` writes; else nothing is there."""
    units = reach(user, on).allowing(WRITE_CHECK).roots
    found = next((one for one in units if one.kind == UnitKind.PROVINCE), None)
    if found is None:
        raise RuleBroken("access.forbidden", action=WRITE_CHECK.name)
    return found


def own_checks(unit: Unit) -> tuple[OwnCheck, ...]:
    """Return what a province has written, the newest first."""
    return tuple(
        OwnCheck(
            row.code,
            check_rule(row).text,
            row.message,
            SEVERITY_NAMES[row.severity],
            row.legal_ref,
        )
        for row in Check.objects.filter(unit=unit).order_by("-pk")
    )
