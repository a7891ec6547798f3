"""Tables of filings, quotations and values."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.indicators.models.catalogue import Form, Indicator, Member
from danchu.indicators.models.words import known, tally
from danchu.indicators.rules.amounts import STATE_NAMES, Qualifier, State
from danchu.indicators.rules.catalogue import (
    ORIGIN_NAMES,
    QUALIFIER_NAMES,
    SCOPE_NAMES,
    Origin,
    Scope,
)
from danchu.indicators.rules.filings import STATUS_NAMES, Status
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.people.models import User
from danchu.kernel.periods.models import ReportingPeriod
from danchu.kernel.units.models import Unit
from danchu.kernel.units.rules import KIND_NAMES

KIND_CHOICES = [(kind.value, name) for kind, name in KIND_NAMES.items()]
STATUS_CHOICES = [(status.value, name) for status, name in STATUS_NAMES.items()]


class Filing(models.Model):
    """What one unit hands up on one form for one period."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"seconds_open"})

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="filings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="filings")
    status = models.CharField(
        "trạng thái",
        max_length=9,
        choices=STATUS_CHOICES,
        default=Status.DRAFT,
    )
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    self_approved = models.BooleanField("tự duyệt", default=False)
    edition = models.PositiveSmallIntegerField("phiên bản của biểu", default=1)
    # One number for a filing: until it is submitted, how long a page was open before
    # the first save; then, from the first opening to the first submission.
    seconds_open = models.PositiveIntegerField(
        "số giây từ lúc mở đến lúc trình", null=True
    )

    class Meta:
        verbose_name = "kỳ báo cáo của một đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["form", "unit", "period"],
                name="indicators_filing_once_per_period",
            ),
            known("filing", "status", STATUS_NAMES),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "accepted", "published"])
                | Q(approved_by__isnull=False),
                name="indicators_filing_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(self_approved=False) | Q(approved_by__isnull=False),
                name="indicators_filing_self_approved_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}, {self.unit_id}, {self.period_id}"


class Acceptance(models.Model):
    """A unit above that has accepted a filing; one may be handed up to two."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    filing = models.ForeignKey(
        Filing, models.CASCADE, related_name="acceptances", db_index=False
    )
    recipient = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False
    )
    accepted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField("lúc nhận")

    class Meta:
        verbose_name = "lượt nhận"
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "recipient"], name="indicators_acceptance_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} → {self.recipient_id}"


class Narrative(models.Model):
    """What a unit writes in words on its filing: shortcomings, causes, proposals."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    filing = models.ForeignKey(
        Filing, models.CASCADE, related_name="narratives", db_index=False
    )
    code = models.CharField("mã phần lời", max_length=30)
    text = models.TextField("nội dung")
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField("lúc nhập")

    class Meta:
        verbose_name = "phần lời"
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "code"], name="indicators_narrative_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.code}"


