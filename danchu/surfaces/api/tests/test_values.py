"""Many values at once: told cell by cell, written all or none, once for each key."""

import json
from typing import Any

import pytest
from django.test import Client

from danchu.kernel.audit.queries import history_of_unit, refusals_of
from danchu.kernel.people.services import give_post
from danchu.surfaces.api.tests.conftest import Caller
from danchu.testing.cast import SINCE, Cast

VALUES = "/api/v1/values"
HEAD = "form,unit,period,cell,number,state,qualifier,note\n"
CSV = {"Content_Type": "text/csv"}


def body(unit: object, period: str = "2026H1", **cells: Any) -> dict[str, Any]:
    return {"form": "PL4", "unit": str(unit), "period": period, "cells": cells}


def sent(*filings: dict[str, Any]) -> str:
    return json.dumps({"filings": filings})


def table(unit: object, *lines: str) -> str:
    return HEAD + "".join(f"PL4,{unit},2026H1,{line}\n" for line in lines)


def why(problem: Any) -> list[tuple[str, str]]:
    return [
        (one["parameter"].rsplit("/", 1)[1], one["code"]) for one in problem["errors"]
    ]


def verbs(cast: Cast) -> list[str]:
    return [event.verb for event in history_of_unit(cast.hoa_thuan)]


def test_a_table_and_a_document_say_the_same(
    clerk: Caller, at_work: Cast, address: str
) -> None:
    unit = at_work.hoa_thuan.pk
    lines = ("G01,4,,,", 'G02,1612,,,"Đếm tay, hai lần."', "G03,,not_yet,,")
    told = clerk.ask("POST", VALUES, table(unit, *lines).encode(), **CSV)
    assert told[0] == 200
    assert told[1]["filings"][0]["outcomes"] == dict.fromkeys(
        ("G01", "G02", "G03"), "new"
    )

    again = sent(
        body(
            unit,
            G01={"number": 4},
            G02={"number": 1612, "note": "Đếm tay, hai lần."},
            G03={"state": "not_yet"},
        )
    )
    before = clerk.ask("GET", address)[1]
    status, document = clerk.ask("POST", VALUES, again)

    assert (status, document["counts"]) == (
        200,
        {"new": 0, "changed": 0, "same": 3, "refused": 0},
    )
    assert clerk.ask("GET", address)[1] == before
    assert verbs(at_work)[:2] == ["indicators.enter", "indicators.open"]
    assert verbs(at_work).count("indicators.enter") == 1


def test_a_dry_run_tells_every_cell_and_writes_nothing(
    clerk: Caller, address: str
) -> None:
    unit = "code:90101"
    clerk.ask("POST", VALUES, sent(body(unit, G01={"number": 4}, G02={"number": 9})))
    before = clerk.ask("GET", address)[1]
    lines = ("G01,5,,,", "G02,9,,,", "G03,1,,,", "G04,-1,,,", "X99,1,,,")

    status, document = clerk.ask(
        "POST", f"{VALUES}?dry_run=true", table(unit, *lines).encode(), **CSV
    )

    assert (status, document["written"]) == (200, False)
    [filing] = document["filings"]
    assert filing["outcomes"] == {
        "G01": "changed",
        "G02": "same",
        "G03": "new",
        "G04": "refused",
        "X99": "refused",
    }
    assert filing["changed"] == {"G01": {"was": "4", "now": "5"}}
    assert [(one["cell"], one["code"]) for one in filing["refused"]] == [
        ("G04", "indicators.not_a_number"),
        ("X99", "indicators.not_in_form"),
    ]
    assert clerk.ask("GET", address)[1] == before


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("G02,1.234,,,", "indicators.not_a_number"),
        ('G02,"1.234,5",,,', "indicators.not_a_number"),
        ('G02,"1,234.5",,,', "indicators.not_a_number"),
        ("G02,=1+1,,,", "indicators.not_a_number"),
        ("G02,2026-07-06,,,", "indicators.not_a_number"),
        ("G02,1e3,,,", "indicators.not_a_number"),
        ("G02,1,zero,,", "indicators.not_a_number"),
        ("G02,1,,approximate,", "indicators.not_a_number"),
        ("G01,7,,,", "api.sent_twice"),
        ("I99,7,,,", "indicators.not_in_form"),
    ],
)
def test_one_cell_that_cannot_be_used_keeps_all_from_being_written(
    clerk: Caller, at_work: Cast, address: str, line: str, code: str
) -> None:
    lines = table(at_work.hoa_thuan.pk, "G01,4,,,", "G03,1,,,", line)

    status, problem = clerk.ask("POST", VALUES, lines.encode(), **CSV)

    assert (status, problem["code"]) == (422, "api.bad_values")
    assert why(problem) == [(line.partition(",")[0], code)]
    assert clerk.ask("GET", address)[1]["status"] == "not_begun"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"period": "2026Q9"}, "periods."),
        ({"period": "2031H1"}, "indicators.period_not_over_yet"),
        ({"form": "XX1"}, "indicators.unknown_form"),
        ({"unit": "code:90201"}, "indicators.not_yours"),
        ({"unit": "code:90102"}, "indicators.not_yours"),
        ({"unit": "999999"}, "indicators.not_yours"),
    ],
)
def test_another_form_period_or_unit_is_refused_whole(
    clerk: Caller, at_work: Cast, address: str, changed: Any, code: str
) -> None:
    good = body(at_work.hoa_thuan.pk, G01={"number": 4})
    bad = body(at_work.hoa_thuan.pk, "2025H2", G01={"number": 4}) | changed

    status, problem = clerk.ask("POST", VALUES, sent(good, bad))

    assert (status, problem["code"]) == (422, "api.bad_values")
    assert [one["code"].startswith(code) for one in problem["errors"]] == [True]
    assert clerk.ask("GET", address)[1]["status"] == "not_begun"
    is_foreign = code == "indicators.not_yours"
    assert refusals_of(at_work.binh).exists() == is_foreign


