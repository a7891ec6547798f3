"""Requests of those whom data are about; what they wrote is sealed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from danchu.kernel.dossiers.models import Dossier
from danchu.privacy.rules import (
    KIND_NAMES,
    REFUSAL_NAMES,
    STATUS_NAMES,
    Kind,
    Refusal,
    Status,
)

KIND_CHOICES = [(str(kind), name) for kind, name in KIND_NAMES.items()]
STATUS_CHOICES = [(str(status), name) for status, name in STATUS_NAMES.items()]
REFUSAL_CHOICES = [(str(why), name) for why, name in REFUSAL_NAMES.items()]


class DataRequest(models.Model):
    """Somebody asks to see, correct or erase what is held about him."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"account", "contents", "answer"})

    dossier = models.OneToOneField(
        Dossier,
        models.PROTECT,
        primary_key=True,
        verbose_name="hồ sơ",
        related_name="+",
    )
    kind = models.CharField("yêu cầu", max_length=7, choices=KIND_CHOICES)
    status = models.CharField(
        "tình trạng",
        max_length=8,
        choices=STATUS_CHOICES,
        default=Status.RECEIVED.value,
    )
    refusal = models.CharField(
        "lý do từ chối", max_length=14, choices=REFUSAL_CHOICES, blank=True
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="tài khoản đã đăng nhập khi gửi",
        related_name="+",
        null=True,
    )
    code_mark = models.CharField("dấu vết mã theo dõi", max_length=64, unique=True)
    contents = models.BinaryField("họ tên, cách liên hệ, điều yêu cầu", null=True)
    answer = models.BinaryField("nội dung trả lời", null=True)
    received_at = models.DateTimeField("nhận lúc")
    emptied_on = models.DateField("ngày hủy nội dung", null=True)

    class Meta:
        verbose_name = "yêu cầu về dữ liệu cá nhân"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in Kind]),
                name="privacy_datarequest_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(status) for status in Status]),
                name="privacy_datarequest_status_known",
            ),
            models.CheckConstraint(
                condition=Q(refusal__in=["", *(str(why) for why in Refusal)]),
                name="privacy_datarequest_refusal_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal=""),
                name="privacy_datarequest_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "refused"])
                | Q(answer__isnull=False)
                | Q(emptied_on__isnull=False),
                name="privacy_datarequest_finished_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(contents__isnull=False, emptied_on__isnull=True)
                | Q(
                    contents__isnull=True,
                    answer__isnull=True,
                    account__isnull=True,
                    emptied_on__isnull=False,
                ),
                name="privacy_datarequest_emptied_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def kind_name(self) -> str:
        """What is asked."""
        return KIND_NAMES[Kind(self.kind)]

    @property
    def status_name(self) -> str:
        """How far it is, in words."""
        return STATUS_NAMES[Status(self.status)]

    @property
    def refusal_name(self) -> str:
        """Why it was refused, in words."""
        return REFUSAL_NAMES[Refusal(self.refusal)] if self.refusal else ""
