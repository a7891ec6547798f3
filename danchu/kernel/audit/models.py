"""History as it is stored. Only this package imports these tables."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from danchu.kernel.audit.rules import REFUSED
from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.units.models import Unit


class Event(models.Model):
    """One line of history; triggers refuse to change, delete or truncate it."""

    # The actor is a reference: a name leaves with the account, not from here.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị",
        related_name="+",
        db_index=False,
        null=True,
    )
    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        verbose_name="hồ sơ",
        related_name="+",
        db_index=False,
        null=True,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người thực hiện",
        related_name="+",
        null=True,
    )
    verb = models.CharField("việc", max_length=60)
    subject = models.CharField("đối tượng", max_length=200, blank=True)
    at = models.DateTimeField("lúc")
    facts = models.JSONField("chi tiết", default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "sự kiện"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(verb=REFUSED),
                name="audit_event_only_refusals_lack_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(verb=""), name="audit_event_says_what_was_done"
            ),
        ]
        indexes = [
            # `queries.history_of`, newest first.
            models.Index(
                fields=["dossier", "-id"],
                name="audit_event_of_dossier",
                condition=Q(dossier__isnull=False),
            ),
            # `queries.history_of_unit`, newest first.
            models.Index(
                fields=["unit", "-id"],
                name="audit_event_of_unit",
                condition=Q(unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.verb}"


class EventPersonal(models.Model):
    """The personal values of an event, apart so that they can be erased."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"facts"})

    event = models.OneToOneField(
        Event,
        models.PROTECT,
        primary_key=True,
        verbose_name="sự kiện",
        related_name="personal",
    )
    facts = models.JSONField("giá trị riêng tư", encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "phần riêng tư của sự kiện"

    def __str__(self) -> str:
        return f"#{self.pk}"
