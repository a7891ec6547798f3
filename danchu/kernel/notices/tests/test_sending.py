"""Letters leave once, or wait and say why; against a mail server on the loopback."""

import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from danchu.kernel.audit.queries import history_of_unit
from danchu.kernel.errors import RuleBroken
from danchu.kernel.notices.models import Notice
from danchu.kernel.notices.queries import lately_sent, not_sent, troubled
from danchu.kernel.notices.rules import (
    KEPT_FOR,
    MOST_TRIES,
    PAUSES,
    Attachment,
    Letter,
    State,
)
from danchu.kernel.notices.sealing import letter_in
from danchu.kernel.notices.services import (
    NO_KEY,
    empty_old,
    queue,
    resend,
    send_due,
)
from danchu.kernel.notices.tests.smtp import Mailbox, Mood, mailbox
from danchu.kernel.notices.ways import ByAddress, Folder, Smtp, Way, chosen_way
from danchu.lib.email_url import EmailServer
from danchu.testing.cast import hire, make_cast

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
FROM = "dan-chu@tinh.example"
LETTER = Letter(
    to="mttq@front.example",
    subject="Bản chốt sổ ngày 26/11/2026",
    body="Kính gửi Ủy ban Mặt trận.\n.\nHết.",
    attachments=(Attachment("ban-chot.txt", "tinh.example\n3\n\n— ký\n"),),
)


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> None:
    settings.NOTICES_KEY = tmp_path / "notices.key"


@pytest.fixture(name="box")
def a_mailbox() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


def by(box: Mailbox, timeout: float = 5.0) -> Smtp:
    return Smtp(EmailServer("127.0.0.1", box.port), FROM, timeout)


def wait(once: str = "a", letter: Letter = LETTER) -> Notice:
    queue(letter=letter, once=once, at=NOW)
    return Notice.objects.get(once=once)


def test_a_letter_leaves_once_with_all_that_was_written(box: Mailbox) -> None:
    notice = wait()

    assert send_due(at=NOW, way=by(box)) == 1
    assert send_due(at=NOW + timedelta(days=1), way=by(box)) == 0

    notice.refresh_from_db()
    [message] = box.taken
    [attached] = list(message.iter_attachments())
    body = message.get_body()
    assert body is not None
    assert notice.state is State.SENT
    assert (message["To"], message["From"]) == (LETTER.to, FROM)
    assert message["Subject"] == LETTER.subject
    assert message["Auto-Submitted"] == "auto-generated"
    assert body.get_content().replace("\r\n", "\n").strip() == LETTER.body
    assert attached.get_filename() == "ban-chot.txt"
    assert attached.get_content().decode() == LETTER.attachments[0].text


def test_a_deed_taken_back_sends_nothing(box: Mailbox) -> None:
    with transaction.atomic():
        wait()
        transaction.set_rollback(True)

    assert send_due(at=NOW, way=by(box)) == 0
    assert box.taken == []


def test_the_same_letter_is_written_once() -> None:
    assert queue(letter=LETTER, once="a", at=NOW)
    assert not queue(letter=LETTER, once="a", at=NOW + timedelta(days=1))

    assert Notice.objects.count() == 1


def test_a_subject_of_several_lines_becomes_one(box: Mailbox) -> None:
    wait(letter=Letter(LETTER.to, "Một\r\nBcc: ai@khac.example", "x"))

    send_due(at=NOW, way=by(box))

    assert box.taken[0]["Subject"] == "Một Bcc: ai@khac.example"
    assert box.taken[0]["Bcc"] is None


@pytest.mark.parametrize("to", ["a@b\nBcc: c@d.example", "khong-phai-dia-chi\r\nx"])
def test_an_address_of_several_lines_is_given_up(box: Mailbox, to: str) -> None:
    notice = wait(letter=Letter(to, "x", "y"))

    send_due(at=NOW, way=by(box))

    notice.refresh_from_db()
    assert notice.state is State.FAILED
    assert box.taken == []


