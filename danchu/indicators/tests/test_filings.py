from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from danchu.indicators.models import Filing, Value
from danchu.indicators.queries import rollup
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    correct_value,
    enter_values,
    open_filing,
    publish_filing,
    reopen_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.tests.factories import (
    HALF_ADMINISTRATIVE,
    NOW,
    make_approved,
    make_draft,
    make_published,
    make_submitted,
)
from danchu.kernel.audit.queries import history_of
from danchu.kernel.deadlines.models import Clock
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post
from danchu.kernel.periods.rules import Period
from danchu.testing.cast import Cast

TODAY = date(2026, 7, 3)
HALF = Period.half(2026, 1)
CONTRADICTION = {"I04": "258", "I05": "38", "I06": "94", "I07": "164"}

pytestmark = pytest.mark.usefixtures("_july")


@pytest.fixture
def _july() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def total(cast: Cast, user: User | None) -> object:
    found = rollup(
        indicator="G01", unit=cast.an_binh, period="2026H1", map_on=TODAY, user=user
    )
    return found.total.number


def test_a_filing_lives_from_the_first_cell_to_the_public(cast: Cast) -> None:
    draft = make_draft(cast, {"G01": "4", "G02": "1.612"})
    seen = [(draft.status, total(cast, cast.giang), total(cast, None))]

    submit_filing(actor=cast.binh, filing=draft, at=NOW)
    seen.append((draft.status, total(cast, cast.giang), total(cast, None)))
    approve_filing(actor=cast.cuc, filing=draft, at=NOW)
    accept_filing(actor=cast.giang, filing=draft, at=NOW)
    seen.append((draft.status, total(cast, cast.giang), total(cast, None)))
    publish_filing(actor=cast.giang, filing=draft, at=NOW)
    seen.append((draft.status, total(cast, cast.giang), total(cast, None)))

    assert seen == [
        ("draft", None, None),
        ("submitted", 4, None),
        ("accepted", 4, None),
        ("published", 4, 4),
    ]
    verbs = [event.verb for event in history_of(draft.dossier)]
    assert verbs == [
        "indicators.publish",
        "indicators.accept",
        "indicators.approve",
        "indicators.submit",
        "indicators.enter",
        "indicators.open",
    ]


def test_the_contradiction_of_article_004_is_refused_with_its_equation(
    cast: Cast,
) -> None:
    draft = make_draft(cast, CONTRADICTION, period=HALF_ADMINISTRATIVE)

    with pytest.raises(RuleBroken) as refused:
        submit_filing(actor=cast.binh, filing=draft, at=NOW)

    assert refused.value.code == "indicators.contradiction"
    assert refused.value.facts["equations"] == "38 + 94 + 164 = 296, không phải 258"
    assert refused.value.facts["cells"] == "I04, I05, I06, I07"
    assert draft.status == "draft"
    assert set(Value.objects.values_list("stage", flat=True)) == {"draft"}


def test_the_corrected_figures_go_through(cast: Cast) -> None:
    draft = make_draft(cast, CONTRADICTION, period=HALF_ADMINISTRATIVE)
    enter_values(actor=cast.binh, filing=draft, entries={"I04": Entry("296")}, at=NOW)

    submit_filing(actor=cast.binh, filing=draft, at=NOW)

    assert draft.status == "submitted"
    stages = Value.objects.filter(filing=draft).values_list("stage", flat=True)
    assert set(stages) == {"submitted"}


def test_what_is_only_odd_needs_a_reason_in_a_note(cast: Cast) -> None:
    odd = {"I47": "5", "I04": "4"}
    draft = make_draft(cast, odd, period=HALF_ADMINISTRATIVE)

    with pytest.raises(RuleBroken) as refused:
        submit_filing(actor=cast.binh, filing=draft, at=NOW)
    note = Entry("5", note="Một đơn nêu hai vụ việc.")
    enter_values(actor=cast.binh, filing=draft, entries={"I47": note}, at=NOW)
    submit_filing(actor=cast.binh, filing=draft, at=NOW)

    assert refused.value.code == "indicators.unexplained"
    assert draft.status == "submitted"


