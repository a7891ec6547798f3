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
    Rollup,
    Table,
    TableRow,
    province_table,
    rollup,
)

__all__ = [
    "ChildTotal",
    "IndicatorFact",
    "PlaceFact",
    "Reader",
    "Reported",
    "Rollup",
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
]
