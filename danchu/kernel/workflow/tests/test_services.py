from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from danchu.kernel.audit.queries import history_of
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.dossiers.rules import Phase
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.workflow.services import advance
from danchu.kernel.workflow.signals import dossier_moved
from danchu.kernel.workflow.tests.errands import (
    NOW,
    WORKFLOW,
    Errand,
    Status,
    make_errand,
)
from danchu.testing.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def move(errand: Errand, to: str, actor: User, reason: str = "") -> None:
    advance(errand, along=WORKFLOW, to=to, actor=actor, at=NOW, reason=reason)


def accepted(cast: Cast) -> Errand:
    errand = make_errand(cast.hoa_thuan)
    move(errand, Status.SENT, cast.binh)
    move(errand, Status.ACCEPTED, cast.giang)
    return errand


def stored(errand: Errand) -> tuple[str, str]:
    fresh = Errand.objects.select_related("dossier").get(pk=errand.pk)
    return fresh.status, fresh.dossier.phase


def test_a_move_writes_state_phase_and_history() -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)

    move(errand, Status.SENT, cast.binh)

    assert stored(errand) == (Status.SENT, Phase.OPEN)
    assert (errand.status, errand.dossier.phase) == (Status.SENT, Phase.OPEN)
    [event] = history_of(errand.dossier)
    assert (event.verb, event.actor, event.unit) == (
        "errands.send",
        cast.binh,
        cast.hoa_thuan,
    )
    assert event.facts == {
        "before": {"status": "draft", "phase": "draft"},
        "after": {"status": "sent", "phase": "open"},
    }


def test_the_last_step_closes_the_dossier_and_reopening_opens_it_again() -> None:
    cast = make_cast()
    errand = accepted(cast)
    assert stored(errand) == (Status.ACCEPTED, Phase.DONE)
    assert Dossier.objects.get().closed_at == NOW

    move(errand, Status.DRAFT, cast.giang, reason="Sai số liệu")

    assert stored(errand) == (Status.DRAFT, Phase.DRAFT)
    assert Dossier.objects.get().closed_at is None
    assert history_of(errand.dossier)[0].facts["reason"] == "Sai số liệu"


def test_what_was_dropped_stays_dropped() -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)
    move(errand, Status.DROPPED, cast.binh)

    with pytest.raises(RuleBroken, match=r"workflow\.already_finished"):
        move(errand, Status.DRAFT, cast.binh)

    assert stored(errand) == (Status.DROPPED, Phase.CANCELLED)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_step_that_needs_a_reason_is_not_taken_without(reason: str) -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)
    move(errand, Status.SENT, cast.binh)

    with pytest.raises(RuleBroken, match=r"workflow\.reason_missing"):
        move(errand, Status.DRAFT, cast.cuc, reason=reason)
    assert stored(errand) == (Status.SENT, Phase.OPEN)

    move(errand, Status.DRAFT, cast.cuc, reason="Thiếu biểu")
    assert stored(errand) == (Status.DRAFT, Phase.RETURNED)


def test_who_lacks_the_right_of_the_step_is_refused() -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)

    for somebody in (cast.dung, cast.cuc, cast.giang, cast.khoa, cast.an):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            move(errand, Status.SENT, somebody)

    assert stored(errand) == (Status.DRAFT, Phase.DRAFT)
    assert not history_of(errand.dossier).exists()


def test_a_stranger_learns_nothing_from_a_step_that_is_not_there() -> None:
    cast = make_cast()
    done, fresh = accepted(cast), make_errand(cast.hoa_thuan)

    for errand in (done, fresh):
        with pytest.raises(RuleBroken, match=r"access\.forbidden"):
            move(errand, Status.DROPPED, cast.dung)
        with pytest.raises(RuleBroken, match=r"workflow\.no_such_step"):
            move(errand, "nowhere", cast.binh)


def test_the_state_is_read_again_and_not_believed_from_memory() -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)
    stale = Errand.objects.get(pk=errand.pk)
    move(errand, Status.SENT, cast.binh)

    with pytest.raises(RuleBroken, match=r"workflow\.no_such_step"):
        move(stale, Status.SENT, cast.binh)

    assert stale.status == Status.SENT


def test_the_house_is_told_after_the_commit_and_only_then(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)
    heard: list[dict[str, Any]] = []

    def listen(**news: Any) -> None:
        heard.append({key: news[key] for key in news if key != "signal"})

    dossier_moved.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            move(errand, Status.SENT, cast.binh)
            assert heard == []
    finally:
        dossier_moved.disconnect(listen)

    assert heard == [
        {
            "sender": Dossier,
            "dossier_id": errand.dossier.pk,
            "workflow": "errand",
            "action": "errands.send",
            "source": "draft",
            "target": "sent",
            "at": NOW,
        }
    ]


def test_a_deed_that_fails_later_undoes_the_move_and_tells_nobody(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)

    with django_capture_on_commit_callbacks() as told, transaction.atomic():
        move(errand, Status.SENT, cast.binh)
        transaction.set_rollback(True)

    assert stored(errand) == (Status.DRAFT, Phase.DRAFT)
    assert not history_of(errand.dossier).exists()
    assert told == []


def test_a_machine_clock_that_jumps_back_loses_no_move() -> None:
    cast = make_cast()
    errand = make_errand(cast.hoa_thuan)

    advance(
        errand,
        along=WORKFLOW,
        to=Status.DROPPED,
        actor=cast.binh,
        at=NOW - timedelta(days=400),
    )

    assert stored(errand) == (Status.DROPPED, Phase.CANCELLED)
