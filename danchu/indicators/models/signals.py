"""Table of what in a filing is worth a second look."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from danchu.indicators.models.figures import Filing
from danchu.indicators.models.words import known
from danchu.indicators.rules.signals import SIGNAL_NAMES
from danchu.kernel.people.models import User


class RaisedSignal(models.Model):
    """A signal of the latest submission; those above see it answered, or from a day."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    filing = models.ForeignKey(
        Filing, models.CASCADE, related_name="signals", db_index=False
    )
    signal = models.CharField(
        "tín hiệu", max_length=10, choices=list(SIGNAL_NAMES.items())
    )
    count = models.PositiveIntegerField("số thấy được")
    of = models.PositiveIntegerField("trên tổng số")
    cells = ArrayField(models.CharField(max_length=60), verbose_name="ô")
    raised_on = models.DateField("ngày nêu")
    told_above_on = models.DateField("ngày cấp trên được xem")
    answer = models.TextField("trả lời", blank=True, db_default="")
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField("lúc trả lời", null=True)

    class Meta:
        verbose_name = "tín hiệu"
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "signal"], name="indicators_raisedsignal_once"
            ),
            known("raisedsignal", "signal", SIGNAL_NAMES),
            models.CheckConstraint(
                condition=Q(
                    answer="", answered_by__isnull=True, answered_at__isnull=True
                )
                | (
                    ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="indicators_raisedsignal_answer_has_its_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.signal}"