def test_what_waits_is_sealed_in_the_database() -> None:
    notice = wait()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT contents::text, notices_notice::text FROM notices_notice"
        )
        kept = str(cursor.fetchone())
    assert LETTER.to.encode().hex() not in kept
    assert LETTER.to not in kept
    assert letter_in(notice.contents, once="a") == LETTER
    assert letter_in(notice.contents, once="b") is None


def test_an_unknown_recipient_is_given_up_without_being_named(box: Mailbox) -> None:
    box.mood = Mood.REFUSES_RECIPIENT
    notice = wait()

    send_due(at=NOW, way=by(box))

    notice.refresh_from_db()
    assert notice.state is State.FAILED
    assert notice.reason == "550 5.1.1 (địa chỉ): unknown"
    assert not_sent() == [notice]
    assert troubled(at=NOW) == 1


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        (Mood.IS_BUSY, "451 4.7.1 greylisted"),
        (Mood.DIES_WITHIN, "SMTPServerDisconnected: Connection unexpectedly closed"),
        (
            Mood.HANGS,
            "SMTPServerDisconnected: Connection unexpectedly closed: timed out",
        ),
    ],
)
def test_what_fails_for_now_waits_and_leaves_later(
    box: Mailbox, mood: Mood, reason: str
) -> None:
    box.mood = mood
    notice = wait()

    assert send_due(at=NOW, way=by(box, timeout=0.5)) == 0

    notice.refresh_from_db()
    assert (notice.state, notice.tries) == (State.WAITING, 1)
    assert notice.reason == reason
    assert notice.next_at == NOW + PAUSES[0]
    box.mood = Mood.TAKES
    assert send_due(at=NOW + PAUSES[0] - timedelta(seconds=1), way=by(box)) == 0
    assert send_due(at=NOW + PAUSES[0], way=by(box)) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.reason) == (State.SENT, "")


def test_a_server_that_dies_after_taking_gets_the_same_letter_under_its_id(
    box: Mailbox,
) -> None:
    box.mood = Mood.DIES_AFTER_TAKING
    wait()

    send_due(at=NOW, way=by(box))
    box.mood = Mood.TAKES
    send_due(at=NOW + PAUSES[0], way=by(box))

    assert len(box.ids) == 2
    assert len(set(box.ids)) == 1


def test_a_letter_that_is_not_wanted_is_given_up(box: Mailbox) -> None:
    box.mood = Mood.REFUSES_LETTER
    notice = wait()

    send_due(at=NOW, way=by(box))

    notice.refresh_from_db()
    assert (notice.state, notice.reason) == (State.FAILED, "554 5.7.1 not wanted")


def test_one_that_fails_does_not_hold_up_the_others(box: Mailbox) -> None:
    bad = wait("bad", Letter("a\nb", "x", "y"))
    good = wait("good")

    assert send_due(at=NOW, way=by(box)) == 1

    assert not_sent() == [bad]
    assert lately_sent(5) == [good]


def test_nobody_there_is_tried_with_growing_pauses_and_then_given_up() -> None:
    with mailbox() as gone:
        pass
    notice, at, waits = wait(), NOW, []

    for _ in range(MOST_TRIES):
        send_due(at=at, way=by(gone, timeout=0.5))
        notice.refresh_from_db()
        if notice.next_at is not None:
            waits.append(notice.next_at - at)
            at = notice.next_at

    assert notice.state is State.FAILED
    assert notice.tries == MOST_TRIES
    assert waits == sorted(waits)
    assert "Connection refused" in notice.reason
    assert timedelta(days=14) < at - NOW < timedelta(days=21)


