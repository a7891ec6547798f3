"""What the page says of a contradiction, and which ways out it offers."""

from collections.abc import Mapping

from danchu.indicators.models import Form
from danchu.indicators.queries.asked import Asked, AskedRow
from danchu.indicators.queries.grid import Beside, ClashView, Typed, sections_of
from danchu.indicators.rules.amounts import Amount
from danchu.indicators.rules.cells import Cell, Entry, read_entry
from danchu.indicators.rules.checks import (
    CheckKind,
    CheckRule,
    Severity,
    broken,
    findings,
)
from danchu.indicators.rules.filings import DueRule
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Unit

RULE = CheckRule(
    "V001", CheckKind.PARTITION, ("I01",), ("I02", "I03"), Severity.BLOCK, "Không khớp."
)


def cell(typed: str) -> Cell:
    return read_entry(Entry(typed))


def amounts(typed: Mapping[str, str]) -> dict[str, Amount]:
    return {
        code: amount for code, text in typed.items() if (amount := cell(text).amount)
    }


def clash_of(
    here: Mapping[str, str], elsewhere: Mapping[str, str] | None = None
) -> ClashView:
    """Draw the contradiction of a form of one section, as a clerk sees it."""
    rows = tuple(
        AskedRow("A", at, code, f"tên {code}", "cuộc", *(False, False, "", "", ()))
        for at, code in enumerate(here, start=1)
    )
    period = Period.parse("2026H1")
    asked = Asked(Form(code="X"), Unit(), period, rows, DueRule.parse("calendar+5d"))
    cells = {code: cell(text) for code, text in here.items()}
    found = broken(findings([RULE], amounts(here) | amounts(elsewhere or {})))
    beside = Beside(previous={}, is_open=True)
    ((_, lines),) = sections_of(asked, cells, found, Typed({}, {}), beside)
    (clash,) = [line.clash for line in lines if line.clash]
    return clash


def words(clash: ClashView) -> list[str]:
    figures = [*clash.terms, *([clash.sum] if clash.sum else []), clash.stated]
    return [f"{one.word}{one.value}" for one in figures]


def test_a_limit_keeps_its_word_in_the_explanation_and_in_the_cure() -> None:
    clash = clash_of({"I01": "258", "I02": "hơn 94", "I03": "202"})

    assert words(clash) == ["hơn 94", "202", "hơn 296", "258"]
    assert clash.cause == "Lệch hơn 38."
    assert clash.cures[0].value == "I01=hơn 296"
    assert read_entry(Entry("hơn 296")).words == "hơn 296"


def test_numbers_that_are_counted_differ_by_a_number() -> None:
    clash = clash_of({"I01": "258", "I02": "38", "I03": "258"})

    assert clash.cause == "Lệch 38, đúng bằng I02 tên I02."


def test_a_limit_that_is_not_reached_is_said_without_a_difference() -> None:
    clash = clash_of({"I01": "gần 296", "I02": "94", "I03": "202"})

    assert clash.cause == "Hai bên không thể bằng nhau."


def test_a_total_of_another_form_is_not_written_from_here() -> None:
    clash = clash_of({"I02": "94", "I03": "202"}, {"I01": "258"})

    assert [(cure.label, cure.href) for cure in clash.cures] == [
        ("Sửa từng phần", "#o-i02")
    ]


def test_parts_of_another_form_are_not_mended_from_here() -> None:
    clash = clash_of({"I01": "258", "I03": "202"}, {"I02": "94"})

    assert [(cure.label, cure.href) for cure in clash.cures] == [
        ("Ghi I01 là 296", ""),
        ("Sửa từng phần", "#o-i03"),
    ]


def test_a_cure_is_read_as_the_number_it_shows() -> None:
    clash = clash_of({"I01": "1", "I02": "1,2", "I03": "0,034"})

    assert clash.cures[0].value == "I01=1,2340"
