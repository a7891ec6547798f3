from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.queries.completeness import (
    Sheet,
    completeness,
    owing,
    periods_of_form,
)
from danchu.indicators.queries.doubts import doubts_of, posts_to_ask
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.completeness import (
    HANDED_UP,
    Doubt,
    Handing,
    Seen,
    exact_share,
    handing_of,
)
from danchu.indicators.rules.filings import APPROVED_STAGES, UNFINISHED, Status
from danchu.indicators.services import (
    approve_filing,
    enter_values,
    return_filing,
    submit_filing,
)
from danchu.indicators.services.extensions import Duty, extend_filing
from danchu.indicators.tests.factories import (
    NOW,
    make_accepted,
    make_approved,
    make_draft,
)
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
BEFORE, AFTER = date(2026, 7, 3), date(2026, 7, 20)
PERIODS = tuple(period_from(code) for code in ("2026H1", "2026Q1", "2025", "2025H1"))
DAYS = st.dates(date(2026, 6, 1), date(2026, 8, 30))


@given(
    status=st.none() | st.sampled_from(Status),
    was_handed_up=st.booleans(),
    due_on=st.none() | DAYS,
    handed_on=st.none() | DAYS,
    is_asked=st.booleans(),
    today=DAYS,
)
def test_every_filing_has_one_state_that_fits_its_stage(
    *,
    status: Status | None,
    was_handed_up: bool,
    due_on: date | None,
    handed_on: date | None,
    is_asked: bool,
    today: date,
) -> None:
    seen = Seen(status, was_handed_up and status in UNFINISHED, due_on, handed_on)

    handing = handing_of(seen, is_asked=is_asked, today=today)

    assert (handing in HANDED_UP) == (status in APPROVED_STAGES)
    assert (handing is Handing.NOT_ASKED) == (status is None and not is_asked)
    assert (handing is Handing.RETURNED) == seen.was_handed_up
    if handing is Handing.MISSING:
        assert due_on is not None
        assert due_on < today


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_is_the_nearest_of_four_places(part: int, of: int) -> None:
    share = exact_share(part, of)

    assert share is not None
    assert -of < 20_000 * part - 2 * of * int(share * 10_000) <= of or part > of
    assert abs(share * 10_000 * of - part * 10_000) * 2 <= of


def _handing(cast: Cast, unit: Unit, today: date, period: str = "2026H1") -> Handing:
    sheet = Sheet(cast.an_binh, "PL4", (period_from(period),), today)
    found = completeness(sheet, user=cast.giang, today=today)
    return next(row.cells[0].handing for row in found.rows if row.pk == unit.pk)


@pytest.mark.parametrize("on", ["2024-12-31", "2025-06-30", "2025-07-01", "2026-07-20"])
def test_counts_add_up_to_units_and_periods_on_every_map(cast: Cast, on: str) -> None:
    make_approved(cast, NUMBERS)
    day = date.fromisoformat(on)
    sheet = Sheet(cast.nation, "PL4", PERIODS, day)

    found = completeness(sheet, user=cast.minh, today=AFTER)

    assert len(found.counts) == len(PERIODS)
    for place, counts in enumerate(found.counts):
        assert sum(number for _, number in counts.of_states) == len(found.rows)
        asked = [row.cells[place].handing for row in found.rows]
        assert counts.handed_up == sum(one in HANDED_UP for one in asked)
    assert all(len(row.cells) == len(PERIODS) for row in found.rows)


def test_before_the_day_nobody_is_late_and_after_it_who_has_not_handed_up(
    cast: Cast,
) -> None:
    make_approved(cast, NUMBERS)

    assert _handing(cast, cast.hoa_thuan, BEFORE) is Handing.IN_TIME
    assert _handing(cast, cast.tan_lap, BEFORE) is Handing.DUE
    assert _handing(cast, cast.tan_lap, AFTER) is Handing.MISSING
    assert _handing(cast, cast.hoa_thuan, AFTER) is Handing.IN_TIME


def test_what_waits_for_the_head_is_not_handed_up(cast: Cast) -> None:
    make_draft(cast, NUMBERS)

    assert _handing(cast, cast.hoa_thuan, AFTER) is Handing.MISSING


