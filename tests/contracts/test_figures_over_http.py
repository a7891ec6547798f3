"""The articles' figures over the API: the same number on the old map and on today's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from danchu.demo.breakdown import break_down
from danchu.indicators.services import load_articles, load_catalogue

OLD = "2024-12-31"
ASKED = {"indicator": "G01", "within": "24", "period": "2023H1"}

pytestmark = pytest.mark.usefixtures("nation")


@pytest.fixture(autouse=True)
def _demonstration(settings: Settings) -> Iterator[None]:
    """Load what the articles say and the made-up breakdown over real communes."""
    settings.DEMO = True
    load_catalogue()
    load_articles()
    break_down()
    with time_machine.travel(datetime(2026, 3, 2, 3, tzinfo=UTC), tick=False):
        yield


def figure(client: Client, **parameters: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/figures", ASKED | parameters).json()
    return answer


def test_bac_giang_comes_to_396_from_its_communes_and_the_press_agrees(
    client: Client,
) -> None:
    answer = figure(client, as_of_map=OLD)

    assert answer["unit"]["name"] == "Tỉnh Bắc Giang"
    assert answer["value"] == 396
    assert answer["coverage"] == {"have": 192, "of": 192}
    assert [(one["value"], one["difference"]) for one in answer["reported"]] == [
        (396, 0)
    ]
    parts = [one for one in answer["children"] if one["value"] is not None]
    assert {one["unit"]["kind"] for one in parts} == {"district"}
    assert sum(one["value"] for one in parts) == 396
    assert answer["is_demonstration"] is True


def test_the_same_396_stand_inside_bac_ninh_today(client: Client) -> None:
    answer = figure(client)

    assert (answer["map"], answer["unit"]["name"]) == ("2026-03-02", "Tỉnh Bắc Ninh")
    assert answer["value"] == 396
    assert [(one["place"], one["value"]) for one in answer["reported"]] == [
        ("Tỉnh Bắc Giang", 396)
    ]
    assert sum(one["value"] or 0 for one in answer["children"]) == 396


@pytest.mark.parametrize(
    ("indicator", "number"),
    [("F03", 250), ("F11", 240), ("L01", 556), ("L13", 631), ("L03", 552)],
)
def test_every_total_of_the_article_is_made_by_parts_on_either_map(
    client: Client, indicator: str, number: int
) -> None:
    before = figure(client, indicator=indicator, as_of_map=OLD)
    today = figure(client, indicator=indicator)

    assert (before["unit"]["name"], before["value"]) == ("Tỉnh Bắc Giang", number)
    assert (today["unit"]["name"], today["value"]) == ("Tỉnh Bắc Ninh", number)
    for answer in (before, today):
        assert [
            (one["place"], one["value"], one["difference"])
            for one in answer["reported"]
        ] == [("Tỉnh Bắc Giang", number, 0)]


def test_every_enterprise_with_a_party_organisation_has_a_steering_committee(
    client: Client,
) -> None:
    answer = figure(client, indicator="L18", as_of_map=OLD)

    assert answer["value"] == 100
    assert [
        (one["value"], one["counted"], one["agrees"]) for one in answer["reported"]
    ] == [(100, 100, True)]


@pytest.mark.parametrize(("indicator", "least"), [("G02", 19_000), ("G03", 4_000)])
def test_a_lower_limit_stays_one_beside_what_its_parts_make(
    client: Client, indicator: str, least: int
) -> None:
    answer = figure(client, indicator=indicator, as_of_map=OLD)

    assert answer["value"] > least
    assert [
        (one["value"], one["qualifier"], one["agrees"]) for one in answer["reported"]
    ] == [(least, "more_than", None)]


def test_the_communes_of_the_old_map_make_the_number(client: Client) -> None:
    answer = figure(client, as_of_map=OLD, by="commune")

    assert len(answer["children"]) == 192
    assert sum(one["value"] for one in answer["children"]) == 396


def test_without_the_demonstration_the_press_stands_alone(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = False

    answer = figure(client, as_of_map=OLD)

    assert (answer["value"], answer["is_demonstration"]) == (None, False)
    assert [
        (one["value"], one["counted"], one["difference"]) for one in answer["reported"]
    ] == [(396, None, None)]


def test_every_old_commune_at_once_is_refused_with_a_way_out(client: Client) -> None:
    refused = figure(client, within="VN", as_of_map=OLD, by="commune")
    allowed = figure(client, within="VN", by="commune")

    assert refused["code"] == "api.too_many_parts"
    assert len(allowed["children"]) == 3_321
