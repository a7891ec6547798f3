"""Once every night: terms end, the ledger is looked over and signed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from danchu.config.ledger_words import ledger
from danchu.config.nights import BEGINS, Nights, is_due
from danchu.indicators.models import Value
from danchu.indicators.services import load_catalogue
from danchu.indicators.tests.factories import make_published
from danchu.kernel.erasures import journal
from danchu.kernel.erasures.rules import Line
from danchu.kernel.erasures.services import adopt
from danchu.kernel.ledger.models import Checkpoint, SelfCheck
from danchu.kernel.ledger.queries import proof_of
from danchu.kernel.publication.models import Publication
from danchu.testing.cast import Cast, make_cast

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = datetime(2026, 8, 2, 2, 5, tzinfo=HERE)
moments = st.integers(0, 366 * 24 * 60).map(
    lambda minutes: NIGHT - timedelta(minutes=minutes)
)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    load_catalogue()
    return make_cast()


@given(now=moments, last=moments)
def test_it_is_due_when_two_o_clock_has_passed_since(
    now: datetime, last: datetime
) -> None:
    hours = (last + timedelta(hours=n) for n in range(1, 24 * 366))
    next_two = next(
        one.replace(minute=0, second=0, microsecond=0)
        for one in (last, *hours)
        if one.replace(minute=0, second=0, microsecond=0) > last and one.hour == 2
    )

    assert is_due(now, last) == (now >= next_two)


def test_the_first_night_is_due_at_once() -> None:
    assert is_due(NIGHT, None)
    assert BEGINS.hour == 2


def test_a_night_s_work_is_done_once(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    filing = make_published(cast, {"G01": "4"})
    Publication.objects.update(until=date(2026, 7, 31))

    with time_machine.travel(NIGHT, tick=False):
        assert ledger(["night"]) == 0
        said = capsys.readouterr().out
        assert ledger(["night"]) == 0

    assert f"filing:{filing.pk}" in said
    assert (SelfCheck.objects.count(), Checkpoint.objects.count()) == (1, 1)
    assert proof_of(f"filing:{filing.pk}").face is None
    with time_machine.travel(NIGHT + timedelta(days=1), tick=False):
        assert ledger(["night"]) == 0
    assert SelfCheck.objects.count() == 2


def test_a_night_that_finds_something_says_so(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    make_published(cast, {"G01": "4"})
    Value.objects.update(number=5)

    with time_machine.travel(NIGHT, tick=False):
        assert ledger(["night"]) == 1

    assert "khác với nội dung đã công bố" in capsys.readouterr().out


def test_the_launcher_asks_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    python = "import sys; print('sai'); sys.exit(1)"
    monkeypatch.setattr("danchu.config.nights.COMMAND", ("python3", "-c", python))
    nights = Nights(said.append, first_after=0.0, every=0.01)

    nights.begin()
    until = datetime.now(UTC) + timedelta(seconds=20)
    while len(said) < 2 and datetime.now(UTC) < until:
        pass
    nights.end()

    assert said[:2] == ["sai", "sai"]


def test_at_night_the_list_of_erasures_outside_catches_up(
    cast: Cast,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    del cast
    settings.ERASURES = tmp_path / "erasures.jsonl"
    adopt([Line(uuid4(), "published", "filing:1", "Yêu cầu", NIGHT)])

    with time_machine.travel(NIGHT, tick=False):
        ledger(["night"])

    held = journal.load()
    assert held is not None
    assert [line.key for line in held.lines] == ["filing:1"]
    assert "Đã ghi thêm 1 lần xóa" in capsys.readouterr().out
