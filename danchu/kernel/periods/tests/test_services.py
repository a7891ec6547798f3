from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from danchu.kernel.errors import RuleBroken, explain
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.periods.queries import period_by_code, period_from
from danchu.kernel.periods.rules import Period
from danchu.kernel.periods.services import ensure_period

SUMMER = Period.window("2026-he", date(2026, 6, 1), date(2026, 8, 31), "Chiến dịch hè")


@pytest.mark.parametrize(
    "period", [Period.parse("2023H1a"), SUMMER], ids=["half", "window"]
)
def test_a_period_is_kept_once_and_comes_back_as_it_was(period: Period) -> None:
    first = ensure_period(period)

    again = ensure_period(period)

    assert again.pk == first.pk
    assert period_by_code(period.code).period == period
    assert str(first) == period.label


def test_the_name_of_a_window_is_not_given_to_other_days() -> None:
    ensure_period(SUMMER)
    other = Period.window("2026-he", date(2026, 6, 1), date(2026, 9, 1), "Khác")

    with pytest.raises(RuleBroken, match=r"periods\.name_taken") as refused:
        ensure_period(other)

    assert explain(refused.value).text == (
        "Đợt “W:2026-he” đã có, từ 01/06/2026 đến 31/08/2026."
    )


@pytest.mark.parametrize("code", ["2023H1", "W:khong-co", "\0", "x" * 10_000])
def test_a_period_nobody_reported_for_is_unknown(code: str) -> None:
    with pytest.raises(RuleBroken, match=r"periods\.unknown"):
        period_by_code(code)


def test_a_calendar_code_means_its_days_even_before_anybody_reports(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        period = period_from("2026Q3")

    assert period == Period.quarter(2026, 3)


def test_a_window_is_known_by_its_row_alone() -> None:
    with pytest.raises(RuleBroken, match=r"periods\.unknown"):
        period_from("W:2026-he")

    ensure_period(SUMMER)

    assert period_from("W:2026-he") == SUMMER


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "D"}, "kind_known"),
        ({"calendar": "lunar"}, "calendar_known"),
        ({"calendar": "window"}, "window_in_both_or_neither"),
        ({"end_on": date(2020, 1, 1)}, "ends_after_it_begins"),
    ],
    ids=["kind", "calendar", "window", "days"],
)
def test_the_table_refuses_what_is_no_period(
    change: dict[str, object], constraint: str
) -> None:
    row = ensure_period(Period.quarter(2026, 3))

    with (
        pytest.raises(IntegrityError, match=f"periods_reportingperiod_{constraint}"),
        transaction.atomic(),
    ):
        ReportingPeriod.objects.filter(pk=row.pk).update(**change)
