"""Periods that something was reported for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from danchu.kernel.periods.rules import LONGEST_CODE, Calendar, Kind, Period

KIND_CHOICES = [
    (Kind.MONTH.value, "tháng"),
    (Kind.QUARTER.value, "quý"),
    (Kind.HALF.value, "6 tháng"),
    (Kind.NINE_MONTHS.value, "9 tháng"),
    (Kind.YEAR.value, "năm"),
    (Kind.WINDOW.value, "đợt"),
]
CALENDAR_CHOICES = [
    (Calendar.CALENDAR.value, "lịch thường"),
    (Calendar.ADMINISTRATIVE.value, "kỳ hành chính, từ ngày 15 đến ngày 14"),
    (Calendar.WINDOW.value, "đợt có tên"),
]


class ReportingPeriod(models.Model):
    """A period that figures refer to; written by `services.ensure_period` alone."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã kỳ", max_length=LONGEST_CODE, unique=True)
    kind = models.CharField("loại kỳ", max_length=2, choices=KIND_CHOICES)
    calendar = models.CharField("lịch", max_length=14, choices=CALENDAR_CHOICES)
    start_on = models.DateField("từ ngày")
    end_on = models.DateField("đến hết ngày")
    label = models.CharField("tên kỳ", max_length=200)

    class Meta:
        verbose_name = "kỳ báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[code for code, _ in KIND_CHOICES]),
                name="periods_reportingperiod_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(calendar__in=[code for code, _ in CALENDAR_CHOICES]),
                name="periods_reportingperiod_calendar_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="W", calendar="window")
                | (~Q(kind="W") & ~Q(calendar="window")),
                name="periods_reportingperiod_window_in_both_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(start_on__lte=F("end_on")),
                name="periods_reportingperiod_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def period(self) -> Period:
        """The period as a value."""
        return Period(
            code=self.code,
            kind=Kind(self.kind),
            calendar=Calendar(self.calendar),
            start=self.start_on,
            end=self.end_on,
            label=self.label,
        )
