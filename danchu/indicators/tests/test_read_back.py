"""What was published on a day can be read later, with every change since."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.indicators.models import Filing
from danchu.indicators.queries import indicator_fact, rollup
from danchu.indicators.queries.read_back import ReadBack, day_read_back, read_back
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.readings_back import (
    Change,
    Said,
    Stood,
    Version,
    What,
    changes_since,
    stood_before,
)
from danchu.indicators.services import correct_values, withdraw_filing
from danchu.indicators.tests.factories import (
    HALF,
    NOW,
    close_indicator,
    make_published,
    make_value,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.publication.services import purge
from danchu.kernel.units.models import Unit
from danchu.testing.cast import Cast

DAY = timedelta(days=1)
FIRST = date(2026, 7, 3)
LATER = NOW + 40 * DAY


def correct(cast: Cast, filing: Filing, number: int, at: datetime) -> None:
    correct_values(
        actor=cast.giang,
        filing=filing,
        entries={"G01": Entry(str(number))},
        reason="Đếm sót.",
        at=at,
    )


def back(unit: Unit, day: date, indicator: str = "G01") -> ReadBack:
    with time_machine.travel(LATER, tick=False):
        return read_back(
            indicator=indicator_fact(indicator),
            unit=unit,
            period=HALF,
            map_on=date(2026, 8, 1),
            day=day,
        )


def known_today(cast: Cast) -> Decimal | None:
    return rollup(
        indicator="G01", unit=cast.an_binh, period=HALF, map_on=date(2026, 8, 1)
    ).value


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        deed()
    return broken.value.code


def test_a_correction_leaves_both_readings_and_a_slip_between(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})
    correct(cast, filing, 7, NOW + 5 * DAY)

    found = back(cast.hoa_thuan, FIRST)

    assert found.then.number == 4
    assert found.now.number == 7
    (slip,) = found.slips
    assert (str(slip.old), str(slip.new), slip.reason) == ("4", "7", "Đếm sót.")
    assert (slip.by, slip.change.at) == ("Tỉnh An Bình", NOW + 5 * DAY)
    assert cast.giang.full_name not in repr(slip)
    later = back(cast.hoa_thuan, FIRST + 5 * DAY)
    assert (later.slips, later.on_the_day) == ((), (slip,))
    assert back(cast.hoa_thuan, FIRST + 6 * DAY).on_the_day == ()


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    numbers=st.lists(st.integers(0, 60), min_size=1, max_size=4),
    aside=st.integers(0, 9),
)
def test_each_day_reads_as_it_was_published_then(
    cast: Cast, numbers: list[int], aside: int
) -> None:
    from django.db import transaction  # noqa: PLC0415 -- each example is rolled back

    with transaction.atomic():
        make_value(cast.tan_lap, aside)
        filing = make_published(cast, {"G01": "61"})
        seen = {FIRST: known_today(cast)}
        for place, new in enumerate(numbers, start=1):
            correct(cast, filing, new, NOW + 2 * place * DAY)
            seen[FIRST + 2 * place * DAY] = known_today(cast)

        for day, number in seen.items():
            found = back(cast.an_binh, day)
            steps = [
                one.new.number - one.old.number
                for one in found.slips
                if one.new and one.old
            ]
            assert found.then.number == number
            assert found.now.number == known_today(cast)
            assert (found.then.number or 0) + sum(steps) == found.now.number
        assert back(cast.an_binh, FIRST - DAY).then.number == aside
        assert back(cast.an_binh, FIRST - DAY).published_since == 1
        transaction.set_rollback(True)


def test_what_was_withdrawn_is_told_at_no_day(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})
    correct(cast, filing, 7, NOW + DAY)
    withdraw_filing(
        actor=cast.giang, filing=filing, reason="Sai đơn vị.", at=NOW + 3 * DAY
    )

    found = back(cast.hoa_thuan, FIRST)

    assert (found.then.number, found.now.number, found.withheld) == (None, None, 1)
    (slip,) = found.slips
    assert (slip.change.what, slip.reason) == (What.WITHDRAWN, "Sai đơn vị.")
    assert (slip.old, slip.new) == (None, None)


def test_what_was_destroyed_is_told_at_no_day(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})
    correct(cast, filing, 7, NOW + DAY)
    purge(
        item=f"filing:{filing.pk}",
        ground="Theo quyết định.",
        actor=cast.giang,
        at=NOW + 2 * DAY,
    )

    found = back(cast.hoa_thuan, FIRST)

    assert (found.then.number, found.withheld) == (None, 1)
    assert all(one.old is None and one.new is None for one in found.slips)


@pytest.mark.parametrize("closed_at_first", [True, False])
def test_of_a_closed_figure_no_day_is_told(
    cast: Cast, *, closed_at_first: bool
) -> None:
    if closed_at_first:
        close_indicator("G01", "internal")
    filing = make_published(cast, {"G01": "4", "G02": "9"})
    correct(cast, filing, 7, NOW + DAY)
    if closed_at_first:
        close_indicator("G01", "public")
        found = back(cast.an_binh, FIRST)
        assert (found.then.number, found.slips) == (None, ())
    close_indicator("G01", "internal")

    assert (
        code_of(lambda: back(cast.an_binh, FIRST)) == "indicators.closed_not_read_back"
    )


@pytest.mark.parametrize(
    "text", ["", "hôm nay", "2026-13-01", "2027-01-01", "0001-01-01"]
)
def test_a_day_that_is_none_or_to_come_is_refused(text: str) -> None:
    code = code_of(lambda: day_read_back(text, date(2026, 8, 1)))
    assert code == "indicators.unknown_publication_day"


def test_the_page_shows_both_readings_and_offers_none_of_a_closed_one(
    cast: Cast, client: Client
) -> None:
    filing = make_published(cast, {"G01": "4"})
    correct(cast, filing, 7, NOW + 5 * DAY)
    address = f"/chi-tieu/G01/?don-vi={cast.hoa_thuan.pk}&ky={HALF}"

    with time_machine.travel(LATER, tick=False):
        text = client.get(f"{address}&cong-bo-ngay={FIRST}").content.decode()
        same_day = client.get(f"{address}&cong-bo-ngay={FIRST + 5 * DAY}")
        close_indicator("G01", "internal")
        closed = client.get(address).content.decode()
        refused = client.get(f"{address}&cong-bo-ngay={FIRST}")

    assert "Như đã công bố ngày 03/7/2026" in text
    assert "<del>4</del> → <ins>7</ins>" in text
    assert "Đếm sót." in text
    on_the_day = " ".join(same_day.content.decode().split())
    assert "Sau hết ngày 08/7/2026, không số nào" in on_the_day
    assert "Các lần thay đổi ngay trong ngày 08/7/2026" in on_the_day
    assert "<del>4</del> → <ins>7</ins>" in on_the_day
    assert "cong-bo-ngay" not in closed
    assert refused.status_code == 409


def test_versions_replayed_one_by_one_say_the_same() -> None:
    said = [Said("number", Decimal(number)) for number in range(3)]
    gone = NOW + 3 * DAY
    versions = [
        Version(NOW, said[0]),
        Version(NOW + DAY, said[1], withdrawn_at=gone),
        Version(NOW + 5 * DAY, said[2]),
    ]

    assert stood_before(versions, NOW) == Stood()
    assert stood_before(versions, NOW + DAY) == Stood(is_withheld=True)
    assert stood_before(versions, gone + DAY) == Stood()
    assert stood_before(versions, NOW + 6 * DAY) == Stood(said[2])
    assert changes_since(versions, NOW) == [
        Change(What.WITHDRAWN, gone, 2, None, None),
        Change(What.PUBLISHED, NOW + 5 * DAY, 3, None, said[2]),
    ]
