"""Closings and plans: with which coverage, against which target a total stands."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from danchu.indicators.models.catalogue import Form, Indicator
from danchu.indicators.models.words import known
from danchu.indicators.rules.closings import ClosingState
from danchu.indicators.rules.completeness import HANDING_NAMES
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.units.models import Unit

_STATES = {
    ClosingState.OPEN: "đang chốt",
    ClosingState.CLOSED: "đã chốt",
    ClosingState.REOPENED: "đã mở lại",
}


class Closing(models.Model):
    """A unit takes a total over as it is: so many of so many, the others missing."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(
        "trạng thái",
        max_length=8,
        choices=list(_STATES.items()),
        default=ClosingState.OPEN,
    )
    have = models.PositiveIntegerField("số đơn vị đã nộp")
    of = models.PositiveIntegerField("số đơn vị phải nộp")
    closed_on = models.DateField("ngày chốt")
    reason = models.TextField("lý do chốt khi chưa đủ", blank=True)

    class Meta:
        verbose_name = "lần chốt tổng hợp"
        constraints = [
            known("closing", "status", _STATES),
            models.UniqueConstraint(
                fields=["unit", "form", "period"],
                condition=Q(status=ClosingState.CLOSED),
                name="indicators_closing_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(have__lte=F("of"), of__gt=0),
                name="indicators_closing_part_of_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(have=F("of")) | ~Q(reason=""),
                name="indicators_closing_says_why_some_are_missing",
            ),
        ]
        indexes = [
            # Pages ask for all closings of a unit and period, those of before too.
            models.Index(
                fields=["unit", "period", "form"], name="indicators_closing_of_unit"
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.form_id}, {self.unit_id}, {self.period_id}: {self.have}/{self.of}"
        )


class ClosingLine(models.Model):
    """Where one unit was when a total was closed, and why if it was missing."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    closing = models.ForeignKey(
        Closing, models.PROTECT, related_name="lines", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    handing = models.CharField(
        "tình trạng nộp", max_length=9, choices=list(HANDING_NAMES.items())
    )
    reason = models.CharField("lý do chưa có", max_length=300, blank=True)

    class Meta:
        verbose_name = "đơn vị trong lần chốt"
        constraints = [
            known("closingline", "handing", HANDING_NAMES),
            models.UniqueConstraint(
                fields=["closing", "unit"], name="indicators_closingline_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.unit_id} {self.handing}"


class Plan(models.Model):
    """What a decision sets a unit to reach; a later edition corrects, none is changed.

    Without a number it takes the plan back.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="+", db_index=False
    )
    edition = models.PositiveSmallIntegerField("lần")
    number = models.DecimalField(
        "số kế hoạch", max_digits=22, decimal_places=4, null=True
    )
    decision = models.CharField("số quyết định", max_length=120)
    decided_on = models.DateField("ngày quyết định")
    is_public = models.BooleanField("công khai", default=False)
    reason = models.CharField("lý do sửa", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField("lúc nhập")

    class Meta:
        verbose_name = "kế hoạch"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "indicator", "edition"],
                name="indicators_plan_edition_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gt=0),
                name="indicators_plan_is_more_than_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(decision=""), name="indicators_plan_names_its_decision"
            ),
            models.CheckConstraint(
                condition=Q(edition=1, number__isnull=False, reason="")
                | (Q(edition__gt=1) & ~Q(reason="")),
                name="indicators_plan_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.unit_id}, {self.period_id}: {self.number}"
