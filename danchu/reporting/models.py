"""The tables of reporting."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.units.models import Unit
from danchu.reporting.rules import (
    KIND_NAMES,
    LONGEST_KEY,
    LONGEST_NAME,
    STATUS_NAMES,
    Status,
)

STATUS_CHOICES = [(one.value, name) for one, name in STATUS_NAMES.items()]
KIND_CHOICES = [(one.value, name) for one, name in KIND_NAMES.items()]


def _known(field: str, words: Iterable[str]) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(words)}),
        name=f"reporting_report_{field}_known",
    )


class Report(models.Model):
    """A report of a unit for a period, or for all from `period` to `until`.

    `cut` is what its figures were when cut.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị")
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, verbose_name="kỳ", db_index=False
    )
    until = models.ForeignKey(
        ReportingPeriod,
        models.PROTECT,
        verbose_name="đến hết kỳ",
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    kind = models.CharField("loại báo cáo", max_length=7, choices=KIND_CHOICES)
    status = models.CharField(
        "trạng thái", max_length=9, choices=STATUS_CHOICES, default=Status.DRAFT.value
    )
    cut = models.JSONField("số liệu đã chốt")
    cut_at = models.DateTimeField("chốt số liệu lúc")
    revision = models.PositiveIntegerField("lần lưu", default=1)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField("lập lúc")
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)

    class Meta:
        verbose_name = "báo cáo định kỳ"
        constraints = [
            _known("status", STATUS_NAMES),
            _known("kind", KIND_NAMES),
            models.UniqueConstraint(
                fields=["unit", "period", "until", "kind"],
                nulls_distinct=False,
                condition=~Q(status=Status.WITHDRAWN.value),
                name="reporting_report_once_for_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit_id}, {self.period_id}"


class Part(models.Model):
    """What somebody wrote by hand into one chapter of a report."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="parts", db_index=False
    )
    key = models.CharField("mã phần", max_length=LONGEST_KEY)
    text = models.TextField("nội dung")

    class Meta:
        verbose_name = "phần viết tay của báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], name="reporting_part_once_in_a_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key}"


class Template(models.Model):
    """A unit's own Word template for a kind of report."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị", db_index=False
    )
    kind = models.CharField("loại báo cáo", max_length=7, choices=KIND_CHOICES)
    name = models.CharField("tên tệp", max_length=LONGEST_NAME)
    data = models.BinaryField("nội dung")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField("đặt lúc")

    class Meta:
        verbose_name = "mẫu báo cáo riêng"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(KIND_NAMES)),
                name="reporting_template_kind_known",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"], name="reporting_template_once_for_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name
