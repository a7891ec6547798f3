"""Rules and items of the law, with dates of validity and how sure we are."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from danchu.kernel.law.rules import (
    BASE_NAMES,
    CONFIDENCE_NAMES,
    DIRECTION_NAMES,
    DOMAIN_NAMES,
    EFFECT_NAMES,
    ITEM_KIND_NAMES,
    MEASURE_NAMES,
    RECOGNISER_NAMES,
    RHYTHM_NAMES,
    SCOPE_NAMES,
    VISIBILITY_NAMES,
    citation,
)


def _choices(names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(code), name) for code, name in names.items()]


def _known(model: str, field: str, names: Iterable[str]) -> models.CheckConstraint:
    values = sorted(str(name) for name in names)
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}), name=f"law_{model}_{field}_known"
    )


CONFIDENCES = [
    ("verified", "đã đối chiếu"),
    ("verified-single", "đối chiếu một nguồn"),
    ("verified-news", "theo báo chí"),
    ("memory", "chưa kiểm chứng"),
]


class LawRule(models.Model):
    """One number of the law: a term, a share, a size, a threshold.

    A rule that gives way to another ends and is replaced; it is not edited.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã", max_length=12, unique=True)
    stem = models.CharField("nhóm", max_length=12)
    variant = models.CharField("trường hợp", max_length=200)
    domain = models.CharField("lĩnh vực", max_length=20, choices=_choices(DOMAIN_NAMES))
    unit_kinds = ArrayField(models.CharField(max_length=12), verbose_name="loại đơn vị")
    duty = models.CharField("việc phải làm", max_length=300)
    base = models.CharField("tính trên", max_length=200, blank=True)
    base_code = models.CharField(
        "mã căn cứ tính", max_length=16, choices=_choices(BASE_NAMES)
    )
    trigger = models.CharField("mốc tính", max_length=200, blank=True)
    direction = models.CharField(
        "chiều", max_length=9, choices=_choices(DIRECTION_NAMES)
    )
    value = models.DecimalField("trị số", max_digits=12, decimal_places=6)
    numerator = models.PositiveIntegerField("tử số", null=True, blank=True)
    denominator = models.PositiveIntegerField("mẫu số", null=True, blank=True)
    measure = models.CharField(
        "đơn vị tính", max_length=14, choices=_choices(MEASURE_NAMES)
    )
    law = models.CharField("văn bản", max_length=200)
    article = models.CharField("điều khoản", max_length=100, blank=True)
    effective_from = models.DateField("hiệu lực từ")
    effective_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=15, choices=CONFIDENCES)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        to_field="code",
        verbose_name="thay cho",
        related_name="replaced_by",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "quy định"
        constraints = [
            _known("lawrule", "domain", DOMAIN_NAMES),
            _known("lawrule", "base_code", BASE_NAMES),
            _known("lawrule", "direction", DIRECTION_NAMES),
            _known("lawrule", "measure", MEASURE_NAMES),
            _known("lawrule", "confidence", CONFIDENCE_NAMES),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_from__lte=F("effective_to")),
                name="law_lawrule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(measure="share", numerator__isnull=False, denominator__gt=0)
                | (
                    ~Q(measure="share")
                    & Q(numerator__isnull=True, denominator__isnull=True)
                ),
                name="law_lawrule_share_is_a_fraction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.duty}"

    @property
    def citation(self) -> str:
        """Where it is written: ``khoản 3 Điều 12 Luật số 10/2022/QH15``."""
        return citation(self.law, self.article)

    @property
    def caution(self) -> str:
        """What the screen says beside it; empty when the article was read."""
        return CONFIDENCE_NAMES[self.confidence]

    def in_force(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.effective_from <= on and (
            self.effective_to is None or on <= self.effective_to
        )


class LawItem(models.Model):
    """Something to disclose, decide, comment on, inspect or supervise."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("mã", max_length=12, unique=True)
    unit_kinds = ArrayField(models.CharField(max_length=12), verbose_name="loại đơn vị")
    kind = models.CharField("loại", max_length=9, choices=_choices(ITEM_KIND_NAMES))
    law = models.CharField("văn bản", max_length=200)
    article = models.CharField("điều khoản", max_length=100)
    title = models.TextField("nội dung")
    title_en = models.TextField("nội dung, tiếng Anh")
    rhythm = models.CharField("nhịp", max_length=9, choices=_choices(RHYTHM_NAMES))
    deadline_rule = models.ForeignKey(
        LawRule,
        models.PROTECT,
        to_field="code",
        verbose_name="thời hạn",
        related_name="+",
        null=True,
        blank=True,
    )
    channels_required = ArrayField(
        models.CharField(max_length=24), verbose_name="hình thức bắt buộc"
    )
    channels_if_present = ArrayField(
        models.CharField(max_length=24), verbose_name="bắt buộc nơi có"
    )
    channels_fallback = ArrayField(
        models.CharField(max_length=24), verbose_name="hình thức thay thế"
    )
    board_days = models.PositiveSmallIntegerField(
        "số ngày niêm yết", null=True, blank=True
    )
    is_permanent = models.BooleanField("niêm yết thường xuyên", default=False)
    loudspeaker_days = models.PositiveSmallIntegerField(
        "số ngày phát thanh", null=True, blank=True
    )
    visibility = models.CharField(
        "ai được xem", max_length=8, choices=_choices(VISIBILITY_NAMES)
    )
    decide_forms = ArrayField(
        models.CharField(max_length=8), verbose_name="hình thức quyết định"
    )
    fallback_forms = ArrayField(
        models.CharField(max_length=8), verbose_name="hình thức khi họp không đủ"
    )
    threshold_rule = models.ForeignKey(
        LawRule,
        models.PROTECT,
        to_field="code",
        verbose_name="tỷ lệ tán thành",
        related_name="+",
        null=True,
        blank=True,
    )
    quorum_rules = ArrayField(
        models.CharField(max_length=12), verbose_name="tỷ lệ dự họp"
    )
    recognised_by = models.CharField(
        "cơ quan công nhận",
        max_length=17,
        choices=_choices(RECOGNISER_NAMES),
        blank=True,
    )
    recognition_rule = models.ForeignKey(
        LawRule,
        models.PROTECT,
        to_field="code",
        verbose_name="thời hạn công nhận",
        related_name="+",
        null=True,
        blank=True,
    )
    effect = models.CharField(
        "hiệu lực", max_length=17, choices=_choices(EFFECT_NAMES), blank=True
    )
    min_comment_days = models.PositiveSmallIntegerField(
        "số ngày lấy ý kiến", null=True, blank=True
    )
    scope = models.CharField("phạm vi", max_length=7, choices=_choices(SCOPE_NAMES))
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=15, choices=CONFIDENCES)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "nội dung luật định"
        constraints = [
            _known("lawitem", "kind", ITEM_KIND_NAMES),
            _known("lawitem", "rhythm", RHYTHM_NAMES),
            _known("lawitem", "visibility", VISIBILITY_NAMES),
            _known("lawitem", "recognised_by", {*RECOGNISER_NAMES, ""}),
            _known("lawitem", "effect", {*EFFECT_NAMES, ""}),
            _known("lawitem", "scope", SCOPE_NAMES),
            _known("lawitem", "confidence", CONFIDENCE_NAMES),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="law_lawitem_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def citation(self) -> str:
        """Where it is written: ``khoản 7 Điều 11 Luật số 10/2022/QH15``."""
        return citation(self.law, self.article)

    @property
    def caution(self) -> str:
        """What the screen says beside it; empty when the article was read."""
        return CONFIDENCE_NAMES[self.confidence]
