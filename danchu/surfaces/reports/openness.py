"""What of a report everybody may read today: what was open, and has stayed open."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from danchu.indicators.queries.localities import figures_of
from danchu.indicators.rules.catalogue import Visibility
from danchu.indicators.rules.rollups import Standing
from danchu.reporting import queries
from danchu.reporting.queries import Report
from danchu.reporting.rules import open_figures, without_before
from danchu.surfaces.reports.cutting import same_time_before

Facts = dict[str, Any]


@dataclass(frozen=True)
class Openness:
    """The figures of a report that everybody may read, and those no longer open."""

    figures: tuple[Facts, ...]
    closed: tuple[str, ...]
    """Names of figures whose publication was withdrawn, or that were closed, since."""


def open_now(row: Report) -> Openness:
    """Look at the figures of a report as they stand with everybody now.

    A figure of which fewer units are open than were is closed: what lacks could be
    reckoned from the difference. One that was corrected stays as the report cited it.
    """
    look = _Look(row)
    figures, closed = [], []
    for one in open_figures(row.cut):
        if not look.stands(one):
            closed.append(one["name"])
        elif look.stood_before(one):
            figures.append(one)
        else:
            figures.append(without_before(one))
            closed.append(f"{one['name']} (cùng kỳ năm trước)")
    return Openness(tuple(figures), tuple(dict.fromkeys(closed)))


class _Look:
    """How many units everybody may read of, by indicator and period."""

    def __init__(self, row: Report) -> None:
        self._unit, self._on = row.unit, date.fromisoformat(row.cut["map_on"])
        self._before = same_time_before(queries.range_of(row))
        self._known: dict[str, dict[str, int]] = {}

    def stands(self, one: Facts) -> bool:
        """Tell whether a figure is as open as it was; what sources say always is."""
        if one["number"] is None:
            return True
        had: int = one["have"]
        return self._have(one["code"], one["period"]) >= max(had, 1)

    def stood_before(self, one: Facts) -> bool:
        """Tell the same of the year before, where that is told."""
        had: int = one.get("before_have", 0)
        if not had or self._before is None:
            return not had
        return self._have(one["code"], self._before.code) >= had

    def _have(self, code: str, period: str) -> int:
        if period not in self._known:
            found = figures_of(
                unit=self._unit, period=period, map_on=self._on, user=None
            )
            self._known[period] = {
                one.indicator.code: one.total.coverage.have
                for one in found
                if one.indicator.visibility == Visibility.PUBLIC
                and one.total.standing is Standing.PUBLISHED
            }
        return self._known[period].get(code, 0)
