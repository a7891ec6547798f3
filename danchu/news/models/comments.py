"""The table of what readers say."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.units.models import Unit
from danchu.news.models.articles import Article
from danchu.news.models.words import known
from danchu.news.rules.comments import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    LONGEST_REASON,
    STATE_NAMES,
    State,
)

STATUS_CHOICES = [(one.value, name) for one, name in STATE_NAMES.items()]


class Comment(models.Model):
    """What somebody said under an article; strangers see it once it is shown."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "text", "sealed_email"})

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    article = models.ForeignKey(Article, models.PROTECT, related_name="comments")
    status = models.CharField(
        "trạng thái",
        max_length=7,
        choices=STATUS_CHOICES,
        default=State.WAITING.value,
    )
    name = models.CharField("tên người gửi", max_length=LONGEST_NAME)
    text = models.CharField("ý kiến", max_length=LONGEST_COMMENT)
    sealed_email = models.BinaryField("thư điện tử, niêm phong", null=True)
    proof = models.CharField("bằng chứng công việc", max_length=64, blank=True)
    received_at = models.DateTimeField("nhận lúc")
    reason = models.CharField("lý do không đăng", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "ý kiến bạn đọc"
        constraints = [
            known("comment", "status", STATE_NAMES),
            models.UniqueConstraint(
                fields=["proof"],
                condition=~Q(proof=""),
                name="news_comment_work_serves_once",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(text=""), name="news_comment_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(status=State.REFUSED.value) | ~Q(reason=""),
                name="news_comment_refused_says_why",
            ),
        ]
        indexes = [
            # `services.erasing`, every night.
            models.Index(
                fields=["received_at"],
                condition=Q(sealed_email__isnull=False),
                name="news_comment_with_email",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def unit(self) -> Unit:
        """The unit under whose article it stands."""
        return self.dossier.unit
