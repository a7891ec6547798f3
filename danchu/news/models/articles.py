"""The table of articles."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.news.models.words import known
from danchu.news.rules.articles import (
    CATEGORY_NAMES,
    KIND_NAMES,
    LANGUAGE_NAMES,
    LONGEST_CORRECTION,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    SEEN,
    STATUS_NAMES,
    Category,
    Kind,
    Language,
    Status,
    slug_of,
)

STATUS_CHOICES = [(one.value, name) for one, name in STATUS_NAMES.items()]
KIND_CHOICES = [(one.value, name) for one, name in KIND_NAMES.items()]
CATEGORY_CHOICES = [(one.value, name) for one, name in CATEGORY_NAMES.items()]
LANGUAGE_CHOICES = [(one.value, name) for one, name in LANGUAGE_NAMES.items()]
_SEEN = Q(status__in=sorted(str(one) for one in SEEN))


class Article(models.Model):
    """What a unit writes for its people; once published, its text is what stands."""

    # Texts are public or about to be; whom they name is named on purpose.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị")
    status = models.CharField(
        "trạng thái", max_length=9, choices=STATUS_CHOICES, default=Status.DRAFT.value
    )
    kind = models.CharField(
        "loại", max_length=8, choices=KIND_CHOICES, default=Kind.NEWS.value
    )
    category = models.CharField(
        "chuyên mục",
        max_length=9,
        choices=CATEGORY_CHOICES,
        default=Category.ACTIVITY.value,
    )
    language = models.CharField(
        "ngôn ngữ",
        max_length=3,
        choices=LANGUAGE_CHOICES,
        default=Language.VIETNAMESE.value,
    )
    title = models.CharField("tiêu đề", max_length=LONGEST_TITLE)
    summary = models.CharField("tóm tắt", max_length=LONGEST_SUMMARY, blank=True)
    body = models.TextField("nội dung", blank=True)
    revision = models.PositiveIntegerField("lần lưu", default=1)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField("soạn lúc")
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True)
    corrected_at = models.DateTimeField("đính chính lúc", null=True, blank=True)
    correction = models.CharField(
        "nội dung đính chính", max_length=LONGEST_CORRECTION, blank=True
    )

    class Meta:
        verbose_name = "tin, bài"
        constraints = [
            known("article", "status", STATUS_NAMES),
            known("article", "kind", KIND_NAMES),
            known("article", "category", CATEGORY_NAMES),
            known("article", "language", LANGUAGE_NAMES),
            models.CheckConstraint(
                condition=~Q(title=""), name="news_article_has_a_title"
            ),
            models.CheckConstraint(
                condition=~_SEEN | Q(published_at__isnull=False),
                name="news_article_seen_was_published_once",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, correction="")
                | (Q(corrected_at__isnull=False) & ~Q(correction="")),
                name="news_article_correction_says_what",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True)
                | Q(corrected_at__gte=F("published_at")),
                name="news_article_corrected_after_published",
            ),
        ]
        indexes = [
            # Pages of strangers: `public.pages.news_list`, newest first.
            models.Index(
                F("published_at").desc(),
                F("dossier").desc(),
                condition=Q(status=Status.PUBLISHED.value),
                name="news_article_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """What of its title stands in its address."""
        return slug_of(self.title)
