"""Reading figures: totals on any map, the catalogue, periods, and what is due."""

from danchu.indicators.queries.boards import Reader, reader_of
from danchu.indicators.queries.facts import (
    IndicatorFact,
    PlaceFact,
    figure_catalogue,
    indicator_fact,
    indicator_facts,
)
from danchu.indicators.queries.periods import periods_available, periods_of
from danchu.indicators.queries.reports import Reported
from danchu.indicators.queries.rollups import (
    ChildTotal,
    Point,
    Rollup,
    Series,
    Table,
    TableRow,
    province_table,
    rollup,
    series,
)

__all__ = [
    "ChildTotal",
    "IndicatorFact",
    "PlaceFact",
    "Point",
    "Reader",
    "Reported",
    "Rollup",
    "Series",
    "Table",
    "TableRow",
    "figure_catalogue",
    "indicator_fact",
    "indicator_facts",
    "periods_available",
    "periods_of",
    "province_table",
    "reader_of",
    "rollup",
    "series",
]
