from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.deadlines.models import Clock, DayOff
from danchu.kernel.deadlines.queries import (
    days_off_between,
    due_within,
    open_clocks,
    open_clocks_of,
)
from danchu.kernel.deadlines.rules import DayKind, Deadline, Standing
from danchu.kernel.deadlines.services import (
    extend_clock,
    mark_day,
    pause_clock,
    resume_clock,
    start_clock,
    stop_clock,
)
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.dossiers.services import open_dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.law.models import LawRule
from danchu.kernel.law.services import load_law
from danchu.kernel.units.models import Unit
from danchu.testing.cast import Cast, hire, make_cast

NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
ANSWER = Deadline("petitions.answer", "Trả lời kiến nghị", rule="R039")
ACCEPT = Deadline("petitions.accept", "Thụ lý khiếu nại", rule="R121")
FIVE = Deadline("test.five", "Năm ngày làm việc", days=5)
FIVE_DAYS = Deadline("test.five", "Năm ngày", days=5, counting="calendar")
NOTICE = Deadline("meetings.notice", "Thông báo họp", rule="R009")
FILE = Deadline("indicators.file", "Nộp biểu")


def opened(unit: Unit) -> Dossier:
    return open_dossier(kind="test", unit=unit, at=NOW, phase=Phase.OPEN)


def dossier_here() -> Dossier:
    return opened(make_cast().hoa_thuan)


def test_the_number_comes_from_the_law_of_the_day_and_stays_with_the_clock() -> None:
    load_law()
    dossier = dossier_here()

    before = start_clock(dossier=dossier, deadline=ACCEPT, on=date(2026, 6, 30))
    LawRule.objects.filter(code="R121").update(value=99)
    after = start_clock(
        dossier=opened(dossier.unit), deadline=ACCEPT, on=date(2026, 7, 1)
    )

    before.refresh_from_db()
    assert (before.rule_code, before.value, before.unit) == ("R121", 10, "d")
    assert before.due_on == date(2026, 7, 10)
    assert before.citation == "Điều 27, khoản 1 Điều 36 Luật số 02/2011/QH13"
    assert before.rule_from == date(2012, 7, 1)
    assert (after.rule_code, after.value, after.unit) == ("R122", 7, "wd")
    assert after.due_on == date(2026, 7, 10)
    assert str(after) == "Thụ lý khiếu nại: 2026-07-10"


def test_a_term_of_our_own_is_counted_in_the_days_it_says() -> None:
    dossier = dossier_here()

    working = start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 2))
    plain = start_clock(
        dossier=opened(dossier.unit), deadline=FIVE_DAYS, on=date(2026, 6, 29)
    )

    assert (working.due_on, working.rule_code) == (date(2026, 7, 9), "")
    assert (plain.counted_out, plain.due_on) == (date(2026, 7, 4), date(2026, 7, 6))


def test_a_given_last_day_is_kept_and_never_lies_before_the_start() -> None:
    dossier = dossier_here()

    clock = start_clock(
        dossier=dossier, deadline=FILE, on=date(2026, 7, 1), due_on=date(2026, 7, 18)
    )
    late = start_clock(
        dossier=opened(dossier.unit),
        deadline=FILE,
        on=date(2026, 7, 20),
        due_on=date(2026, 7, 18),
    )

    assert (clock.due_on, clock.value) == (date(2026, 7, 18), None)
    assert late.due_on == date(2026, 7, 20)


def test_a_deadline_without_any_length_must_be_given_a_day() -> None:
    with pytest.raises(ValueError, match="say due_on"):
        start_clock(dossier=dossier_here(), deadline=FILE, on=date(2026, 7, 1))


def test_a_rule_that_is_no_term_starts_no_clock() -> None:
    load_law()
    dossier = dossier_here()

    for code in ("R017", "R002", "R032"):
        quorum = Deadline("test.quorum", "Tỷ lệ", rule=code)
        with pytest.raises(RuleBroken, match=r"deadlines\.rule_is_not_a_term"):
            start_clock(dossier=dossier, deadline=quorum, on=date(2026, 7, 1))

    assert not Clock.objects.exists()


def test_notice_before_a_meeting_counts_back_and_cannot_pause() -> None:
    load_law()
    dossier = dossier_here()

    clock = start_clock(dossier=dossier, deadline=NOTICE, on=date(2026, 7, 20))

    assert clock.due_on == date(2026, 7, 18)
    with pytest.raises(RuleBroken, match=r"deadlines\.cannot_pause"):
        pause_clock(dossier=dossier, deadline=NOTICE, on=date(2026, 7, 10))
    stopped = stop_clock(dossier=dossier, deadline=NOTICE, on=date(2026, 7, 16))
    assert stopped.stopped_on == date(2026, 7, 16)


def test_the_same_clock_runs_once_and_may_run_again_when_it_stopped() -> None:
    dossier = dossier_here()
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))

    with pytest.raises(RuleBroken, match=r"deadlines\.already_running"):
        start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 2))

    stop_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 3))
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 6))
    assert Clock.objects.filter(dossier=dossier).count() == 2


