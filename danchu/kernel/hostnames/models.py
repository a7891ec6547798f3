"""Host names as they are stored."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from danchu.kernel.hostnames.rules import LONGEST, PATTERN
from danchu.kernel.units.models import Unit


class HostName(models.Model):
    """One name of one unit between two moments; who did it stands in its history."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị", related_name="+"
    )
    host = models.CharField("tên miền", max_length=LONGEST)
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tên miền riêng"
        constraints = [
            models.CheckConstraint(
                condition=Q(host__regex=PATTERN),
                name="hostnames_hostname_is_as_browsers_send_it",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="hostnames_hostname_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["host"],
                condition=Q(until__isnull=True),
                name="hostnames_hostname_stands_for_one_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.host