def test_blank_zero_not_applicable_and_not_yet_stay_apart(cast: Cast) -> None:
    draft = make_draft(cast, {"G01": "0", "G02": "K", "G03": "c", "G04": ""})

    rows = Value.objects.filter(filing=draft).values_list(
        "indicator__code", "state", "number"
    )

    assert set(rows) == {
        ("G01", "zero", 0),
        ("G02", "not_applicable", None),
        ("G03", "not_yet", None),
    }


def test_a_cell_can_be_emptied_again_and_history_keeps_both(cast: Cast) -> None:
    draft = make_draft(cast, {"G01": "12"})

    enter_values(actor=cast.binh, filing=draft, entries={"G01": Entry("")}, at=NOW)

    assert Value.objects.get().state == "blank"
    changes = history_of(draft.dossier)[0].facts["changes"]
    assert changes == {"G01": ["12", "chưa nhập"]}


def test_nothing_is_written_when_one_number_cannot_be_read(cast: Cast) -> None:
    draft = make_draft(cast, {})
    entries = {"G01": Entry("4"), "G02": Entry("1.5"), "G03": Entry("x")}

    with pytest.raises(RuleBroken) as refused:
        enter_values(actor=cast.binh, filing=draft, entries=entries, at=NOW)

    assert refused.value.code == "indicators.not_a_number"
    assert set(refused.value.facts["errors"]) == {"G02", "G03"}
    assert not Value.objects.exists()


def test_a_percent_and_a_foreign_cell_are_refused(cast: Cast) -> None:
    draft = make_draft(cast, {})

    codes = []
    for cell in ("G06", "I04", "G01.NAM"):
        with pytest.raises(RuleBroken) as refused:
            enter_values(
                actor=cast.binh, filing=draft, entries={cell: Entry("1")}, at=NOW
            )
        codes.append(refused.value.code)

    assert codes == [
        "indicators.percent_typed",
        "indicators.not_in_form",
        "indicators.not_in_form",
    ]


def test_a_breakdown_makes_its_total_and_must_agree_with_one_given(cast: Cast) -> None:
    parts = {"G12.NAM": "30", "G12.NU": "20", "G12.KHONG_GHI": "0"}
    draft = make_draft(cast, parts)
    made = Value.objects.get(member=None).number

    enter_values(actor=cast.binh, filing=draft, entries={"G12": Entry("60")}, at=NOW)
    with pytest.raises(RuleBroken) as refused:
        submit_filing(actor=cast.binh, filing=draft, at=NOW)

    assert made == 50
    assert refused.value.facts["equations"] == "30 + 20 + 0 = 50, không phải 60"


@pytest.mark.parametrize(
    ("typed", "equation"),
    [
        ({"G12.NAM": "30", "G12.NU": "20"}, ""),
        ({"G12.NAM": "30", "G12.NU": "c"}, ""),
        ({"G12.NAM": "30", "G12.NU": "30", "G12.KHONG_GHI": "K"}, ""),
        ({"G12.NAM": "60"}, ""),
        ({"G12.NAM": "K", "G12.NU": "K", "G12.KHONG_GHI": "K"}, ""),
        (
            {"G12.NAM": "30", "G12.NU": "31", "G12.KHONG_GHI": "c"},
            "30 + 31 = 61 nhiều hơn 60",
        ),
        ({"G12.NAM": "61"}, "61 nhiều hơn 60"),
        (
            {"G12.NAM": "30", "G12.NU": "20", "G12.KHONG_GHI": "K"},
            "30 + 20 = 50, không phải 60",
        ),
    ],
)
def test_parts_nobody_knows_yet_are_not_zero(
    cast: Cast, typed: dict[str, str], equation: str
) -> None:
    draft = make_draft(cast, {"G12": "60"} | typed)

    said = ""
    try:
        submit_filing(actor=cast.binh, filing=draft, at=NOW)
    except RuleBroken as refused:
        said = refused.facts["equations"]

    assert said == equation


def test_an_empty_filing_is_not_handed_up(cast: Cast) -> None:
    draft = make_draft(cast, {})

    with pytest.raises(RuleBroken) as refused:
        submit_filing(actor=cast.binh, filing=draft, at=NOW)

    assert refused.value.code == "indicators.empty"


