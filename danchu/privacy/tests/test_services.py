from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.kernel.audit.queries import history_of
from danchu.kernel.deadlines.models import Clock, DayOff
from danchu.kernel.errors import RuleBroken
from danchu.kernel.units.models import Unit
from danchu.privacy.models import DataRequest
from danchu.privacy.queries.requests import (
    request_in_reach,
    requests_in_reach,
    tracked,
)
from danchu.privacy.rules import MOST_A_DAY, Contents, Kind, Refusal, Status
from danchu.privacy.sealing import contents_of
from danchu.privacy.services import (
    answer_request,
    receive_request,
    refuse_request,
    verify_request,
)
from danchu.privacy.tests.conftest import NOW
from danchu.testing.cast import Cast, hire

TODAY = date(2026, 7, 6)
SAID = Contents("Nguyễn Thị Mơ", "0900 000 001", "Xã giữ gì về tôi?")


def ask(unit: Unit, at: datetime = NOW) -> tuple[DataRequest, str]:
    return receive_request(
        actor=AnonymousUser(), kind=Kind.SEE, unit=unit, contents=SAID, at=at
    )


def test_a_stranger_asks_and_reads_the_answer_with_the_code(cast: Cast) -> None:
    asked, code = ask(cast.hoa_thuan)
    verify_request(actor=cast.cuc, asked=asked, at=NOW)
    answer_request(actor=cast.cuc, asked=asked, answer="Xã không giữ gì.", at=NOW)

    found = tracked(code.upper().replace("-", " "), TODAY)

    assert (found.asked, found.answer) == (asked, "Xã không giữ gì.")
    assert found.asked.status == Status.ANSWERED
    assert found.due is not None
    assert (found.due.state, found.due.word) == ("in_time", "Trả lời đúng hạn")


def test_what_was_written_lies_sealed_and_the_code_nowhere(cast: Cast) -> None:
    asked, code = ask(cast.hoa_thuan)
    asked.refresh_from_db()
    row = DataRequest.objects.filter(pk=asked.pk).values().get()

    assert contents_of(asked) == SAID
    assert SAID.name.encode() not in bytes(row["contents"] or b"")
    assert code not in str(row)
    assert len(code.replace("-", "")) * 5 >= 128


def test_contents_moved_to_another_row_do_not_open(cast: Cast) -> None:
    one, _ = ask(cast.hoa_thuan)
    other, _ = ask(cast.hoa_thuan)
    DataRequest.objects.filter(pk=other.pk).update(contents=one.contents)
    other.refresh_from_db()

    assert contents_of(one) == SAID
    assert contents_of(other) is None


def test_only_the_unit_asked_sees_it(cast: Cast) -> None:
    asked, _ = ask(cast.hoa_thuan)
    above = hire("phu", "Trịnh Văn Phú", cast.an_binh, "head")
    beside = hire("tam", "Cao Thị Tâm", cast.tan_lap, "officer")
    officer = hire("oanh", "Mai Thị Oanh", cast.hoa_thuan, "officer")

    for seeing in (cast.cuc, officer):
        assert request_in_reach(seeing, asked.pk, TODAY) == asked
    for blind in (cast.binh, above, beside, cast.khoa, cast.lan, AnonymousUser()):
        with pytest.raises(RuleBroken, match=r"access.forbidden"):
            request_in_reach(blind, asked.pk, TODAY)


def test_an_officer_answers_but_only_the_head_refuses(cast: Cast) -> None:
    officer = hire("oanh", "Mai Thị Oanh", cast.hoa_thuan, "officer")
    asked, code = ask(cast.hoa_thuan)
    verify_request(actor=officer, asked=asked, at=NOW)

    why = Refusal.NOT_HELD
    with pytest.raises(RuleBroken, match=r"access.forbidden"):
        refuse_request(actor=officer, asked=asked, refusal=why, answer="Không", at=NOW)
    assert tracked(code, TODAY).answer == ""
    refuse_request(actor=cast.cuc, asked=asked, refusal=why, answer="Không", at=NOW)

    found = tracked(code, TODAY)
    assert (found.asked.refusal_name, found.answer) == (
        "Đơn vị không giữ dữ liệu này",
        "Không",
    )
    reasons = [event.facts.get("reason", "") for event in history_of(asked.dossier)]
    assert reasons == ["Đơn vị không giữ dữ liệu này", "", ""]


