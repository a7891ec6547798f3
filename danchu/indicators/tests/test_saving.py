import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from danchu.indicators.models import Filing, Value
from danchu.indicators.queries import rollup
from danchu.indicators.rules.cells import Entry
from danchu.indicators.services import approve_filing, submit_filing
from danchu.indicators.services.saving import Typed, save_cells
from danchu.indicators.tests.factories import NOW, make_draft
from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.services import give_post, open_account
from danchu.testing.cast import Cast

LATER = NOW + timedelta(minutes=3)


def _typed(seen: str = "", **texts: str) -> dict[str, Typed]:
    return {name: Typed(Entry(text), seen) for name, text in texts.items()}


def _colleague(cast: Cast) -> User:
    user = open_account(username="hai", full_name="Đinh Văn Hải", password=None)
    give_post(
        user=user, unit=cast.hoa_thuan, role="clerk", title="", valid_from=NOW.date()
    )
    return user


def _stored(filing: Filing) -> dict[str, str]:
    rows = Value.objects.filter(filing=filing, member=None)
    return {row.indicator.code: f"{row.qualifier} {row.number:f}" for row in rows}


def test_cells_are_written_with_one_line_of_history(cast: Cast) -> None:
    filing = make_draft(cast, {})
    before = history_of(filing.dossier).count()

    saved = save_cells(
        actor=cast.binh, filing=filing, cells=_typed(G01="4", G02="hơn 200"), at=LATER
    )

    assert {name: cell.words for name, cell in saved.written.items()} == {
        "G01": "4",
        "G02": "hơn 200",
    }
    assert _stored(filing) == {"G01": "exact 4.0000", "G02": "more_than 200.0000"}
    assert history_of(filing.dossier).count() == before + 1


def test_a_bad_cell_does_not_stop_the_others(cast: Cast) -> None:
    filing = make_draft(cast, {})

    saved = save_cells(
        actor=cast.binh,
        filing=filing,
        cells=_typed(G01="4", G02="88%", G03="1e400", G04="-3", G05="1,5", G06="10"),
        at=LATER,
    )

    assert _stored(filing) == {"G01": "exact 4.0000"}
    assert {name: why.split(";")[0] for name, why in saved.refused.items()} == {
        "G02": "không nhập tỷ lệ phần trăm",
        "G03": "không phải là số",
        "G04": "không thể là số âm",
        "G05": "phải là số nguyên, không có phần lẻ",
        "G06": "Chỉ tiêu G06 là tỷ lệ, hệ thống tự tính.",
    }


def test_nobody_overwrites_what_they_have_not_seen(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4"})
    hai = _colleague(cast)
    save_cells(actor=hai, filing=filing, cells=_typed("4", G01="7"), at=LATER)

    saved = save_cells(
        actor=cast.binh, filing=filing, cells=_typed("4", G01="9", G03="2"), at=LATER
    )

    assert saved.conflicts == {"G01", "G03"}
    assert _stored(filing) == {"G01": "exact 7.0000"}


def test_who_types_what_already_stands_there_has_no_conflict(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "7"})

    saved = save_cells(
        actor=_colleague(cast), filing=filing, cells=_typed("4", G01="7"), at=LATER
    )

    assert saved.conflicts == frozenset()


def test_what_was_handed_up_takes_no_more_cells(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4", "G02": "90"})
    submit_filing(actor=cast.binh, filing=filing, at=NOW)

    with pytest.raises(RuleBroken) as broken:
        save_cells(actor=cast.binh, filing=filing, cells=_typed("4", G01="5"), at=LATER)

    assert broken.value.code == "indicators.not_open"


def test_a_saved_figure_is_in_the_total_at_the_next_read(cast: Cast) -> None:
    filing = make_draft(cast, {"G01": "4", "G02": "90"})
    save_cells(actor=cast.binh, filing=filing, cells=_typed("4", G01="6"), at=LATER)

    def total() -> Any:
        return rollup(
            indicator="G01",
            unit=cast.an_binh,
            period="2026H1",
            map_on=NOW.date(),
            user=cast.giang,
        ).value

    assert total() is None
    submit_filing(actor=cast.binh, filing=filing, at=LATER)
    assert total() == 6
    approve_filing(actor=cast.cuc, filing=filing, at=LATER)
    assert total() == 6


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
