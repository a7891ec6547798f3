from collections.abc import Callable
from functools import partial

import pytest
import time_machine
from django.test import Client

from danchu.indicators.models import Check
from danchu.indicators.queries.asked import asked_of, check_rules, form_by_code
from danchu.indicators.queries.guards import _partitions
from danchu.indicators.queries.live import script_facts
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.expressions.trees import Told
from danchu.indicators.services import correct_value, own_checks, submit_filing
from danchu.indicators.services.checks import Nameable
from danchu.indicators.services.own_checks import Draft, drop_check, write_check
from danchu.indicators.tests.factories import (
    NOW,
    make_draft,
    make_published,
    make_value,
)
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.periods.rules import Period
from danchu.testing.cast import Cast

HALF = Period.half(2026, 1)
Written = Callable[[str], Check]


@pytest.fixture(autouse=True)
def _july() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def write(cast: Cast) -> Written:  # noqa: ARG001 -- asks for the catalogue
    """Have a province add a check of its own."""

    def written(text: str) -> Check:
        return Check.objects.create(
            code="T001",
            kind="expression",
            expression=text,
            left=list(Told(Nameable.now().read(text)).names),
            right=[],
            severity="block",
            message="Mỗi cuộc có ít nhất hai lượt.",
        )

    return written


def refusal_of(cast: Cast, numbers: dict[str, str]) -> str:
    """Hand figures up; return the contradiction that stops it, or nothing."""
    draft = make_draft(cast, numbers)
    try:
        submit_filing(actor=cast.binh, filing=draft, at=NOW)
    except RuleBroken as refused:
        return str(refused.facts["equations"])
    return ""


@pytest.mark.parametrize(
    ("numbers", "equation"),
    [
        ({"G01": "5", "G02": "9"}, "5 lớn hơn 0 nhưng 9 nhỏ hơn 2 × 5 = 10"),
        ({"G01": "5", "G02": "10"}, ""),
        ({"G01": "5"}, ""),
        ({"G01": "5", "G02": "K"}, ""),
        ({"G01": "0", "G02": "0"}, ""),
        ({"G01": "5", "G02": "gần 12"}, ""),
        ({"G01": "hơn 5", "G02": "9"}, "hơn 5 lớn hơn 0 nhưng 9 nhỏ hơn 2 × hơn 5"),
    ],
)
def test_a_broken_expression_keeps_figures_from_being_handed_up(
    cast: Cast, write: Written, numbers: dict[str, str], equation: str
) -> None:
    write("nếu G01 > 0 thì G02 ≥ 2 × G01")

    assert refusal_of(cast, numbers) == equation


def test_an_expression_may_speak_of_the_last_period(cast: Cast, write: Written) -> None:
    write("G01 ≥ G01 kỳ trước")
    make_value(cast.hoa_thuan, 7, period="2025H2")

    assert refusal_of(cast, {"G01": "6"}) == "6 nhỏ hơn 7"


def test_a_correction_is_held_against_expressions_too(
    cast: Cast, write: Written
) -> None:
    write("G01 ≥ G01 kỳ trước")
    make_value(cast.hoa_thuan, 7, period="2025H2")
    filing = make_published(cast, {"G01": "8"})

    with pytest.raises(RuleBroken) as refused:
        correct_value(
            actor=cast.giang,
            filing=filing,
            cell="G01",
            entry=Entry("6"),
            reason="Nhầm số.",
            at=NOW,
        )

    assert refused.value.facts["equations"] == "6 nhỏ hơn 7"


def test_the_page_is_told_every_check_as_a_tree(cast: Cast, write: Written) -> None:
    write("2 × G01 ≤ G02 + H01")
    asked = asked_of(form_by_code("PL4"), cast.hoa_thuan, HALF)

    told = {one["code"]: one["holds"] for one in script_facts(asked, {})["checks"]}

    assert told["T001"] == [
        "≤",
        ["product", ["number", "2"], ["cell", "G01"]],
        ["sum", "++", ["cell", "G02"], ["cell", "H01"]],
    ]
    assert told["V035"] == ["≤", ["cell", "G04"], ["cell", "G03"]]
    assert told["V017"] is None


def test_equalities_in_expressions_are_known_to_those_who_keep_numbers_closed(
    write: Written,
) -> None:
    known = len(_partitions())

    write("G01 ≤ 5 hoặc G02 − G03 = 2 × G04")

    assert len(_partitions()) == known + 1
    assert (("G02", "G03"), ("G04",)) in _partitions()


