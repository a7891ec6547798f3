from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client

from danchu.indicators.tests.factories import make_approved
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
ADDRESS = "/api/v1/forms/PL4/completeness"


def _asked(user: Any, **said: str) -> Any:
    with time_machine.travel("2026-07-13T03:00:00Z", tick=False):
        browser = Client()
        browser.force_login(user)
        return browser.get(ADDRESS, said)


def test_counts_add_up_and_each_unit_has_its_state(at_work: Cast) -> None:
    make_approved(at_work, NUMBERS)

    found = _asked(at_work.giang, unit="code:901", period="2026H1").json()

    (period,) = found["periods"]
    states = ("not_asked", "due", "missing", "returned", "in_time", "late")
    assert sum(period[state] for state in states) == period["units"] == 2
    assert period["share"] == 0.5
    told = {
        item["unit"]["name"]: item["handings"][0]["state"] for item in found["items"]
    }
    assert told == {"Phường Tân Lập": "missing", "Xã Hòa Thuận": "in_time"}
    assert found["items"][1]["handings"][0]["handed_up_on"] == "2026-07-03"


def test_pages_follow_one_another(at_work: Cast) -> None:
    first = _asked(at_work.giang, unit="code:901", limit="1").json()
    second = _asked(at_work.giang, unit="code:901", limit="1", offset="1").json()

    assert first["next"] is not None
    assert second["next"] is None
    assert first["total"] == second["total"] == 2
    assert first["items"] != second["items"]


@pytest.mark.parametrize("name", ["binh", "dung", "an"])
def test_out_of_reach_nothing_is_told(at_work: Cast, name: str) -> None:
    page = _asked(getattr(at_work, name), unit="code:901")

    assert page.status_code == HTTPStatus.NOT_FOUND
