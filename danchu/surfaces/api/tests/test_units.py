"""Units over HTTP: literal answers, pages, and what is refused."""

from datetime import date
from typing import Any, get_args

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.surfaces.api import shapes
from danchu.testing.cast import Cast, make_cast

UNITS = "/api/v1/units"


@pytest.fixture(autouse=True)
def _frozen() -> Any:
    with time_machine.travel("2026-03-02T10:00:00+07:00", tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def asked(client: Client, address: str, **parameters: Any) -> tuple[int, Any]:
    response = client.get(address, parameters)
    return response.status_code, response.json()


def test_a_unit_says_where_it_stands_and_where_to_look_next(
    client: Client, cast: Cast
) -> None:
    parameters = {"within": "901", "q": "hoa thuan"}

    status, answer = asked(client, UNITS, **parameters)

    commune, province = cast.hoa_thuan.pk, cast.an_binh.pk
    assert status == 200
    assert answer == {
        "map": "2026-03-02",
        "total": 1,
        "items": [
            {
                "id": commune,
                "code": "90101",
                "name": "Xã Hòa Thuận",
                "kind": "commune",
                "label": "Xã",
                "is_special_zone": False,
                "parent": {
                    "id": province,
                    "code": "901",
                    "name": "Tỉnh An Bình",
                    "kind": "province",
                    "href": f"/api/v1/units/{province}?as_of=2026-03-02",
                },
                "valid_from": None,
                "valid_to": None,
                "latitude": None,
                "longitude": None,
                "predecessors": [],
                "successors": [],
                "href": f"/api/v1/units/{commune}?as_of=2026-03-02",
            }
        ],
        "next": None,
    }


def test_one_unit_adds_its_path_names_and_children(client: Client, cast: Cast) -> None:
    status, answer = asked(client, f"{UNITS}/{cast.hoa_thuan.pk}")

    assert status == 200
    assert answer["map"] == "2026-03-02"
    assert [one["name"] for one in answer["path"]] == [
        "Việt Nam",
        "Tỉnh An Bình",
        "Xã Hòa Thuận",
    ]
    assert [one["code"] for one in answer["path"]] == ["VN", "901", "90101"]
    assert answer["names"] == [
        {"name": "Xã Hòa Thuận", "valid_from": None, "valid_to": None}
    ]
    assert answer["children"] == "/api/v1/units?as_of=2026-03-02&within=90101"


def test_a_unit_asked_on_a_map_before_its_birth_has_no_children_there(
    client: Client, cast: Cast
) -> None:
    young = add_unit(
        kind=UnitKind.COMMUNE,
        name="Xã Mới",
        parent=cast.an_binh,
        code="90109",
        valid_from=date(2026, 1, 1),
    )

    _, before = asked(client, f"{UNITS}/{young.pk}", as_of="2025-12-31")
    _, today = asked(client, f"{UNITS}/{young.pk}")

    assert before["children"] is None
    assert today["children"] == "/api/v1/units?as_of=2026-03-02&within=90109"


def test_a_list_is_in_the_order_of_names_and_leads_to_its_next_page(
    client: Client, cast: Cast
) -> None:
    first_page = {"within": "VN", "level": "commune", "limit": 2}

    _, first = asked(client, UNITS, **first_page)
    second = client.get(first["next"]).json()

    assert [one["name"] for one in first["items"]] == [
        cast.tan_lap.name,
        "Xã Hòa Thuận",
    ]
    assert first["next"] == "/api/v1/units?within=VN&level=commune&limit=2&offset=2"
    assert [one["name"] for one in second["items"]] == ["Xã Suối Ngọc"]
    assert (first["total"], second["total"], second["next"]) == (3, 3, None)


def test_a_page_beyond_the_end_is_empty(client: Client, cast: Cast) -> None:
    status, answer = asked(client, UNITS, within=901, offset=50)

    assert status == 200
    assert answer == {"map": "2026-03-02", "total": 3, "items": [], "next": None}
    assert cast.an_binh.name == "Tỉnh An Bình"


@pytest.mark.usefixtures("cast")
def test_a_search_alone_looks_at_every_map(client: Client) -> None:
    _, everywhere = asked(client, UNITS, q="an bình")
    _, one_map = asked(client, UNITS, q="an bình", as_of="2025-06-30")

    assert everywhere["map"] is None
    assert everywhere["items"][0]["href"].endswith(str(everywhere["items"][0]["id"]))
    assert one_map["map"] == "2025-06-30"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("text", ["%", "_", "\0", "' OR 1=1 --", "“”", "\ud7ff", "   "])
def test_a_search_for_signs_finds_nothing_and_breaks_nothing(
    client: Client, text: str
) -> None:
    status, answer = asked(client, UNITS, q=text)

    assert (status, answer["total"]) == (200, 0)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({"as_of": "hôm nay"}, 400, "units.unknown_map_date"),
        ({"as_of": "2025-02-30"}, 400, "units.unknown_map_date"),
        ({"as_of": "1900-01-01"}, 400, "units.unknown_map_date"),
        ({"as_of": "9999-12-31"}, 400, "units.unknown_map_date"),
        ({"as_of": ""}, 400, "api.invalid"),
        ({"within": "99999"}, 404, "units.no_such_unit"),
        ({"within": "\0"}, 404, "units.no_such_unit"),
        ({"within": "9" * 5000}, 404, "units.no_such_unit"),
        ({"q": "a" * 10_000}, 400, "units.search_too_long"),
        ({"level": "huyện"}, 400, "api.invalid"),
        ({"limit": 0}, 400, "api.invalid"),
        ({"limit": 201}, 400, "api.invalid"),
        ({"limit": "9" * 5000}, 400, "api.invalid"),
        ({"offset": -1}, 400, "api.invalid"),
        ({"asof": "2024-12-31"}, 400, "api.invalid"),
        ({"within": ["901", "902"]}, 400, "api.invalid"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_code(
    client: Client, parameters: dict[str, Any], status: int, code: str
) -> None:
    response = client.get(UNITS, parameters)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("999999999", 404, "units.not_found"),
        ("9223372036854775807", 404, "units.not_found"),
        ("9223372036854775808", 400, "api.invalid"),
        ("0", 400, "api.invalid"),
        ("an-binh", 400, "api.invalid"),
    ],
)
def test_a_number_that_is_no_unit_is_refused_with_a_code(
    client: Client, number: str, status: int, code: str
) -> None:
    found, answer = asked(client, f"{UNITS}/{number}")

    assert (found, answer["code"]) == (status, code)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_reads_however_long_it_is(
    client: Client,
    cast: Cast,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    add_unit(kind=UnitKind.COMMUNE, name="Xã Ba", parent=cast.an_binh, code="90103")
    parameters = {"within": "901", "level": "commune", "limit": count}

    with django_assert_num_queries(7):
        _, answer = asked(client, UNITS, **parameters)

    assert len(answer["items"]) == count


def test_levels_are_the_kinds_of_units() -> None:
    assert get_args(shapes.Level) == tuple(kind.value for kind in UnitKind)
