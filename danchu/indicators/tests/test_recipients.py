from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from danchu.indicators.models import Acceptance, Filing
from danchu.indicators.queries.asked import form_by_code
from danchu.indicators.queries.filings import filings_due
from danchu.indicators.queries.recipients import recipients_of
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    correct_value,
    enter_values,
    load_catalogue,
    open_filing,
    publish_filing,
    reopen_filing,
    return_filing,
    submit_filing,
)
from danchu.indicators.tests.factories import NOW, make_approved
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.models import Placement, Succession, Unit
from danchu.kernel.units.rules import Tree, UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast, hire, make_cast

TODAY = date(2026, 7, 3)


@pytest.fixture(autouse=True)
def _july() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@dataclass(frozen=True)
class Line:
    """An agency of An Bình under a body of its line, with who works there."""

    body: Unit
    agency: Unit
    lam: User
    mai: User
    nga: User


def make_line(cast: Cast) -> Line:
    body = add_unit(
        kind=UnitKind.PARTY_ORG, name="Đảng bộ Các cơ quan tỉnh", parent=cast.an_binh
    )
    agency = add_unit(
        kind=UnitKind.AGENCY,
        name="Sở Nội vụ",
        parent=cast.an_binh,
        line_parent=body,
    )
    return Line(
        body=body,
        agency=agency,
        lam=hire("lam", "Mai Văn Lâm", body, "secretary"),
        mai=hire("mai", "Tạ Thị Mai", agency, "clerk"),
        nga=hire("nga", "Vũ Thị Nga", agency, "head", "Giám đốc"),
    )


def make_of_agency(line: Line, form: str = "PL1") -> Filing:
    """Have the agency hand up PL1, which goes along both trees."""
    filing = open_filing(
        actor=line.mai,
        form=form,
        unit=line.agency,
        period=Period.half(2026, 1),
        at=NOW,
    )
    typed = {"A12": Entry("1")}
    enter_values(actor=line.mai, filing=filing, entries=typed, at=NOW)
    submit_filing(actor=line.mai, filing=filing, at=NOW)
    return approve_filing(actor=line.nga, filing=filing, at=NOW)


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        deed()
    return refused.value.code


def test_it_is_accepted_when_the_last_recipient_has(cast: Cast) -> None:
    line = make_line(cast)
    filing = make_of_agency(line)
    seen = []

    accept_filing(actor=line.lam, filing=filing, at=NOW)
    seen.append(filing.status)
    again = refusal(lambda: accept_filing(actor=line.lam, filing=filing, at=NOW))
    accept_filing(actor=cast.giang, filing=filing, at=NOW)
    seen.append(filing.status)

    assert seen == ["approved", "accepted"]
    assert again == "indicators.already_accepted"
    rows = Acceptance.objects.order_by("pk").values_list("recipient", "accepted_by")
    assert list(rows) == [
        (line.body.pk, line.lam.pk),
        (cast.an_binh.pk, cast.giang.pk),
    ]


def test_any_recipient_returns_and_acceptances_fall_away(cast: Cast) -> None:
    line = make_line(cast)
    filing = make_of_agency(line)
    accept_filing(actor=cast.giang, filing=filing, at=NOW)

    return_filing(actor=line.lam, filing=filing, reason="Thiếu A12", at=NOW)

    assert filing.status == "draft"
    assert not Acceptance.objects.exists()


def test_only_the_recipient_in_the_territory_publishes_and_corrects(
    cast: Cast,
) -> None:
    line = make_line(cast)
    filing = make_of_agency(line)
    accept_filing(actor=line.lam, filing=filing, at=NOW)
    accept_filing(actor=cast.giang, filing=filing, at=NOW)

    def correct(actor: User) -> Filing:
        return correct_value(
            actor=actor,
            filing=filing,
            cell="A12",
            entry=Entry("0"),
            reason="Nhầm",
            at=NOW,
        )

    codes = [refusal(lambda: publish_filing(actor=line.lam, filing=filing, at=NOW))]
    publish_filing(actor=cast.giang, filing=filing, at=NOW)
    codes.append(refusal(lambda: correct(line.lam)))
    correct(cast.giang)

    assert codes == ["access.forbidden"] * 2
    assert filing.status == "published"