def test_a_clerk_elsewhere_finds_nothing_to_enter(cast: Cast) -> None:
    draft = make_draft(cast, {"G01": "4"})

    deeds: list[Callable[[], Filing]] = [
        lambda: make_draft(cast, {"G01": "9"}, actor=cast.dung),
        lambda: submit_filing(actor=cast.dung, filing=draft, at=NOW),
        lambda: approve_filing(actor=cast.dung, filing=draft, at=NOW),
        lambda: accept_filing(actor=cast.dung, filing=draft, at=NOW),
    ]
    codes = []
    for deed in deeds:
        with pytest.raises(RuleBroken) as refused:
            deed()
        codes.append(refused.value.code)

    assert codes == ["access.forbidden"] * 4
    assert Value.objects.get().number == 4


@pytest.mark.parametrize("who", ["an", "binh", "dung", "khoa", "lan", "giang", "minh"])
def test_only_the_head_of_the_unit_approves(cast: Cast, who: str) -> None:
    filing = make_submitted(cast, {"G01": "4"})

    with pytest.raises(RuleBroken) as refused:
        approve_filing(actor=getattr(cast, who), filing=filing, at=NOW)

    assert refused.value.code == "access.forbidden"
    assert Filing.objects.get().status == "submitted"


def test_a_head_who_also_entered_does_not_approve_unless_alone(cast: Cast) -> None:
    since = date(2020, 1, 1)
    give_post(user=cast.cuc, unit=cast.hoa_thuan, role="clerk", valid_from=since)
    draft = make_draft(cast, {"G01": "4"}, actor=cast.cuc)
    submit_filing(actor=cast.binh, filing=draft, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        approve_filing(actor=cast.cuc, filing=draft, at=NOW)
    cast.binh.posts.update(valid_to=TODAY - timedelta(1))
    approve_filing(actor=cast.cuc, filing=draft, at=NOW)

    assert refused.value.code == "indicators.own_figures"
    assert draft.self_approved
    assert draft.approved_by == cast.cuc


def test_the_unit_s_clock_stands_still_while_others_hold_the_figures(
    cast: Cast,
) -> None:
    filing = make_approved(cast, {"G01": "4"})
    clock = Clock.objects.get()
    due, paused = clock.due_on, clock.paused_on

    later = NOW + timedelta(days=10)
    return_filing(actor=cast.giang, filing=filing, reason="Thiếu G02", at=later)
    clock.refresh_from_db()

    assert due == date(2026, 7, 6)
    assert paused == TODAY
    assert clock.paused_on is None
    assert clock.due_on == date(2026, 7, 15)
    assert filing.status == "draft"
    assert filing.approved_by is None
    assert Value.objects.get().stage == "draft"


def test_returning_needs_a_reason(cast: Cast) -> None:
    filing = make_approved(cast, {"G01": "4"})

    with pytest.raises(RuleBroken) as refused:
        return_filing(actor=cast.giang, filing=filing, reason=" ", at=NOW)

    assert refused.value.code == "workflow.reason_missing"
    assert Value.objects.get().stage == "approved"


def test_the_head_returns_what_is_not_approved_yet(cast: Cast) -> None:
    filing = make_submitted(cast, {"G01": "4"})

    return_filing(actor=cast.cuc, filing=filing, reason="Xem lại", at=NOW)

    assert filing.status == "draft"
    assert Clock.objects.get().paused_on is None


def test_what_was_accepted_is_reopened_by_the_level_above_with_a_new_clock(
    cast: Cast,
) -> None:
    filing = make_approved(cast, {"G01": "4"})
    accept_filing(actor=cast.giang, filing=filing, at=NOW)

    with pytest.raises(RuleBroken):
        reopen_filing(actor=cast.cuc, filing=filing, reason="Sót", at=NOW)
    reopen_filing(actor=cast.giang, filing=filing, reason="Sót số", at=NOW)

    assert filing.status == "draft"
    running = Clock.objects.get(stopped_on=None)
    assert running.due_on == date(2026, 7, 8)
    assert total(cast, cast.giang) is None


def test_a_published_number_is_corrected_with_a_slip(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})

    correct_value(
        actor=cast.giang,
        filing=filing,
        cell="G01",
        entry=Entry("5"),
        reason="Ghi sót một cuộc",
        at=NOW,
    )

    assert total(cast, None) == 5
    slip = history_of(filing.dossier)[0]
    assert slip.verb == "indicators.correct"
    assert slip.facts == {"changes": {"G01": ["4", "5"]}, "reason": "Ghi sót một cuộc"}


