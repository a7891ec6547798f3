"""The register of witnesses; their keys stand in the ledger."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from danchu.kernel.ledger.models import Witness
from danchu.witnesses.rules import LONGEST_ORGANISATION


class WitnessEntry(models.Model):
    """Which body a witness is, where letters reach it, from when until when.

    The key and what it signed stay for ever; the address leaves when the entry ends.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact"})

    witness = models.OneToOneField(
        Witness,
        models.PROTECT,
        primary_key=True,
        verbose_name="khóa chứng kiến",
        related_name="+",
    )
    organisation = models.CharField("cơ quan", max_length=LONGEST_ORGANISATION)
    contact = models.BinaryField("thư điện tử", null=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)

    class Meta:
        verbose_name = "nơi chứng kiến"
        verbose_name_plural = "nơi chứng kiến"
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=""),
                name="witnesses_witnessentry_names_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="witnesses_witnessentry_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(contact__isnull=True),
                name="witnesses_witnessentry_ended_has_no_address",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation
