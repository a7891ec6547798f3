"""Figures over HTTP: who sees what, parts, and what is refused."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import (
    accept_filing,
    approve_filing,
    enter_values,
    load_catalogue,
    open_filing,
    publish_filing,
    submit_filing,
)
from danchu.indicators.services.plans import Decision, Planned, set_plans
from danchu.indicators.tests.factories import close_indicator
from danchu.kernel.people.models import User
from danchu.kernel.periods.rules import Period
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.surfaces.api.rendering import dump
from danchu.testing.cast import Cast, hire, make_cast

FIGURES = "/api/v1/figures"
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
ASKED = {"indicator": "G01", "within": "901", "period": "2025Q4"}


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    """Hòa Thuận has published 7 dialogues; Tân Lập has submitted 5."""
    load_catalogue()
    cast = make_cast()
    _file(cast, cast.hoa_thuan, (cast.binh, cast.cuc), 7, is_published=True)
    clerk = hire("thu", "Ngô Thị Thu", cast.tan_lap, "clerk")
    _file(cast, cast.tan_lap, (clerk, clerk), 5, is_published=False)
    return cast


def _file(
    cast: Cast,
    unit: Any,
    people: tuple[User, User],
    number: int,
    *,
    is_published: bool,
) -> None:
    clerk, head = people
    period = Period.quarter(2025, 4)
    filing = open_filing(actor=clerk, form="PL4", unit=unit, period=period, at=NOW)
    enter_values(
        actor=clerk, filing=filing, entries={"G01": Entry(str(number))}, at=NOW
    )
    submit_filing(actor=clerk, filing=filing, at=NOW)
    if is_published:
        approve_filing(actor=head, filing=filing, at=NOW)
        accept_filing(actor=cast.giang, filing=filing, at=NOW)
        publish_filing(actor=cast.giang, filing=filing, at=NOW)


def test_strangers_see_what_is_published_and_how_much_is_missing(
    client: Client, cast: Cast
) -> None:
    response = client.get(FIGURES, ASKED)

    href = "/api/v1/figures?indicator=G01&within={}&period=2025Q4&as_of_map=2026-03-02"
    assert response.json() == {
        "value": 7,
        "qualifier": "exact",
        "coverage": {"have": 1, "of": 2},
        "status": "published",
        "why_no_value": None,
        "indicator": {
            "code": "G01",
            "name": "Số cuộc tiếp xúc, đối thoại của người đứng đầu cấp ủy, "
            "chính quyền với Nhân dân",
            "unit_of_measure": "cuộc",
            "measure": "count",
        },
        "unit": _place(cast.an_binh, "901"),
        "period": {
            "code": "2025Q4",
            "label": "quý IV/2025",
            "start": "2025-10-01",
            "end": "2025-12-31",
        },
        "map": "2026-03-02",
        "tree": "territory",
        "member": None,
        "floor": "published",
        "is_demonstration": False,
        "reported": [],
        "children": [
            {
                "value": None,
                "qualifier": "exact",
                "coverage": {"have": 0, "of": 1},
                "status": None,
                "why_no_value": "Chưa có số liệu",
                "unit": _place(cast.tan_lap, "90102"),
                "name": "Phường Tân Lập",
                "member": None,
                "href": href.format("90102"),
            },
            {
                "value": 7,
                "qualifier": "exact",
                "coverage": {"have": 1, "of": 1},
                "status": "published",
                "why_no_value": None,
                "unit": _place(cast.hoa_thuan, "90101"),
                "name": "Xã Hòa Thuận",
                "member": None,
                "href": href.format("90101"),
            },
        ],
        "remainder": None,
        "series": [],
        "plan": None,
        "as_published": None,
        "proof": None,
    }
    assert response.headers["Cache-Control"] == "public, max-age=10"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def _place(unit: Any, code: str) -> dict[str, Any]:
    return {
        "id": unit.pk,
        "code": code,
        "name": unit.name,
        "kind": unit.kind,
        "href": f"/api/v1/units/{unit.pk}?as_of=2026-03-02",
    }


@pytest.mark.usefixtures("cast")
def test_a_total_is_read_as_published_on_a_day(client: Client) -> None:
    before = client.get(FIGURES, {**ASKED, "as_published_on": "2026-03-01"})
    then = client.get(FIGURES, {**ASKED, "as_published_on": "2026-03-02"})
    ahead = client.get(FIGURES, {**ASKED, "as_published_on": "2026-03-03"})
    close_indicator("G01", "internal")
    closed = client.get(FIGURES, {**ASKED, "as_published_on": "2026-03-02"})

    assert before.json()["as_published"]["value"] is None
    assert before.json()["as_published"]["published_since"] == 1
    assert then.json()["as_published"] == {
        "day": "2026-03-02",
        "value": 7,
        "qualifier": "exact",
        "units": 1,
        "withheld": 0,
        "published_since": 0,
        "changes": [],
        "changes_in_all": 0,
    }
    assert (ahead.status_code, closed.status_code) == (400, 409)


def test_links_to_drill_down_lead_to_the_same_number(
    client: Client, cast: Cast
) -> None:
    [_, child] = client.get(FIGURES, ASKED).json()["children"]

    below = client.get(child["href"]).json()

    assert (below["unit"]["name"], below["value"]) == (cast.hoa_thuan.name, 7)
    assert below["children"] == []


def test_an_official_in_reach_sees_what_is_under_way(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.giang)

    published = client.get(FIGURES, ASKED)
    provisional = client.get(FIGURES, {**ASKED, "floor": "provisional"})
    approved = client.get(FIGURES, {**ASKED, "floor": "approved"})

    answers = [response.json() for response in (published, approved, provisional)]
    assert [one["value"] for one in answers] == [7, 7, 12]
    assert [one["status"] for one in answers] == [
        "published",
        "published",
        "provisional",
    ]
    assert "&floor=provisional" in answers[2]["children"][0]["href"]


def test_what_a_signed_in_reader_sees_is_kept_nowhere(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.giang)

    response = client.get(FIGURES, {**ASKED, "floor": "provisional"})

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "ETag" not in response.headers
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("who", ["nobody", "an", "dung"])
def test_figures_under_way_are_not_there_for_others(
    client: Client, cast: Cast, who: str
) -> None:
    if who != "nobody":
        client.force_login(getattr(cast, who))
    asked = {**ASKED, "floor": "provisional"}

    refused, nothing = client.get(FIGURES, asked), client.get("/api/v1/nix")

    assert refused.status_code == nothing.status_code == 404
    assert {**refused.json(), "instance": ""} == {**nothing.json(), "instance": ""}
    assert client.get(FIGURES, ASKED).json()["value"] == 7


def test_who_was_refused_is_kept_in_history(client: Client, cast: Cast) -> None:
    client.force_login(cast.dung)
    before = _refusals(cast.dung)

    client.get(FIGURES, {**ASKED, "floor": "provisional"})

    assert before == []
    assert _refusals(cast.dung) == [("access.refuse", "access.forbidden", FIGURES)]


def _refusals(who: User) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT verb, facts->>'code', facts->>'path' FROM audit_event "
            "WHERE actor_id = %s",
            [who.pk],
        )
        return list(cursor.fetchall())


def test_a_total_may_be_told_apart_by_any_level_or_not_at_all(
    client: Client, cast: Cast
) -> None:
    nation = {"indicator": "G01", "period": "2025Q4"}

    by_province = client.get(FIGURES, nation).json()
    by_commune = client.get(FIGURES, {**nation, "by": "commune"}).json()
    alone = client.get(FIGURES, {**nation, "by": "none"}).json()

    assert [one["name"] for one in by_province["children"]] == [
        "Tỉnh An Bình",
        "Tỉnh Trường Sơn",
    ]
    assert [(one["name"], one["value"]) for one in by_commune["children"]] == [
        ("Phường Tân Lập", None),
        ("Xã Hòa Thuận", 7),
        ("Xã Suối Ngọc", None),
    ]
    assert alone["children"] == []
    assert by_province["value"] == by_commune["value"] == alone["value"] == 7
    assert by_province["unit"]["name"] == cast.nation.name


def test_what_stands_in_no_part_is_the_remainder(client: Client, cast: Cast) -> None:
    clerk = hire("son", "Đinh Văn Sơn", cast.an_binh, "clerk")
    _file(cast, cast.an_binh, (clerk, clerk), 3, is_published=False)
    client.force_login(cast.giang)

    answer = client.get(FIGURES, {**ASKED, "floor": "provisional"}).json()

    assert answer["value"] == 15
    assert [one["value"] for one in answer["children"]] == [5, 7]
    assert answer["remainder"] == {
        "value": 3,
        "qualifier": "exact",
        "coverage": {"have": 0, "of": 0},
        "status": "provisional",
        "why_no_value": None,
        "unit": None,
        "name": "Riêng cấp tỉnh",
        "member": None,
        "href": None,
    }


def test_consecutive_periods_may_be_combined(client: Client, cast: Cast) -> None:
    answer = client.get(FIGURES, {**ASKED, "period": "2025Q4,2025Q3"}).json()

    assert answer["value"] == 7
    assert answer["period"] == {
        "code": "2025Q3,2025Q4",
        "label": "quý III/2025, quý IV/2025",
        "start": "2025-07-01",
        "end": "2025-12-31",
    }
    assert cast.hoa_thuan.name == "Xã Hòa Thuận"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({"indicator": "G99"}, 404, "indicators.unknown_indicator"),
        ({"indicator": "\0"}, 404, "indicators.unknown_indicator"),
        ({"indicator": "G" * 10_000}, 404, "indicators.unknown_indicator"),
        ({"indicator": ""}, 400, "api.invalid"),
        ({"period": "2025Q5"}, 404, "periods.unknown"),
        ({"period": "quý 1"}, 404, "periods.unknown"),
        ({"period": "\0"}, 404, "periods.unknown"),
        ({"period": "W:khong-co"}, 404, "periods.unknown"),
        ({"period": "2025Q1,2025Q3"}, 400, "indicators.periods_do_not_add"),
        ({"within": "00"}, 404, "units.no_such_unit"),
        ({"as_of_map": "31/12/2024"}, 400, "units.unknown_map_date"),
        ({"by": "xã"}, 400, "api.invalid"),
        ({"floor": "draft"}, 400, "api.invalid"),
        ({"as_of": "2024-12-31"}, 400, "api.invalid"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_code(
    client: Client, parameters: dict[str, str], status: int, code: str
) -> None:
    response = client.get(FIGURES, {**ASKED, **parameters})

    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.usefixtures("cast")
def test_too_many_parts_are_refused_with_a_way_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danchu.surfaces.api.figures.MOST_PARTS", 1)

    refused = client.get(FIGURES, ASKED)
    alone = client.get(FIGURES, {**ASKED, "by": "none"})

    assert refused.json()["code"] == "api.too_many_parts"
    assert refused.json()["detail"] == (
        "Số liệu này chia thành 2 phần, nhiều hơn 1 phần cho phép."
    )
    assert alone.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_figure_takes_the_same_reads_however_many_its_parts(
    client: Client,
    cast: Cast,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    village = cast.elsewhere_province if count == 1 else cast.an_binh
    add_unit(kind=UnitKind.COMMUNE, name="Xã Ba", parent=cast.an_binh, code="90103")
    asked = {**ASKED, "within": "902" if count == 1 else "901"}

    client.get(FIGURES, asked)
    with django_assert_num_queries(9):
        answer = client.get(FIGURES, asked).json()

    assert (answer["unit"]["id"], len(answer["children"])) == (village.pk, count)


def test_numbers_leave_exactly_as_they_are_stored() -> None:
    stored = {"value": Decimal("123456789012345678.1234"), "zero": Decimal(0)}

    assert dump(stored) == b'{"value":123456789012345678.1234,"zero":0}'


@pytest.mark.usefixtures("cast")
def test_a_series_and_the_line_are_answered_as_asked(client: Client) -> None:
    periods = {**ASKED, "period": "2025Q3,2025Q4"}

    in_a_row = client.get(FIGURES, {**periods, "series": "true"}).json()
    line = client.get(FIGURES, {**ASKED, "tree": "line"}).json()
    unknown = client.get(FIGURES, {**ASKED, "member": "NIX"}).json()

    points = [(one["period"]["code"], one["value"]) for one in in_a_row["series"]]
    assert points == [("2025Q3", None), ("2025Q4", 7)]
    assert (line["tree"], line["children"]) == ("line", [])
    assert unknown["code"] == "indicators.unknown_member"


def test_a_units_own_published_number_is_proved(cast: Cast) -> None:
    assert cast.hoa_thuan.name == "Xã Hòa Thuận"
    one = Client().get(FIGURES, ASKED | {"within": "90101"}).json()

    proof = Client().get(one["proof"]).json()
    face = b64decode(proof["face"])

    assert json.loads(face)["cells"]["G01"]["number"] == "7"
    assert Client().get(FIGURES, ASKED).json()["proof"] is None
    assert Client().get(FIGURES, ASKED | {"within": "90102"}).json()["proof"] is None
    several = ASKED | {"within": "90101", "period": "2025Q3,2025Q4"}
    assert Client().get(FIGURES, several).json()["proof"] is None


def test_of_a_closed_number_there_is_no_way_to_its_proof(cast: Cast) -> None:
    assert cast.hoa_thuan.name == "Xã Hòa Thuận"
    close_indicator("G01", "restricted")

    answer = Client().get(FIGURES, ASKED | {"within": "90101"}).json()

    assert answer["proof"] is None


def test_a_public_plan_stands_beside_the_figure(client: Client, cast: Cast) -> None:
    set_plans(
        actor=cast.giang,
        unit=cast.an_binh,
        indicator="G01",
        period=Period.quarter(2025, 4),
        decision=Decision("12/QĐ-UBND", date(2026, 1, 5), is_public=True),
        numbers={cast.an_binh.pk: Planned(Decimal(8))},
        at=NOW,
    )

    found = client.get(FIGURES, ASKED).json()
    combined = client.get(FIGURES, ASKED | {"period": "2025Q3,2025Q4"}).json()

    assert found["plan"] == {
        "value": 8,
        "share": 0.875,
        "decision": "12/QĐ-UBND",
        "decided_on": "2026-01-05",
    }
    assert combined["plan"] is None
