"""The charts of a dashboard, each made from a scene."""

from collections.abc import Callable

from danchu.surfaces.dashboards.charts.maps import progress, where
from danchu.surfaces.dashboards.charts.parts import Chart
from danchu.surfaces.dashboards.charts.places import (
    across_the_merger,
    distribution,
    heat,
    ranking,
    share_of_the_whole,
)
from danchu.surfaces.dashboards.charts.times import against_plan, trend, year_change
from danchu.surfaces.dashboards.scenes import Scene

CHARTS: dict[str, Callable[[Scene], Chart | None]] = {
    "xu-huong": trend,
    "ban-do": where,
    "xep-hang": ranking,
    "phan-bo": distribution,
    "cung-ky": year_change,
    "ke-hoach": against_plan,
    "truoc-sau": across_the_merger,
    "ty-trong": share_of_the_whole,
    "bang-nhiet": heat,
    "tien-do": progress,
}
"""By the name in addresses, in the order of the page."""


def charts_of(scene: Scene) -> list[Chart]:
    """Return the charts for which there are figures."""
    made = (make(scene) for make in CHARTS.values())
    return [chart for chart in made if chart is not None]
