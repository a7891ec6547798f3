"""Keeping the rows that figures refer to."""

from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.rules import Period


def ensure_period(period: Period) -> ReportingPeriod:
    """Return the row of a period, made when first needed.

    A window whose name is taken by other days is refused: figures already refer to it.
    """
    row, _ = ReportingPeriod.objects.get_or_create(
        code=period.code,
        defaults={
            "kind": period.kind.value,
            "calendar": period.calendar.value,
            "start_on": period.start,
            "end_on": period.end,
            "label": period.label,
        },
    )
    if (row.start_on, row.end_on) != (period.start, period.end):
        raise RuleBroken(
            "periods.name_taken", code=period.code, start=row.start_on, end=row.end_on
        )
    return row
