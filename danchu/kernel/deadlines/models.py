"""Clocks, and the corrections to the table of days off."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from danchu.kernel.deadlines.rules import (
    DayKind,
    Direction,
    Standing,
    TermUnit,
    standing,
)
from danchu.kernel.dossiers.models import Dossier

DAY_CHOICES = [(DayKind.OFF.value, "nghỉ"), (DayKind.WORKED.value, "làm việc")]
UNIT_CHOICES = [
    (TermUnit.WORKING_DAY.value, "ngày làm việc"),
    (TermUnit.DAY.value, "ngày"),
    (TermUnit.MONTH.value, "tháng"),
    (TermUnit.YEAR.value, "năm"),
]
DIRECTION_CHOICES = [
    (Direction.AFTER.value, "sau"),
    (Direction.BEFORE.value, "trước"),
]


class DayOff(models.Model):
    """A day that the public calendar has wrong or does not know yet; this row wins.

    Tết moves and the Government swaps working days each year: a table, not a formula.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("là ngày", max_length=6, choices=DAY_CHOICES)
    reason = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[code for code, _ in DAY_CHOICES]),
                name="deadlines_dayoff_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="deadlines_dayoff_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Clock(models.Model):
    """A promise the law makes on a unit's behalf, with the rule it started under."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name="hồ sơ", related_name="clocks"
    )
    code = models.CharField("thời hạn", max_length=60)
    label = models.CharField("tên thời hạn", max_length=200)
    rule_code = models.CharField("mã quy định", max_length=12, blank=True)
    citation = models.CharField("căn cứ", max_length=300, blank=True)
    rule_from = models.DateField("quy định có hiệu lực từ", null=True, blank=True)
    is_sure = models.BooleanField("quy định đã kiểm chứng", default=True)
    value = models.PositiveSmallIntegerField("số ngày", null=True, blank=True)
    unit = models.CharField(
        "đơn vị tính",
        max_length=5,
        choices=UNIT_CHOICES,
        default=TermUnit.DAY.value,
    )
    direction = models.CharField(
        "chiều",
        max_length=6,
        choices=DIRECTION_CHOICES,
        default=Direction.AFTER.value,
    )
    counted_from = models.DateField("tính từ ngày")
    counted_out = models.DateField("hết số ngày vào")
    due_on = models.DateField("hạn cuối")
    paused_on = models.DateField("tạm dừng từ ngày", null=True, blank=True)
    days_left = models.PositiveSmallIntegerField(
        "số ngày còn lại khi tạm dừng", null=True, blank=True
    )
    stopped_on = models.DateField("dừng ngày", null=True, blank=True)

    class Meta:
        verbose_name = "đồng hồ thời hạn"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__in=[code for code, _ in UNIT_CHOICES]),
                name="deadlines_clock_unit_known",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[code for code, _ in DIRECTION_CHOICES]),
                name="deadlines_clock_direction_known",
            ),
            models.CheckConstraint(
                condition=Q(paused_on__isnull=True, days_left__isnull=True)
                | Q(paused_on__isnull=False, days_left__isnull=False),
                name="deadlines_clock_paused_knows_what_is_left",
            ),
            models.CheckConstraint(
                condition=Q(direction="before") | Q(due_on__gte=F("counted_from")),
                name="deadlines_clock_never_due_before_it_starts",
            ),
            models.UniqueConstraint(
                fields=["dossier", "code"],
                condition=Q(stopped_on__isnull=True),
                name="deadlines_clock_runs_once_per_dossier",
            ),
        ]
        indexes = [
            # Only running clocks are ever scanned (`queries.open_clocks_of` and
            # `due_within`), so only they are indexed.
            models.Index(
                fields=["due_on"],
                include=["dossier"],
                name="deadlines_clock_running",
                condition=Q(stopped_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.due_on}"

    @property
    def is_paused(self) -> bool:
        """Whether its days stand still."""
        return self.paused_on is not None

    def standing(self, today: date) -> Standing:
        """Say how it stands; a rule from memory makes nobody late."""
        found = standing(
            due_on=self.due_on,
            paused=self.is_paused,
            stopped_on=self.stopped_on,
            today=today,
        )
        if not self.is_sure and found in {Standing.OVERDUE, Standing.LATE}:
            return Standing.DUE_SOON if self.stopped_on is None else Standing.MET
        return found