def test_what_is_accepted_late_was_handed_up_on_its_day(cast: Cast) -> None:
    make_accepted(cast, NUMBERS)

    assert _handing(cast, cast.hoa_thuan, AFTER) is Handing.IN_TIME


def test_a_returned_filing_is_owed_until_it_is_handed_up_again(cast: Cast) -> None:
    filing = make_approved(cast, NUMBERS)
    return_filing(actor=cast.giang, filing=filing, reason="Sai G02", at=NOW)

    assert _handing(cast, cast.hoa_thuan, BEFORE) is Handing.RETURNED
    owed = owing("PL4", period_from("2026H1"), AFTER, within=cast.an_binh)
    assert [(one.unit, one.is_returned) for one in owed] == [
        (cast.tan_lap.pk, False),
        (cast.hoa_thuan.pk, True),
    ]


def test_more_time_given_to_one_unit_is_its_day(cast: Cast) -> None:
    period = period_from("2026H1")
    extend_filing(
        actor=cast.giang,
        duty=Duty("PL4", cast.tan_lap, period),
        until=date(2026, 7, 25),
        reason="Lũ",
        at=NOW,
    )

    assert _handing(cast, cast.tan_lap, AFTER) is Handing.DUE
    owed = owing("PL4", period, AFTER, within=cast.an_binh)
    assert [one.unit for one in owed] == [cast.hoa_thuan.pk]
    assert owed[0].due_on == date(2026, 7, 6)
    assert owed[0].days_late(AFTER) == 14


def test_a_unit_is_not_asked_for_what_was_before_it(cast: Cast) -> None:
    late = add_unit(
        kind=UnitKind.COMMUNE,
        name="Xã Mới",
        parent=cast.an_binh,
        valid_from=date(2026, 7, 1),
    )
    sheet = Sheet(cast.an_binh, "PL4", PERIODS, AFTER)

    found = completeness(sheet, user=cast.giang, today=AFTER)

    assert late.pk not in {row.pk for row in found.rows}


def test_nobody_was_asked_on_the_old_map(cast: Cast) -> None:
    sheet = Sheet(cast.an_binh, "PL4", (period_from("2025H1"),), AFTER)

    assert completeness(sheet, user=cast.giang, today=AFTER).rows == ()


def test_out_of_reach_it_is_as_if_it_were_not_there(cast: Cast) -> None:
    sheet = Sheet(cast.elsewhere_province, "PL4", PERIODS, AFTER)

    for user in (cast.giang, cast.binh, cast.an):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            completeness(sheet, user=user, today=AFTER)


def test_a_commune_sees_itself(cast: Cast) -> None:
    sheet = Sheet(cast.hoa_thuan, "PL4", PERIODS[:1], AFTER)

    found = completeness(sheet, user=cast.cuc, today=AFTER)

    assert [row.pk for row in found.rows] == [cast.hoa_thuan.pk]


def test_figures_without_a_number_and_those_of_the_period_before_are_named(
    cast: Cast,
) -> None:
    before = make_approved(cast, NUMBERS, "2026Q1")
    blank = make_approved(cast, {"G01": "K"}, "2026H1")
    copied = make_draft(cast, NUMBERS, period="2026Q2")
    why = {"G01": Entry("4", note="Số đúng, đã đối chiếu")}
    enter_values(actor=cast.binh, filing=copied, entries=why, at=NOW)
    submit_filing(actor=cast.binh, filing=copied, at=NOW)
    approve_filing(actor=cast.cuc, filing=copied, at=NOW)
    periods = [period_from(code) for code in ("2026Q1", "2026H1", "2026Q2")]

    found = doubts_of([before.pk, blank.pk, copied.pk], periods)

    assert found == {blank.pk: Doubt.BLANK, copied.pk: Doubt.COPIED}


def test_who_answers_for_a_unit_is_told_by_post(cast: Cast) -> None:
    found = posts_to_ask([cast.hoa_thuan.pk, cast.tan_lap.pk], AFTER)

    assert found == {cast.hoa_thuan.pk: ("Cán bộ nhập liệu", "Chủ tịch UBND xã")}


def test_periods_follow_one_another_in_both_calendars(cast: Cast) -> None:  # noqa: ARG001 -- loads the catalogue
    codes = [one.code for one in periods_of_form("PL4", AFTER, 4)]

    assert codes == ["2026H1", "2026H1a", "2026Q1", "2026Q1a"]
