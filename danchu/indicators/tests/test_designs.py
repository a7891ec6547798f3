"""A province designs forms of its own, and its communes hand them up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from danchu.indicators.models import Filing, Form, FormRow
from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.indicators.queries.completeness import Sheet, owing, periods_of_form
from danchu.indicators.queries.completeness import completeness_of as matrix_of
from danchu.indicators.queries.design_pages import preview_of
from danchu.indicators.queries.designs import (
    changes_since,
    design_named,
    design_of,
    designs_of,
)
from danchu.indicators.queries.filings import filings_due
from danchu.indicators.queries.pages import filing_page
from danchu.indicators.queries.places import filing_place
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.completeness import Handing
from danchu.indicators.rules.designs import (
    Design,
    Item,
    with_item,
    with_section,
    without_item,
)
from danchu.indicators.services import (
    approve_filing,
    enter_values,
    load_catalogue,
    open_filing,
    submit_filing,
)
from danchu.indicators.services.designs import (
    begin_edition,
    begin_form,
    drop_design,
    edit_design,
)
from danchu.indicators.services.designs_in_force import (
    publish_form,
    retire_form,
)
from danchu.indicators.services.own_checks import Draft, write_check
from danchu.indicators.services.own_indicators import NewIndicator, define_indicator
from danchu.indicators.tests.factories import NOW
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.queries import period_from
from danchu.testing.cast import Cast

LATER = NOW + timedelta(days=30)
TODAY = date(2026, 7, 3)
SINCE = date(2026, 6, 1)
JUNE, JULY = period_from("2026-06"), period_from("2026-07")


def indicators(cast: Cast) -> None:
    for code, name in (("AB01", "Tổ hòa giải"), ("AB02", "Vụ hòa giải thành")):
        told = NewIndicator(code, name, "tổ", "count", ("commune",))
        define_indicator(actor=cast.giang, unit=cast.an_binh, told=told, at=NOW)


def filled(design: Design) -> Design:
    design = with_section(design, "I. Hòa giải ở cơ sở")
    design = with_item(design, 0, Item(indicator="AB01"))
    design = with_item(design, 0, Item(narrative="HG1_1", label="Khó khăn"))
    return replace(design, unit_kinds=("commune",), period_kinds=("M",), days=5)


def begun(cast: Cast, change: Callable[[Design], Design] = filled) -> None:
    indicators(cast)
    begin_form(actor=cast.giang, unit=cast.an_binh, code="HG1", name="Hòa giải", at=NOW)
    edit(cast, change, 0)


def begun_again(cast: Cast, change: Callable[[Design], Design] = filled) -> None:
    """Begin a second form, with narratives of its own code."""
    begin_form(actor=cast.giang, unit=cast.an_binh, code="HG2", name="Hai", at=NOW)
    edit(cast, change, 0, code="HG2")


def edit(
    cast: Cast, change: Callable[[Design], Design], turn: int, code: str = "HG1"
) -> None:
    edit_design(
        actor=cast.giang,
        unit=cast.an_binh,
        code=code,
        turn=turn,
        change=change,
        at=NOW,
    )


def put_into_force(cast: Cast, since: date = SINCE, code: str = "HG1") -> None:
    publish_form(
        actor=cast.giang,
        unit=cast.an_binh,
        code=code,
        turn=design_named(cast.an_binh, code).turn,
        since=since,
        reason="Theo Kế hoạch số 12/KH-UBND",
        at=NOW,
    )


def refusal_of(deed: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        deed()
    return refused.value.code


def entered(cast: Cast, numbers: dict[str, str]) -> Filing:
    filing = open_filing(
        actor=cast.binh, form="HG1", unit=cast.hoa_thuan, period=JUNE, at=NOW
    )
    entries = {cell: Entry(text) for cell, text in numbers.items()}
    return enter_values(actor=cast.binh, filing=filing, entries=entries, at=NOW)


def due_to(cast: Cast) -> set[tuple[str, str]]:
    return {(one.form_code, one.period.code) for one in filings_due(cast.binh, TODAY)}


def test_a_form_in_force_is_due_and_handed_up(cast: Cast) -> None:
    begun(cast)
    assert ("HG1", "2026-06") not in due_to(cast)
    assert refusal_of(partial(form_by_code, "HG1")) == "indicators.unknown_form"

    put_into_force(cast)

    assert ("HG1", "2026-06") in due_to(cast)
    assert all(code != "HG1" for code, _ in _due_elsewhere(cast))
    filing = entered(cast, {"AB01": "12"})
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)
    sheet = Sheet(cast.an_binh, "HG1", (JUNE,), TODAY)
    rows = {row.name: row.cells[0].handing for row in matrix_of(sheet, TODAY).rows}
    assert rows == {
        "Xã Hòa Thuận": Handing.IN_TIME,
        "Phường Tân Lập": Handing.DUE,
    }


def _due_elsewhere(cast: Cast) -> set[tuple[str, str]]:
    return {(one.form_code, one.period.code) for one in filings_due(cast.dung, TODAY)}


def test_nobody_outside_the_province_is_asked(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast)

    whole = Sheet(cast.nation, "HG1", (JUNE,), TODAY)
    names = {row.name for row in matrix_of(whole, TODAY).rows}
    assert names == {"Xã Hòa Thuận", "Phường Tân Lập"}
    asked = partial(asked_of, form_by_code("HG1"), cast.elsewhere, JUNE)
    assert refusal_of(asked) == "indicators.not_asked"


def test_nothing_is_owed_for_periods_before_it_was_in_force(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast, since=date(2026, 6, 1))

    assert [one.code for one in periods_of_form("HG1", TODAY, 4)] == ["2026-06"]
    assert owing("HG1", period_from("2026-05"), TODAY) == []


def test_a_filing_keeps_the_edition_it_was_made_with(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast)
    filing = entered(cast, {"AB01": "12"})
    begin_edition(actor=cast.giang, unit=cast.an_binh, code="HG1", at=NOW)

    def swapped(design: Design) -> Design:
        return with_item(without_item(design, 0, 0), 0, Item(indicator="AB02"))

    edit(cast, swapped, 0)
    changes = changes_since(design_named(cast.an_binh, "HG1"))
    assert {(one.label, one.before, one.after) for one in changes} == {
        ("AB01 Tổ hòa giải", "I. Hòa giải ở cơ sở", ""),
        ("AB02 Vụ hòa giải thành", "", "I. Hòa giải ở cơ sở"),
    }
    put_into_force(cast)

    assert cells_of(cast, cast.hoa_thuan.pk) == ["AB01"]
    assert cells_of(cast, cast.tan_lap.pk) == ["AB02"]
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    assert filing.status == "submitted"
    assert [row.edition for row in designs_of(cast.an_binh)] == [2]


def cells_of(cast: Cast, unit: int) -> list[str]:
    where = filing_place(
        user=cast.giang, form="HG1", unit_id=unit, period="2026-06", today=TODAY
    )
    page = filing_page(user=cast.giang, where=where, today=TODAY)
    return [row.cell.code for _, rows in page.sections for row in rows]


def test_the_edition_before_is_asked_for_periods_that_ended_before(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast)
    begin_edition(actor=cast.giang, unit=cast.an_binh, code="HG1", at=NOW)
    edit(cast, lambda one: with_item(one, 0, Item(indicator="AB02")), 0)
    put_into_force(cast, since=date(2026, 7, 31))

    form = form_by_code("HG1")
    assert list(asked_of(form, cast.tan_lap, JUNE).cells) == ["AB01"]
    assert list(asked_of(form, cast.tan_lap, JULY).cells) == ["AB01", "AB02"]


def test_a_retired_form_is_due_no_more_and_what_was_opened_stays(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast)
    filing = entered(cast, {"AB01": "12"})
    retire_form(
        actor=cast.giang, unit=cast.an_binh, code="HG1", reason="Hết đợt", at=NOW
    )

    form = form_by_code("HG1")
    july = partial(asked_of, form, cast.hoa_thuan, JULY)
    assert refusal_of(july) == "indicators.not_asked"
    submit_filing(actor=cast.binh, filing=filing, at=NOW)
    assert list(asked_of(form, cast.tan_lap, JUNE).cells) == ["AB01"]


def test_an_ad_hoc_form_is_due_some_days_after_it_is_in_force(cast: Cast) -> None:
    def once(design: Design) -> Design:
        return replace(
            filled(design),
            period_kinds=("W",),
            unit_kinds=(),
            units=(cast.hoa_thuan.pk,),
            opens=date(2026, 1, 1),
            closes=date(2026, 5, 31),
        )

    begun(cast, once)
    put_into_force(cast)

    due = [one for one in filings_due(cast.binh, TODAY) if one.form_code == "HG1"]
    assert [one.period.code for one in due] == ["W:hg1-1"]
    # Five days after 3 July.
    assert due[0].due_on == date(2026, 7, 8)
    sheet = Sheet(cast.an_binh, "HG1", (due[0].period,), TODAY)
    assert [row.name for row in matrix_of(sheet, TODAY).rows] == ["Xã Hòa Thuận"]
    filing = open_filing(
        actor=cast.binh, form="HG1", unit=cast.hoa_thuan, period=due[0].period, at=NOW
    )
    enter_values(actor=cast.binh, filing=filing, entries={"AB01": Entry("3")}, at=NOW)
    submit_filing(actor=cast.binh, filing=filing, at=NOW)


def test_checks_of_the_province_bind_its_forms(cast: Cast) -> None:
    begun(cast, lambda one: with_item(filled(one), 0, Item(indicator="AB02")))
    put_into_force(cast)
    write_check(
        actor=cast.giang, unit=cast.an_binh, draft=Draft("AB02 ≥ 2 × AB01"), at=NOW
    )

    filing = entered(cast, {"AB01": "5", "AB02": "9"})
    submit = partial(submit_filing, actor=cast.binh, filing=filing, at=NOW)
    assert refusal_of(submit) == "indicators.contradiction"


def test_a_copy_of_a_form_of_the_catalogue_is_a_draft_of_ones_own(cast: Cast) -> None:
    before = FormRow.objects.filter(form__code="PL4").count()
    begin_form(
        actor=cast.giang,
        unit=cast.an_binh,
        code="HG1",
        name="Như PL4",
        like="PL4",
        at=NOW,
    )

    design = design_of(design_named(cast.an_binh, "HG1"))
    assert "G01" in design.indicators
    assert design.days == 5 or design.days > 0
    assert FormRow.objects.filter(form__code="PL4").count() == before
    # What PL4 asks already is asked once.
    assert refusal_of(partial(put_into_force, cast)) in {
        "indicators.design_asked_twice",
        "indicators.design_unit_unfit",
        "indicators.design_asks_nobody",
    }


def test_the_catalogue_loads_over_the_forms_of_provinces(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast)
    load_catalogue()

    assert FormRow.objects.filter(form__code="HG1").count() == 2
    assert Form.objects.get(code="HG1").name == "Hòa giải"


def test_the_preview_is_the_grid_of_the_clerk(cast: Cast) -> None:
    begun(cast)
    page = preview_of(design_named(cast.an_binh, "HG1"), TODAY)

    assert page is not None
    assert [row.cell.name for _, rows in page.sections for row in rows] == ["AB01"]
    assert [text.label for text in page.texts] == ["Khó khăn"]
    assert Filing.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: replace(one, sections=()), "indicators.design_empty"),
        (lambda one: replace(one, unit_kinds=()), "indicators.design_asks_nobody"),
        (
            lambda one: replace(one, period_kinds=("M", "W")),
            "indicators.design_periods_clash",
        ),
        (
            lambda one: replace(one, unit_kinds=("commune", "agency")),
            "indicators.design_unit_unfit",
        ),
        (
            lambda one: replace(one, period_kinds=("H",)),
            "indicators.design_asked_twice",
        ),
        (
            lambda one: with_item(one, 0, Item(indicator="G06")),
            "indicators.design_percent_alone",
        ),
    ],
)
def test_what_nobody_could_fill_in_is_not_put_into_force(
    cast: Cast, change: Callable[[Design], Design], code: str
) -> None:
    begun(cast, lambda one: with_item(filled(one), 0, Item(indicator="G01")))
    edit(cast, change, 1)

    assert refusal_of(partial(put_into_force, cast)) == code
    assert not FormRow.objects.filter(form__code="HG1").exists()


def by_kind(_cast: Cast, design: Design) -> Design:
    return design


def by_name(cast: Cast, design: Design) -> Design:
    return replace(design, unit_kinds=(), units=(cast.hoa_thuan.pk,))


def another_name(cast: Cast, design: Design) -> Design:
    return replace(design, unit_kinds=(), units=(cast.tan_lap.pk,))


@pytest.mark.parametrize("first", [by_kind, by_name])
@pytest.mark.parametrize(
    ("second", "is_refused"), [(by_kind, True), (by_name, True), (another_name, None)]
)
@pytest.mark.parametrize("since", [SINCE, date(2025, 1, 1)])
def test_a_figure_is_asked_once_however_units_are_chosen(
    cast: Cast,
    first: Callable[[Cast, Design], Design],
    second: Callable[[Cast, Design], Design],
    *,
    is_refused: bool | None,
    since: date,
) -> None:
    """A commune named alone, or its kind: the second form that asks it is refused."""
    begun(cast, lambda one: first(cast, filled(one)))
    put_into_force(cast)
    begun_again(cast, lambda one: second(cast, filled(one)))
    publish = partial(put_into_force, cast, since, code="HG2")

    if is_refused or first is by_kind:
        assert refusal_of(publish) == "indicators.design_asked_twice"
        assert not FormRow.objects.filter(form__code="HG2").exists()
    else:
        publish()
        assert FormRow.objects.filter(form__code="HG2").exists()


def test_what_a_retired_form_asked_is_asked_anew_from_the_day_after_alone(
    cast: Cast,
) -> None:
    begun(cast)
    put_into_force(cast)
    retire_form(actor=cast.giang, unit=cast.an_binh, code="HG1", reason="Thôi.", at=NOW)
    begun_again(cast)

    early = partial(put_into_force, cast, SINCE, code="HG2")
    assert refusal_of(early) == "indicators.design_asked_twice"
    put_into_force(cast, TODAY, code="HG2")


def test_a_form_never_takes_a_figure_out_of_anothers_filing(cast: Cast) -> None:
    begun(cast)
    put_into_force(cast)
    kept = open_filing(
        actor=cast.binh, form="HG1", unit=cast.hoa_thuan, period=JULY, at=NOW
    )
    told = {"AB01": Entry("12")}
    enter_values(actor=cast.binh, filing=kept, entries=told, at=NOW)
    retire_form(actor=cast.giang, unit=cast.an_binh, code="HG1", reason="Thôi.", at=NOW)
    begun_again(cast)
    put_into_force(cast, TODAY, code="HG2")

    other = open_filing(
        actor=cast.binh, form="HG2", unit=cast.hoa_thuan, period=JULY, at=NOW
    )
    taken = {"AB01": Entry("99")}
    entering = partial(
        enter_values, actor=cast.binh, filing=other, entries=taken, at=NOW
    )

    assert refusal_of(entering) == "indicators.held_elsewhere"
    [value] = kept.values.all()
    assert value.number == 12


def test_a_unit_outside_the_province_is_not_named(cast: Cast) -> None:
    begun(cast, lambda one: replace(filled(one), units=(cast.elsewhere.pk,)))
    assert (
        refusal_of(partial(put_into_force, cast)) == "indicators.design_units_outside"
    )


def test_words_that_are_not_known_are_refused(cast: Cast) -> None:
    begun(cast)
    wrong = partial(edit, cast, lambda one: replace(one, unit_kinds=("ward",)), 1)
    assert refusal_of(wrong) == "indicators.design_unknown_word"
    double = partial(edit, cast, lambda one: with_item(one, 0, Item("AB01")), 1)
    assert refusal_of(double) == "indicators.design_double"


@pytest.mark.parametrize("code", ["PL4", "PL99", "hg", "H<b>1"])
def test_codes_of_the_catalogue_are_not_taken(cast: Cast, code: str) -> None:
    deed = partial(
        begin_form, actor=cast.giang, unit=cast.an_binh, code=code, name="x", at=NOW
    )
    assert refusal_of(deed) == "indicators.design_bad_code"


def test_a_code_that_exists_is_refused(cast: Cast) -> None:
    begun(cast)
    deed = partial(
        begin_form, actor=cast.giang, unit=cast.an_binh, code="HG1", name="x", at=NOW
    )
    assert refusal_of(deed) == "indicators.design_code_taken"
    assert refusal_of(partial(indicators, cast)) == "indicators.design_code_taken"


def test_of_two_editors_the_second_is_told(cast: Cast) -> None:
    begun(cast)
    edit(cast, lambda one: replace(one, days=7), 1)

    late = partial(edit, cast, lambda one: replace(one, days=9), 1)
    assert refusal_of(late) == "indicators.design_moved_on"
    assert design_of(design_named(cast.an_binh, "HG1")).days == 7


@pytest.mark.parametrize("who", ["binh", "cuc", "dung", "an", "minh", "khoa"])
def test_only_the_secretary_of_the_province_designs(cast: Cast, who: str) -> None:
    begun(cast)
    deed = partial(
        edit_design,
        actor=getattr(cast, who),
        unit=cast.an_binh,
        code="HG1",
        turn=1,
        change=lambda one: replace(one, days=9),
        at=NOW,
    )
    assert refusal_of(deed) == "access.forbidden"


@pytest.mark.parametrize("code", ["PL4", "XX1"])
def test_forms_of_others_are_not_there(cast: Cast, code: str) -> None:
    edit_theirs = partial(
        edit_design,
        actor=cast.giang,
        unit=cast.an_binh,
        code=code,
        turn=0,
        change=lambda one: replace(one, days=9),
        at=NOW,
    )
    retire = partial(
        retire_form, actor=cast.giang, unit=cast.an_binh, code=code, reason="x", at=NOW
    )
    assert refusal_of(edit_theirs) == "indicators.unknown_form"
    assert refusal_of(retire) == "indicators.unknown_form"


def test_what_was_published_is_not_edited_and_a_draft_may_be_dropped(
    cast: Cast,
) -> None:
    begun(cast)
    put_into_force(cast)
    late = partial(edit, cast, lambda one: replace(one, days=9), 1)
    assert refusal_of(late) == "indicators.design_not_draft"

    begin = partial(
        begin_edition, actor=cast.giang, unit=cast.an_binh, code="HG1", at=NOW
    )
    begin()
    assert refusal_of(begin) == "indicators.design_begun"
    drop_design(actor=cast.giang, unit=cast.an_binh, code="HG1", turn=0, at=NOW)
    begin()
    verbs = [one.verb for one in history_of_unit(cast.an_binh)]
    assert "indicators.publish_form" in verbs
    assert "indicators.drop_form" in verbs
