"""What was read from a file, kept for an hour to be looked at and applied."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Upload(models.Model):
    """What one file says, until it is applied or an hour is over.

    Only who sent it finds it again. The file itself is not kept.
    """

    # Figures and notes on figures; the sender is a reference.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="người gửi",
        related_name="+",
    )
    sent_at = models.DateTimeField("lúc gửi", db_index=True)
    kind = models.CharField("loại", max_length=60)
    content = models.JSONField("nội dung", encoder=DjangoJSONEncoder)
    outcome = models.JSONField("kết quả", encoder=DjangoJSONEncoder, null=True)

    class Meta:
        verbose_name = "tệp tải lên"

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
