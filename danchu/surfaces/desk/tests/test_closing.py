import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client

from danchu.indicators.services.closings import Total, Why, close_total, reopen_total
from danchu.indicators.tests.factories import make_approved, make_draft
from danchu.kernel.audit.queries import history_of
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.queries import period_from
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast, hire

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
CLOSING = "/theo-doi-nop/chot/"
NOW = datetime(2026, 7, 13, 3, 0, tzinfo=UTC)
PERIOD = period_from("2026H1")
CLOSE = {"viec": "indicators.close", "ly-do": "Xã bị lũ cô lập"}
REOPEN = {"viec": "indicators.reopen_closing", "ly-do": "Đã có đủ số"}


def _browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def _address(cast: Cast) -> str:
    return f"{CLOSING}?don-vi={cast.an_binh.pk}&bieu=PL4&ky=2026H1"


def _total(cast: Cast) -> Total:
    return Total("PL4", cast.an_binh, PERIOD)


def test_the_secretary_closes_with_the_coverage_shown_wherever_the_total_is(
    cast: Cast,
) -> None:
    make_approved(cast, NUMBERS)
    browser = _browser(cast.giang)
    before = browser.get(_address(cast)).content.decode()

    said = CLOSE | {f"ly-do-{cast.tan_lap.pk}": "Mất điện"}
    pressed = browser.post(_address(cast), said)

    assert "Chốt tổng hợp 1/2</button>" in before
    assert pressed.status_code == HTTPStatus.FOUND
    after = browser.get(_address(cast)).content.decode()
    assert "Đã chốt 1/2 đơn vị ngày 13/7/2026" in after
    assert "Phường Tân Lập</th><td" in after
    assert "Mất điện</td>" in after
    totals = browser.get("/tong-hop/").content.decode()
    assert "Biểu PL4: đã chốt 1/2 đơn vị, ngày 13/7/2026" in totals
    assert "Chốt khi chưa đủ vì: Xã bị lũ cô lập." in totals
    figure = f"/chi-tieu/G01/?don-vi={cast.an_binh.pk}&ky=2026H1"
    assert "đã chốt 1/2 đơn vị" in browser.get(figure).content.decode()
    assert "đã chốt" not in Client().get(figure).content.decode()
    matrix = browser.get("/theo-doi-nop/").content.decode()
    assert "Đã chốt 1/2, ngày 13/7/2026" in matrix


def test_who_hands_up_afterwards_is_named_beside_the_closing(cast: Cast) -> None:
    make_draft(cast, NUMBERS)
    close_total(actor=cast.giang, total=_total(cast), why=Why("Lũ"), at=NOW)
    make_approved(cast, NUMBERS)

    page = _browser(cast.giang).get(_address(cast)).content.decode()

    assert "Đã chốt 0/2 đơn vị" in page
    assert re.search(r"nộp sau khi chốt</b><p>Xã Hòa Thuận</p>", page)


def test_of_two_secretaries_the_second_is_told(cast: Cast) -> None:
    other = hire("phuc", "Ngô Văn Phúc", cast.an_binh, "secretary")
    assert _browser(cast.giang).post(_address(cast), CLOSE).status_code == 302

    page = _browser(other).post(_address(cast), CLOSE)

    assert page.status_code == HTTPStatus.CONFLICT
    assert "đã được chốt với 0/2 đơn vị" in page.content.decode()


def test_a_closing_that_lacks_some_needs_a_reason(cast: Cast) -> None:
    page = _browser(cast.giang).post(_address(cast), CLOSE | {"ly-do": " "})

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Còn 2/2 đơn vị chưa nộp" in page.content.decode()


def test_a_closing_is_reopened_with_a_reason_and_stays_in_the_history(
    cast: Cast,
) -> None:
    first = close_total(actor=cast.giang, total=_total(cast), why=Why("Lũ"), at=NOW)
    browser = _browser(cast.giang)
    silent = browser.post(_address(cast), REOPEN | {"ly-do": ""})

    assert silent.status_code >= 400
    assert browser.post(_address(cast), REOPEN).status_code == HTTPStatus.FOUND
    page = browser.get(_address(cast)).content.decode()
    assert "Chốt 0/2 ngày 13/7/2026; mở lại vì: Đã có đủ số" in page
    verbs = [event.verb for event in history_of(first.dossier)]
    assert verbs == ["indicators.reopen_closing", "indicators.close"]
    close_total(actor=cast.giang, total=_total(cast), why=Why("Lũ"), at=NOW)


def test_what_is_not_closed_is_not_reopened(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match=r"indicators\.not_closed"):
        reopen_total(actor=cast.giang, total=_total(cast), reason="x", at=NOW)


def test_a_period_that_still_runs_is_not_closed(cast: Cast) -> None:
    total = Total("PL4", cast.an_binh, period_from("2026Q3"))

    with pytest.raises(RuleBroken, match=r"indicators\.period_still_runs"):
        close_total(actor=cast.giang, total=total, why=Why("x"), at=NOW)


@pytest.mark.parametrize("name", ["binh", "cuc", "khoa", "lan", "minh", "an", "dung"])
def test_nobody_else_closes(cast: Cast, name: str) -> None:
    user = getattr(cast, name)

    page = _browser(user).post(_address(cast), CLOSE)

    assert page.status_code == HTTPStatus.NOT_FOUND


def test_the_lines_of_a_closing_are_never_changed(cast: Cast) -> None:
    close_total(actor=cast.giang, total=_total(cast), why=Why("Lũ"), at=NOW)

    for statement in (
        "UPDATE indicators_closingline SET handing = 'late'",
        "DELETE FROM indicators_closingline",
    ):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_ninety_seven_of_ninety_nine_is_said_as_it_is(cast: Cast) -> None:
    for number in range(97):
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã {number}", parent=cast.an_binh)
    make_approved(cast, NUMBERS)

    found = close_total(actor=cast.giang, total=_total(cast), why=Why("Lũ"), at=NOW)

    assert (found.have, found.of) == (1, 99)
    assert found.lines.count() == 99


def test_a_day_later_the_closing_still_says_its_day(cast: Cast) -> None:
    close_total(actor=cast.giang, total=_total(cast), why=Why("Lũ"), at=NOW)

    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        page = _browser(cast.giang).get(_address(cast)).content.decode()

    assert "ngày 13/7/2026" in page