def test_a_pause_keeps_the_days_that_are_left() -> None:
    dossier = dossier_here()
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))

    paused = pause_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 3))
    assert (paused.days_left, paused.is_paused) == (3, True)
    assert paused.standing(date(2026, 8, 1)) is Standing.PAUSED

    resumed = resume_clock(dossier=dossier, deadline=FIVE, on=date(2026, 8, 3))
    assert (resumed.due_on, resumed.is_paused) == (date(2026, 8, 6), False)
    assert resumed.days_left is None


def test_a_pause_does_not_make_up_for_lateness() -> None:
    dossier = dossier_here()
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))
    pause_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 9))

    resumed = resume_clock(dossier=dossier, deadline=FIVE, on=date(2026, 8, 3))

    assert resumed.due_on == date(2026, 7, 8)
    assert resumed.standing(date(2026, 8, 3)) is Standing.OVERDUE


def test_a_term_that_runs_out_on_a_day_off_gains_nothing_by_a_pause() -> None:
    dossier = dossier_here()
    clock = start_clock(dossier=dossier, deadline=FIVE_DAYS, on=date(2026, 6, 29))
    assert (clock.counted_out, clock.due_on) == (date(2026, 7, 4), date(2026, 7, 6))

    paused = pause_clock(dossier=dossier, deadline=FIVE_DAYS, on=date(2026, 7, 2))
    resumed = resume_clock(dossier=dossier, deadline=FIVE_DAYS, on=date(2026, 7, 14))

    assert paused.days_left == 2
    assert resumed.due_on == date(2026, 7, 16)


def test_a_machine_clock_that_jumps_back_makes_nothing_negative() -> None:
    dossier = dossier_here()
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))

    paused = pause_clock(dossier=dossier, deadline=FIVE, on=date(2020, 1, 1))
    assert (paused.paused_on, paused.days_left) == (date(2026, 7, 1), 5)
    resumed = resume_clock(dossier=dossier, deadline=FIVE, on=date(2020, 1, 1))
    assert resumed.due_on == date(2026, 7, 8)
    stopped = stop_clock(dossier=dossier, deadline=FIVE, on=date(2020, 1, 1))
    assert stopped.stopped_on == date(2026, 7, 1)
    assert stopped.standing(date(2020, 1, 1)) is Standing.MET


def test_a_paused_clock_stops_as_of_the_day_it_paused() -> None:
    dossier = dossier_here()
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))
    pause_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 3))

    stopped = stop_clock(dossier=dossier, deadline=FIVE, on=date(2026, 9, 1))

    assert stopped.stopped_on == date(2026, 7, 3)
    assert stopped.standing(date(2026, 9, 1)) is Standing.MET


def test_an_extension_is_later_or_refused() -> None:
    dossier = dossier_here()
    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))

    with pytest.raises(RuleBroken, match=r"deadlines\.extends_backwards"):
        extend_clock(dossier=dossier, deadline=FIVE, due_on=date(2026, 7, 8))
    longer = extend_clock(dossier=dossier, deadline=FIVE, due_on=date(2026, 7, 31))

    assert (longer.counted_out, longer.due_on) == (date(2026, 7, 31),) * 2


def test_what_does_not_fit_how_the_clock_stands_is_refused() -> None:
    dossier = dossier_here()
    on = date(2026, 7, 2)

    for deed in (pause_clock, resume_clock, stop_clock):
        with pytest.raises(RuleBroken, match=r"deadlines\.not_running"):
            deed(dossier=dossier, deadline=FIVE, on=on)

    start_clock(dossier=dossier, deadline=FIVE, on=date(2026, 7, 1))
    with pytest.raises(RuleBroken, match=r"deadlines\.not_paused"):
        resume_clock(dossier=dossier, deadline=FIVE, on=on)
    pause_clock(dossier=dossier, deadline=FIVE, on=on)
    with pytest.raises(RuleBroken, match=r"deadlines\.already_paused"):
        pause_clock(dossier=dossier, deadline=FIVE, on=on)
    with pytest.raises(RuleBroken, match=r"deadlines\.already_paused"):
        extend_clock(dossier=dossier, deadline=FIVE, due_on=date(2026, 8, 1))


@pytest.mark.parametrize(
    ("stopped", "expected"),
    [(None, Standing.DUE_SOON), (date(2027, 7, 1), Standing.MET)],
    ids=["running", "stopped"],
)
def test_a_rule_from_memory_makes_nobody_late(
    stopped: date | None, expected: Standing
) -> None:
    load_law()
    LawRule.objects.filter(code="R039").update(confidence="memory")
    clock = start_clock(dossier=dossier_here(), deadline=ANSWER, on=date(2026, 7, 1))
    clock.stopped_on = stopped

    assert clock.due_on == date(2026, 7, 16)
    assert clock.standing(date(2027, 7, 1)) is expected
    assert clock.standing(date(2026, 7, 2)) in {Standing.IN_TIME, Standing.MET}