@pytest.mark.parametrize(
    ("code", "refusal", "answer"),
    [
        ("privacy.refusal_missing", "", "Vì sao"),
        ("privacy.refusal_missing", "lazy", "Vì sao"),
        ("privacy.answer_missing", "unclear", " "),
    ],
)
def test_a_refusal_says_why(cast: Cast, code: str, refusal: str, answer: str) -> None:
    asked, _ = ask(cast.hoa_thuan)

    with pytest.raises(RuleBroken, match=code):
        refuse_request(
            actor=cast.cuc, asked=asked, refusal=refusal, answer=answer, at=NOW
        )


def test_nothing_is_answered_before_it_is_known_who_asks(cast: Cast) -> None:
    asked, code = ask(cast.hoa_thuan)

    with pytest.raises(RuleBroken, match=r"workflow.no_such_step"):
        answer_request(actor=cast.cuc, asked=asked, answer="Đây", at=NOW)

    assert tracked(code, TODAY).answer == ""


def test_an_answer_is_not_written_over(cast: Cast) -> None:
    asked, code = ask(cast.hoa_thuan)
    verify_request(actor=cast.cuc, asked=asked, at=NOW)
    answer_request(actor=cast.cuc, asked=asked, answer="Đây", at=NOW)

    with pytest.raises(RuleBroken, match=r"workflow.already_finished"):
        answer_request(actor=cast.cuc, asked=asked, answer="Khác", at=NOW)

    assert tracked(code, TODAY).answer == "Đây"


@pytest.mark.parametrize("text", ["", "aaaa", "a" * 32, "'; --", "\0"])
def test_a_code_nobody_was_told_opens_nothing(cast: Cast, text: str) -> None:
    ask(cast.hoa_thuan)

    with pytest.raises(RuleBroken, match=r"privacy.not_found"):
        tracked(text, TODAY)


def test_a_unit_where_nobody_answers_takes_nothing(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match=r"privacy.nobody_answers"):
        ask(cast.tan_lap)


def test_a_machine_is_stopped_and_a_person_with_an_account_is_not(cast: Cast) -> None:
    for _ in range(MOST_A_DAY):
        ask(cast.hoa_thuan)

    with pytest.raises(RuleBroken, match=r"privacy.too_many"):
        ask(cast.hoa_thuan)
    receive_request(
        actor=cast.an, kind=Kind.SEE, unit=cast.hoa_thuan, contents=SAID, at=NOW
    )
    ask(cast.hoa_thuan, at=NOW + timedelta(days=1, seconds=1))


def test_the_most_pressing_stands_first(cast: Cast) -> None:
    late, _ = ask(cast.hoa_thuan, at=NOW - timedelta(days=9))
    new, _ = ask(cast.hoa_thuan)
    done, _ = ask(cast.hoa_thuan, at=NOW - timedelta(days=3))
    verify_request(actor=cast.cuc, asked=done, at=NOW)
    answer_request(actor=cast.cuc, asked=done, answer="Đây", at=NOW)

    waiting, finished = requests_in_reach(cast.cuc, TODAY)

    assert [(one.asked, one.due.word) for one in waiting] == [
        (late, "Quá hạn 6 ngày"),
        (new, "Còn 2 ngày, đến 08/7"),
    ]
    assert finished == [done]


def test_the_clock_cites_the_law(cast: Cast) -> None:
    _, code = ask(cast.hoa_thuan)

    due = tracked(code, TODAY).due

    assert due is not None
    assert due.law == "02 ngày làm việc – Luật số 91/2025/QH15"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    day=st.one_of(
        st.dates(date(2026, 1, 1), date(2030, 12, 31)),
        st.dates(date(2026, 2, 9), date(2026, 2, 24)),  # Tết Bính Ngọ
        st.dates(date(2027, 2, 1), date(2027, 2, 14)),  # Tết Đinh Mùi
    )
)
def test_two_working_days_over_weekends_and_tet(cast: Cast, day: date) -> None:
    DayOff.objects.get_or_create(day=date(2026, 1, 2), kind="off", reason="hoán đổi")
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    asked, _ = ask(cast.hoa_thuan, at=at)

    due_on = Clock.objects.get(dossier=asked.dossier).due_on

    vietnam = holidays.country_holidays("VN", years=range(2025, 2032))
    between = [day + timedelta(n) for n in range(1, (due_on - day).days + 1)]
    worked = [
        one
        for one in between
        if one in vietnam.weekend_workdays
        or one == date(2026, 1, 10)
        or (one.weekday() < 5 and one not in vietnam and one != date(2026, 1, 2))
    ]
    assert timezone.localdate(at) == day
    assert len(worked) == 2
    assert worked[-1] == due_on
