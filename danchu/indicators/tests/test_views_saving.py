"""What the script of a filing page is answered over HTTP."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from danchu.indicators.models import Value
from danchu.indicators.tests.factories import NOW
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post, open_account
from danchu.testing.cast import Cast


def _colleague(cast: Cast) -> User:
    user = open_account(username="hai", full_name="Đinh Văn Hải", password=None)
    give_post(
        user=user, unit=cast.hoa_thuan, role="clerk", title="", valid_from=NOW.date()
    )
    return user


class Script:
    """What the script of the page does: sends and asks for data."""

    def __init__(self, cast: Cast, user: User | None) -> None:
        self.address = f"/so-lieu/PL4/{cast.hoa_thuan.pk}/2026H1/o/"
        self.browser = Client(headers={"Accept": "application/json"})
        if user is not None:
            self.browser.force_login(user)

    def save(self, body: object) -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        return self.browser.post(self.address, text, content_type="application/json")

    def ask(self, mark: int = 0) -> Any:
        return self.browser.get(self.address, {"sau": mark})


def test_the_script_is_told_what_came_of_each_cell(cast: Cast) -> None:
    script = Script(cast, cast.binh)

    answer = script.save(
        {
            "cells": {
                "G01": {"text": "300", "seen": ""},
                "G02": {"text": "abc", "seen": ""},
                "G03": {"text": "8", "note": "đếm lại", "seen": ""},
            }
        }
    )

    told = answer.json()
    assert answer.status_code == HTTPStatus.OK
    assert told["saved"]["G01"]["text"] == "300"
    assert told["saved"]["G03"]["seen"] == "8\nđếm lại"
    assert list(told["refused"]) == ["G02"]
    assert (told["done"], told["conflicts"]) == (2, {})
    assert told["mark"] > 0


def test_the_script_hears_what_a_colleague_wrote(cast: Cast) -> None:
    mine, theirs = Script(cast, cast.binh), Script(cast, _colleague(cast))
    mark = mine.save({"cells": {"G01": {"text": "4"}}}).json()["mark"]
    theirs.save({"cells": {"G02": {"text": "90"}}})

    told = mine.ask(mark).json()

    assert list(told["cells"]) == ["G02"]
    assert told["cells"]["G02"]["who"] == "Đinh Văn Hải"
    assert told["csrf"]


def test_a_contradiction_is_told_while_typing(cast: Cast) -> None:
    script = Script(cast, cast.binh)

    told = script.save({"cells": {"G01": {"text": "4"}, "G02": {"text": "2"}}}).json()

    assert [(one["code"], one["severity"]) for one in told["findings"]] == [
        ("V038", "explain")
    ]


def test_an_ended_session_is_said_as_data(cast: Cast) -> None:
    answer = Script(cast, None).save({"cells": {}})

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json()["code"] == "session"


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"cells": 1}', '{"x": {}}', "[" * 100_000]
)
def test_what_is_no_save_is_refused(cast: Cast, body: str) -> None:
    answer = Script(cast, cast.binh).save(body)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["code"] == "indicators.unreadable_save"


def test_only_those_who_enter_there_are_answered(cast: Cast) -> None:
    body = {"cells": {"G01": {"text": "4"}}}
    Script(cast, cast.binh).save(body)

    for user in (cast.dung, cast.an, cast.giang, cast.cuc, cast.khoa):
        assert Script(cast, user).save(body).status_code == HTTPStatus.NOT_FOUND
        assert Script(cast, user).ask().status_code == HTTPStatus.NOT_FOUND


def test_a_page_of_somebody_else_writes_nothing_in_my_name(cast: Cast) -> None:
    script = Script(cast, cast.binh)
    body = json.dumps({"cells": {"G01": {"text": "4"}}})

    answer = script.browser.post(
        script.address,
        body,
        content_type="application/json",
        headers={"X-Account": str(_colleague(cast).pk)},
    )

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json()["code"] == "session"
    assert not Value.objects.exists()
