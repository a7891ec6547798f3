"""What is handed in proves itself, or is refused; what contradicts is kept."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import signer, verifier_key
from danchu.kernel.ledger.models import Contradiction, Cosignature
from danchu.kernel.ledger.queries import note_of
from danchu.kernel.ledger.rules.notes import COSIGNATURE, Note, Signer, Tree
from danchu.kernel.ledger.services import sign_checkpoint
from danchu.kernel.ledger.tests.published import as_an_insider, publish, run
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.sealing import letter_in
from danchu.witnesses.queries.book import book, sheet
from danchu.witnesses.rules import MOST_CONTRADICTIONS, WARN_AFTER
from danchu.witnesses.services.receiving import hand_in
from danchu.witnesses.services.register import end_witness
from danchu.witnesses.tests.scenes import (
    COUNCIL,
    FRONT,
    KEY,
    NOW,
    OTHER,
    Scene,
    cosigned,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
API, PAGE = "/api/v1/ledger/cosignatures", "/so-cai/chung-kien/"


def refused(note: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        hand_in(note=note, at=NOW)
    return broken.value.code


def foreign(size: int, *keys: Signer, ours: bool = False) -> str:
    """Return a checkpoint in the name of our log that is not of it."""
    body = Tree(verifier_key().name, size, bytes([size % 256] * 32)).body
    note = signer().sign(body) if ours else f"{body}\n"
    return note + "".join(key.cosign(body, int(NOW.timestamp())) for key in keys)


def test_a_cosignature_is_kept_and_served_with_the_checkpoint(scene: Scene) -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    note = cosigned(checkpoint, at=NOW + MINUTE)

    taken = hand_in(note=note, at=NOW + MINUTE)

    served = Client().get("/api/v1/ledger/checkpoint").content.decode()
    assert (taken.size, taken.organisations) == (3, (FRONT,))
    assert Note.parse(served).cosigned_at(KEY.key) == int((NOW + MINUTE).timestamp())
    assert sheet(3).note == served
    assert book(NOW.date()).coverage.behind == 0
    assert history_of_unit(scene.cast.nation)[0].verb == "witnesses.cosign"


@pytest.mark.usefixtures("scene")
def test_a_replay_changes_nothing() -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    note = cosigned(checkpoint, at=NOW)
    hand_in(note=note, at=NOW)
    before = note_of(checkpoint)

    for later in (NOW, NOW + DAY, NOW - MINUTE):
        hand_in(note=cosigned(checkpoint, at=later), at=NOW + 10 * DAY)

    assert note_of(checkpoint) == before
    assert Cosignature.objects.count() == 1


def test_two_witnesses_in_one_note_are_both_kept(scene: Scene) -> None:
    scene.add()
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    body = Note.parse(checkpoint.note).body
    note = cosigned(checkpoint, at=NOW) + OTHER.cosign(body, int(NOW.timestamp()))

    taken = hand_in(note=note, at=NOW)

    assert set(taken.organisations) == {FRONT, COUNCIL}
    assert [one.organisation for one in sheet(3).signed] == [FRONT, COUNCIL]


@pytest.mark.usefixtures("scene")
def test_one_false_line_refuses_all_of_it() -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    body = Note.parse(checkpoint.note).body
    thief = Signer(KEY.name, bytes(32), COSIGNATURE)
    # The name and id of the known key above a signature of another.
    line = thief.cosign(body, int(NOW.timestamp()))
    forged = Note.parse(f"{body}\n{line}").signatures[0][1]
    honest = Note.parse(cosigned(checkpoint, at=NOW)).signatures[-1][1]
    mixed = honest[:4] + forged[4:]

    assert refused(checkpoint.note + _line(KEY.name, mixed)) == (
        "ledger.cosignature_false"
    )
    assert refused(checkpoint.note + line) == "witnesses.unknown_key"
    assert Cosignature.objects.count() == 0


def _line(name: str, blob: bytes) -> str:
    from base64 import b64encode  # noqa: PLC0415 -- only here

    return f"— {name} {b64encode(blob).decode()}\n"


@pytest.mark.usefixtures("scene")
def test_what_is_no_note_or_of_another_log_is_refused() -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    other = Signer.make("khac.example/log")
    body = Tree(other.name, 3, bytes(32)).body

    assert refused("") == "witnesses.unreadable"
    assert refused("x" * 1_000_000) == "witnesses.unreadable"
    assert refused("\0\n\n— a b\n") == "witnesses.unreadable"
    assert refused(other.sign(body)) == "witnesses.other_log"
    assert refused(checkpoint.note) == "witnesses.unknown_key"


@pytest.mark.usefixtures("scene")
def test_times_that_cannot_be_are_refused() -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)

    codes = [
        refused(cosigned(checkpoint, at=at))
        for at in (NOW + 6 * MINUTE, NOW - 6 * MINUTE, NOW.replace(year=9998))
    ]

    assert codes == [
        "witnesses.from_the_future",
        "witnesses.before_the_checkpoint",
        "witnesses.from_the_future",
    ]


@pytest.mark.usefixtures("scene")
def test_a_witness_may_not_see_a_smaller_log_after_a_larger_one() -> None:
    publish(3)
    small = sign_checkpoint(at=NOW)
    publish(2)
    large = sign_checkpoint(at=NOW + MINUTE)
    hand_in(note=cosigned(large, at=NOW + 2 * MINUTE), at=NOW + DAY)

    with pytest.raises(RuleBroken) as broken:
        hand_in(note=cosigned(small, at=NOW + 3 * MINUTE), at=NOW + DAY)
    assert broken.value.code == "witnesses.out_of_order"

    hand_in(note=cosigned(small, at=NOW + MINUTE), at=NOW + DAY)
    assert Cosignature.objects.count() == 2


def test_a_witness_that_ended_signs_no_more_but_what_it_signed_counts(
    scene: Scene,
) -> None:
    publish(3)
    first = sign_checkpoint(at=NOW)
    end_witness(actor=scene.keeper, pk=scene.entry.pk, reason="Thay khóa", at=NOW)
    publish(2)
    second = sign_checkpoint(at=NOW + 2 * DAY)

    hand_in(note=cosigned(first, at=NOW), at=NOW + 2 * DAY)
    with pytest.raises(RuleBroken) as broken:
        hand_in(note=cosigned(second, at=NOW + 2 * DAY), at=NOW + 2 * DAY)

    assert broken.value.code == "witnesses.ended"
    assert len(sheet(3).signed) == 1


def test_our_own_signature_on_another_tree_is_kept_and_told_once(scene: Scene) -> None:
    publish(3)
    sign_checkpoint(at=NOW)
    note = foreign(2, ours=True)

    assert refused(note) == "witnesses.contradiction"
    assert refused(note) == "witnesses.contradiction"

    [kept] = Contradiction.objects.all()
    letters = [letter_in(one.contents, once=one.once) for one in Notice.objects.all()]
    assert (kept.is_ours, kept.witness, kept.note) == (True, None, note)
    assert sorted(one.to for one in letters if one) == [
        "mttq@front.example",
        "quang@nation.example",
    ]
    assert all(one and one.attachments[0].text == note for one in letters)
    assert history_of_unit(scene.cast.nation)[0].verb == "witnesses.contradict"
    page = Client().get("/so-cai/").content.decode()
    assert "mang chữ ký của sổ này nhưng trái với sổ" in page
    assert Client().get(f"/so-cai/trai-so/{kept.pk}.txt").content.decode() == note
    assert (
        "Có bản chốt trái với sổ này" in Client().get("/kiem-chung/").content.decode()
    )


@pytest.mark.usefixtures("scene")
def test_a_witness_s_word_for_another_tree_is_kept_as_its_word() -> None:
    publish(3)
    sign_checkpoint(at=NOW)

    assert refused(foreign(3, KEY)) == "witnesses.contradiction"
    assert refused(foreign(900, KEY)) == "witnesses.contradiction"

    assert set(Contradiction.objects.values_list("size", "is_ours")) == {
        (3, False),
        (900, False),
    }
    page = Client().get("/so-cai/").content.decode()
    assert f"{FRONT} nói đã thấy một bản chốt" in page
    proofs = Client().get("/kiem-chung/").content.decode()
    assert "Một nơi chứng kiến nói đã thấy bản chốt trái với sổ này" in proofs


def test_two_witnesses_that_saw_the_same_are_both_heard(scene: Scene) -> None:
    scene.add()
    publish(3)
    sign_checkpoint(at=NOW)

    for key in (KEY, OTHER, KEY):
        assert refused(foreign(2, key)) == "witnesses.contradiction"

    assert Contradiction.objects.count() == 2


@pytest.mark.usefixtures("scene")
def test_strangers_cannot_fill_the_evidence() -> None:
    publish(3)
    sign_checkpoint(at=NOW)
    stranger = Signer.make("ai.example", COSIGNATURE)
    forged = foreign(2, ours=True).replace("AgIC", "AgID", 1)

    assert refused(foreign(3, stranger)) == "witnesses.unknown_key"
    assert refused(foreign(3)) in {"witnesses.unknown_key", "witnesses.unreadable"}
    assert refused(forged) in {"witnesses.forged", "witnesses.unreadable"}
    for size in range(10, 10 + MOST_CONTRADICTIONS):
        assert refused(foreign(size, KEY)) == "witnesses.contradiction"

    assert refused(foreign(5000, KEY)) == "witnesses.enough"
    assert refused(foreign(5000, KEY, ours=True)) == "witnesses.contradiction"
    assert Contradiction.objects.count() == MOST_CONTRADICTIONS + 1


@pytest.mark.usefixtures("scene")
def test_a_true_state_that_was_never_signed_is_no_contradiction() -> None:
    publish(3)
    body = Note.parse(sign_checkpoint(at=NOW).note).body
    longer = f"{body}thêm một dòng\n"

    note = f"{longer}\n{KEY.cosign(longer, int(NOW.timestamp()))}"

    assert refused(note) == "witnesses.never_signed"
    assert Contradiction.objects.count() == 0


@pytest.mark.usefixtures("scene")
def test_a_log_whose_past_was_changed_takes_no_further_cosignature() -> None:
    publish(300)
    first = sign_checkpoint(at=NOW)
    hand_in(note=cosigned(first, at=NOW), at=NOW)
    publish(5)
    second = sign_checkpoint(at=NOW + MINUTE)
    with as_an_insider("ledger_leaf"):
        run(
            "UPDATE ledger_leaf SET hash = overlay(hash PLACING 'x' FROM 1)"
            " WHERE index = 290"
        )

    with pytest.raises(RuleBroken) as broken:
        hand_in(note=cosigned(second, at=NOW + MINUTE), at=NOW + MINUTE)

    assert broken.value.code == "ledger.past_changed"


def test_the_book_warns_once_what_was_published_stays_unwitnessed(scene: Scene) -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    today = NOW.date()

    fresh = book(today).coverage
    late = book(today + WARN_AFTER).coverage

    assert (fresh.behind, fresh.is_late, late.is_late) == (3, False, True)
    hand_in(note=cosigned(checkpoint, at=NOW), at=NOW)
    assert not book(today + WARN_AFTER).coverage.is_late
    assert book(today).witnesses[0].entry == scene.entry


@pytest.mark.usefixtures("scene")
def test_a_program_hands_in_without_an_account() -> None:
    publish(3)
    checkpoint = sign_checkpoint(at=NOW)
    client = Client(enforce_csrf_checks=True)

    good = client.post(
        API, {"note": cosigned(checkpoint, at=NOW)}, content_type="application/json"
    )
    bad = client.post(API, {"note": "x"}, content_type="application/json")
    huge = client.post(API, {"note": "x" * 1_000_000}, content_type="application/json")

    assert (good.status_code, good.json()) == (200, {"size": 3, "witnesses": [FRONT]})
    assert good.headers["Cache-Control"] == "no-store"
    assert (bad.status_code, bad.json()["code"]) == (422, "witnesses.unreadable")
    assert (huge.status_code, huge.json()["code"]) == (413, "api.too_large")


@pytest.mark.usefixtures("scene")
def test_what_a_browser_did_to_the_text_does_no_harm() -> None:
    publish(3)
    note = cosigned(sign_checkpoint(at=NOW), at=NOW)

    done = Client().post(PAGE, {"note": "\r\n " + note.replace("\n", "\r\n") + "\r\n "})
    again = Client().post(PAGE, {"note": "x" * 1_000_000})
    empty = Client().post(PAGE, {"note": ""})

    assert (done.status_code, done.headers["Location"]) == (302, "/so-cai/3/")
    assert (again.status_code, empty.status_code) == (422, 422)
    assert "Dài quá 16000 ký tự" in again.content.decode()


@pytest.mark.django_db(transaction=True)
def test_eight_who_hand_in_at_once_are_one(scene: Scene) -> None:
    publish(3)
    note = cosigned(sign_checkpoint(at=NOW), at=NOW)
    ready, outcomes = threading.Barrier(8), []

    def work() -> None:
        ready.wait()
        outcomes.append(hand_in(note=note, at=NOW).size)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    verbs = [one.verb for one in history_of_unit(scene.cast.nation)]
    assert outcomes == [3] * 8
    assert Cosignature.objects.count() == 1
    assert verbs.count("witnesses.cosign") == 1
