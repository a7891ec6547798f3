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
    until = models.DateField("công khai đến hết ngày", null=True)

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
        indexes = [
            # `services.expire_due`, every night.
            models.Index(
                fields=["until"],
                condition=Q(until__isnull=False),
                name="publication_that_expires",
            ),
            # `queries.latest_editions`: the few of one kind among many of another.
            models.Index(fields=["kind", "id"], name="publication_newest_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.version})"


class Withdrawal(models.Model):
    """That a published version no longer stands, and why, for everybody to read."""

    # Reasons name no person: they stay for ever.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    publication = models.OneToOneField(
        Publication,
        models.PROTECT,
        primary_key=True,
        verbose_name="lần công bố",
        related_name="withdrawal",
    )
    reason = models.CharField("lý do", max_length=500)
    leaf = models.OneToOneField(
        Leaf, models.PROTECT, verbose_name="dòng sổ cái", related_name="+"
    )
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, null=True
    )
    withdrawn_at = models.DateTimeField("rút lúc")

    class Meta:
        verbose_name = "lần rút"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="publication_withdrawal_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}"
