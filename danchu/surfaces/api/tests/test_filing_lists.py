"""Lists of filings, what is due, and what forms ask."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.surfaces.api.tests.conftest import GOOD, Caller, Program, cells
from danchu.testing.cast import Cast, hire


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_filings_takes_the_same_reads_however_long(
    at_work: Cast,
    program: Program,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    other = hire("thu", "Ngô Thị Thu", at_work.tan_lap, "clerk")
    here, there = program(at_work.binh), program(other)
    for caller, unit, period in [
        (here, at_work.hoa_thuan, "2026H1"),
        (here, at_work.hoa_thuan, "2026Q1"),
        (there, at_work.tan_lap, "2026Q1"),
    ]:
        caller.ask("PUT", f"/api/v1/filings/PL4/{unit.pk}/{period}", cells(**GOOD))
    reader = program(at_work.giang)
    reader.ask("GET", "/api/v1/filings")

    with django_assert_num_queries(7):
        _, page = reader.ask("GET", f"/api/v1/filings?limit={count}")

    assert (page["total"], len(page["items"])) == (3, count)
    assert page["items"][0] == {
        "form": {"code": "PL4", "name": "Đối thoại, tiếp công dân, đơn thư"},
        "unit": {
            "id": at_work.hoa_thuan.pk,
            "code": "90101",
            "name": "Xã Hòa Thuận",
            "kind": "commune",
            "href": f"/api/v1/units/{at_work.hoa_thuan.pk}?as_of=2026-07-06",
        },
        "period": {
            "code": "2026H1",
            "label": "6 tháng đầu năm 2026",
            "start": "2026-01-01",
            "end": "2026-06-30",
        },
        "status": "draft",
        "self_approved": False,
        "is_returned": False,
        "accepted_by": [],
        "due_on": "2026-07-06",
        "standing": "due_soon",
        "href": f"/api/v1/filings/PL4/{at_work.hoa_thuan.pk}/2026H1",
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 2),
        ("?period=2026Q1", 1),
        ("?form=PL4", 2),
        ("?form=PL9", 0),
        ("?status=submitted", 1),
        ("?status=draft&period=2026Q1", 0),
        ("?unit=code:901", 2),
        ("?unit=code:90102", 0),
    ],
)
def test_a_list_is_narrowed(
    clerk: Caller, secretary: Caller, address: str, asked: str, found: int
) -> None:
    clerk.ask("PUT", address, cells(**GOOD))
    early = address.replace("2026H1", "2026Q1")
    clerk.ask("PUT", early, cells(**GOOD))
    clerk.ask("POST", f"{early}/submit")

    status, page = secretary.ask("GET", f"/api/v1/filings{asked}")

    assert (status, page["total"], len(page["items"])) == (200, found, found)


def test_a_list_leads_to_its_next_page(clerk: Caller, address: str) -> None:
    for period in ("2026H1", "2026Q1", "2026Q2"):
        clerk.ask("PUT", address.replace("2026H1", period), cells(**GOOD))

    first = clerk.ask("GET", "/api/v1/filings?limit=2")[1]
    second = clerk.ask("GET", first["next"])[1]

    assert first["next"] == "/api/v1/filings?limit=2&offset=2"
    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ("?unit=code:902", 404, "api.not_found"),
        ("?unit=999999", 404, "units.not_found"),
        ("?period=x", 404, "periods.unknown"),
        ("?status=not_begun", 400, "api.invalid"),
        ("?stauts=draft", 400, "api.invalid"),
        ("?limit=201", 400, "api.invalid"),
    ],
)
def test_a_list_that_cannot_be_made_is_refused(
    clerk: Caller, asked: str, status: int, code: str
) -> None:
    refused, problem = clerk.ask("GET", f"/api/v1/filings{asked}")

    assert problem["code"] == code
    assert refused == status


def test_what_is_due_names_what_nobody_has_begun(clerk: Caller, address: str) -> None:
    before = clerk.ask("GET", "/api/v1/filings/due")[1]["items"]
    clerk.ask("PUT", address, cells(**GOOD))
    after = clerk.ask("GET", "/api/v1/filings/due")[1]["items"]

    states = [
        [one["status"] for one in items if one["href"] == address]
        for items in (before, after)
    ]
    assert states == [["not_begun"], ["draft"]]


def test_a_form_says_what_it_asks(at_work: Cast) -> None:
    asked = f"/api/v1/forms/PL4?unit={at_work.hoa_thuan.pk}&period=2026H1"

    answer = Client().get(asked)

    document = answer.json()
    rows = {row["code"]: row for row in document["rows"]}
    assert answer.status_code == 200
    assert list(rows)[:3] == ["G01", "G02", "G12"]
    assert rows["G01"]["unit_of_measure"] == "cuộc"
    assert "V035" in {check["code"] for check in document["checks"]}
    assert document["filing"] == f"/api/v1/filings/PL4/{at_work.hoa_thuan.pk}/2026H1"
