"""Finding periods by their codes."""

from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import LONGEST_CODE, Period


def period_by_code(code: str) -> ReportingPeriod:
    """Return the row of a period that something was reported for, or refuse."""
    row = ReportingPeriod.objects.filter(code=_searchable(code)).first()
    if row is None:
        raise RuleBroken("periods.unknown", code=code[:LONGEST_CODE])
    return row


def period_from(code: str) -> Period:
    """Return what a code means, whether or not anything was reported for it.

    A window is known only by its row.
    """
    if code.startswith("W:"):
        return period_by_code(code).period
    return Period.parse(code)


def _searchable(code: str) -> str:
    # PostgreSQL has no text with NUL in it; such a code is simply unknown.
    return code.replace("\0", " ")
