"""What is shown at conferences, how often it was opened, and charts as drawn."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from danchu.kernel.units.models import Unit
from danchu.presentations.rules import HOURS, LONGEST_TITLE


class Drawing(models.Model):
    """A chart as SVG, by the digest of the specification it was drawn from."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    digest = models.CharField("dấu của bản vẽ", max_length=64, primary_key=True)
    svg = models.TextField("hình")
    drawn_at = models.DateTimeField("lúc vẽ", db_index=True)

    class Meta:
        verbose_name = "hình đã vẽ"
        verbose_name_plural = "hình đã vẽ"

    def __str__(self) -> str:
        return self.digest


class Presentation(models.Model):
    """Slides frozen on one moment, shown to whoever has the link until it ends."""

    # Approved figures alone; who made it is a reference.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    token_hash = models.CharField("dấu của liên kết", max_length=64, unique=True)
    title = models.CharField("tên", max_length=LONGEST_TITLE)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị", related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người tạo",
        related_name="+",
    )
    made_at = models.DateTimeField("lúc tạo")
    ends_at = models.DateTimeField("hết hiệu lực lúc")
    revoked_at = models.DateTimeField("lúc thu hồi", null=True)
    slides = models.JSONField("nội dung")

    class Meta:
        verbose_name = "bản trình chiếu"
        verbose_name_plural = "bản trình chiếu"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at"))
                & Q(ends_at__lte=F("made_at") + timedelta(hours=max(HOURS))),
                name="presentations_presentation_lasts_a_day_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LinkOpening(models.Model):
    """One time that a link was opened; nobody's address is kept."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    presentation = models.ForeignKey(
        Presentation,
        models.PROTECT,
        verbose_name="bản trình chiếu",
        related_name="openings",
    )
    at = models.DateTimeField("lúc mở")

    class Meta:
        verbose_name = "lần mở"
        verbose_name_plural = "lần mở"

    def __str__(self) -> str:
        return f"{self.presentation_id} {self.at}"
