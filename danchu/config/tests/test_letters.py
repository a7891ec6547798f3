"""The checkpoint of each day, and what the nights find, leave the house once."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django.fixtures import Settings

from danchu.config.ledger_words import ledger
from danchu.config.verifying import RIGHT, verify
from danchu.indicators.models import Value
from danchu.indicators.services import load_catalogue
from danchu.indicators.tests.factories import make_published
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.rules.notes import Note
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.ledger.tests.published import as_an_insider, publish, run
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.rules import Letter
from danchu.kernel.notices.sealing import letter_in
from danchu.witnesses.services.letters import mail_checkpoint
from danchu.witnesses.services.receiving import hand_in
from danchu.witnesses.services.register import change_contact, end_witness
from danchu.witnesses.tests.scenes import (
    COUNCIL,
    FRONT,
    NOW,
    Scene,
    cosigned,
    make_scene,
)

DAY = timedelta(days=1)
NIGHT = datetime(2026, 11, 27, 2, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(name="scene")
def a_scene(settings: Settings, tmp_path: Path) -> Iterator[Scene]:
    settings.NOTICES_KEY = tmp_path / "notices.key"
    with time_machine.travel(NOW, tick=False):
        yield make_scene()


def letters() -> list[Letter]:
    rows = Notice.objects.order_by("pk")
    found = [letter_in(one.contents, once=one.once) for one in rows]
    return [one for one in found if one is not None]


def mail(at: datetime) -> int:
    return mail_checkpoint(checkpoint=sign_checkpoint(at=at), at=at)


def test_each_witness_gets_the_checkpoint_once_a_day(scene: Scene) -> None:
    scene.add()
    publish(3)

    assert [mail(NOW), mail(NOW), mail(NOW + DAY)] == [2, 0, 2]

    first, second = letters()[:2]
    assert (first.to, second.to) == ("mttq@front.example", "hdnd@council.example")
    assert first.subject == "Bản chốt sổ công bố ngày 26/11/2026: 3 dòng"
    assert f"Kính gửi {FRONT}," in first.body
    assert f"Kính gửi {COUNCIL}," in second.body
    assert str(verifier_key()) in first.body
    assert [one.name for one in first.attachments] == ["ban-chot-so-3.txt"]
    assert Note.parse(first.attachments[0].text).is_signed_by(verifier_key())


def test_what_is_attached_proves_itself_offline(scene: Scene, tmp_path: Path) -> None:
    publish(3)
    kept = sign_checkpoint(at=NOW)
    hand_in(note=cosigned(kept, at=NOW), at=NOW)
    publish(400)
    mail(NOW + DAY)
    [letter] = letters()

    for one in letter.attachments:
        (tmp_path / one.name).write_text(one.text)
    (tmp_path / "kept").write_text(kept.note)

    assert [one.name for one in letter.attachments] == [
        "ban-chot-so-403.txt",
        "chi-ghi-them-3-403.json",
    ]
    proof = str(tmp_path / "chi-ghi-them-3-403.json")
    key = str(verifier_key())
    assert verify([proof, "--key", key, "--checkpoint", f"{tmp_path}/kept"]) == RIGHT
    assert json.loads(letter.attachments[1].text)["old"].startswith(verifier_key().name)
    assert "python -m danchu verify chi-ghi-them-3-403.json" in letter.body
    assert scene.entry.organisation in letter.body


def test_a_quiet_day_still_sends_what_stands(scene: Scene) -> None:
    publish(3)
    hand_in(note=cosigned(sign_checkpoint(at=NOW), at=NOW), at=NOW)

    assert mail(NOW + DAY) == 1

    assert letters()[0].attachments[1].name == "chi-ghi-them-3-3.json"
    assert letters()[0].to == "mttq@front.example"
    assert scene.entry.until is None


def test_letters_follow_a_changed_address_and_end_with_the_entry(scene: Scene) -> None:
    publish(3)
    pk = scene.entry.pk
    change_contact(actor=scene.keeper, pk=pk, contact="moi@front.example", at=NOW)
    mail(NOW)
    end_witness(actor=scene.keeper, pk=pk, reason="Sáp nhập", at=NOW + DAY)

    assert mail(NOW + DAY) == 0

    assert [one.to for one in letters()] == ["moi@front.example"]


def test_a_night_mails_checkpoint_and_findings_once(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    load_catalogue()
    filing = make_published(scene.cast, {"G01": "4"})
    Value.objects.update(number=5)

    for night in range(3):
        with time_machine.travel(NIGHT + night * DAY, tick=False):
            assert ledger(["night"]) == 1
    assert "khác với nội dung đã công bố" in capsys.readouterr().out

    subjects = [(one.to, one.subject) for one in letters()]
    alarm = "Cảnh báo: sổ công bố có 1 điều không khớp"
    assert subjects.count(("quang@nation.example", alarm)) == 1
    assert subjects.count(("mttq@front.example", alarm)) == 1
    checkpoints = [subject for _, subject in subjects if "Bản chốt" in subject]
    assert len(checkpoints) == 3
    [told] = [one.body for one in letters() if one.to == "quang@nation.example"]
    assert f"“filing:{filing.pk}”" in told


def test_a_new_finding_beside_an_old_one_is_told_alone(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(3)
    for index, at in ((0, NIGHT), (1, NIGHT + DAY), (1, NIGHT + 2 * DAY)):
        with as_an_insider("ledger_opening"):
            run(
                "UPDATE ledger_opening SET face = 'x' WHERE leaf_id = %s",
                index,
            )
        with time_machine.travel(at, tick=False):
            assert ledger(["check"]) == 1

    said = capsys.readouterr().out
    told = [one.body for one in letters() if one.to == "quang@nation.example"]
    assert len(told) == 2
    assert "“figures:0”" in told[0]
    assert "“figures:1”" in told[1]
    assert "“figures:0”" not in told[1]
    assert "“figures:0”" in said
    assert scene.entry.since == NOW.date()


def test_a_past_that_was_rewritten_is_told_though_nothing_is_signed(
    scene: Scene,
) -> None:
    publish(3)
    with time_machine.travel(NIGHT, tick=False):
        assert ledger(["night"]) == 0
    publish(2, start=3)
    with as_an_insider("ledger_leaf"):
        run("UPDATE ledger_leaf SET hash = overlay(hash PLACING 'x' FROM 1)")

    with (
        time_machine.travel(NIGHT + DAY, tick=False),
        pytest.raises(RuleBroken, match=r"ledger\.past_changed"),
    ):
        ledger(["night"])

    kinds = [one.subject.partition(" ")[0] for one in letters()]
    assert kinds == ["Bản", "Cảnh", "Cảnh"]
    assert scene.entry.until is None


def test_findings_nobody_can_be_told_of_do_not_stop_the_look(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.keeper.email = ""
    scene.keeper.save(update_fields=["email"])
    end_witness(actor=scene.keeper, pk=scene.entry.pk, reason="x", at=NOW - DAY * 0)
    publish(1)
    with as_an_insider("ledger_opening"):
        run("UPDATE ledger_opening SET face = 'x'")

    with time_machine.travel(NIGHT + DAY, tick=False):
        assert ledger(["check"]) == 1

    assert letters() == []
    assert "figures:0" in capsys.readouterr().out
