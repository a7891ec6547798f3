"""The table of designs of forms, one row for each edition."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.indicators.models.catalogue import Form
from danchu.indicators.models.words import known
from danchu.indicators.rules.designs import DESIGN_NAMES, DesignStatus
from danchu.kernel.dossiers.models import Dossier


class FormDesign(models.Model):
    """One edition of a province's form: a draft, or what was put into force.

    `turn` counts the changes of a draft, so that two editors see each other.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="designs")
    edition = models.PositiveSmallIntegerField("phiên bản")
    status = models.CharField(
        "trạng thái",
        max_length=9,
        choices=list(DESIGN_NAMES.items()),
        default=DesignStatus.DRAFT,
    )
    content = models.JSONField("nội dung")
    turn = models.PositiveIntegerField("lần sửa", default=0)
    since = models.DateField("áp dụng cho kỳ hết từ ngày", null=True, blank=True)
    reason = models.CharField("lý do ban hành", max_length=300, blank=True)

    class Meta:
        verbose_name = "phiên bản của biểu do tỉnh thiết kế"
        ordering = ["form", "-pk"]
        constraints = [
            known("formdesign", "status", DESIGN_NAMES),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(status=DesignStatus.DRAFT),
                name="indicators_formdesign_one_draft",
            ),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(status=DesignStatus.PUBLISHED),
                name="indicators_formdesign_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[DesignStatus.DRAFT, DesignStatus.DROPPED])
                | (Q(since__isnull=False) & ~Q(reason="")),
                name="indicators_formdesign_in_force_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.edition}"
