"""The outbox, what is told to people on their pages, and how else they want it."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from danchu.kernel.notices.rules import (
    LONGEST_ONCE,
    LONGEST_REASON,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    PHONE,
    STATE_NAMES,
    State,
)
from danchu.kernel.people.models import User


def _only(named: str) -> Q:
    moments = ("given_up_at", "next_at", "sent_at")
    return Q(**{f"{one}__isnull": one != named for one in moments})


class Notice(models.Model):
    """A letter to one recipient, waiting to leave or gone.

    `next_at` is when to try; none once it was sent or given up. `contents` leave some
    time later.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contents"})

    once = models.CharField(
        "khóa chỉ gửi một lần", max_length=LONGEST_ONCE, unique=True
    )
    mark = models.UUIDField("dấu", default=uuid4, unique=True)
    subject = models.CharField("tiêu đề", max_length=LONGEST_SUBJECT)
    contents = models.BinaryField("người nhận và nội dung", null=True)
    queued_at = models.DateTimeField("viết lúc")
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_at = models.DateTimeField("thử lúc", null=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    given_up_at = models.DateTimeField("thôi gửi lúc", null=True)
    reason = models.CharField(
        "lý do chưa gửi được", max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = "thư gửi đi"
        constraints = [
            models.CheckConstraint(
                condition=_only("next_at") | _only("sent_at") | _only("given_up_at"),
                name="notices_notice_waits_or_was_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(contents__isnull=False),
                name="notices_notice_that_waits_has_contents",
            ),
        ]
        indexes = [
            # `services.send_due`: only what waits is ever looked for.
            models.Index(
                fields=["next_at", "id"],
                name="notices_notice_waiting",
                condition=Q(next_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def name(self) -> str:
        """What the letter is called outside, at each try."""
        return f"{self.pk:08}-{self.mark.hex}"

    @property
    def state(self) -> State:
        """How far it is."""
        if self.sent_at is not None:
            return State.SENT
        return State.WAITING if self.given_up_at is None else State.FAILED

    @property
    def state_name(self) -> str:
        """How far it is, in words."""
        return STATE_NAMES[self.state]


class Notification(models.Model):
    """What one person is told on the page of news for them; said once."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reader", "text"})

    reader = models.ForeignKey(User, models.PROTECT, related_name="notifications")
    once = models.CharField("khóa chỉ báo một lần", max_length=LONGEST_ONCE)
    subject = models.CharField("tiêu đề", max_length=LONGEST_SUBJECT)
    text = models.TextField("nội dung", max_length=LONGEST_TEXT)
    href = models.CharField("mở ở", max_length=LONGEST_SUBJECT, blank=True)
    told_at = models.DateTimeField("báo lúc")
    read_at = models.DateTimeField("đọc lúc", null=True)

    class Meta:
        verbose_name = "thông báo"
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "once"], name="notices_notification_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("told_at")),
                name="notices_notification_is_read_after_it_was_told",
            ),
        ]
        indexes = [
            # `queries.notifications_of`: the newest of one person.
            models.Index(
                fields=["reader", "-told_at"], name="notices_notification_of_reader"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Preference(models.Model):
    """How else a person wants to be told; without a row: by e-mail, not by phone."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"person", "by_email", "phone"})

    person = models.OneToOneField(User, models.CASCADE, related_name="preference")
    by_email = models.BooleanField("báo qua thư điện tử", default=True)
    phone = models.CharField("số điện thoại nhận tin", max_length=15, blank=True)

    class Meta:
        verbose_name = "cách nhận thông báo"
        constraints = [
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=PHONE),
                name="notices_preference_phone_is_one",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.person_id}"