def test_either_recipient_reopens_what_both_accepted(cast: Cast) -> None:
    line = make_line(cast)
    filing = make_of_agency(line)
    accept_filing(actor=cast.giang, filing=filing, at=NOW)
    accept_filing(actor=line.lam, filing=filing, at=NOW)

    reopen_filing(actor=line.lam, filing=filing, reason="Sót số", at=NOW)

    assert filing.status == "draft"
    assert not Acceptance.objects.exists()


def test_a_form_of_the_territory_goes_past_the_body_of_the_line(cast: Cast) -> None:
    line = make_line(cast)
    commune_form = form_by_code("PL4")
    under_line = Unit.objects.get(pk=line.agency.pk)

    names = [one.name for one in recipients_of(commune_form, under_line, TODAY)]

    assert names == ["Tỉnh An Bình"]


def test_who_is_above_in_the_other_tree_finds_no_deed(cast: Cast) -> None:
    line = make_line(cast)
    Placement.objects.create(tree=Tree.LINE, unit=cast.hoa_thuan, parent=line.body)
    filing = make_approved(cast, {"G01": "4"})

    codes = [
        refusal(lambda: accept_filing(actor=line.lam, filing=filing, at=NOW)),
        refusal(
            lambda: return_filing(actor=line.lam, filing=filing, reason="x", at=NOW)
        ),
        refusal(
            lambda: reopen_filing(actor=line.lam, filing=filing, reason="x", at=NOW)
        ),
    ]

    assert codes == ["access.forbidden"] * 3
    assert filing.status == "approved"


def test_a_unit_with_nothing_above_receives_itself(cast: Cast) -> None:
    alone = add_unit(kind=UnitKind.PROVINCE, name="Thành phố Một Mình", parent=None)

    assert recipients_of(form_by_code("PL1"), alone, TODAY) == [alone]
    assert recipients_of(form_by_code("PL1"), cast.nation, TODAY) == [cast.nation]


def test_what_a_unit_without_parent_files_goes_all_the_way(cast: Cast) -> None:
    alone = add_unit(kind=UnitKind.COMMUNE, name="Đặc khu Đảo Xa", parent=None)
    clerk = hire("phuc", "Trần Văn Phúc", alone, "clerk")
    head = hire("quy", "Hồ Thị Quý", alone, "head")
    secretary = hire("son", "Lê Văn Sơn", alone, "secretary")
    filing = open_filing(
        actor=clerk, form="PL4", unit=alone, period=Period.half(2026, 1), at=NOW
    )
    enter_values(actor=clerk, filing=filing, entries={"G01": Entry("4")}, at=NOW)
    submit_filing(actor=clerk, filing=filing, at=NOW)
    approve_filing(actor=head, filing=filing, at=NOW)
    waiting = [fact.place.name for fact in filings_due(secretary, TODAY)]

    stranger = refusal(lambda: accept_filing(actor=cast.giang, filing=filing, at=NOW))
    accept_filing(actor=secretary, filing=filing, at=NOW)
    publish_filing(actor=secretary, filing=filing, at=NOW)

    assert waiting == ["Đặc khu Đảo Xa"]
    assert stranger == "access.forbidden"
    assert filing.status == "published"


def end_unit(unit: Unit, last: date, heir: Unit | None = None) -> None:
    Unit.objects.filter(pk=unit.pk).update(valid_to=last)
    Placement.objects.filter(unit=unit).update(valid_to=last)
    if heir is not None:
        Succession.objects.create(
            predecessor=unit, successor=heir, on=last, is_main=True, is_whole=True
        )


