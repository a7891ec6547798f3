"""The tables of open data: what every stranger may read, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from danchu.indicators.models import Indicator, Value
from danchu.indicators.rules.amounts import State, plain
from danchu.indicators.rules.catalogue import Origin, Visibility
from danchu.indicators.rules.filings import Status
from danchu.kernel.units.lines import PlaceLine, place_lines
from danchu.kernel.units.models import Ancestry, Unit
from danchu.kernel.units.queries import default_map_day
from danchu.kernel.units.rules import Tree
from danchu.lib.tables_out import Row

_ROWS = 2_000
FIGURES = (
    "don_vi", "ten_don_vi", "cap", "ma_don_vi", "chi_tieu", "ten_chi_tieu", "phan_to",
    "ky", "so", "trang_thai", "cach_noi", "pham_vi", "nguon_goc", "nguon", "muc",
)  # fmt: skip
INDICATORS = (
    "ma", "ten", "ten_tieng_anh", "nhom", "loai_so", "don_vi_tinh", "cong_don_vi",
    "cong_ky", "tu_ngay", "den_ngay", "can_cu",
)  # fmt: skip


def open_indicators() -> Iterator[Row]:
    """Yield the indicators whose every figure is public."""
    rows = Indicator.objects.filter(visibility=Visibility.PUBLIC).order_by("code")
    for one in rows:
        yield (
            one.code, one.name, one.name_en, one.group, one.measure,
            one.unit_of_measure, one.agg_units, one.agg_time, one.valid_from,
            one.valid_to, one.source,
        )  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Which figures: of `unit` and all below it on the map of `on`, or of everywhere.

    A unit that has ended is read on the map of its last day. An empty period or
    indicator is every one.
    """

    on: date
    unit: Unit | None = None
    period: str = ""
    indicator: str = ""


def open_figures(part: Part) -> Iterator[Row]:
    """Yield published values of public indicators, one by one, in a steady order.

    What is an illustration is told only by a demonstration, and says so in its column.
    """
    places = place_lines()
    rows = _open(part).select_related("indicator", "member", "period")
    rows, last = rows.order_by("pk"), 0
    # Part by part: a cursor would have the server write the whole table first.
    while some := list(rows.filter(pk__gt=last)[:_ROWS]):
        for value in some:
            yield _figure(value, places[value.unit_id])
        last = some[-1].pk


def are_more_open_figures(than: int, part: Part) -> bool:
    """Tell whether `open_figures` has more rows than that; it reads no more of them."""
    return _open(part).order_by()[than : than + 1].exists()


def _open(part: Part) -> "QuerySet[Value]":
    rows = Value.objects.filter(
        stage=Status.PUBLISHED, indicator__visibility=Visibility.PUBLIC
    ).exclude(state=State.BLANK)
    if not settings.DEMO:
        rows = rows.exclude(origin=Origin.ILLUSTRATION)
    if part.period:
        rows = rows.filter(period__code=part.period)
    if part.indicator:
        rows = rows.filter(indicator__code=part.indicator)
    if part.unit is not None:
        on = default_map_day(part.unit, part.on)
        inside = Ancestry.objects.filter(
            tree=Tree.TERRITORY, ancestor=part.unit, since__lte=on, until__gt=on
        )
        rows = rows.filter(Q(unit=part.unit) | Q(unit__in=inside.values("unit")))
    return rows


def _figure(value: Value, place: PlaceLine) -> Row:
    return (
        value.unit_id, place.name, place.kind, place.code,
        value.indicator.code, value.indicator.name,
        value.member.code if value.member else "",
        value.period.code,
        None if value.number is None else plain(value.number),
        value.state, value.qualifier, value.scope, value.origin, value.source,
        f"filing:{value.filing_id}" if value.filing_id else "",
    )  # fmt: skip