def test_an_administrator_of_the_system_sends_again(box: Mailbox) -> None:
    cast = make_cast()
    keeper = hire("quang", "Ngô Đức Quang", cast.nation, "administrator")
    box.mood = Mood.REFUSES_RECIPIENT
    notice = wait()
    send_due(at=NOW, way=by(box))
    box.mood = Mood.TAKES

    for other in (cast.lan, cast.minh):
        with pytest.raises(RuleBroken) as refused:
            resend(actor=other, pk=notice.pk, at=NOW)
        assert refused.value.code == "access.forbidden"
    resend(actor=keeper, pk=notice.pk, at=NOW)

    assert send_due(at=NOW, way=by(box)) == 1
    assert history_of_unit(cast.nation)[0].verb == "notices.resend"
    with pytest.raises(RuleBroken) as gone:
        resend(actor=keeper, pk=notice.pk, at=NOW)
    assert gone.value.code == "notices.unknown"


def test_what_a_letter_said_is_destroyed_a_month_later(box: Mailbox) -> None:
    cast = make_cast()
    keeper = hire("quang", "Ngô Đức Quang", cast.nation, "administrator")
    sent = wait("sent")
    send_due(at=NOW, way=by(box))
    given_up, waits = wait("given up", Letter("a\nb", "x", "y")), wait("waits")
    box.mood = Mood.IS_BUSY
    send_due(at=NOW, way=by(box))

    assert empty_old(at=NOW + KEPT_FOR) == 0
    assert empty_old(at=NOW + KEPT_FOR + timedelta(seconds=1)) == 2

    for notice in (sent, given_up, waits):
        notice.refresh_from_db()
    assert (sent.contents, given_up.contents) == (None, None)
    assert waits.contents is not None
    with pytest.raises(RuleBroken) as refused:
        resend(actor=keeper, pk=given_up.pk, at=NOW)
    assert refused.value.code == "notices.emptied"


def test_a_letter_sealed_with_another_key_is_given_up(
    box: Mailbox, settings: Settings, tmp_path: Path
) -> None:
    notice = wait()
    settings.NOTICES_KEY = tmp_path / "another.key"

    send_due(at=NOW, way=by(box))

    notice.refresh_from_db()
    assert (notice.state, notice.reason) == (State.FAILED, NO_KEY)


def test_while_there_is_no_server_letters_are_files(
    settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_SERVER = None
    settings.OUTBOX = tmp_path / "thu"
    notice = wait()

    assert send_due(at=NOW, way=chosen_way()) == 1

    [file] = list(settings.OUTBOX.iterdir())
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.name == f"{notice.name}.eml"
    assert message["To"] == LETTER.to
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_makes_the_letter_wait(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    notice = wait()

    send_due(at=NOW, way=Folder(tmp_path / "file", FROM))

    notice.refresh_from_db()
    assert notice.state is State.WAITING
    assert "FileExistsError" in notice.reason


def test_with_a_server_letters_go_there(settings: Settings) -> None:
    server = EmailServer("127.0.0.1", 25)
    settings.EMAIL_SERVER = server

    way = chosen_way()
    assert isinstance(way, ByAddress)
    assert way.letters == Smtp(server, configured.EMAIL_FROM)


@pytest.mark.django_db(transaction=True)
def test_eight_senders_send_each_letter_once(box: Mailbox) -> None:
    for number in range(24):
        wait(f"letter {number}")
    ready, way = threading.Barrier(8), by(box)

    def work() -> None:
        ready.wait()
        send_due(at=NOW, way=way)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(box.ids) == 24
    assert len(set(box.ids)) == 24
    assert not_sent() == []


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_dies_loses_nothing(box: Mailbox) -> None:
    class Dying:
        def send(self, letter: Letter, *, name: str) -> None:
            del letter, name
            raise KeyboardInterrupt

    way: Way = Dying()
    notice = wait()

    with pytest.raises(KeyboardInterrupt):
        send_due(at=NOW, way=way)

    notice.refresh_from_db()
    assert (notice.state, notice.tries) == (State.WAITING, 0)
    assert send_due(at=NOW, way=by(box)) == 1
