from collections.abc import Callable

import pytest
import time_machine

from danchu.indicators.models import Check
from danchu.indicators.queries.asked import asked_of, form_by_code
from danchu.indicators.queries.guards import _partitions
from danchu.indicators.queries.live import script_facts
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.expressions.trees import Told
from danchu.indicators.services import correct_value, submit_filing
from danchu.indicators.services.checks import Nameable
from danchu.indicators.tests.factories import (
    NOW,
    make_draft,
    make_published,
    make_value,
)
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
