"""How many read what on which day; of the readers nothing is kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.news.models.articles import Article


class ReadingSalt(models.Model):
    """The salt of one day: while it exists a reader of that day is counted once.

    The table is unlogged, so no backup made of files has it; the row is destroyed when
    the day is over.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    day = models.DateField("ngày", primary_key=True)
    salt = models.BinaryField("muối", max_length=32)

    class Meta:
        verbose_name = "muối đếm người đọc"

    def __str__(self) -> str:
        return str(self.day)


class Reading(models.Model):
    """One article on one day: a sketch while the day lasts, afterwards a number."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="readings", db_index=False
    )
    day = models.DateField("ngày")
    sketch = models.BinaryField("phác đếm", max_length=1024, null=True)
    readers = models.PositiveIntegerField("số người đọc", default=0)

    class Meta:
        verbose_name = "lượt đọc trong ngày"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "article"], name="news_reading_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(sketch__isnull=True) | Q(readers=0),
                name="news_reading_is_a_sketch_or_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}"