class Remark(models.Model):
    """What whoever returns a filing says of one cell; open until it is handed up."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    filing = models.ForeignKey(
        Filing, models.CASCADE, related_name="remarks", db_index=False
    )
    cell = models.CharField("ô", max_length=60)
    text = models.TextField("ý kiến")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField("lúc ghi")
    is_open = models.BooleanField("chưa sửa", default=True)

    class Meta:
        verbose_name = "ý kiến về một ô"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="indicators_remark_says_something"
            )
        ]
        indexes = [
            # The page of a filing reads its remarks, open ones first.
            models.Index(fields=["filing", "is_open"], name="indicators_remark_listed")
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.cell}"


class Quotation(models.Model):
    """A figure as a source words it; the values made from it point here."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    source = models.CharField("nguồn", max_length=60)
    line = models.PositiveSmallIntegerField("dòng")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quotations")
    unit_name = models.CharField("nơi được nói tới", max_length=200)
    unit_kind = models.CharField("loại nơi", max_length=12, choices=KIND_CHOICES)
    is_of_each_child = models.BooleanField("của từng đơn vị cấp dưới", default=False)
    scope = models.CharField("phạm vi", max_length=5, choices=list(SCOPE_NAMES.items()))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="quotations")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+")
    label = models.CharField("kỳ như nguồn ghi", max_length=120)
    qualifier = models.CharField(
        "cách nói", max_length=11, choices=list(QUALIFIER_NAMES.items())
    )
    number = models.DecimalField(
        "số", max_digits=22, decimal_places=4, null=True, blank=True
    )
    percent = models.DecimalField(
        "tỷ lệ nguồn nêu", max_digits=7, decimal_places=4, null=True, blank=True
    )
    sentence = models.TextField("nguyên văn")
    note = models.TextField("ghi chú", blank=True)
    basis = models.CharField("căn cứ của số", max_length=8)

    class Meta:
        verbose_name = "trích dẫn"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "line"], name="indicators_quotation_once_per_line"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, percent__isnull=True)
                | Q(number__isnull=True, percent__isnull=False),
                name="indicators_quotation_number_or_percent",
            ),
            known("quotation", "unit_kind", KIND_NAMES),
            known("quotation", "scope", SCOPE_NAMES),
            known("quotation", "qualifier", QUALIFIER_NAMES),
            models.CheckConstraint(
                condition=Q(basis__in=["quoted", "inferred", "assumed"]),
                name="indicators_quotation_basis_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.line}"


class Value(models.Model):
    """What one unit has for one indicator and period; its filing moves its stage."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_index=False
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="+", db_index=False
    )
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, related_name="values", db_index=False
    )
    quotation = models.ForeignKey(
        Quotation, models.PROTECT, null=True, related_name="values", db_index=False
    )
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField("lúc nhập", null=True)
    number = models.DecimalField("số", max_digits=22, decimal_places=4, null=True)
    scope = models.CharField("phạm vi", max_length=5, choices=list(SCOPE_NAMES.items()))
    state = models.CharField("ô", max_length=14, choices=list(STATE_NAMES.items()))
    qualifier = models.CharField(
        "cách nói",
        max_length=11,
        choices=list(QUALIFIER_NAMES.items()),
        default=Qualifier.EXACT,
    )
    origin = models.CharField(
        "nguồn gốc", max_length=12, choices=list(ORIGIN_NAMES.items())
    )
    stage = models.CharField(
        "giai đoạn",
        max_length=9,
        choices=STATUS_CHOICES,
    )
    note = models.TextField("ghi chú", blank=True, db_default="")
    source = models.CharField("nguồn", max_length=60, blank=True, db_default="")
    tally = models.GeneratedField(
        verbose_name="cách cộng",
        expression=tally(),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "số liệu"
        constraints = [
            known("value", "scope", SCOPE_NAMES),
            known("value", "state", STATE_NAMES),
            known("value", "qualifier", QUALIFIER_NAMES),
            known("value", "origin", ORIGIN_NAMES),
            known("value", "stage", STATUS_NAMES),
            models.CheckConstraint(
                condition=Q(state__in=[State.NUMBER, State.ZERO], number__isnull=False)
                | (~Q(state__in=[State.NUMBER, State.ZERO]) & Q(number__isnull=True)),
                name="indicators_value_number_iff_counted",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ZERO, number=0)
                | (~Q(state=State.ZERO) & (Q(number__isnull=True) | Q(number__gt=0))),
                name="indicators_value_zero_means_zero",
            ),
            models.CheckConstraint(
                condition=Q(qualifier=Qualifier.EXACT) | Q(state=State.NUMBER),
                name="indicators_value_limit_is_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.TYPED) | Q(filing__isnull=False),
                name="indicators_value_typed_in_a_filing",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.OWN)
                | Q(origin__in=[Origin.IMPORTED, Origin.PRESS, Origin.ILLUSTRATION]),
                name="indicators_value_whole_comes_from_outside",
            ),
            # Also read by everything that begins with a unit: pages, tables, filings.
            models.UniqueConstraint(
                fields=["unit", "period", "indicator", "member"],
                include=["number", "tally"],
                condition=Q(scope=Scope.OWN),
                name="indicators_value_own_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["unit", "period", "indicator", "member", "source"],
                condition=Q(scope=Scope.WHOLE),
                name="indicators_value_whole_once_per_source",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            # The roll-up reads one indicator of all units from this index alone.
            models.Index(
                fields=["indicator", "period", "member", "unit"],
                include=["number", "tally"],
                condition=Q(scope=Scope.OWN),
                name="indicators_value_rollup",
            ),
            # A filing moves the stage of its values.
            models.Index(
                fields=["filing"],
                condition=Q(filing__isnull=False),
                name="indicators_value_of_filing",
            ),
            # Totals from outside are few and looked up beside a roll-up.
            models.Index(
                fields=["indicator", "period"],
                condition=Q(scope=Scope.WHOLE),
                name="indicators_value_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}@{self.unit_id}/{self.period_id}"
