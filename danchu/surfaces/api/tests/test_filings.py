"""Filings over HTTP: read, entered, handed on, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.surfaces.api.tests.conftest import GOOD, Caller, Program, cells
from danchu.testing.cast import Cast


def begun(caller: Caller) -> int:
    total: int = caller.ask("GET", "/api/v1/filings")[1]["total"]
    return total


def test_a_filing_that_nobody_has_begun_says_what_is_asked(
    at_work: Cast, clerk: Caller, address: str
) -> None:
    answer = clerk.answer("GET", address)
    document = answer.json()

    assert answer.headers["ETag"] == '"0"'
    assert {name: document[name] for name in ("status", "version", "due_on")} == {
        "status": "not_begun",
        "version": 0,
        "due_on": "2026-07-06",
    }
    assert document["unit"]["code"] == "90101"
    assert document["cells"]["G01"] == {
        "state": "blank",
        "number": None,
        "qualifier": "exact",
        "note": "",
        "text": "chưa nhập",
    }
    assert document["recipients"] == [
        {
            "unit": {
                "id": at_work.an_binh.pk,
                "code": "901",
                "name": "Tỉnh An Bình",
                "kind": "province",
                "href": f"/api/v1/units/{at_work.an_binh.pk}?as_of=2026-07-06",
            },
            "publishes": True,
            "accepted_by": "",
            "accepted_at": None,
        }
    ]
    assert document["page"] == f"/so-lieu/PL4/{at_work.hoa_thuan.pk}/2026H1/"
    assert begun(clerk) == 0


def test_cells_are_merged_and_the_same_again_changes_nothing(
    clerk: Caller, address: str, at_work: Cast
) -> None:
    first = clerk.answer("PUT", address, cells(**GOOD))
    again = clerk.answer("PUT", address, cells(**GOOD))
    second = clerk.answer("PUT", address, cells(G03={"state": "not_yet"}, G02=None))

    assert first.headers["ETag"] == again.headers["ETag"] != second.headers["ETag"]
    assert first.json() == again.json()
    stands = second.json()["cells"]
    assert {name: stands[name]["text"] for name in ("G01", "G02", "G03")} == {
        "G01": "4",
        "G02": "chưa nhập",
        "G03": "chưa có số",
    }
    verbs = [event.verb for event in history_of_unit(at_work.hoa_thuan)]
    assert verbs.count("indicators.enter") == 2


def test_a_unit_may_be_named_by_its_code_on_todays_map(
    clerk: Caller, address: str
) -> None:
    clerk.ask("PUT", address, cells(**GOOD))
    by_code = "/api/v1/filings/PL4/code:90101/2026H1"

    assert clerk.ask("GET", by_code) == clerk.ask("GET", address)
    assert clerk.ask("GET", by_code.replace(":", "%3A"))[0] == 200


def test_the_whole_way_from_the_commune_to_the_public(
    clerk: Caller, head: Caller, secretary: Caller, address: str
) -> None:
    clerk.ask("PUT", address, cells(**GOOD))
    steps = [
        (clerk, "submit", "submitted"),
        (head, "approve", "approved"),
        (secretary, "accept", "accepted"),
        (secretary, "publish", "published"),
    ]

    for caller, deed, expected in steps:
        status, document = caller.ask("POST", f"{address}/{deed}")
        assert (status, document["status"]) == (200, expected)

    assert secretary.ask("GET", address)[1]["deeds"] == ["correct", "withdraw"]
    stranger = Caller("").answer(
        "GET",
        "/api/v1/figures?indicator=G01&within=90101&period=2026H1",
        Authorization="Bearer " + secretary.secret,
    )
    assert (stranger.json()["value"], stranger.json()["status"]) == (4, "published")


def test_a_filing_is_returned_and_reopened_with_a_reason(
    clerk: Caller, head: Caller, secretary: Caller, address: str
) -> None:
    why = json.dumps({"reason": "Số lượt ít hơn số cuộc."})
    clerk.ask("PUT", address, cells(**GOOD))
    clerk.ask("POST", f"{address}/submit")

    given = [head.ask("POST", f"{address}/return", why)[1]["status"]]
    clerk.ask("POST", f"{address}/submit")
    head.ask("POST", f"{address}/approve")
    given.append(secretary.ask("POST", f"{address}/return", why)[1]["status"])
    clerk.ask("POST", f"{address}/submit")
    head.ask("POST", f"{address}/approve")
    given.append(head.ask("POST", f"{address}/reopen", why)[1]["status"])

    assert given == ["draft", "draft", "draft"]


@pytest.fixture
def published(
    clerk: Caller, head: Caller, secretary: Caller, address: str
) -> dict[str, Any]:
    clerk.ask("PUT", address, cells(**GOOD))
    for caller, deed in [
        (clerk, "submit"),
        (head, "approve"),
        (secretary, "accept"),
        (secretary, "publish"),
    ]:
        caller.ask("POST", f"{address}/{deed}")
    document: dict[str, Any] = secretary.ask("GET", address)[1]
    return document


def test_published_figures_are_corrected_with_a_reason(
    secretary: Caller, address: str, published: dict[str, Any], at_work: Cast
) -> None:
    slip = {"cells": {"G01": {"number": 5}}, "reason": "Sót một cuộc."}

    status, document = secretary.ask("POST", f"{address}/correct", json.dumps(slip))

    assert published["cells"]["G01"]["number"] == 4
    assert (status, document["status"]) == (200, "published")
    assert document["cells"]["G01"]["number"] == 5
    [event] = history_of_unit(at_work.hoa_thuan).filter(verb="indicators.correct")
    assert event.facts["reason"] == "Sót một cuộc."


@pytest.mark.parametrize(
    ("named", "status", "code"),
    [
        ({}, 400, "api.invalid"),
        ({"G01": None}, 400, "indicators.correction_missing"),
        ({"G01": {"number": -5}}, 400, "api.bad_cells"),
        ({"X01": {"number": 5}}, 400, "api.bad_cells"),
        ({"G01": {"number": 5}, "G12": {"number": 9999}}, 409, None),
    ],
)
@pytest.mark.usefixtures("published")
def test_a_correction_that_cannot_be_changes_nothing(
    secretary: Caller, address: str, named: Any, status: int, code: str | None
) -> None:
    slip = {"cells": named, "reason": "Sót một cuộc."}

    refused, problem = secretary.ask("POST", f"{address}/correct", json.dumps(slip))

    assert refused == status
    assert problem["code"] == (code or "indicators.contradiction")
    assert secretary.ask("GET", address)[1]["cells"]["G01"]["number"] == 4


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (None, 400, "api.invalid"),
        ("{}", 400, "api.invalid"),
        ('{"reason": ""}', 422, "indicators.reason_missing"),
        ('{"reason": "   "}', 422, "indicators.reason_missing"),
        ('{"reason": 5}', 400, "api.invalid"),
        ('{"reason": "x", "why": "y"}', 400, "api.invalid"),
    ],
)
def test_a_return_without_a_reason_is_refused(
    clerk: Caller, head: Caller, address: str, sent: str, status: int, code: str
) -> None:
    clerk.ask("PUT", address, cells(**GOOD))
    clerk.ask("POST", f"{address}/submit")

    refused, problem = head.ask("POST", f"{address}/return", sent)

    assert (refused, problem["code"]) == (status, code)
    assert head.ask("GET", address)[1]["status"] == "submitted"


def test_contradictions_are_told_at_once_and_stop_the_submission(
    clerk: Caller, address: str
) -> None:
    wrong = cells(G03={"number": 5}, G04={"number": 9}, G01={"number": 4})

    saved, document = clerk.ask("PUT", address, wrong)
    status, problem = clerk.ask("POST", f"{address}/submit")

    assert saved == 200
    assert [
        (one["check"], one["severity"], one["codes"]) for one in document["findings"]
    ] == [("V035", "block", ["G04", "G03"])]
    assert (status, problem["code"]) == (409, "indicators.contradiction")
    assert problem["errors"] == [
        {
            "parameter": "G04, G03",
            "detail": "9 nhiều hơn 5. Ý kiến trả lời tại chỗ (G04) nhiều hơn số ý "
            "kiến nêu ra (G03).",
            "code": "indicators.contradiction",
        }
    ]
    assert clerk.ask("GET", address)[1]["status"] == "draft"


def test_an_oddity_needs_a_note(clerk: Caller, address: str) -> None:
    odd = {"G03": {"number": 5}, "G05": {"number": 6}}
    clerk.ask("PUT", address, cells(**odd))
    silent = clerk.ask("POST", f"{address}/submit")
    clerk.ask("PUT", address, cells(G05={"number": 6, "note": "Có ý kiến quý I."}))

    told = clerk.ask("POST", f"{address}/submit")

    assert (silent[0], silent[1]["code"]) == (409, "indicators.unexplained")
    assert [one["parameter"] for one in silent[1]["errors"]] == ["G05, G03"]
    assert (told[0], told[1]["status"]) == (200, "submitted")


def test_every_bad_cell_is_named_and_nothing_is_written(
    clerk: Caller, address: str
) -> None:
    sent = (
        '{"cells": {"G01": {"number": 4}, "G02": {"number": -1}, '
        '"G03": {"number": 1e400}, "X99": {"number": 1}, '
        '"I04.KHONG_CO": {"number": 1}, "G12": {"state": "number"}}}'
    )

    status, problem = clerk.ask("PUT", address, sent)

    assert (status, problem["code"]) == (400, "api.bad_cells")
    assert [(one["parameter"], one["code"]) for one in problem["errors"]] == [
        ("cells.G02", "indicators.not_a_number"),
        ("cells.G03", "indicators.not_a_number"),
        ("cells.X99", "indicators.not_in_form"),
        ("cells.I04.KHONG_CO", "indicators.not_in_form"),
        ("cells.G12", "indicators.not_a_number"),
    ]
    assert problem["errors"][1]["detail"] == "số quá lớn"
    stands = clerk.ask("GET", address)[1]
    assert stands["status"] == "not_begun"
    assert {cell["state"] for cell in stands["cells"].values()} == {"blank"}


def test_a_percentage_is_never_sent(at_work: Cast, clerk: Caller) -> None:
    asked = f"/api/v1/forms/PL4?unit={at_work.hoa_thuan.pk}&period=2026H1a"
    rows = clerk.ask("GET", asked)[1]["rows"]
    computed = next(row["code"] for row in rows if row["is_computed"])
    address = f"/api/v1/filings/PL4/{at_work.hoa_thuan.pk}/2026H1a"

    status, problem = clerk.ask("PUT", address, cells(**{computed: {"number": 88.1}}))

    assert (status, problem["code"]) == (400, "api.bad_cells")
    assert problem["errors"][0]["code"] == "indicators.percent_typed"


@pytest.mark.parametrize(
    ("sent", "parameter"),
    [
        ('{"cells": {"G01": {"number": "4"}}}', "cells.G01.number"),
        ('{"cells": {"G01": {"number": true}}}', "cells.G01.number"),
        ('{"cells": {"G01": {"number": [1]}}}', "cells.G01.number"),
        ('{"cells": {"G01": {"state": "sure"}}}', "cells.G01.state"),
        ('{"cells": {"G01": {"qualifier": "about"}}}', "cells.G01.qualifier"),
        ('{"cells": {"G01": {"nmber": 4}}}', "cells.G01.nmber"),
        ('{"cells": {"G01": 4}}', "cells.G01"),
        ('{"cells": []}', "cells"),
        ('{"cels": {}}', "cels"),
        ("[]", "nội dung"),
        ("4", "nội dung"),
    ],
)
def test_a_misshapen_document_is_refused_where_it_is_wrong(
    clerk: Caller, address: str, sent: str, parameter: str
) -> None:
    status, problem = clerk.ask("PUT", address, sent)

    assert (status, problem["code"]) == (400, "api.invalid")
    assert problem["errors"][0]["parameter"] == parameter


def test_a_note_is_as_long_as_its_column(clerk: Caller, address: str) -> None:
    fits, long = ({"number": 1, "note": "x" * length} for length in (1000, 1001))

    assert clerk.ask("PUT", address, cells(G01=fits))[0] == 200
    assert clerk.ask("PUT", address, cells(G01=long))[0] == 400


@pytest.mark.parametrize(
    ("sent", "headers", "status", "code"),
    [
        ("{", {}, 400, "api.bad_document"),
        ('{"cells": {"G01": null, "G01": null}}', {}, 400, "api.bad_document"),
        ("x" * 262_145, {}, 413, "api.too_large"),
        ("{}", {"Transfer-Encoding": "chunked"}, 411, "api.no_length"),
        ("a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 415, ""),
        ("{}", {"Content-Type": "application/json; charset=utf-16"}, 415, ""),
        ("{}", {"Content-Type": "multipart/form-data; boundary=x"}, 415, ""),
    ],
)
def test_what_is_not_a_sane_document_is_refused(
    clerk: Caller, address: str, sent: str, headers: Any, status: int, code: str
) -> None:
    refused, problem = clerk.ask("PUT", address, sent, **headers)

    assert (refused, problem["code"]) == (status, code or "api.not_json")
    assert begun(clerk) == 0


def test_what_was_read_before_somebody_else_wrote_is_refused(
    clerk: Caller, address: str
) -> None:
    read = clerk.answer("PUT", address, cells(**GOOD)).headers["ETag"]
    clerk.ask("PUT", address, cells(G01={"number": 5}))

    put = clerk.ask("PUT", address, cells(G01={"number": 6}), If_Match=read)
    deed = clerk.ask("POST", f"{address}/submit", If_Match=read)

    assert [(one[0], one[1]["code"]) for one in (put, deed)] == [
        (412, "api.changed")
    ] * 2
    assert clerk.ask("GET", address)[1]["cells"]["G01"]["number"] == 5


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("{now}", 200),
        ('"1", {now}', 200),
        ("*", 200),
        ("W/{now}", 412),
        ('"0"', 412),
        ("now", 400),
        ('"', 400),
    ],
)
def test_if_match_is_read_as_the_standard_says(
    clerk: Caller, address: str, tag: str, status: int
) -> None:
    now = clerk.answer("PUT", address, cells(**GOOD)).headers["ETag"]

    asked = tag.format(now=now)

    assert clerk.ask("POST", f"{address}/submit", If_Match=asked)[0] == status


@pytest.mark.parametrize(("tag", "status"), [('"0"', 200), ("*", 412), ('"5"', 412)])
def test_a_filing_is_begun_only_as_it_was_seen(
    clerk: Caller, address: str, tag: str, status: int
) -> None:
    assert clerk.ask("PUT", address, cells(**GOOD), If_Match=tag)[0] == status
    assert begun(clerk) == (status == 200)


def test_a_deed_in_the_wrong_state_is_refused(
    clerk: Caller, head: Caller, address: str
) -> None:
    unbegun = head.ask("POST", f"{address}/approve")
    clerk.ask("PUT", address, cells(**GOOD))
    too_early = head.ask("POST", f"{address}/approve")
    clerk.ask("POST", f"{address}/submit")
    twice = clerk.ask("POST", f"{address}/submit")
    closed = clerk.ask("PUT", address, cells(G01={"number": 5}))

    assert [
        (one[0], one[1]["code"]) for one in (unbegun, too_early, twice, closed)
    ] == [
        (409, "api.filing_not_begun"),
        (409, "workflow.no_such_step"),
        (409, "workflow.no_such_step"),
        (409, "indicators.not_open"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_entering_takes_the_same_reads_however_many_cells(
    clerk: Caller,
    address: str,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    clerk.ask("PUT", address, cells(G08={"number": 1}))
    named = {name: {"number": 1} for name in ("G01", "G02", "G03")[:count]}

    with django_assert_num_queries(54):
        status, _ = clerk.ask("PUT", address, cells(**named))

    assert status == 200


def test_nothing_to_submit_is_refused(clerk: Caller, address: str) -> None:
    clerk.ask("PUT", address, cells())

    status, problem = clerk.ask("POST", f"{address}/submit")

    assert (status, problem["code"]) == (409, "indicators.empty")


def test_who_may_not_do_it_finds_nothing_there(
    at_work: Cast, program: Program, clerk: Caller, head: Caller, address: str
) -> None:
    clerk.ask("PUT", address, cells(**GOOD))
    elsewhere, auditor = program(at_work.dung), program(at_work.khoa)

    given = [
        elsewhere.ask("GET", address),
        elsewhere.ask("PUT", address, cells(**GOOD)),
        elsewhere.ask("POST", f"{address}/submit"),
        auditor.ask("PUT", address, cells(**GOOD)),
        auditor.ask("POST", f"{address}/publish"),
        head.ask("PUT", address, cells(**GOOD)),
        clerk.ask("POST", f"{address}/approve"),
    ]

    assert [(one[0], one[1]["code"]) for one in given] == [(404, "api.not_found")] * 7
    assert auditor.ask("GET", address)[1]["deeds"] == []


def test_restricted_cells_are_not_there_for_who_may_not_read_them(
    at_work: Cast, program: Program, clerk: Caller
) -> None:
    address = f"/api/v1/filings/PL4/{at_work.hoa_thuan.pk}/2026H1a"
    clerk.ask("PUT", address, cells(I05={"number": 3}, H01={"number": 9}))
    administrator, secretary = program(at_work.lan), program(at_work.giang)

    read = [
        caller.ask("GET", address)[1]["cells"]
        for caller in (clerk, secretary, administrator)
    ]

    assert ["I05" in stands for stands in read] == [True, True, False]
    assert [stands["H01"]["number"] for stands in read] == [9, 9, 9]


@pytest.mark.parametrize(
    ("form", "unit", "period", "code"),
    [
        ("PL99", "{here}", "2026H1", "indicators.unknown_form"),
        ("P%00L4", "{here}", "2026H1", "indicators.unknown_form"),
        ("PL4", "{here}", "2026H3", "periods.unknown"),
        ("PL4", "{here}", "W:khong-co", "periods.unknown"),
        ("PL4", "{here}", "2026-07", "indicators.not_asked"),
        ("PL4", "0", "2026H1", "units.not_found"),
        ("PL4", "9" * 30, "2026H1", "units.not_found"),
        ("PL4", "-1", "2026H1", "units.not_found"),
        ("PL4", "code:", "2026H1", "units.no_such_unit"),
        ("PL4", "code:%00", "2026H1", "units.no_such_unit"),
        ("PL4", "code:99999", "2026H1", "units.no_such_unit"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_is_asked_of_nobody_is_refused_with_a_code(  # noqa: PLR0917 -- a table
    at_work: Cast,
    clerk: Caller,
    method: str,
    form: str,
    unit: str,
    period: str,
    code: str,
) -> None:
    here = unit.format(here=at_work.hoa_thuan.pk)
    sent = cells(**GOOD) if method == "PUT" else None

    status, problem = clerk.ask(method, f"/api/v1/filings/{form}/{here}/{period}", sent)

    assert problem["code"] == code
    assert status in {400, 404}
    assert begun(clerk) == 0


def test_a_period_that_has_not_begun_takes_no_figures(
    at_work: Cast, clerk: Caller
) -> None:
    address = f"/api/v1/filings/PL4/{at_work.hoa_thuan.pk}/2027H1"

    status, problem = clerk.ask("PUT", address, cells(**GOOD))

    assert (status, problem["code"]) == (409, "indicators.period_not_over_yet")


def test_a_unit_that_has_ended_is_asked_for_what_came_before_alone(
    at_work: Cast, program: Program
) -> None:
    ended = add_unit(
        kind=UnitKind.COMMUNE,
        name="Xã Cũ",
        parent=at_work.an_binh,
        code="90199",
        valid_to=date(2026, 3, 31),
    )
    reader = program(at_work.giang)

    given = [
        reader.ask("GET", f"/api/v1/filings/PL4/{ended.pk}/{period}")[0]
        for period in ("2026Q1", "2026Q2")
    ]

    assert given == [200, 404]