def test_a_province_writes_a_check_that_binds_what_stands_below_it(cast: Cast) -> None:
    draft = Draft("2 × G01 <= G02", legal_ref="QĐ 12/QĐ-UBND")

    made = write_check(actor=cast.giang, unit=cast.an_binh, draft=draft, at=NOW)

    bound = [cast.hoa_thuan, cast.an_binh]
    assert all(made.code in {r.code for r in check_rules(one)} for one in bound)
    assert all(
        made.code not in {rule.code for rule in check_rules(one)}
        for one in (None, cast.elsewhere, cast.elsewhere_province)
    )
    assert refusal_of(cast, {"G01": "5", "G02": "9"}) == "2 × 5 = 10 lớn hơn 9"
    event = history_of_unit(cast.an_binh).get(verb="indicators.write_check")
    assert (event.actor, event.unit) == (cast.giang, cast.an_binh)
    assert event.facts["expression"] == "2 × G01 <= G02"
    assert made.message.startswith("2 × Số cuộc")


def test_a_dropped_check_binds_nobody_and_is_kept_in_history(cast: Cast) -> None:
    draft = Draft("I04 = I05 + I06")
    made = write_check(actor=cast.giang, unit=cast.an_binh, draft=draft, at=NOW)

    drop_check(actor=cast.giang, unit=cast.an_binh, code=made.code, at=NOW)

    assert Check.objects.filter(unit=cast.an_binh).count() == 0
    event = history_of_unit(cast.an_binh).get(verb="indicators.drop_check")
    assert event.facts["expression"] == "I04 = I05 + I06"
    with pytest.raises(RuleBroken) as refused:
        drop_check(actor=cast.giang, unit=cast.an_binh, code="V001", at=NOW)
    assert refused.value.code == "indicators.unknown_check"


@pytest.mark.parametrize("who", ["binh", "cuc", "dung", "an"])
def test_only_the_secretary_of_the_province_writes_its_checks(
    cast: Cast, who: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        write_check(
            actor=getattr(cast, who),
            unit=cast.an_binh,
            draft=Draft("G01 ≤ G02"),
            at=NOW,
        )

    assert refused.value.code == "access.forbidden"


def test_a_province_may_not_write_without_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_checks, "MOST_CHECKS", 1)
    deed = partial(write_check, actor=cast.giang, unit=cast.an_binh, at=NOW)
    deed(draft=Draft("G01 ≤ G02"))

    with pytest.raises(RuleBroken) as refused:
        deed(draft=Draft("G01 ≤ G03"))

    assert refused.value.code == "indicators.too_many_checks"


def test_the_same_is_not_demanded_twice(cast: Cast) -> None:
    deed = partial(write_check, actor=cast.giang, unit=cast.an_binh, at=NOW)
    made = deed(draft=Draft("G02 ≥ 2 × G01"))

    with pytest.raises(RuleBroken) as refused:
        deed(draft=Draft(" G02 ≥ 2 × G01 ", severity="notice"))

    assert refused.value.code == "indicators.check_stands_already"
    assert refused.value.facts["code"] == made.code


def test_the_page_tells_what_an_expression_means_before_it_is_kept(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.giang)
    typed = {"expression": "G02 ≥ 2 × G01", "severity": "explain"}

    seen = client.post("/quy-tac/", typed | {"viec": "xem"})
    assert "phải không nhỏ hơn 2 ×" in seen.content.decode()
    assert Check.objects.filter(unit=cast.an_binh).count() == 0

    kept = client.post("/quy-tac/", typed | {"viec": "indicators.write_check"})
    check = Check.objects.get(unit=cast.an_binh)
    assert kept["Location"] == "/quy-tac/"
    assert (check.expression, check.severity) == ("G02 ≥ 2 × G01", "explain")
    page = client.get("/quy-tac/").content.decode()
    assert f"Bỏ {check.code}" in page

    client.post(f"/quy-tac/{check.code}/bo/")
    assert Check.objects.filter(unit=cast.an_binh).count() == 0


def test_the_page_tells_where_an_expression_is_wrong(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.giang)

    answer = client.post(
        "/quy-tac/", {"expression": "G02 / G01 ≥ 2", "severity": "block"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ký tự 5: không có phép chia" in page
    assert "G02 / G01 ≥ 2" in page
