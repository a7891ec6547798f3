"""The spine, as it is stored."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.kernel.dossiers.rules import FINISHED, PHASE_NAMES, UNFINISHED, Phase
from danchu.kernel.units.models import Unit

PHASE_CHOICES = [(phase.value, name) for phase, name in PHASE_NAMES.items()]
_FINISHED = sorted(phase.value for phase in FINISHED)
_UNFINISHED = sorted(phase.value for phase in UNFINISHED)


class Dossier(models.Model):
    """What kind of thing, whose unit, how far, since when: and nothing else.

    A new column needs a decision record, or this becomes the god table.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    kind = models.CharField("loại hồ sơ", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị")
    phase = models.CharField(
        "giai đoạn", max_length=9, choices=PHASE_CHOICES, default=Phase.DRAFT.value
    )
    sealed = models.BooleanField("hồ sơ kín", default=False)
    opened_at = models.DateTimeField("mở lúc")
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "hồ sơ"
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__in=[*_FINISHED, *_UNFINISHED]),
                name="dossiers_dossier_phase_known",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=_FINISHED, closed_at__isnull=False)
                | Q(phase__in=_UNFINISHED, closed_at__isnull=True),
                name="dossiers_dossier_closed_iff_finished",
            ),
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[a-z]+([._][a-z]+)*$"),
                name="dossiers_dossier_kind_is_a_word",
            ),
        ]
        indexes = [
            # Inboxes and clocks ask for the unfinished ones of a subtree:
            # `queries.dossiers_in_reach(...)` filtered to unfinished phases.
            models.Index(
                fields=["unit", "kind"],
                name="dossiers_dossier_unfinished",
                condition=Q(phase__in=_UNFINISHED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_finished(self) -> bool:
        """Whether nobody needs to do anything about it any more."""
        return self.phase in FINISHED
