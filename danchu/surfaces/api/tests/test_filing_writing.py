"""What programs write beyond exact numbers: limits, words, remarks, slips, days."""

import json
from typing import Any

import pytest

from danchu.kernel.audit.queries import history_of_unit
from danchu.surfaces.api.tests.conftest import GOOD, Caller, cells
from danchu.testing.cast import Cast


def sheet(named: dict[str, Any] | None = None, **texts: Any) -> str:
    return json.dumps({"cells": named or {}, "texts": texts})


def verbs(cast: Cast) -> list[str]:
    return [event.verb for event in history_of_unit(cast.hoa_thuan)]


def codes(problem: Any) -> list[tuple[str, str]]:
    return [(one["parameter"], one["code"]) for one in problem["errors"]]


@pytest.fixture
def in_words(at_work: Cast) -> str:
    """Return the address of a form that asks for parts in words."""
    return f"/api/v1/filings/PL2/{at_work.hoa_thuan.pk}/2026H1"


def test_a_limit_is_written_as_one(clerk: Caller, address: str) -> None:
    more = {"number": 4000, "qualifier": "more_than"}
    fewer = {"number": 60, "qualifier": "fewer_than"}

    status, document = clerk.ask("PUT", address, cells(G01=fewer, G02=more))

    stands = document["cells"]
    assert status == 200
    assert [stands[name]["text"] for name in ("G01", "G02")] == ["gần 60", "hơn 4.000"]
    assert stands["G02"]["qualifier"] == "more_than"
    assert stands["G02"]["number"] == 4000


@pytest.mark.parametrize(
    ("cell", "code", "parameter"),
    [
        ({"number": 4, "qualifier": "approximate"}, "api.invalid", ".qualifier"),
        ({"number": 0, "qualifier": "more_than"}, "api.bad_cells", ""),
        ({"state": "zero", "qualifier": "more_than"}, "api.bad_cells", ""),
        ({"qualifier": "fewer_than"}, "api.bad_cells", ""),
        ({"state": "not_yet", "qualifier": "more_than"}, "api.bad_cells", ""),
        ({"number": 4, "seen": {"number": -4}}, "api.bad_cells", ".seen"),
    ],
)
def test_a_limit_of_nothing_is_refused(
    clerk: Caller, address: str, cell: Any, code: str, parameter: str
) -> None:
    status, problem = clerk.ask("PUT", address, cells(G01=cell))

    assert (status, problem["code"]) == (400, code)
    assert problem["errors"][0]["parameter"] == f"cells.G01{parameter}"
    assert clerk.ask("GET", address)[1]["status"] == "not_begun"


def test_parts_in_words_are_written_merged_and_emptied(
    clerk: Caller, in_words: str, at_work: Cast
) -> None:
    first = sheet(HAN_CHE={"text": " Chậm.\r\nÍt người. "}, KIEN_NGHI={"text": "Thêm."})

    saved, document = clerk.ask("PUT", in_words, first)
    again = clerk.ask("PUT", in_words, first)[1]
    emptied = clerk.ask("PUT", in_words, '{"texts": {"HAN_CHE": null}}')[1]

    assert saved == 200
    assert document["texts"]["HAN_CHE"] == {
        "label": "Hạn chế",
        "text": "Chậm.\nÍt người.",
    }
    assert again["version"] == document["version"]
    assert [emptied["texts"][code]["text"] for code in ("HAN_CHE", "KIEN_NGHI")] == [
        "",
        "Thêm.",
    ]
    assert verbs(at_work).count("indicators.enter") == 2


@pytest.mark.parametrize("text", ["x" * 10_001, 5, None])
def test_a_text_that_does_not_fit_is_refused(
    clerk: Caller, in_words: str, text: Any
) -> None:
    status, problem = clerk.ask("PUT", in_words, sheet(HAN_CHE={"text": text}))

    assert (status, problem["code"]) == (400, "api.invalid")
    assert problem["errors"][0]["parameter"] == "texts.HAN_CHE.text"


def test_every_bad_cell_and_text_is_named_and_nothing_is_written(
    clerk: Caller, in_words: str
) -> None:
    sent = sheet(
        {"A12": {"number": -1}, "X99": None},
        HAN_CHE={"text": "Chậm."},
        KHONG_CO={"text": "?"},
    )

    status, problem = clerk.ask("PUT", in_words, sent)

    assert (status, problem["code"]) == (400, "api.bad_cells")
    assert codes(problem) == [
        ("cells.A12", "indicators.not_in_form"),
        ("cells.X99", "indicators.not_in_form"),
        ("texts.KHONG_CO", "indicators.not_in_form"),
    ]
    assert clerk.ask("GET", in_words)[1]["status"] == "not_begun"


