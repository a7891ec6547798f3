"""A province changes and retires its own indicators; what numbers mean stays."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from danchu.indicators.models import Indicator, Value
from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.indicators.queries.versions import versions_of
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.filings import Status
from danchu.indicators.services import enter_values, open_filing
from danchu.indicators.services.own_indicators import NewIndicator, change_indicator
from danchu.indicators.tests.factories import NOW
from danchu.indicators.tests.test_designs import begun, put_into_force
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.testing.cast import Cast

LATER = NOW + timedelta(days=3)
JUNE, JULY = period_from("2026-06"), period_from("2026-07")
KNOWN = NewIndicator("AB01", "Tổ hòa giải", "tổ", "count", ("commune",))


@pytest.fixture
def asked(cast: Cast) -> Cast:
    """Return the cast, of whom communes are asked for AB01 each month."""
    begun(cast)
    put_into_force(cast)
    return cast


def told(cast: Cast, **parts: Any) -> Indicator:
    """Have the secretary change the definition of AB01."""
    return change_indicator(
        actor=cast.giang,
        unit=cast.an_binh,
        told=replace(KNOWN, **parts),
        reason="Theo Kế hoạch số 15/KH-UBND",
        at=LATER,
    )


def refusal(cast: Cast, **parts: Any) -> str:
    with pytest.raises(RuleBroken) as refused:
        told(cast, **parts)
    return refused.value.code


def counted(cast: Cast) -> None:
    filing = open_filing(
        actor=cast.binh, form="HG1", unit=cast.hoa_thuan, period=JUNE, at=NOW
    )
    enter_values(actor=cast.binh, filing=filing, entries={"AB01": Entry("12")}, at=NOW)


def codes_asked(cast: Cast, period: Any) -> set[str]:
    try:
        form = asked_of(form_by_code("HG1"), cast.hoa_thuan, period)
    except RuleBroken:
        return set()
    return {row.code for row in form.rows}


def test_a_changed_name_keeps_the_one_before_with_its_day(asked: Cast) -> None:
    counted(asked)
    row = told(asked, name="Tổ hòa giải ở cơ sở", source="Luật 35/2013/QH13")

    assert row.name == row.name_en == "Tổ hòa giải ở cơ sở"
    latest = versions_of(row.pk)[0]
    assert ("tên", "Tổ hòa giải", "Tổ hòa giải ở cơ sở") in {
        (one.label, one.before, one.after) for one in latest.changes
    }
    event = history_of_unit(asked.an_binh)[0]
    assert event.facts["changes"]["name"] == ["Tổ hòa giải", "Tổ hòa giải ở cơ sở"]
    assert event.facts["reason"] == "Theo Kế hoạch số 15/KH-UBND"


def test_saying_the_same_again_changes_nothing(asked: Cast) -> None:
    before = len(history_of_unit(asked.an_binh))

    told(asked)

    assert len(history_of_unit(asked.an_binh)) == before


@pytest.mark.parametrize(
    "parts", [{"measure": "people"}, {"agg_time": "last"}, {"unit_of_measure": "vụ"}]
)
def test_what_numbers_mean_stays_once_there_are_any(
    asked: Cast, parts: dict[str, str]
) -> None:
    told(asked, **parts)
    told(asked)
    counted(asked)

    assert refusal(asked, **parts) == "indicators.indicator_counted"
    assert Indicator.objects.get(code="AB01").measure == "count"


def test_who_may_see_numbers_stays_once_any_is_published(asked: Cast) -> None:
    counted(asked)
    told(asked, visibility="public")
    Value.objects.filter(indicator__code="AB01").update(stage=Status.PUBLISHED)

    assert refusal(asked, visibility="internal") == "indicators.indicator_published"


def test_a_retired_indicator_is_asked_for_no_later_period(asked: Cast) -> None:
    assert codes_asked(asked, JULY) == {"AB01"}

    told(asked, valid_to=JUNE.end)

    assert codes_asked(asked, JUNE) == {"AB01"}
    assert codes_asked(asked, JULY) == set()


def test_no_figure_is_left_outside_the_life_of_its_indicator(asked: Cast) -> None:
    counted(asked)

    ended = refusal(asked, valid_to=date(2026, 5, 31))
    begins = refusal(asked, valid_from=date(2026, 7, 1))

    assert {ended, begins} == {"indicators.indicator_outlived"}


def test_a_kind_that_a_form_still_asks_is_not_dropped(asked: Cast) -> None:
    assert refusal(asked, unit_kinds=("agency",)) == "indicators.indicator_asked"
    assert told(asked, unit_kinds=("commune", "agency")).unit_kinds == [
        "commune",
        "agency",
    ]


@pytest.mark.parametrize("who", ["binh", "cuc", "dung", "lan", "minh"])
def test_only_the_secretary_of_the_province_changes_it(asked: Cast, who: str) -> None:
    with pytest.raises(RuleBroken, match=r"access\.forbidden"):
        change_indicator(
            actor=getattr(asked, who),
            unit=asked.an_binh,
            told=KNOWN,
            reason="x",
            at=LATER,
        )


def test_a_reason_is_needed_and_the_catalogue_is_not_a_provinces(asked: Cast) -> None:
    for code, reason, refused in (
        ("AB01", "  ", "indicators.reason_missing"),
        ("G01", "x", "indicators.indicator_bad_code"),
        ("ZZ99", "x", "indicators.unknown_indicator"),
    ):
        with pytest.raises(RuleBroken) as broken:
            change_indicator(
                actor=asked.giang,
                unit=asked.an_binh,
                told=replace(KNOWN, code=code),
                reason=reason,
                at=LATER,
            )
        assert broken.value.code == refused


def test_the_page_shows_the_definition_and_takes_a_change(asked: Cast) -> None:
    client = Client()
    client.force_login(asked.giang)
    address = "/thiet-ke-bieu/chi-tieu/AB01/"
    said = {
        "name": "Tổ hòa giải ở cơ sở",
        "unit_of_measure": "tổ",
        "measure": "count",
        "unit_kinds": "commune",
        "agg_units": "sum",
        "agg_time": "sum",
        "visibility": "internal",
        "reason": "Theo Luật Hòa giải ở cơ sở",
    }

    shown = client.get(address).content.decode()
    bare = client.post(address, said | {"reason": ""})
    done = client.post(address, said | {"code": "AB02"}, follow=True)

    assert 'value="Tổ hòa giải"' in shown
    assert (bare.status_code, "Lý do, căn cứ thay đổi" in bare.text) == (422, True)
    assert "Đã lưu định nghĩa chỉ tiêu AB01." in done.text
    history = client.get(address).text.partition("Các lần đặt, đổi định nghĩa")[2]
    assert "đổi tên: Tổ hòa giải → Tổ hòa giải ở cơ sở" in history
    assert "Theo Luật Hòa giải ở cơ sở" in history
    names = dict(
        Indicator.objects.filter(owner=asked.an_binh).values_list("code", "name")
    )
    assert names == {"AB01": "Tổ hòa giải ở cơ sở", "AB02": "Vụ hòa giải thành"}
    assert client.get("/thiet-ke-bieu/chi-tieu/G01/").status_code == 404
