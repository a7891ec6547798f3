"""Tables of the catalogue: indicators, breakdowns, checks and forms."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from danchu.indicators.models.words import known
from danchu.indicators.rules.catalogue import (
    AGG_TIME_NAMES,
    AGG_UNITS_NAMES,
    CHECK_NAMES,
    MEASURE_NAMES,
    ROW_NAMES,
    SEVERITY_NAMES,
    VISIBILITY_NAMES,
    Measure,
    RowKind,
)
from danchu.indicators.rules.checks import CheckKind
from danchu.kernel.periods.rules import LONGEST_CODE
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import Tree


class Dimension(models.Model):
    """A breakdown: its members exclude each other."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=120)

    class Meta:
        verbose_name = "cách phân tổ"

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One part of a breakdown."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="members")
    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=200)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "thành phần phân tổ"
        ordering = ["dimension", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "code"], name="indicators_member_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """What is counted, for which units and periods, and how it adds up."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã", max_length=10, unique=True)
    group = models.CharField("nhóm", max_length=120)
    name = models.CharField("tên", max_length=200)
    name_en = models.CharField("tên tiếng Anh", max_length=200)
    measure = models.CharField(
        "loại số", max_length=7, choices=list(MEASURE_NAMES.items())
    )
    unit_of_measure = models.CharField("đơn vị tính", max_length=30)
    unit_kinds = ArrayField(models.CharField(max_length=12), verbose_name="nơi có số")
    agg_units = models.CharField(
        "cộng qua các đơn vị", max_length=4, choices=list(AGG_UNITS_NAMES.items())
    )
    agg_time = models.CharField(
        "cộng qua các kỳ", max_length=4, choices=list(AGG_TIME_NAMES.items())
    )
    dimension = models.ForeignKey(Dimension, models.PROTECT, null=True, blank=True)
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_kinds = ArrayField(models.CharField(max_length=2), verbose_name="loại kỳ")
    counted_from = models.CharField("đếm từ", max_length=30)
    visibility = models.CharField(
        "phạm vi xem", max_length=10, choices=list(VISIBILITY_NAMES.items())
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ, nguồn", max_length=300, blank=True)
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh đặt ra",
    )

    class Meta:
        verbose_name = "chỉ tiêu"
        ordering = ["code"]
        constraints = [
            known("indicator", "measure", MEASURE_NAMES),
            known("indicator", "agg_units", AGG_UNITS_NAMES),
            known("indicator", "agg_time", AGG_TIME_NAMES),
            known("indicator", "visibility", VISIBILITY_NAMES),
            models.CheckConstraint(
                condition=Q(
                    measure=Measure.PERCENT,
                    numerator__isnull=False,
                    denominator__isnull=False,
                )
                | (
                    ~Q(measure=Measure.PERCENT)
                    & Q(numerator__isnull=True, denominator__isnull=True)
                ),
                name="indicators_indicator_percent_has_two_parts",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="indicators_indicator_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndicatorVersion(models.Model):
    """What an indicator meant from one day on; figures of before keep the old one."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="versions", db_index=False
    )
    since = models.DateField("từ ngày")
    definition = models.JSONField("định nghĩa")

    class Meta:
        verbose_name = "phiên bản chỉ tiêu"
        ordering = ["indicator", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "since"],
                name="indicators_indicatorversion_one_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.since}"


class Check(models.Model):
    """What must hold between indicators of one unit and one period.

    One of the catalogue holds everywhere; one that a province wrote holds in it.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã", max_length=10, unique=True)
    kind = models.CharField("loại", max_length=13, choices=list(CHECK_NAMES.items()))
    left = ArrayField(models.CharField(max_length=40), verbose_name="vế trái")
    right = ArrayField(
        models.CharField(max_length=40), verbose_name="vế phải", blank=True
    )
    expression = models.TextField("biểu thức", blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nơi đặt",
    )
    severity = models.CharField(
        "mức độ", max_length=7, choices=list(SEVERITY_NAMES.items())
    )
    message = models.TextField("câu giải thích")
    legal_ref = models.CharField("căn cứ", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "ràng buộc số liệu"
        ordering = ["code"]
        constraints = [
            known("check", "kind", CHECK_NAMES),
            known("check", "severity", SEVERITY_NAMES),
            models.CheckConstraint(
                condition=Q(kind=CheckKind.EXPRESSION) ^ Q(expression=""),
                name="indicators_check_expression_is_written",
            ),
        ]

    def __str__(self) -> str:
        return self.code


def _territory() -> list[str]:
    return [Tree.TERRITORY.value]


class Form(models.Model):
    """A form (biểu): sections of rows asked of kinds of unit.

    One without an owner is the catalogue's and asks everywhere; a province's asks below
    it. `edition` is the latest one in force, 0 before the first.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tên", max_length=200)
    trees = ArrayField(
        models.CharField(max_length=9),
        verbose_name="nộp lên theo cây",
        default=_territory,
    )
    owner = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh đặt ra",
    )
    edition = models.PositiveSmallIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "biểu"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trees__contained_by=list(Tree)) & Q(trees__len__gt=0),
                name="indicators_form_trees_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class FormRow(models.Model):
    """One line of an edition of a form. Rows with the same due rule make one filing.

    It is asked for periods that end between two days, both included; for a window, for
    that one alone. `units` are asked beside the kinds.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    form = models.ForeignKey(Form, models.CASCADE, related_name="rows")
    section = models.CharField("mục", max_length=200)
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=9, choices=list(ROW_NAMES.items()))
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True)
    narrative_code = models.CharField("mã phần lời", max_length=30, blank=True)
    narrative_label = models.CharField("tên phần lời", max_length=200, blank=True)
    unit_kinds = ArrayField(models.CharField(max_length=12), verbose_name="nơi nộp")
    period_kinds = ArrayField(models.CharField(max_length=2), verbose_name="loại kỳ")
    due_rule = models.CharField("hạn nộp", max_length=30)
    edition = models.PositiveSmallIntegerField("phiên bản", default=1)
    units = ArrayField(
        models.BigIntegerField(), verbose_name="đơn vị nộp", default=list, blank=True
    )
    window = models.CharField("đợt", max_length=LONGEST_CODE, blank=True)
    asked_from = models.DateField("hỏi từ kỳ hết ngày", null=True, blank=True)
    asked_until = models.DateField("hỏi đến kỳ hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "dòng của biểu"
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "edition", "position"],
                name="indicators_formrow_position_once",
            ),
            known("formrow", "kind", ROW_NAMES),
            models.CheckConstraint(
                condition=Q(
                    kind=RowKind.INDICATOR, indicator__isnull=False, narrative_code=""
                )
                | Q(kind=RowKind.NARRATIVE, indicator__isnull=True)
                & ~Q(narrative_code=""),
                name="indicators_formrow_asks_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.position}"
