"""Charts as drawn: once for each state of the data, kept by the digest of it."""

from collections.abc import Iterable
from datetime import datetime

from danchu.lib.charts import png_of, svg_of
from danchu.presentations.queries import drawings_of
from danchu.presentations.services import keep_drawing
from danchu.surfaces.dashboards.charts.parts import Chart


def drawn_already(charts: Iterable[Chart]) -> dict[str, str]:
    """Return the drawings that are kept, by digest."""
    return drawings_of({chart.digest for chart in charts})


def svg_for(chart: Chart, now: datetime) -> str:
    """Return a chart as SVG, drawn now if it never was. Raises `NotDrawn`."""
    kept = drawings_of([chart.digest]).get(chart.digest)
    if kept is not None:
        return kept
    svg = svg_of(chart.spec)
    keep_drawing(digest=chart.digest, svg=svg, at=now)
    return svg


def png_for(chart: Chart, now: datetime) -> bytes:
    """Return a chart as PNG on white, twice as fine as a screen. Raises `NotDrawn`."""
    return png_of(svg_for(chart, now))
