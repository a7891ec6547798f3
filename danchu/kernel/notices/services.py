"""Writing letters with a deed, and sending them afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from danchu.kernel.access.services import authorize
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.notices.models import Notice, Notification, Preference
from danchu.kernel.notices.queries import preference_of
from danchu.kernel.notices.rules import (
    KEPT_FOR,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    NOTIFICATIONS_KEPT_FOR,
    RESEND,
    TEL,
    Letter,
    pause_after,
    phone_from,
    plain,
    short,
    without_addresses,
)
from danchu.kernel.notices.sealing import close_letter, letter_in
from danchu.kernel.notices.ways import UnsentError, Way
from danchu.kernel.people.models import User
from danchu.kernel.units.queries import country

MAIL, SHORT = "thu", "tin"
"""Ways of telling a person, as the keys of their letters name them."""
DESTROYED = "nội dung đã hủy"
NO_KEY = "không mở được nội dung: khóa của máy chủ này khác khóa lúc viết"


def queue(
    *, letter: Letter, once: str, at: datetime, send_at: datetime | None = None
) -> bool:
    """Have a letter sent after the caller's transaction; tell whether it is new.

    Of two letters with the same key only the first is ever sent. Nobody is written to
    before `send_at`.
    """
    fit = replace(letter, subject=plain(letter.subject, LONGEST_SUBJECT))
    with transaction.atomic():
        _, is_new = Notice.objects.get_or_create(
            once=once,
            defaults={
                "subject": fit.subject,
                "contents": close_letter(fit, once=once),
                "queued_at": at,
                "next_at": send_at or at,
            },
        )
    return is_new


def send_due(*, at: datetime, way: Way, most: int = 100) -> int:
    """Send what is due; return how many letters left.

    Each in its own transaction, which holds the row: two senders never take the same.
    Only a sender that dies between the server's yes and its commit sends twice, under
    the same id.
    """
    sent = 0
    for _ in range(most):
        outcome = _send_next(at=at, way=way)
        if outcome is None:
            break
        sent += outcome
    return sent


@transaction.atomic(durable=True)
def _send_next(*, at: datetime, way: Way) -> bool | None:
    due = Notice.objects.select_for_update(skip_locked=True).filter(next_at__lte=at)
    notice = due.order_by("next_at", "pk").first()
    if notice is None:
        return None
    notice.tries += 1
    try:
        way.send(_opened(notice), name=notice.name)
    except UnsentError as error:
        wait = None if error.is_final else pause_after(notice.tries)
        notice.next_at = None if wait is None else at + wait
        notice.given_up_at = at if wait is None else None
        notice.reason = without_addresses(str(error))
    else:
        notice.next_at, notice.sent_at, notice.reason = None, at, ""
    notice.save(update_fields=["tries", "next_at", "sent_at", "given_up_at", "reason"])
    return notice.sent_at is not None


def _opened(notice: Notice) -> Letter:
    letter = letter_in(notice.contents, once=notice.once)
    if letter is None:
        raise UnsentError(NO_KEY, is_final=True)
    return letter


@transaction.atomic
def resend(*, actor: User, pk: int, at: datetime) -> None:
    """Try a letter again now that was given up or waits."""
    unit = country()
    authorize(actor, RESEND, unit)
    notice = Notice.objects.select_for_update().filter(pk=pk, sent_at=None).first()
    if notice is None:
        raise RuleBroken("notices.unknown")
    if letter_in(notice.contents, once=notice.once) is None:
        raise RuleBroken("notices.emptied")
    notice.tries, notice.next_at, notice.given_up_at = 0, at, None
    notice.save(update_fields=["tries", "next_at", "given_up_at"])
    record(
        unit=unit, verb=RESEND.name, actor=actor, at=at, subject=f"notice:{notice.pk}"
    )


@dataclass(frozen=True)
class Told:
    """What somebody is told: a line, the whole, in short, and where to go."""

    subject: str
    text: str
    brief: str
    href: str = ""


@transaction.atomic
def tell(
    *,
    reader: User,
    told: Told,
    once: str,
    at: datetime,
    send_at: datetime | None = None,
) -> bool:
    """Tell a person on their page, and by the ways they prefer; say if it is new.

    What was told under the same key is not told again, in any way.
    """
    _, is_new = Notification.objects.get_or_create(
        reader=reader,
        once=once,
        defaults={
            "subject": plain(told.subject, LONGEST_SUBJECT),
            "text": told.text[:LONGEST_TEXT],
            "href": told.href,
            "told_at": at,
        },
    )
    if not is_new:
        return False
    preference = preference_of(reader)
    if reader.email and preference.by_email:
        letter = Letter(reader.email, told.subject, _body(told))
        queue(letter=letter, once=_once(MAIL, reader, once), at=at, send_at=send_at)
    if preference.phone:
        letter = Letter(f"{TEL}{preference.phone}", told.subject, short(told.brief))
        queue(letter=letter, once=_once(SHORT, reader, once), at=at, send_at=send_at)
    return True


def _once(way: str, reader: User, once: str) -> str:
    return f"{way}:{reader.pk}:{once}"


def _body(told: Told) -> str:
    if not told.href:
        return told.text
    return f"{told.text}\n\nMở: {settings.PUBLIC_URL}{told.href}\n"


def read_all(*, reader: User, at: datetime) -> int:
    """Mark everything told to a person so far as read; return how much that was."""
    unread = Notification.objects.filter(reader=reader, read_at=None, told_at__lte=at)
    return unread.update(read_at=at)


@transaction.atomic
def prefer(*, person: User, by_email: bool, phone: str, at: datetime) -> Preference:
    """Keep how a person wants to be told; what waits to go another way is not sent.

    Refuses with ``notices.no_phone`` what is no number of Viet Nam.
    """
    number = phone_from(phone)
    if number is None:
        raise RuleBroken("notices.no_phone", text=phone[:40])
    if not by_email:
        _destroy_letters(person, MAIL, at)
    if number != preference_of(person).phone:
        _destroy_letters(person, SHORT, at)
    preference, _ = Preference.objects.update_or_create(
        person=person, defaults={"by_email": by_email, "phone": number}
    )
    return preference


@transaction.atomic
def forget_person(*, person: User, at: datetime) -> None:
    """Destroy what a person was told, in every way, and how they wished to be told.

    Letters that wait do not leave any more.
    """
    Notification.objects.filter(reader=person).delete()
    Preference.objects.filter(person=person).delete()
    for way in (MAIL, SHORT):
        _destroy_letters(person, way, at)


def _destroy_letters(person: User, way: str, at: datetime) -> None:
    """Empty what a person was written one way; what of it waits is given up."""
    theirs = Notice.objects.filter(once__startswith=_once(way, person, ""))
    theirs.filter(next_at__isnull=False).update(
        contents=None, next_at=None, given_up_at=at, reason=DESTROYED
    )
    theirs.filter(contents__isnull=False).update(contents=None)


def empty_old(*, at: datetime) -> int:
    """Destroy old notifications, and what letters said that left or failed long ago.

    Returns how many letters were emptied.
    """
    Notification.objects.filter(told_at__lt=at - NOTIFICATIONS_KEPT_FOR).delete()
    before = at - KEPT_FOR
    over = Q(sent_at__lt=before) | Q(given_up_at__lt=before)
    return Notice.objects.filter(over, contents__isnull=False).update(contents=None)