def running_in(cast: Cast, on: date) -> tuple[Clock, Clock, Clock]:
    here, there, away = (
        start_clock(dossier=opened(unit), deadline=FIVE, on=on)
        for unit in (cast.hoa_thuan, cast.tan_lap, cast.elsewhere)
    )
    return here, there, away


def test_open_clocks_are_those_in_reach_the_most_pressing_first() -> None:
    cast = make_cast()
    later, _, _ = running_in(cast, date(2026, 7, 6))
    sooner, next_door, away = running_in(cast, date(2026, 7, 1))
    stop_clock(dossier=later.dossier, deadline=FIVE, on=date(2026, 7, 7))

    assert list(open_clocks(cast.binh, date(2026, 7, 2))) == [sooner]
    assert list(open_clocks(cast.giang, date(2026, 7, 2)))[:2] == [sooner, next_door]
    assert away not in open_clocks(cast.giang, date(2026, 7, 2))


def test_what_is_due_within_days_leaves_out_what_is_paused() -> None:
    cast = make_cast()
    here, there, away = running_in(cast, date(2026, 7, 1))
    pause_clock(dossier=there.dossier, deadline=FIVE, on=date(2026, 7, 2))
    every = Dossier.objects.all()

    assert list(due_within(every, date(2026, 7, 8))) == [here, away]
    assert list(due_within(every, date(2026, 7, 7))) == []
    assert list(open_clocks_of(every)) == [here, there, away]


@pytest.mark.parametrize("count", [1, 3])
def test_listing_clocks_costs_the_same_for_one_and_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    for _ in range(count):
        start_clock(dossier=opened(cast.hoa_thuan), deadline=FIVE, on=date(2026, 7, 1))

    with django_assert_num_queries(2):
        names = [
            clock.dossier.unit.name
            for clock in open_clocks(cast.binh, date(2026, 7, 2))
        ]

    assert names == ["Xã Hòa Thuận"] * count


@time_machine.travel(NOW, tick=False)
def test_an_administrator_of_the_nation_corrects_a_day_and_new_clocks_follow() -> None:
    cast = make_cast()
    oanh = hire("oanh", "Lý Thị Oanh", cast.nation, "administrator")
    old = start_clock(
        dossier=opened(cast.hoa_thuan), deadline=FIVE, on=date(2026, 7, 1)
    )

    for kind in (DayKind.WORKED, DayKind.OFF):
        mark_day(
            actor=oanh,
            day=date(2026, 7, 3),
            kind=kind,
            reason="Thông báo 01/2026",
            at=NOW,
        )

    new = start_clock(
        dossier=opened(cast.hoa_thuan), deadline=FIVE, on=date(2026, 7, 1)
    )
    old.refresh_from_db()
    assert (old.due_on, new.due_on) == (date(2026, 7, 8), date(2026, 7, 9))
    latest, first = history_of_unit(cast.nation)
    assert first.facts["before"] is None
    assert latest.facts["before"] == {"kind": "worked", "reason": "Thông báo 01/2026"}
    [row] = days_off_between(date(2026, 7, 1), date(2026, 7, 31))
    assert str(row) == "2026-07-03 nghỉ"


@time_machine.travel(NOW, tick=False)
def test_a_day_off_needs_the_right_and_a_reason() -> None:
    cast = make_cast()
    oanh = hire("oanh", "Lý Thị Oanh", cast.nation, "administrator")

    for actor, reason, code in (
        (cast.lan, "Thông báo", r"access\.forbidden"),
        (oanh, " ", r"deadlines\.reason_missing"),
    ):
        with pytest.raises(RuleBroken, match=code):
            mark_day(
                actor=actor,
                day=date(2026, 7, 3),
                kind=DayKind.OFF,
                reason=reason,
                at=NOW,
            )

    assert not DayOff.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"unit": "week"}, "unit_known"),
        ({"direction": "beside"}, "direction_known"),
        ({"paused_on": date(2026, 7, 2)}, "paused_knows_what_is_left"),
        ({"due_on": date(2026, 6, 1)}, "never_due_before_it_starts"),
    ],
)
def test_the_table_refuses_impossible_clocks(
    change: dict[str, object], constraint: str
) -> None:
    clock = start_clock(dossier=dossier_here(), deadline=FIVE, on=date(2026, 7, 1))

    with (
        pytest.raises(IntegrityError, match=f"deadlines_clock_{constraint}"),
        transaction.atomic(),
    ):
        Clock.objects.filter(pk=clock.pk).update(**change)


@pytest.mark.parametrize(
    ("kind", "reason", "constraint"),
    [("maybe", "Thông báo", "kind_known"), ("off", "", "has_a_reason")],
)
def test_the_table_refuses_impossible_days(
    kind: str, reason: str, constraint: str
) -> None:
    with (
        pytest.raises(IntegrityError, match=f"deadlines_dayoff_{constraint}"),
        transaction.atomic(),
    ):
        DayOff.objects.create(day=date(2026, 7, 3), kind=kind, reason=reason)
