from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from danchu.indicators.models import Plan
from danchu.indicators.queries.plans import Asker, beside, plan_history, plans_of
from danchu.indicators.rules.amounts import Qualifier
from danchu.indicators.rules.plans import plan_share
from danchu.indicators.rules.rollups import Coverage, Standing, Total
from danchu.indicators.services.plans import Decision, Planned, set_plans
from danchu.indicators.tests.factories import close_indicator
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.models import Unit
from danchu.testing.cast import Cast

NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
TODAY = date(2026, 7, 13)
DECISION = Decision("12/QĐ-UBND", date(2026, 1, 5), is_public=True)
NUMBERS = st.decimals(0, 10**9, places=4)


def _set(
    actor: User,
    unit: Unit,
    numbers: Mapping[Unit, tuple[str | None, int]],
    decision: Decision = DECISION,
    indicator: str = "G01",
) -> int:
    return set_plans(
        actor=actor,
        unit=unit,
        indicator=indicator,
        period=period_from("2026H1"),
        decision=decision,
        numbers={
            place.pk: Planned(None if text is None else Decimal(text), seen)
            for place, (text, seen) in numbers.items()
        },
        at=NOW,
    )


def _total(number: str | None, **facts: object) -> Total:
    value = None if number is None else Decimal(number)
    made = Total(value, Qualifier.EXACT, Standing.APPROVED, Coverage(1, 1), 1)
    return made._replace(**facts)  # type: ignore[arg-type]  # -- facts of a test


def _plan(cast: Cast, user: User | AnonymousUser, unit: Unit) -> Decimal | None:
    del cast
    found = plans_of(Asker(user, unit, TODAY), "2026H1", ["G01"])
    return found["G01"].number if found else None


@given(NUMBERS, st.decimals("0.0001", 10**9, places=4), st.integers(0, 6))
def test_a_share_is_the_nearest_one_and_half_goes_up(
    number: Decimal, plan: Decimal, places: int
) -> None:
    share = Fraction(plan_share(number, plan, places)) * Fraction(10) ** places
    exact = Fraction(number) / Fraction(plan) * Fraction(10) ** places

    assert Fraction(-1, 2) < share - exact <= Fraction(1, 2)
    assert share.denominator == 1


def test_eighty_eight_point_six_percent_of_the_plan(cast: Cast) -> None:
    _set(cast.giang, cast.an_binh, {cast.an_binh: ("500", 0)})
    plan = plans_of(Asker(cast.giang, cast.an_binh, TODAY), "2026H1", ["G01"])["G01"]

    told = beside(plan, _total("443"))

    assert told is not None
    assert told.share == Decimal("0.8860")
    assert told.in_words == "88,6% kế hoạch (500)"
    assert plan.basis == "Quyết định số 12/QĐ-UBND, ngày 05/01/2026"


def test_of_what_is_hidden_or_not_exact_no_share_is_told(cast: Cast) -> None:
    _set(cast.giang, cast.an_binh, {cast.an_binh: ("500", 0)})
    plan = plans_of(Asker(cast.giang, cast.an_binh, TODAY), "2026H1", ["G01"])["G01"]

    for total in (
        _total("443", is_hidden=True),
        _total("443", qualifier=Qualifier.MORE_THAN),
        _total(None),
    ):
        told = beside(plan, total)
        assert told is not None
        assert told.share is None
        assert told.in_words == "Kế hoạch 500"


def test_a_correction_is_a_later_edition_with_its_reason(cast: Cast) -> None:
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 0), cast.tan_lap: ("6", 0)})
    later = Decision("40/QĐ-UBND", date(2026, 6, 1), reason="Điều chỉnh")

    assert _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("5", 1)}, later) == 1

    history = plan_history("G01", cast.hoa_thuan.pk, "2026H1")
    assert [(one.edition, one.number, one.reason) for one in history] == [
        (2, Decimal(5), "Điều chỉnh"),
        (1, Decimal(4), ""),
    ]
    event = history_of_unit(cast.hoa_thuan).first()
    assert event is not None
    assert event.verb == "indicators.plan"
    assert _plan(cast, cast.giang, cast.hoa_thuan) == 5


def test_a_plan_is_taken_back_and_set_again(cast: Cast) -> None:
    why = Decision("1", date(2026, 2, 1), reason="Giao nhầm")
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 0)})
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: (None, 1)}, why)

    assert _plan(cast, cast.giang, cast.hoa_thuan) is None
    assert _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 2)}, why) == 1


def test_what_stays_the_same_is_no_edition(cast: Cast) -> None:
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 0)})

    assert _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4.0000", 0)}) == 0
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "seen", "facts", "code"),
    [
        ("5", 0, {}, "plan_changed"),
        ("5", 1, {"reason": " "}, "plan_needs_reason"),
        ("0", 1, {"reason": "x"}, "plan_is_nothing"),
        ("5", 1, {"reason": "x" * 301}, "reason_too_long"),
        ("5", 1, {"number": " "}, "decision_missing"),
        ("5", 1, {"on": date(2026, 7, 14)}, "decision_day"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    cast: Cast, text: str, seen: int, facts: dict[str, object], code: str
) -> None:
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 0)})
    said = {"number": "40", "on": date(2026, 6, 1), "reason": "x"} | facts
    decision = Decision(**said)  # type: ignore[arg-type]  # -- facts of a test
    numbers = {cast.tan_lap: ("9", 0), cast.hoa_thuan: (text, seen)}

    with pytest.raises(RuleBroken, match=rf"indicators\.{code}"):
        _set(cast.giang, cast.an_binh, numbers, decision)

    assert Plan.objects.count() == 1


def test_percentages_have_no_plan_and_say_so(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match=r"indicators\.plan_of_percent"):
        _set(cast.giang, cast.an_binh, {cast.an_binh: ("80", 0)}, indicator="G06")


def test_plans_are_set_from_above_and_only_for_those_directly_below(
    cast: Cast,
) -> None:
    for user in (cast.binh, cast.cuc, cast.khoa, cast.lan, cast.dung, cast.an):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            _set(user, cast.hoa_thuan, {cast.hoa_thuan: ("4", 0)})
    with pytest.raises(RuleBroken, match=r"access\.forbidden"):
        _set(cast.giang, cast.an_binh, {cast.elsewhere: ("4", 0)})
    assert _set(cast.minh, cast.hoa_thuan, {cast.hoa_thuan: ("4", 0)}) == 1


def test_strangers_see_public_plans_of_open_indicators_alone(cast: Cast) -> None:
    hidden = Decision("1", date(2026, 1, 5))
    _set(cast.giang, cast.an_binh, {cast.an_binh: ("500", 0)})
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 0)}, hidden)

    assert _plan(cast, AnonymousUser(), cast.an_binh) == 500
    assert _plan(cast, cast.dung, cast.an_binh) == 500
    assert _plan(cast, AnonymousUser(), cast.hoa_thuan) is None
    assert _plan(cast, cast.binh, cast.hoa_thuan) == 4
    close_indicator("G01", "internal")
    assert _plan(cast, AnonymousUser(), cast.an_binh) is None
    assert _plan(cast, cast.giang, cast.an_binh) == 500


def test_an_edition_is_never_changed(cast: Cast) -> None:
    _set(cast.giang, cast.an_binh, {cast.hoa_thuan: ("4", 0)})

    for statement in (
        "UPDATE indicators_plan SET number = 1",
        "DELETE FROM indicators_plan",
    ):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
