"""Where units count is kept in memory, and never older than the register."""

from datetime import date

import pytest
from django.db import transaction

from danchu.indicators.queries import rollup
from danchu.indicators.queries.whereabouts import Spot, _packed
from danchu.indicators.tests.factories import HALF, make_value
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

TODAY = date(2026, 7, 15)
BORN, DIED = date(2025, 7, 1), date(9999, 12, 31)


def test_more_than_255_spots_take_a_second_byte() -> None:
    rows = [(child, "commune", BORN, DIED, [child * 10]) for child in range(1, 701)]

    known = _packed(7, rows)

    for child in (1, 255, 256, 511, 512, 700):
        unit = child * 10
        number = known.low[unit] + 256 * known.high[unit]
        assert known.spots[number] == Spot(child, "commune", BORN, DIED)
    assert known.spots[known.low[11] + 256 * known.high[11]] is None
    assert known.low[known.last] == known.high[known.last] == 0


def test_few_spots_send_one_byte_a_unit() -> None:
    known = _packed(7, [(None, "commune", BORN, DIED, [3, 5])])

    assert (known.low, known.high, known.units) == (b"\0\0\0\1\0\1\0", b"", (3, 5))


@pytest.mark.parametrize("root", ["an_binh", "nation"])
def test_a_unit_added_since_counts_at_the_next_read(cast: Cast, root: str) -> None:
    make_value(cast.hoa_thuan, 3)
    unit = getattr(cast, root)

    def total() -> tuple[object, int]:
        found = rollup(indicator="G01", unit=unit, period=HALF, map_on=TODAY)
        return found.value, found.total.coverage.of

    before, communes = total()
    added = add_unit(kind=UnitKind.COMMUNE, name="Xã Mới", parent=cast.an_binh)
    make_value(added, 4)

    assert (before, total()) == (3, (7, communes + 1))


def test_what_was_read_in_a_deed_taken_back_is_read_anew(cast: Cast) -> None:
    make_value(cast.hoa_thuan, 3)

    def total() -> object:
        return rollup(
            indicator="G01", unit=cast.an_binh, period=HALF, map_on=TODAY
        ).total.coverage.of

    with transaction.atomic():
        add_unit(kind=UnitKind.COMMUNE, name="Xã Mới", parent=cast.an_binh)
        within = total()
        transaction.set_rollback(True)

    assert (within, total()) == (3, 2)