def test_nothing_is_written_over_what_was_not_seen(
    clerk: Caller, in_words: str, address: str
) -> None:
    clerk.ask("PUT", in_words, sheet(HAN_CHE={"text": "Chậm."}))
    clerk.ask("PUT", address, cells(G01={"number": 5, "note": "Sửa."}))
    late = {
        "G01": {"number": 6, "seen": {"number": 4}},
        "G03": {"number": 1, "seen": {}},
    }

    texts = clerk.ask(
        "PUT", in_words, sheet(HAN_CHE={"text": "Ít.", "seen": ""}, KIEN_NGHI=None)
    )
    numbers = clerk.ask("PUT", address, cells(**late))

    for status, problem in (texts, numbers):
        assert (status, problem["code"]) == (409, "api.written_since")
    assert codes(texts[1]) == [("texts.HAN_CHE", "api.written_since")]
    assert texts[1]["errors"][0]["detail"] == "nay là “Chậm.”"
    assert codes(numbers[1]) == [("cells.G01", "api.written_since")]
    assert numbers[1]["errors"][0]["detail"] == "nay là “5; ghi chú: Sửa.”"
    stands = clerk.ask("GET", address)[1]["cells"]
    assert [stands[name]["text"] for name in ("G01", "G03")] == ["5", "chưa nhập"]
    assert clerk.ask("GET", in_words)[1]["texts"]["HAN_CHE"]["text"] == "Chậm."


def test_what_was_seen_and_what_is_there_already_are_written(
    clerk: Caller, in_words: str, address: str
) -> None:
    clerk.ask("PUT", address, cells(G01={"number": 5, "note": "Sửa."}))
    clerk.ask("PUT", in_words, sheet(HAN_CHE={"text": "Chậm."}))
    right = {
        "G01": {"number": 6, "seen": {"number": 5, "note": "Sửa."}},
        "G03": {"number": 1, "seen": {"state": "blank"}},
    }

    first = clerk.ask("PUT", address, cells(**right))
    again = clerk.ask("PUT", address, cells(**right))
    texts = clerk.ask("PUT", in_words, sheet(HAN_CHE={"text": "Ít.", "seen": "Chậm."}))

    assert [one[0] for one in (first, again, texts)] == [200] * 3
    assert first[1] == again[1]
    assert texts[1]["texts"]["HAN_CHE"]["text"] == "Ít."


def returned(remarks: Any, reason: str = "Xem lại.") -> str:
    return json.dumps({"reason": reason, "remarks": remarks})


@pytest.fixture
def submitted(clerk: Caller, address: str) -> str:
    clerk.ask("PUT", address, cells(**GOOD))
    clerk.ask("POST", f"{address}/submit")
    return address


def test_a_return_says_what_is_wrong_with_which_cell(
    clerk: Caller, head: Caller, submitted: str
) -> None:
    sent = returned({"G01": "Quý II có 5 cuộc.", "G02": "  "})

    status, document = head.ask("POST", f"{submitted}/return", sent)
    clerk.ask("POST", f"{submitted}/submit")
    _, later = clerk.ask("GET", submitted)

    assert (status, document["status"]) == (200, "draft")
    assert document["remarks"] == [
        {
            "cell": "G01",
            "text": "Quý II có 5 cuộc.",
            "by": "Lê Thị Cúc",
            "at": "2026-07-06T08:00:00Z",
            "is_open": True,
        }
    ]
    assert [one["is_open"] for one in later["remarks"]] == [False]


@pytest.mark.parametrize(
    ("remarks", "code", "parameter"),
    [
        ({"G01": "Sai", "X99": "Sai"}, "api.bad_cells", "remarks.X99"),
        ({"G01": "x" * 501}, "api.invalid", "remarks.G01"),
        ({f"G{n}": "Sai" for n in range(61)}, "api.invalid", "remarks"),
        ({"G01": 5}, "api.invalid", "remarks.G01"),
    ],
)
def test_a_remark_that_cannot_be_keeps_the_filing_where_it_is(
    head: Caller, submitted: str, remarks: Any, code: str, parameter: str
) -> None:
    status, problem = head.ask("POST", f"{submitted}/return", returned(remarks))

    assert (status, problem["code"]) == (400, code)
    assert problem["errors"][0]["parameter"] == parameter
    _, document = head.ask("GET", submitted)
    assert (document["status"], document["remarks"]) == ("submitted", [])


@pytest.fixture
def published(clerk: Caller, head: Caller, secretary: Caller, address: str) -> str:
    clerk.ask("PUT", address, cells(G03={"number": 5}, G04={"number": 5}))
    for caller, deed in [
        (clerk, "submit"),
        (head, "approve"),
        (secretary, "accept"),
        (secretary, "publish"),
    ]:
        caller.ask("POST", f"{address}/{deed}")
    return address


def slip(reason: str = "Sót biên bản.", **named: Any) -> str:
    return json.dumps({"cells": named, "reason": reason})


