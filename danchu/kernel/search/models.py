"""The one index of what may be found."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from danchu.kernel.units.models import Unit


class Entry(models.Model):
    """One thing that strangers may find; written by `services` alone, from its owner.

    It holds nothing that its owner does not show to everybody, and may be thrown away
    and made anew at any time.
    """

    # Names in public texts go when what they stand in is withdrawn or purged.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    item = models.CharField("mục", max_length=200, unique=True, db_collation="C")
    kind = models.CharField("loại", max_length=60, db_collation="C")
    unit = models.ForeignKey(
        Unit,
        models.CASCADE,
        verbose_name="đơn vị",
        related_name="+",
        null=True,
        db_index=False,
    )
    title = models.CharField("tên", max_length=500)
    summary = models.CharField("tóm tắt", max_length=1000, blank=True)
    page = models.CharField("trang", max_length=500)
    day = models.DateField("ngày", null=True)
    prominence = models.FloatField("hệ số xếp trước", default=1.0)
    words = SearchVectorField("các từ")

    class Meta:
        verbose_name = "mục tìm được"
        indexes = [
            # Every search; without a pending list, so that no search pays for writers.
            GinIndex(fields=["words"], name="search_entry_words", fastupdate=False),
            # What fits too many to be ranked comes newest first.
            models.Index(
                models.F("day").desc(nulls_last=True),
                models.F("id").desc(),
                name="search_entry_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.item
