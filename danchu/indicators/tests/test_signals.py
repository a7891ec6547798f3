from datetime import date, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client

from danchu.indicators.models import Filing, Narrative, RaisedSignal
from danchu.indicators.queries.openings import opened_from, opening
from danchu.indicators.rules.cells import Entry
from danchu.indicators.rules.signals import Signal
from danchu.indicators.services import (
    approve_filing,
    enter_values,
    return_filing,
    submit_filing,
)
from danchu.indicators.services.signals import answer_signal
from danchu.indicators.tests.factories import (
    NOW,
    close_indicator,
    make_approved,
    make_draft,
    make_value,
)
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import UnitKind
from danchu.kernel.units.services import add_unit
from danchu.testing.cast import Cast

BASE = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
LIST = "/tin-hieu/"
LATER = NOW + timedelta(days=10)


def _page(filing: Filing) -> str:
    return f"/so-lieu/PL4/{filing.unit_id}/2026H1/"


def _text(user: User, address: str, status: int = HTTPStatus.OK) -> str:
    browser = Client()
    browser.force_login(user)
    answer = browser.get(address)
    assert answer.status_code == status
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def _submitted_at_once(cast: Cast) -> Filing:
    """Have a page opened half a minute before it is handed up."""
    filing = make_draft(cast, BASE)
    page = NOW - timedelta(seconds=30)
    return submit_filing(actor=cast.binh, filing=filing, at=NOW, page=page)


def _raised(filing: Filing) -> list[str]:
    rows = RaisedSignal.objects.filter(filing=filing).order_by("signal")
    return list(rows.values_list("signal", flat=True))


def test_who_submits_within_a_minute_is_asked_once_and_nothing_else_follows(
    cast: Cast,
) -> None:
    filing = _submitted_at_once(cast)

    assert _raised(filing) == [Signal.HASTY]
    assert filing.seconds_open == 30
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)
    assert filing.status == "approved"


def test_what_a_program_submits_is_not_timed(cast: Cast) -> None:
    filing = make_approved(cast, BASE)

    assert _raised(filing) == []
    assert filing.seconds_open is None


def test_the_time_of_the_first_submission_stands(cast: Cast) -> None:
    filing = _submitted_at_once(cast)
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)
    return_filing(actor=cast.giang, filing=filing, reason="Xem G02", at=NOW)

    submit_filing(actor=cast.binh, filing=filing, at=LATER, page=LATER)

    assert filing.seconds_open == 30


