"""Keeping what an indicator meant before its definition changed."""

from datetime import date
from typing import Any

from django.db.models import F

from danchu.indicators.models import Indicator, IndicatorVersion

DEFINING = (
    "code", "group", "name", "name_en", "measure", "unit_of_measure", "unit_kinds",
    "agg_units", "agg_time", "period_kinds", "counted_from", "visibility", "source",
)  # fmt: skip
_DAYS = ("valid_from", "valid_to")


def keep_versions(on: date) -> int:
    """Write a version of the day `on` for each changed definition; return how many.

    The last change of one day is that day's; one that is taken back leaves no trace.
    """
    earlier = IndicatorVersion.objects.filter(since__lt=on).order_by("since")
    before: dict[int, Any] = dict(earlier.values_list("indicator", "definition"))
    now = _definitions()
    changed = {pk: said for pk, said in now.items() if before.get(pk) != said}
    of_the_day = IndicatorVersion.objects.filter(since=on)
    of_the_day.exclude(indicator__in=changed).delete()
    IndicatorVersion.objects.bulk_create(
        [
            IndicatorVersion(indicator_id=pk, since=on, definition=said)
            for pk, said in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["indicator", "since"],
        update_fields=["definition"],
    )
    return len(changed)


def _definitions() -> dict[int, dict[str, Any]]:
    rows = Indicator.objects.annotate(
        dimension_code=F("dimension__code"),
        numerator_code=F("numerator__code"),
        denominator_code=F("denominator__code"),
    ).values(
        "pk", "dimension_code", "numerator_code", "denominator_code", *DEFINING, *_DAYS
    )
    return {row.pop("pk"): _plain(row) for row in rows}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: row[name].isoformat() if row[name] else None for name in _DAYS}
    return {**row, **days}
