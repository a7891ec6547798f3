"""Which version of which item was published, by whom; the content is in the ledger."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.ledger.models import Leaf
from danchu.kernel.people.models import User


class Publication(models.Model):
    """One version of an item; the newest stands, those before were corrected by it."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name="hồ sơ", related_name="publications"
    )
    kind = models.CharField("loại", max_length=60)
    item = models.CharField("mục", max_length=200)
    version = models.PositiveSmallIntegerField("bản")
    leaf = models.OneToOneField(
        Leaf, models.PROTECT, verbose_name="dòng sổ cái", related_name="+"
    )
    published_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False
    )
    published_at = models.DateTimeField("công bố lúc")

    class Meta:
        verbose_name = "lần công bố"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "version"], name="publication_version_once"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="publication_versions_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.version})"