def test_the_unit_sees_first_and_the_level_above_what_is_answered(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        filing = _submitted_at_once(cast)
        approve_filing(actor=cast.cuc, filing=filing, at=NOW)
        told = "Trình 30 giây sau khi mở biểu lần đầu."

        assert told in _text(cast.binh, _page(filing))
        assert told in _text(cast.cuc, _page(filing))
        assert told not in _text(cast.giang, _page(filing))
        assert "0 tín hiệu" in _text(cast.giang, LIST)
        answer_signal(
            actor=cast.binh, filing=filing, signal="hasty", text="Đã có sổ", at=NOW
        )
        above = _text(cast.giang, _page(filing))
        assert told in above
        assert "Đã có sổ" in above
        assert "Ghi trả lời" not in above
        assert "Đã có sổ" in _text(cast.giang, LIST)
        assert "Đã có sổ" in _text(cast.giang, f"{LIST}bang.csv?loai=hasty")
        assert "Đã có sổ" not in _text(cast.giang, f"{LIST}?tra-loi=chua")


def test_without_an_answer_the_level_above_waits_three_working_days(
    cast: Cast,
) -> None:
    filing = _submitted_at_once(cast)
    row = RaisedSignal.objects.get(filing=filing)

    assert (row.raised_on, row.told_above_on) == (date(2026, 7, 3), date(2026, 7, 8))
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        assert "0 tín hiệu" in _text(cast.giang, LIST)
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        assert "1 tín hiệu" in _text(cast.giang, LIST)
        assert "Chưa trả lời" in _text(cast.giang, LIST)


def test_others_find_no_list_and_answer_nothing(cast: Cast) -> None:
    filing = _submitted_at_once(cast)
    for user in (cast.binh, cast.cuc):
        _text(user, LIST, HTTPStatus.NOT_FOUND)
    for user in (cast.giang, cast.dung):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            answer_signal(actor=user, filing=filing, signal="hasty", text="Có", at=NOW)
    for signal, text in (("full", "Có"), ("hasty", " "), ("hasty", "x" * 501)):
        with pytest.raises(RuleBroken, match=r"indicators\.(unknown_)?signal"):
            answer_signal(
                actor=cast.binh, filing=filing, signal=signal, text=text, at=NOW
            )


def test_an_answer_is_pressed_on_the_page_even_if_that_grew_old(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.binh)
    with time_machine.travel(NOW, tick=False):
        filing = _submitted_at_once(cast)
        said = {
            "viec": "indicators.answer_signal",
            "tin-hieu": "hasty",
            "ly-do": "Số đã có trong sổ",
        }
        answer = browser.post(_page(filing), said, follow=True)

    assert "Số đã có trong sổ" in answer.content.decode()


def _peers(cast: Cast, numbers: list[int]) -> list[Unit]:
    units = [
        add_unit(kind=UnitKind.COMMUNE, name=f"Xã số {at}", parent=cast.an_binh)
        for at in range(len(numbers))
    ]
    for unit, number in zip(units, numbers, strict=True):
        make_value(unit, number, indicator="G02")
    return units


def test_a_number_far_from_those_of_many_is_told_without_theirs(cast: Cast) -> None:
    _peers(cast, [20 + at for at in range(15)])
    filing = make_approved(cast, BASE | {"G02": "2731"})

    row = RaisedSignal.objects.get(filing=filing)

    assert (row.signal, row.count, row.of, row.cells) == ("outlying", 1, 1, ["G02"])


def test_what_is_closed_is_compared_with_nobody(cast: Cast) -> None:
    _peers(cast, [20 + at for at in range(15)])
    close_indicator("G02", "internal")

    assert _raised(make_approved(cast, BASE | {"G02": "2731"})) == []


def test_the_same_long_words_in_two_filings_are_told_to_the_later(cast: Cast) -> None:
    (other,) = _peers(cast, [30])
    words = " ".join(f"điều {at}" for at in range(20))
    period = ReportingPeriod.objects.get(code="2026H1")
    mine = make_draft(cast, BASE)
    theirs = Filing.objects.create(
        dossier=_dossier_like(mine, other), form=mine.form, unit=other, period=period,
        status="approved", approved_by=cast.cuc,
    )  # fmt: skip
    for filing, text in ((mine, words), (theirs, words.upper())):
        Narrative.objects.create(
            filing=filing, code="X", text=text, entered_by=cast.binh, entered_at=NOW
        )

    submit_filing(actor=cast.binh, filing=mine, at=NOW)

    assert _raised(mine) == [Signal.SAME_WORDS]


def _dossier_like(filing: Filing, unit: Unit) -> Dossier:
    dossier = filing.dossier
    return Dossier.objects.create(
        kind=dossier.kind, unit=unit, phase=dossier.phase, opened_at=NOW
    )


def test_a_signal_that_was_mended_is_gone_and_one_that_stays_keeps_its_answer(
    cast: Cast,
) -> None:
    _peers(cast, [20 + at for at in range(15)])
    filing = make_draft(cast, BASE | {"G02": "2731"})
    page = NOW - timedelta(seconds=30)
    submit_filing(actor=cast.binh, filing=filing, at=NOW, page=page)
    answer_signal(
        actor=cast.binh, filing=filing, signal="hasty", text="Đã có sổ", at=NOW
    )
    approve_filing(actor=cast.cuc, filing=filing, at=NOW)
    return_filing(actor=cast.giang, filing=filing, reason="Xem G02", at=NOW)

    enter_values(actor=cast.binh, filing=filing, entries={"G02": Entry("25")}, at=LATER)
    submit_filing(actor=cast.binh, filing=filing, at=LATER, page=page)

    (row,) = RaisedSignal.objects.filter(filing=filing)
    assert (row.signal, row.answer) == ("hasty", "Đã có sổ")


def test_what_a_page_brings_back_is_read_only_if_we_wrote_it() -> None:
    with time_machine.travel(NOW, tick=False):
        assert opened_from(opening(None)) == NOW
    assert opened_from("1782000000") is None
    assert opened_from("") is None
