"""Whoever owes figures is told once a day, whoever owes nothing is told nothing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from danchu.indicators.queries.completeness import owing
from danchu.indicators.rules.reminding import (
    MOST_LINES,
    SOON,
    Duty,
    Pressing,
    counted,
    listed,
    pressing_of,
)
from danchu.indicators.services import return_filing
from danchu.indicators.services.reminding import remind, send_digests
from danchu.indicators.tests.factories import make_approved
from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.queries import notifications_of
from danchu.kernel.notices.services import prefer, send_due
from danchu.kernel.notices.ways import chosen_way
from danchu.kernel.people.models import Post, User
from danchu.kernel.periods.queries import period_from
from danchu.testing.cast import Cast

NUMBERS = {"G01": "4", "G02": "200", "G03": "40", "G04": "20", "G05": "10"}
NIGHT = datetime(2026, 7, 19, 19, 5, tzinfo=UTC)
"""02:05 on 20/7/2026 in Viet Nam, when the half year and its quarter are overdue."""
TODAY = date(2026, 7, 20)
HALF = period_from("2026H1")
DAYS = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400))


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> None:
    settings.NOTICES_KEY = tmp_path / "notices.key"
    settings.OUTBOX = tmp_path / "thu-gui-di"


@given(due_on=st.none() | DAYS, is_returned=st.booleans())
def test_only_what_is_far_off_and_never_came_back_is_left_unsaid(
    due_on: date | None, *, is_returned: bool
) -> None:
    found = pressing_of(due_on, TODAY, is_returned=is_returned)

    is_near = due_on is not None and due_on <= TODAY + SOON
    assert (found is not None) == (is_near or is_returned)
    assert (found is Pressing.LATE) == (due_on is not None and due_on < TODAY)


@given(kinds=st.lists(st.sampled_from(Pressing), min_size=1, max_size=2 * MOST_LINES))
def test_every_duty_is_counted_and_the_most_pressing_are_listed(
    kinds: list[Pressing],
) -> None:
    duties = [Duty(f"biểu {at}", "Xã A", TODAY, kind) for at, kind in enumerate(kinds)]

    counts = [int(part.split()[0]) for part in counted(duties).split(", ")]
    assert sum(counts) == len(kinds)
    lines = listed(duties, TODAY).splitlines()
    assert len(lines) == min(len(kinds), MOST_LINES + 1)
    assert kinds[int(lines[0].split()[2].rstrip(","))] == min(
        kinds, key=list(Pressing).index
    )


def told_to(user: User) -> list[str]:
    return [one.subject for one in notifications_of(user)]


def test_a_digest_comes_once_a_day_and_only_to_who_owes(cast: Cast) -> None:
    first = send_digests(at=NIGHT)

    assert first
    assert send_digests(at=NIGHT + timedelta(hours=9)) == 0
    assert len(told_to(cast.binh)) == 1
    assert "quá hạn" in told_to(cast.binh)[0]
    assert told_to(cast.khoa) == []
    assert told_to(cast.giang) == []
    assert send_digests(at=NIGHT + timedelta(days=1)) == first
    assert len(told_to(cast.binh)) == 2


def test_who_holds_no_post_any_more_is_told_nothing(cast: Cast) -> None:
    Post.objects.filter(user=cast.binh).update(valid_to=TODAY - timedelta(days=1))

    send_digests(at=NIGHT)

    assert told_to(cast.binh) == []


def test_what_came_back_is_said(cast: Cast) -> None:
    filing = make_approved(cast, NUMBERS)
    return_filing(actor=cast.giang, filing=filing, reason="Thiếu quý II.", at=NIGHT)

    send_digests(at=NIGHT)

    [told] = notifications_of(cast.binh)
    assert any(line.startswith("- biểu PL4") for line in told.lines)


def test_letters_wait_for_the_morning_and_go_the_ways_that_were_wished(
    cast: Cast, tmp_path: Path
) -> None:
    User.objects.filter(pk=cast.binh.pk).update(email="binh@xa.example")
    prefer(person=cast.binh, by_email=True, phone="+84 912 345 678", at=NIGHT)
    send_digests(at=NIGHT)
    way = chosen_way()

    assert send_due(at=NIGHT + timedelta(hours=5), way=way) == 0
    assert send_due(at=NIGHT + timedelta(hours=6), way=way) == 2

    [message] = (tmp_path / "thu-gui-di/tin-nhan").iterdir()
    assert '"to": "0912345678"' in message.read_text()
    assert len(list((tmp_path / "thu-gui-di").glob("*.eml"))) == 1


def test_what_was_told_stands_on_the_page_until_it_is_read(cast: Cast) -> None:
    send_digests(at=NIGHT)
    browser = Client()
    browser.force_login(cast.binh)

    assert "Đánh dấu đã đọc hết" in browser.get("/thong-bao/").content.decode()
    assert '1<span class="visually-hidden"> chưa đọc' in browser.get("/ban-viec/").text
    browser.post("/thong-bao/")
    assert "chưa đọc" not in browser.get("/ban-viec/").text

    page = browser.get("/thong-bao/").content.decode()
    assert "Đánh dấu đã đọc hết" not in page
    assert "quá hạn" in page


def test_who_wants_no_letters_gets_none(cast: Cast) -> None:
    User.objects.filter(pk=cast.binh.pk).update(email="binh@xa.example")
    prefer(person=cast.binh, by_email=False, phone="", at=NIGHT)

    send_digests(at=NIGHT)

    assert told_to(cast.binh)
    assert not Notice.objects.exists()


def test_what_is_no_number_is_refused(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match=r"notices\.no_phone"):
        prefer(person=cast.binh, by_email=True, phone="12345", at=NIGHT)


def test_a_secretary_reminds_each_unit_once_a_day(cast: Cast) -> None:
    owed = owing("PL4", HALF, TODAY, within=cast.an_binh)
    assert owed

    asked = {"root": cast.an_binh, "form": "PL4", "owed": owed}
    done = remind(actor=cast.giang, at=NIGHT, **asked)  # type: ignore[arg-type]  # -- spread
    again = remind(actor=cast.giang, at=NIGHT, **asked)  # type: ignore[arg-type]  # -- spread

    units = len({one.unit for one in owed})
    assert (done.told + done.nobody, done.again) == (units, 0)
    assert (again.told, again.again) == (0, done.told)
    assert done.told
    assert any("được nhắc nộp biểu PL4" in one for one in told_to(cast.binh))
    said = [event.verb for event in history_of_unit(cast.hoa_thuan)]
    assert said.count("indicators.remind") == 1


def test_nobody_reminds_whom_they_do_not_lead(cast: Cast) -> None:
    owed = owing("PL4", HALF, TODAY, within=cast.an_binh)

    for stranger in (cast.binh, cast.khoa, cast.dung):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            remind(actor=stranger, root=cast.an_binh, form="PL4", owed=owed, at=NIGHT)

    assert told_to(cast.binh) == []
