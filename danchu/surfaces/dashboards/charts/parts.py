"""What every chart has: a finding, a measure, a sentence, a table, a specification."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from danchu.indicators.queries import IndicatorFact
from danchu.indicators.rules.rollups import Total
from danchu.lib.tables_out import Cell
from danchu.surfaces.desk.rules import SHORT_NAMES
from danchu.surfaces.wording import amount_text, unit_of
from danchu.ui import numerals

Spec = dict[str, Any]
WIDTH, TEXT = 400, 14
INK, INK_2, LINE, CONTROL, PENCIL = (
    "#171b30",
    "#454c63",
    "#e0dcd0",
    "#858070",
    "#596176",
)
MAIN, OTHER, PALE, SURFACE, LAND = "#233d7b", "#c27c0e", "#b9c7e6", "#ffffff", "#f3f1ea"
GOOD, DUE, GREY, BAD = "#1c8f6b", "#4f7fc8", "#8a91a3", "#a0173f"
SEQUENCE = ("#e3e9f5", "#b9c7e6", "#869dd0", "#5372b3", "#233d7b")
_NAMES = {
    INK: "ink",
    INK_2: "ink-2",
    LINE: "line",
    CONTROL: "control",
    PENCIL: "pencil",
    MAIN: "viz-1",
    OTHER: "viz-2",
    PALE: "seq-2",
    SURFACE: "surface",
    LAND: "sunken",
    GOOD: "intime-fill",
    DUE: "due-fill",
    GREY: "pencil-fill",
    BAD: "missing-fill",
    "#e3e9f5": "seq-1",
    "#869dd0": "seq-3",
    "#5372b3": "seq-4",
}
_COLOUR = re.compile(r'(?<==")(' + "|".join(_NAMES) + r')(?=")')


@dataclass(frozen=True)
class Chart:
    """One chart: its title is what it shows, its reading says it in a sentence."""

    code: str
    title: str
    subtitle: str
    reading: str
    spec: Spec
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def digest(self) -> str:
        """The name of the drawing: the same data, the same drawing."""
        told = json.dumps(self.spec, sort_keys=True, ensure_ascii=False)
        return sha256(told.encode()).hexdigest()


def framed(height: int, **said: Any) -> Spec:
    """Return a specification in the dress of our pages."""
    axis = {
        "labelFontSize": TEXT,
        "titleFontSize": TEXT,
        "titleFontWeight": 400,
        "labelColor": INK_2,
        "titleColor": INK_2,
        "gridColor": LINE,
        "domainColor": CONTROL,
        "tickColor": CONTROL,
        "labelLimit": 150,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": 4,
        "config": {
            "font": "Be Vietnam Pro",
            "axis": axis,
            "view": {"stroke": None},
            "text": {"fontSize": TEXT, "color": INK},
            "bar": {"color": MAIN},
        },
    } | said


def themed(svg: str) -> str:
    """Return a drawing in the colours of the page, light or dark.

    >>> themed('<rect fill="#233d7b"/>')
    '<rect fill="var(--dc-viz-1)"/>'
    """
    return _COLOUR.sub(lambda found: f"var(--dc-{_NAMES[found[1]]})", svg)


def labels(values: Sequence[Mapping[str, Any]], field: str = "name") -> Spec:
    """Return an ordinal axis of names, in the order of the rows, the first on top."""
    return {
        "field": field,
        "type": "nominal",
        "sort": [row[field] for row in values],
        "axis": {"title": None, "domain": False, "ticks": False, "labelPadding": 6},
    }


def numeric(field: str = "number", **axis: Any) -> Spec:
    """Return an axis of numbers that begins at nought, in Vietnamese writing."""
    shown = {
        "title": None,
        "tickCount": 4,
        "domain": False,
        "ticks": False,
        "labelExpr": "replace(replace(format(datum.value, ','), /,/g, ';'), /;/g, '.')",
    }
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": shown | axis,
    }


def bars(values: Sequence[Mapping[str, Any]], *, colour: Any = None) -> Spec:
    """Return horizontal bars with names at the left and numbers at their ends.

    Each row has `name`, `number` and `text`.
    """
    most = max((row["number"] for row in values), default=0) or 1
    scale = {"zero": True, "domainMax": most * 1.22}
    x = numeric() | {"scale": scale, "axis": None}
    filled = {"color": colour} if colour else {}
    text = {"align": "left", "dx": 4, "baseline": "middle"}
    return framed(
        max(len(values) * 24 + 12, 60),
        data={"values": list(values)},
        encoding={"y": labels(values), "x": x},
        layer=[
            {"mark": {"type": "bar", "height": 15}, "encoding": filled},
            {
                "mark": {"type": "text"} | text,
                "encoding": {"text": {"field": "text", "type": "nominal"}},
            },
        ],
    )


def short(fact: IndicatorFact) -> str:
    """Name an indicator in the room of an axis."""
    return SHORT_NAMES.get(fact.code) or clipped(fact.name, 28)


def clipped(text: str, most: int) -> str:
    """Shorten a name at a word.

    >>> clipped("Số cuộc đối thoại trực tiếp", 16)
    'Số cuộc đối…'
    """
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def measured(fact: IndicatorFact) -> str:
    """Say what is counted, and in what."""
    unit = "%" if fact.is_percent else unit_of(fact)
    return f"{fact.name} ({unit})" if unit and unit not in fact.name else fact.name


def text_of(total: Total, fact: IndicatorFact) -> str:
    """Write a total as pages do."""
    return amount_text(total.amount, fact)


def written(number: float, fact: IndicatorFact) -> str:
    """Write a plain number in the manner of its indicator."""
    if fact.is_percent:
        return numerals.number(Decimal(str(number)), 1) + "%"
    return numerals.number(Decimal(str(round(number, 4))))
