"""Indicators that a province defines, changes and retires itself."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from danchu.indicators.models import Dimension, FormRow, Indicator, Value
from danchu.indicators.queries.designs import kinds_of_units
from danchu.indicators.queries.versions import LABELS
from danchu.indicators.rules.catalogue import (
    AGG_TIME_NAMES,
    AGG_UNITS_NAMES,
    MEASURE_NAMES,
    VISIBILITY_NAMES,
    Measure,
)
from danchu.indicators.rules.designs import DEFINE
from danchu.indicators.rules.filings import Status
from danchu.indicators.services.versions import keep_versions
from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import KIND_NAMES, UnitKind

_CODE = re.compile(r"[A-Z]{2,4}[0-9]{2,4}")
_MEANING = ("measure", "agg_units", "agg_time", "dimension", "unit_of_measure")
"""What numbers mean: it stays once there are any."""


@dataclass(frozen=True)
class NewIndicator:
    """An indicator as a province defines it."""

    code: str
    name: str
    unit_of_measure: str
    measure: str
    unit_kinds: tuple[str, ...]
    agg_units: str = "sum"
    agg_time: str = "sum"
    dimension: str = ""
    visibility: str = "internal"
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


def define_indicator(
    *, actor: User, unit: Unit, told: NewIndicator, at: datetime
) -> Indicator:
    """Add an indicator of a province to the catalogue; its name says what it counts."""
    authorize(actor, DEFINE, unit)
    _refuse_unfit(told)
    try:
        with transaction.atomic():
            made = Indicator.objects.create(
                code=told.code,
                group=f"Chỉ tiêu riêng của {unit.name}"[:120],
                period_kinds=["M", "Q", "H", "9M", "Y", "W"],
                counted_from="typed",
                owner=unit,
                **_parts(told),
            )
            keep_versions(timezone.localdate(at))
            record(
                unit=unit,
                verb=DEFINE.name,
                actor=actor,
                at=at,
                subject=made.code,
                name=made.name,
                measure=made.measure,
                visibility=made.visibility,
            )
    except IntegrityError:
        raise RuleBroken("indicators.design_code_taken", code=told.code) from None
    return made


def _refuse_unfit(told: NewIndicator) -> None:
    if not _CODE.fullmatch(told.code):
        raise RuleBroken("indicators.indicator_bad_code", code=told.code[:20])
    words: tuple[tuple[str, Collection[str]], ...] = (
        (told.measure, set(MEASURE_NAMES) - {Measure.PERCENT}),
        (told.agg_units, set(AGG_UNITS_NAMES)),
        (told.agg_time, set(AGG_TIME_NAMES)),
        (told.visibility, set(VISIBILITY_NAMES)),
        *((kind, set(UnitKind)) for kind in told.unit_kinds),
    )
    unknown = [word for word, known in words if word not in known]
    if unknown or not told.unit_kinds:
        raise RuleBroken(
            "indicators.design_unknown_word", words=", ".join(unknown)[:80] or "–"
        )
    if not (told.name and told.unit_of_measure):
        raise RuleBroken("indicators.design_unnamed")
    if told.valid_from and told.valid_to and told.valid_to < told.valid_from:
        raise RuleBroken("indicators.indicator_ends_before")


def change_indicator(
    *,
    actor: User,
    unit: Unit,
    told: NewIndicator,
    reason: str,
    at: datetime,
) -> Indicator:
    """Change the definition of a province's indicator from today on; keep the old one.

    A last day retires it: no later period asks for it. What numbers mean stays once
    there are any, and who may see them once any is published: a new code is defined
    for that. Refuses with ``indicators.unknown_indicator``,
    ``indicators.indicator_counted``, ``indicators.indicator_published``,
    ``indicators.indicator_asked`` and ``indicators.indicator_outlived``.
    """
    authorize(actor, DEFINE, unit)
    _refuse_unfit(told)
    if not reason.strip():
        raise RuleBroken("indicators.reason_missing")
    today = timezone.localdate(at)
    with transaction.atomic():
        rows = Indicator.objects.select_for_update(of=("self",))
        row = rows.filter(owner=unit, code=told.code).first()
        if row is None:
            raise RuleBroken("indicators.unknown_indicator", code=told.code[:40])
        before = _definition(row)
        for name, value in _parts(told).items():
            setattr(row, name, value)
        changes = {
            name: [before[name], after]
            for name, after in _definition(row).items()
            if after != before[name]
        }
        if changes:
            _refuse_other_meaning(row, changes, today)
            _refuse_shorter(row)
            row.save()
            keep_versions(today)
            record(
                unit=unit,
                verb=DEFINE.name,
                actor=actor,
                at=at,
                subject=row.code,
                changes=changes,
                reason=reason.strip()[:LONGEST_REASON],
            )
    return row


LONGEST_REASON = 300


def _parts(told: NewIndicator) -> dict[str, Any]:
    """Return the columns that a definition fills."""
    return {
        "name": told.name,
        "name_en": told.name,
        "measure": told.measure,
        "unit_of_measure": told.unit_of_measure,
        "unit_kinds": list(told.unit_kinds),
        "agg_units": told.agg_units,
        "agg_time": told.agg_time,
        "dimension": Dimension.objects.filter(code=told.dimension).first(),
        "visibility": told.visibility,
        "valid_from": told.valid_from,
        "valid_to": told.valid_to,
        "source": told.source,
    }


def _definition(row: Indicator) -> dict[str, Any]:
    """Return what a definition says, plainly."""
    return {
        "name": row.name,
        "measure": row.measure,
        "unit_of_measure": row.unit_of_measure,
        "unit_kinds": sorted(row.unit_kinds),
        "agg_units": row.agg_units,
        "agg_time": row.agg_time,
        "dimension": row.dimension.code if row.dimension else "",
        "visibility": row.visibility,
        "valid_from": row.valid_from.isoformat() if row.valid_from else "",
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
        "source": row.source,
    }


def _refuse_other_meaning(row: Indicator, changes: dict[str, Any], today: date) -> None:
    values = Value.objects.filter(indicator=row)
    meant = [name for name in _MEANING if name in changes]
    if meant and values.exists():
        label = LABELS.get(meant[0]) or LABELS[f"{meant[0]}_code"]
        raise RuleBroken("indicators.indicator_counted", code=row.code, what=label)
    if "visibility" in changes and values.filter(stage=Status.PUBLISHED).exists():
        raise RuleBroken("indicators.indicator_published", code=row.code)
    old, new = changes.get("unit_kinds", ([], []))
    if gone := set(old) - set(new):
        _refuse_still_asked(row, gone, today)


def _refuse_still_asked(row: Indicator, gone: Collection[str], today: date) -> None:
    lasting = Q(asked_until=None) | Q(asked_until__gte=today)
    asking = FormRow.objects.filter(lasting, indicator=row).values_list(
        "form__code", "unit_kinds", "units"
    )
    for form, unit_kinds, units in asking:
        if same := set(gone) & (set(unit_kinds) | kinds_of_units(units)):
            kinds = ", ".join(KIND_NAMES[UnitKind(kind)] for kind in sorted(same))
            raise RuleBroken(
                "indicators.indicator_asked", code=row.code, form=form, kinds=kinds
            )


def _refuse_shorter(row: Indicator) -> None:
    """Refuse a life that leaves figures outside."""
    outside = Q()
    if row.valid_to:
        outside |= Q(period__start_on__gt=row.valid_to)
    if row.valid_from:
        outside |= Q(period__end_on__lt=row.valid_from)
    if outside:
        found = Value.objects.filter(outside, indicator=row).select_related("period")
        value = found.first()
        if value is not None:
            raise RuleBroken(
                "indicators.indicator_outlived",
                code=row.code,
                period=value.period.period.label,
            )