def test_what_is_not_yours_reads_like_what_is_not_there(
    secretary: Caller, at_work: Cast
) -> None:
    def told(unit: str) -> str:
        answer = secretary.ask("POST", VALUES, sent(body(unit, G01={"number": 4})))
        return str(answer).replace(unit, "…")

    assert told(str(at_work.hoa_thuan.pk)) == told("999999") == told("code:90201")


def test_one_filing_under_two_names_is_refused(clerk: Caller, at_work: Cast) -> None:
    names = ("code:90101", at_work.hoa_thuan.pk)
    twice = sent(*(body(name, G01={"number": 4}) for name in names))

    status, problem = clerk.ask("POST", VALUES, twice)

    assert (status, why(problem)) == (422, [("G01", "api.sent_twice")])


def test_what_somebody_wrote_since_it_was_seen_stays(
    clerk: Caller, at_work: Cast, address: str
) -> None:
    unit = at_work.hoa_thuan.pk
    clerk.ask("POST", VALUES, sent(body(unit, G01={"number": 4})))
    late = body(unit, G01={"number": 6, "seen": {"number": 3}})

    status, problem = clerk.ask("POST", VALUES, sent(late))

    assert (status, why(problem)) == (422, [("G01", "api.written_since")])
    assert clerk.ask("GET", address)[1]["cells"]["G01"]["number"] == 4


def test_a_key_makes_a_second_sending_an_echo_of_the_first(
    clerk: Caller, at_work: Cast, address: str
) -> None:
    unit = at_work.hoa_thuan.pk
    first, key = sent(body(unit, G01={"number": 4})), {"Idempotency_Key": "quy-2"}
    taken = clerk.answer("POST", VALUES, first, **key)
    clerk.ask("POST", VALUES, sent(body(unit, G01={"number": 5})))

    again = clerk.answer("POST", VALUES, first, **key)

    assert again.json() == taken.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert clerk.ask("GET", address)[1]["cells"]["G01"]["number"] == 5
    other = sent(body(unit, G01={"number": 6}))
    assert clerk.ask("POST", VALUES, other, **key)[1]["code"] == "api.key_reused"


def test_a_refused_key_may_be_used_for_what_is_mended(
    clerk: Caller, at_work: Cast
) -> None:
    unit, key = at_work.hoa_thuan.pk, {"Idempotency_Key": "quy-2"}
    wrong, right = (sent(body(unit, G01={"number": n})) for n in (-4, 4))

    assert clerk.ask("POST", VALUES, wrong, **key)[0] == 422
    assert clerk.ask("POST", VALUES, right, **key)[0] == 200


@pytest.mark.parametrize(
    ("raw", "kind", "status", "code"),
    [
        (b"form,unit\nPL4,1\n", "text/csv", 400, "api.bad_document"),
        (HEAD.encode() + b"PL4,1\n", "text/csv", 400, "api.bad_document"),
        (HEAD.encode(), "text/csv", 400, "api.bad_document"),
        (b"\xff\xfe", "text/csv", 400, "api.bad_document"),
        (b"{}", "application/json", 400, "api.invalid"),
        (b"1;2", "application/xml", 415, "api.not_values"),
        (b"x" * 2_500_001, "text/csv", 413, "api.too_large"),
    ],
)
def test_another_body_is_refused(
    clerk: Caller, raw: bytes, kind: str, status: int, code: str
) -> None:
    told = clerk.ask("POST", VALUES, raw, Content_Type=kind)

    assert (told[0], told[1]["code"]) == (status, code)


def test_a_clerk_of_two_communes_writes_both_with_few_questions(
    at_work: Cast, django_assert_max_num_queries: Any
) -> None:
    give_post(
        user=at_work.binh,
        unit=at_work.tan_lap,
        role="clerk",
        title="",
        valid_from=SINCE,
    )
    client = Client()
    client.force_login(at_work.binh)
    both = [
        body(unit.pk, G01={"number": 4})
        for unit in (at_work.hoa_thuan, at_work.tan_lap)
    ]

    with django_assert_max_num_queries(45):
        answer = client.post(VALUES, sent(*both), content_type="application/json")

    assert answer.json()["counts"]["new"] == 2
