"""What the document of a filing says: recipients, remarks, findings, deeds."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.kernel.people.models import User
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.surfaces.api.tests.conftest import GOOD, Caller, Program, cells
from danchu.testing.cast import Cast, hire

WHY = json.dumps({"reason": "Xem lại."})


@dataclass(frozen=True)
class Line:
    """An agency of An Bình under a body of its line, and programs of both."""

    address: str
    above: Caller
    clerk: Caller
    head: Caller


@pytest.fixture
def line(at_work: Cast, program: Program) -> Line:
    body = add_unit(
        kind=UnitKind.PARTY_ORG,
        name="Đảng bộ Các cơ quan tỉnh",
        parent=at_work.an_binh,
    )
    agency = add_unit(
        kind=UnitKind.AGENCY,
        name="Sở Nội vụ",
        parent=at_work.an_binh,
        line_parent=body,
    )

    def of(name: str, unit: Any, role: str) -> Caller:
        user: User = hire(name, f"Tạ Thị {name.title()}", unit, role)
        return program(user)

    return Line(
        f"/api/v1/filings/PL1/{agency.pk}/2026H1",
        of("lam", body, "secretary"),
        of("mai", agency, "clerk"),
        of("nga", agency, "head"),
    )


def hand_up(line: Line) -> None:
    line.clerk.ask("PUT", line.address, cells(A12={"number": 1}))
    line.clerk.ask("POST", f"{line.address}/submit")
    line.head.ask("POST", f"{line.address}/approve")


def told(document: Any) -> list[tuple[str, bool, str, bool]]:
    return [
        (
            one["unit"]["name"],
            one["publishes"],
            one["accepted_by"],
            one["accepted_at"] is not None,
        )
        for one in document["recipients"]
    ]


def test_two_recipients_are_told_with_who_has_accepted(
    line: Line, secretary: Caller
) -> None:
    hand_up(line)

    status, first = line.above.ask("POST", f"{line.address}/accept")
    again = line.above.ask("POST", f"{line.address}/accept")
    _, second = secretary.ask("POST", f"{line.address}/accept")

    assert (status, first["status"]) == (200, "approved")
    assert told(first) == [
        ("Tỉnh An Bình", True, "", False),
        ("Đảng bộ Các cơ quan tỉnh", False, "Tạ Thị Lam", True),
    ]
    assert (again[0], again[1]["code"]) == (409, "indicators.already_accepted")
    assert second["status"] == "accepted"
    assert told(second) == [
        ("Đảng bộ Các cơ quan tỉnh", False, "Tạ Thị Lam", True),
        ("Tỉnh An Bình", True, "Hoàng Thị Giang", True),
    ]


def test_deeds_are_those_that_the_page_offers(line: Line, secretary: Caller) -> None:
    people = (line.clerk, line.head, line.above, secretary)

    def open_to() -> list[list[str]]:
        return [one.ask("GET", line.address)[1]["deeds"] for one in people]

    unbegun = open_to()
    hand_up(line)
    approved = open_to()
    line.above.ask("POST", f"{line.address}/accept")
    secretary.ask("POST", f"{line.address}/accept")
    accepted = open_to()
    secretary.ask("POST", f"{line.address}/publish")
    published = open_to()

    assert unbegun == [["enter"], [], ["extend"], ["extend"]]
    assert approved == [[], ["reopen"], ["accept", "return"], ["accept", "return"]]
    assert accepted == [[], [], ["reopen"], ["publish", "reopen"]]
    assert published == [[], [], [], ["correct", "withdraw"]]


def test_what_the_form_does_not_go_to_is_not_offered_and_not_there(
    at_work: Cast, program: Program
) -> None:
    body = add_unit(
        kind=UnitKind.PARTY_ORG, name="Đảng bộ huyện", parent=at_work.an_binh
    )
    agency = add_unit(
        kind=UnitKind.COMMUNE,
        name="Xã Mới",
        parent=at_work.an_binh,
        line_parent=body,
        code="90177",
    )
    above = program(hire("ha", "Lê Thị Hà", body, "secretary"))
    address = f"/api/v1/filings/PL4/{agency.pk}/2026H1"

    _, document = above.ask("GET", address)
    given = [
        above.ask("POST", f"{address}/accept"),
        above.ask("POST", f"{address}/return", WHY),
    ]

    assert document["deeds"] == []
    assert [(one[0], one[1]["code"]) for one in given] == [(404, "api.not_found")] * 2


def test_a_jump_against_last_period_is_found_and_named_when_it_stops(
    clerk: Caller, head: Caller, address: str
) -> None:
    before = address.replace("2026H1", "2025H2")
    clerk.ask("PUT", before, cells(G01={"number": 12}))
    clerk.ask("POST", f"{before}/submit")
    head.ask("POST", f"{before}/approve")

    _, document = clerk.ask("PUT", address, cells(G01={"number": 44}))
    status, problem = clerk.ask("POST", f"{address}/submit")

    assert [(one["check"], one["severity"]) for one in document["findings"]] == [
        ("BD-G01", "explain")
    ]
    assert (status, problem["code"]) == (409, "indicators.unexplained")
    assert [one["parameter"] for one in problem["errors"]] == ["G01"]


def test_recipients_are_looked_up_once(
    line: Line, secretary: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hand_up(line)

    with django_assert_num_queries(29) as asked:
        secretary.ask("GET", line.address)

    placed = [one for one in asked if 'FROM "units_placement"' in one["sql"]]
    assert len(placed) == 1


def test_a_list_says_what_was_returned_and_who_has_accepted(
    line: Line, clerk: Caller, head: Caller, secretary: Caller, address: str
) -> None:
    hand_up(line)
    line.above.ask("POST", f"{line.address}/accept")
    clerk.ask("PUT", address, cells(**GOOD))
    clerk.ask("POST", f"{address}/submit")
    head.ask("POST", f"{address}/return", WHY)

    _, page = secretary.ask("GET", "/api/v1/filings")
    _, due = clerk.ask("GET", "/api/v1/filings/due")

    found = {one["href"]: one for one in page["items"]}
    assert {
        where: (one["is_returned"], one["accepted_by"]) for where, one in found.items()
    } == {
        line.address: (False, ["Đảng bộ Các cơ quan tỉnh"]),
        address: (True, []),
    }
    [mine] = [one for one in due["items"] if one["href"] == address]
    assert mine == found[address]
