"""What an indicator meant before, and what changed when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danchu.indicators.models import IndicatorVersion
from danchu.indicators.rules.catalogue import (
    AGG_TIME_NAMES,
    AGG_UNITS_NAMES,
    MEASURE_NAMES,
    VISIBILITY_NAMES,
)
from danchu.kernel.units.rules import KIND_NAMES, UnitKind

LABELS = {
    "group": "nhóm",
    "name": "tên",
    "name_en": "tên tiếng Anh",
    "measure": "loại số",
    "unit_of_measure": "đơn vị tính",
    "unit_kinds": "nơi có số",
    "agg_units": "cộng qua các đơn vị",
    "agg_time": "cộng qua các kỳ",
    "dimension_code": "phân tổ",
    "numerator_code": "tử số",
    "denominator_code": "mẫu số",
    "period_kinds": "loại kỳ",
    "counted_from": "đếm từ",
    "visibility": "phạm vi xem",
    "valid_from": "có từ ngày",
    "valid_to": "đến hết ngày",
    "source": "căn cứ, nguồn",
}
_WORDS: dict[str, Mapping[str, str]] = {
    "measure": MEASURE_NAMES,
    "agg_units": AGG_UNITS_NAMES,
    "agg_time": AGG_TIME_NAMES,
    "visibility": VISIBILITY_NAMES,
    "unit_kinds": {kind.value: KIND_NAMES[kind] for kind in UnitKind},
}


@dataclass(frozen=True)
class ChangeView:
    """One part of a definition that reads differently."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionView:
    """From which day on a definition holds, and what it changed; the first nothing."""

    since: date
    changes: tuple[ChangeView, ...]


def versions_of(indicator: int) -> tuple[VersionView, ...]:
    """Return the definitions of an indicator, the latest first."""
    rows = IndicatorVersion.objects.filter(indicator=indicator).order_by("since")
    found, before = [], None
    for since, definition in rows.values_list("since", "definition"):
        changes = _changes(before, definition) if before is not None else ()
        found.append(VersionView(since, tuple(changes)))
        before = definition
    return tuple(reversed(found))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ChangeView]:
    return [
        ChangeView(label, said(name, before.get(name)), said(name, after.get(name)))
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    ]


def said(name: str, value: Any) -> str:
    """Return the value of a part of a definition in words."""
    words = _WORDS.get(name, {})
    if isinstance(value, list):
        return ", ".join(words.get(one, str(one)) for one in value)
    return words.get(str(value), str(value)) if value else "không có"
