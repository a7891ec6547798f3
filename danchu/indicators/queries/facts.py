"""The catalogue, as plain facts that any page or interface may show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext

from danchu.indicators.models import Indicator
from danchu.indicators.rules.catalogue import (
    AGG_TIME_NAMES,
    AGG_UNITS_NAMES,
    MEASURE_NAMES,
    VISIBILITY_NAMES,
    Measure,
    Visibility,
    primary_kind,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Unit
from danchu.ui.languages import is_english, say

LONGEST_CODE = 10


@dataclass(frozen=True)
class IndicatorFact:
    """One indicator of the catalogue."""

    pk: int
    code: str
    group: str
    name: str
    name_en: str
    measure: str
    unit_of_measure: str
    unit_kinds: tuple[str, ...]
    agg_units: str
    agg_time: str
    numerator: int | None
    denominator: int | None
    period_kinds: tuple[str, ...]
    visibility: str
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def called(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if self.name_en and is_english() else self.name

    @property
    def is_percent(self) -> bool:
        """Whether it is computed from two others and never stored."""
        return self.measure == Measure.PERCENT

    @cached_property
    def primary_kind(self) -> str:
        """The kind of unit whose number makes coverage."""
        return primary_kind(self.unit_kinds)

    @property
    def measure_name(self) -> str:
        """What is counted, in words."""
        return MEASURE_NAMES[self.measure]

    @property
    def visibility_name(self) -> str:
        """Who may see it, in words."""
        return VISIBILITY_NAMES[self.visibility]

    @property
    def aggregation_name(self) -> str:
        """How it adds up, in words."""
        over_units = AGG_UNITS_NAMES[self.agg_units]
        return say(
            "qua các đơn vị: {over_units}; qua các kỳ: {over_time}",
            over_units=gettext(over_units),
            over_time=gettext(self.over_time_name),
        )

    @property
    def over_time_name(self) -> str:
        """How values of consecutive periods combine, in words."""
        return AGG_TIME_NAMES[self.agg_time]


@dataclass(frozen=True)
class PlaceFact:
    """A unit as figures name it."""

    pk: int
    name: str
    kind: str
    kind_name: str

    @classmethod
    def of(cls, unit: Unit) -> "PlaceFact":
        """Return what figures say of `unit`."""
        return cls(unit.pk, unit.name, unit.kind, unit.kind_name)


def indicator_fact(code: str) -> IndicatorFact:
    """Return an indicator by its code, refusing one that is unknown."""
    return indicator_facts([code])[0]


def indicator_facts(codes: list[str]) -> list[IndicatorFact]:
    """Return indicators in the order asked, refusing a code that is unknown."""
    wanted = [code[:LONGEST_CODE].replace("\0", " ") for code in codes]
    known = {row.code: _fact(row) for row in Indicator.objects.filter(code__in=wanted)}
    for code in wanted:
        if code not in known:
            raise RuleBroken("indicators.unknown_indicator", code=code)
    return [known[code] for code in wanted]


def facts_by_id(pks: list[int]) -> dict[int, IndicatorFact]:
    """Return indicators by their ids."""
    return {row.pk: _fact(row) for row in Indicator.objects.filter(pk__in=pks)}


def open_facts(codes: Collection[str]) -> dict[str, IndicatorFact]:
    """Return those of these indicators that everybody may see, by code."""
    rows = Indicator.objects.filter(code__in=codes, visibility=Visibility.PUBLIC)
    return {row.code: _fact(row) for row in rows}


def figure_catalogue() -> list[IndicatorFact]:
    """Return the whole catalogue in the order of its codes."""
    return [_fact(row) for row in Indicator.objects.order_by("code")]


def _fact(row: Indicator) -> IndicatorFact:
    return IndicatorFact(
        pk=row.pk,
        code=row.code,
        group=row.group,
        name=row.name,
        name_en=row.name_en,
        measure=row.measure,
        unit_of_measure=row.unit_of_measure,
        unit_kinds=tuple(row.unit_kinds),
        agg_units=row.agg_units,
        agg_time=row.agg_time,
        numerator=row.numerator_id,
        denominator=row.denominator_id,
        period_kinds=tuple(row.period_kinds),
        visibility=row.visibility,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )
