"""A made-up breakdown of what article 000 says of Bắc Giang, over its real communes.

Source of the totals: `figures.csv`, article 000, six months of 2023: 396 dialogues
(G01), 250 rounds of the People's Inspection Boards (F03), 240 of the Community
Investment Supervision Boards (F11). Which commune held how many is invented.
"""

from danchu.demo.rules import apportion, weight_of
from danchu.indicators.services.illustrations import (
    Illustration,
    record_illustration,
)
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.queries import codes_of, unit_by_code, units_selected
from danchu.kernel.units.rules import LAST_OLD_DAY, UnitKind

BAC_GIANG = "24"
PERIOD = Period.half(2023, 1)
TOTALS = {"G01": 396, "F03": 250, "F11": 240}


def break_down() -> int:
    """Give every commune of Bắc Giang its share; the same shares every time."""
    province = unit_by_code(BAC_GIANG, LAST_OLD_DAY)
    communes = list(
        units_selected(LAST_OLD_DAY, within=province, kind=UnitKind.COMMUNE)
    )
    codes = codes_of(communes)
    rows = []
    for indicator, total in TOTALS.items():
        weights = {
            codes[one.pk]: weight_of(codes[one.pk], one.area_km2, indicator)
            for one in communes
        }
        shares = apportion(total, weights)
        rows += [
            Illustration(one, indicator, shares[codes[one.pk]]) for one in communes
        ]
    return record_illustration(period=PERIOD, rows=rows)
