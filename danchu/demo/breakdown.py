"""A made-up breakdown of what article 000 says of Bắc Giang, over its real communes.

Source of the totals: `figures.csv`, article 000, six months of 2023 and two surveys of
that summer. Three of them the article only bounds from below, so a number above the
bound is chosen: G02 “hơn 19 nghìn” is 19.214, G03 “hơn 4 nghìn” is 4.012, N01 “hơn 16
nghìn” is 16.240. Which commune had how many is invented throughout.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from danchu.demo.bodies import enterprise_figures, party_figures
from danchu.demo.rules import apportion, varied, weight_of
from danchu.indicators.queries.localities import tellings_of
from danchu.indicators.services.illustrations import (
    Illustration,
    record_illustration,
)
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit
from danchu.kernel.units.queries import codes_of, unit_by_code, units_selected
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind

BAC_GIANG = "24"
HALF, YEAR_OF_THE_PARTY = Period.half(2023, 1), Period.year(2022)
TOTALS = {"G01": 396, "G02": 19_214, "G03": 4_012, "F03": 250, "F11": 240}
SURVEYED = {"N01": 16_240, "N08": 100_000, "N02": 88_587}
"""Of windows of a few days, which are those of the article's sentences."""

Shares = dict[str, dict[str, int]]
"""What each commune, by its code, has of each indicator."""


@dataclass(frozen=True)
class Follower:
    """An indicator whose parts follow those of another, somewhat varied."""

    leader: str
    low: float
    high: float


_FOLLOWING = {
    "G02": Follower("G01", 0.6, 1.4),
    "G03": Follower("G01", 0.6, 1.4),
    "N02": Follower("N08", 0.95, 1.05),
}
"""No commune without a dialogue has listeners; none collects more than it planned."""


def break_down() -> int:
    """Give communes, enterprises and Party organisations their shares, always alike.

    The articles must be loaded. Returns how many values stand afterwards.
    """
    province = unit_by_code(BAC_GIANG, LAST_OLD_DAY)
    within = units_selected(LAST_OLD_DAY, within=province, kind=UnitKind.COMMUNE)
    codes = codes_of(communes := list(within))
    places = {codes[one.pk]: one for one in communes}
    rows: dict[Period, list[Illustration]] = defaultdict(list)
    windows = {code: one.period for code, one in tellings_of([*SURVEYED]).items()}
    for indicator, parts in shares_among(places).items():
        rows[windows.get(indicator, HALF)] += [
            Illustration(places[code], indicator, part) for code, part in parts.items()
        ]
    rows[HALF] += enterprise_figures(province, places)
    rows[YEAR_OF_THE_PARTY] += party_figures(province)
    return sum(
        record_illustration(period=period, rows=some) for period, some in rows.items()
    )


def shares_among(places: Mapping[str, Unit]) -> Shares:
    """Divide every total among communes; the parts make it exactly."""
    shares: Shares = {}
    for indicator, total in (TOTALS | SURVEYED).items():
        weights = {
            code: _weight(indicator, code, unit.area_km2, shares)
            for code, unit in places.items()
        }
        shares[indicator] = apportion(total, weights)
    return shares


def _weight(indicator: str, code: str, area: float | None, shares: Shares) -> float:
    follower = _FOLLOWING.get(indicator)
    if follower is None:
        return weight_of(code, area, indicator)
    led = shares[follower.leader][code]
    return led * varied(follower.low, follower.high, f"{indicator}/{code}")