def test_one_slip_corrects_cells_that_only_fit_together(
    secretary: Caller, published: str, at_work: Cast
) -> None:
    sent = slip(G04={"number": 9, "note": "Tập 2."}, G03={"number": 9})

    status, document = secretary.ask("POST", f"{published}/correct", sent)

    assert status == 200
    assert [document["cells"][name]["number"] for name in ("G03", "G04")] == [9, 9]
    [event] = history_of_unit(at_work.hoa_thuan).filter(verb="indicators.correct")
    assert event.facts["changes"] == {"G04": ["5", "9"], "G03": ["5", "9"]}


def test_a_slip_that_contradicts_names_each_contradiction(
    secretary: Caller, published: str
) -> None:
    status, problem = secretary.ask(
        "POST", f"{published}/correct", slip(G04={"number": 9})
    )

    assert (status, problem["code"]) == (409, "indicators.contradiction")
    assert codes(problem) == [("G04, G03", "indicators.contradiction")]


def test_a_slip_with_a_part_of_a_person_is_refused_by_cell(
    secretary: Caller, published: str
) -> None:
    sent = slip(G04={"number": 4.5}, G03={"number": 4})

    status, problem = secretary.ask("POST", f"{published}/correct", sent)

    assert (status, problem["code"]) == (400, "api.bad_cells")
    assert codes(problem) == [("cells.G04", "indicators.not_a_number")]


def more_time(until: Any = "2026-07-20", reason: str = "Bão số 3.") -> str:
    return json.dumps({"until": until, "reason": reason})


def test_a_unit_gets_more_time_even_if_nobody_has_begun(
    clerk: Caller, secretary: Caller, address: str, at_work: Cast
) -> None:
    before = clerk.ask("GET", address)[1]["due_on"]

    status, document = secretary.ask(
        "POST", f"{address}/extend", more_time(), If_Match='"0"'
    )

    assert before == "2026-07-06"
    assert (status, document["status"], document["due_on"]) == (
        200,
        "draft",
        "2026-07-20",
    )
    [event] = history_of_unit(at_work.hoa_thuan).filter(verb="indicators.extend")
    assert event.facts["reason"] == "Bão số 3."


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (more_time("2026-07-06"), 422, "indicators.extension_out_of_range"),
        (more_time("2028-01-01"), 422, "indicators.extension_out_of_range"),
        (more_time("2026-02-30"), 400, "api.invalid"),
        (more_time("20260720"), 400, "api.invalid"),
        (more_time(20260720), 400, "api.invalid"),
        (more_time(None), 400, "api.invalid"),
        ('{"reason": "x"}', 400, "api.invalid"),
    ],
)
def test_a_day_that_does_not_serve_moves_nothing(
    clerk: Caller, secretary: Caller, address: str, sent: str, status: int, code: str
) -> None:
    refused, problem = secretary.ask("POST", f"{address}/extend", sent)

    assert (refused, problem["code"]) == (status, code)
    assert clerk.ask("GET", address)[1]["status"] == "not_begun"


def test_what_is_handed_up_has_no_day_to_move(
    head: Caller, secretary: Caller, submitted: str
) -> None:
    head.ask("POST", f"{submitted}/approve")

    status, problem = secretary.ask("POST", f"{submitted}/extend", more_time())

    assert (status, problem["code"]) == (409, "indicators.not_extendable")


def test_more_time_is_given_only_as_the_filing_was_seen(
    clerk: Caller, secretary: Caller, address: str
) -> None:
    clerk.ask("PUT", address, cells(**GOOD))

    late = secretary.ask("POST", f"{address}/extend", more_time(), If_Match='"0"')
    stranger = clerk.ask("POST", f"{address}/extend", more_time())

    assert (late[0], late[1]["code"]) == (412, "api.changed")
    assert (stranger[0], stranger[1]["code"]) == (404, "api.not_found")


@pytest.mark.parametrize("reason", ["", "   ", "\u00a0\n"])
def test_a_blank_reason_is_refused_in_the_same_way_everywhere(
    clerk: Caller, head: Caller, secretary: Caller, address: str, reason: str
) -> None:
    why = json.dumps({"reason": reason})
    given = [secretary.ask("POST", f"{address}/extend", more_time(reason=reason))]
    clerk.ask("PUT", address, cells(**GOOD))
    clerk.ask("POST", f"{address}/submit")
    given.append(head.ask("POST", f"{address}/return", why))
    head.ask("POST", f"{address}/approve")
    given.append(head.ask("POST", f"{address}/reopen", why))
    secretary.ask("POST", f"{address}/accept")
    secretary.ask("POST", f"{address}/publish")
    given.append(
        secretary.ask("POST", f"{address}/correct", slip(reason, G01={"number": 5}))
    )

    assert [(status, problem["code"]) for status, problem in given] == [
        (422, "indicators.reason_missing")
    ] * 4
    assert secretary.ask("GET", address)[1]["cells"]["G01"]["number"] == 4