def test_a_correction_keeps_the_note_unless_it_brings_one(cast: Cast) -> None:
    draft = make_draft(cast, {})
    noted = Entry("4", note="Theo báo cáo số 12.")
    enter_values(actor=cast.binh, filing=draft, entries={"G01": noted}, at=NOW)
    submit_filing(actor=cast.binh, filing=draft, at=NOW)
    approve_filing(actor=cast.cuc, filing=draft, at=NOW)
    accept_filing(actor=cast.giang, filing=draft, at=NOW)
    publish_filing(actor=cast.giang, filing=draft, at=NOW)

    notes = []
    for entry in (Entry("5"), Entry("6", note="Đã rà soát.")):
        correct_value(
            actor=cast.giang,
            filing=draft,
            cell="G01",
            entry=entry,
            reason="Sót",
            at=NOW,
        )
        notes.append(Value.objects.get().note)

    assert notes == ["Theo báo cáo số 12.", "Đã rà soát."]


def test_a_correction_without_a_number_is_refused(cast: Cast) -> None:
    filing = make_published(cast, {"G01": "4"})

    with pytest.raises(RuleBroken) as refused:
        correct_value(
            actor=cast.giang,
            filing=filing,
            cell="G01",
            entry=Entry(" "),
            reason="Sót",
            at=NOW,
        )

    assert refused.value.code == "indicators.correction_missing"
    assert total(cast, None) == 4


def test_a_correction_without_reason_or_against_other_figures_is_refused(
    cast: Cast,
) -> None:
    sound = CONTRADICTION | {"I04": "296"}
    filing = make_published(cast, sound, HALF_ADMINISTRATIVE)

    codes = []
    for cell, reason in (("I04", ""), ("I04", "Nhầm")):
        with pytest.raises(RuleBroken) as refused:
            correct_value(
                actor=cast.giang,
                filing=filing,
                cell=cell,
                entry=Entry("258"),
                reason=reason,
                at=NOW,
            )
        codes.append(refused.value.code)

    assert codes == ["indicators.reason_missing", "indicators.contradiction"]


def test_figures_that_are_handed_up_cannot_be_typed_over(cast: Cast) -> None:
    filing = make_submitted(cast, {"G01": "4"})

    with pytest.raises(RuleBroken) as refused:
        enter_values(
            actor=cast.binh, filing=filing, entries={"G01": Entry("5")}, at=NOW
        )

    assert refused.value.code == "indicators.not_open"


def test_a_form_asks_each_kind_of_unit_in_its_own_calendar(cast: Cast) -> None:
    codes = []
    for unit, form, period in (
        (cast.hoa_thuan, "PL4", Period.month(2026, 5)),
        (cast.hoa_thuan, "PL8", HALF),
        (cast.hoa_thuan, "PL99", HALF),
        (cast.hoa_thuan, "PL4", Period.half(2027, 1)),
    ):
        with pytest.raises(RuleBroken) as refused:
            open_filing(actor=cast.binh, form=form, unit=unit, period=period, at=NOW)
        codes.append(refused.value.code)

    assert codes == [
        "indicators.not_asked",
        "indicators.not_asked",
        "indicators.unknown_form",
        "indicators.period_not_over_yet",
    ]


def test_two_clerks_who_begin_together_share_one_filing(cast: Cast) -> None:
    first = make_draft(cast, {"G01": "4"})

    second = make_draft(cast, {"G02": "9"})

    assert first == second
    assert Clock.objects.count() == 1


def test_an_old_moment_does_not_open_a_period_that_has_not_begun(cast: Cast) -> None:
    before = datetime(2025, 12, 1, tzinfo=UTC)

    with pytest.raises(RuleBroken) as refused:
        open_filing(
            actor=cast.binh, form="PL4", unit=cast.hoa_thuan, period=HALF, at=before
        )

    assert refused.value.code == "indicators.period_not_over_yet"