@pytest.mark.parametrize("has_heir", [True, False])
def test_the_filing_of_a_unit_that_ended_meanwhile_is_still_accepted(
    cast: Cast, *, has_heir: bool
) -> None:
    filing = make_approved(cast, {"G01": "4"})
    end_unit(cast.hoa_thuan, date(2026, 7, 1), cast.tan_lap if has_heir else None)
    known = Filing.objects.get(pk=filing.pk)

    waiting = [fact.place.name for fact in filings_due(cast.giang, TODAY)]
    accept_filing(actor=cast.giang, filing=known, at=NOW)
    publish_filing(actor=cast.giang, filing=known, at=NOW)

    assert waiting == ["Xã Hòa Thuận"]
    assert known.status == "published"


def test_an_heir_elsewhere_takes_the_filing_along(cast: Cast) -> None:
    filing = make_approved(cast, {"G01": "4"})
    end_unit(cast.hoa_thuan, date(2026, 7, 1), cast.elsewhere)
    other = hire("oanh", "Lý Thị Oanh", cast.elsewhere_province, "secretary")
    known = Filing.objects.get(pk=filing.pk)

    here = refusal(lambda: accept_filing(actor=cast.giang, filing=known, at=NOW))
    accept_filing(actor=other, filing=known, at=NOW)

    assert here == "access.forbidden"
    assert known.status == "accepted"


def test_the_inbox_of_the_line_holds_what_it_still_has_to_accept(cast: Cast) -> None:
    line = make_line(cast)
    filing = make_of_agency(line)

    def waiting() -> list[list[str]]:
        return [
            [f"{fact.form_code} {fact.deed}" for fact in filings_due(user, TODAY)]
            for user in (line.lam, cast.giang)
        ]

    seen = [waiting()]
    accept_filing(actor=line.lam, filing=filing, at=NOW)
    seen.append(waiting())
    told = filings_due(cast.giang, TODAY)[0].accepted_by
    accept_filing(actor=cast.giang, filing=filing, at=NOW)
    seen.append(waiting())

    assert seen == [
        [["PL1 Nhận số liệu"], ["PL1 Nhận số liệu"]],
        [[], ["PL1 Nhận số liệu"]],
        [[], ["PL1 Công bố số liệu"]],
    ]
    assert told == ("Đảng bộ Các cơ quan tỉnh",)


@pytest.mark.parametrize("more", [0, 2])
def test_the_inbox_of_a_recipient_costs_the_same_with_one_and_three(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    line = make_line(cast)
    make_of_agency(line)
    for number in range(more):
        agency = add_unit(
            kind=UnitKind.AGENCY,
            name=f"Sở số {number}",
            parent=cast.an_binh,
            line_parent=line.body,
        )
        make_of_agency(
            Line(
                body=line.body,
                agency=agency,
                lam=line.lam,
                mai=hire(f"mai{number}", "Tạ Thị Mai", agency, "clerk"),
                nga=hire(f"nga{number}", "Vũ Thị Nga", agency, "head"),
            )
        )

    with django_assert_num_queries(7):
        found = filings_due(line.lam, TODAY)

    assert len(found) == 1 + more


@pytest.mark.django_db(transaction=True)
def test_eight_presses_on_accept_give_one_acceptance_to_each_recipient() -> None:
    load_catalogue()
    cast = make_cast()
    line = make_line(cast)
    filing = make_of_agency(line)
    both = [line.lam, cast.giang] * 4
    together = Barrier(8, timeout=30)

    def press(actor: User) -> str:
        try:
            mine = Filing.objects.get(pk=filing.pk)
            connection.close()  # a pool smaller than the crowd must not hold it up
            together.wait()
            accept_filing(actor=actor, filing=mine, at=NOW)
        except RuleBroken as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = sorted(threads.map(press, both))

    filing.refresh_from_db()
    assert answers.count("done") == 2
    assert set(answers) <= {
        "done",
        "indicators.already_accepted",
        "workflow.no_such_step",
    }
    assert filing.status == "accepted"
    assert Acceptance.objects.count() == 2
