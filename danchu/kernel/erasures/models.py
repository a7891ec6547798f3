"""What was erased, by reference. Values that were erased stand nowhere."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from danchu.kernel.people.models import Post


class Erasure(models.Model):
    """One thing was erased; triggers refuse to change, delete or truncate it."""

    # Keys are numbers, grounds name no person, and the post is a reference.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    mark = models.UUIDField("dấu", unique=True, default=uuid.uuid4)
    kind = models.CharField("loại", max_length=60)
    key = models.CharField("mục", max_length=200)
    ground = models.CharField("căn cứ", max_length=500)
    at = models.DateTimeField("lúc")
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        verbose_name="chức vụ đã xóa",
        related_name="+",
        db_index=False,
        null=True,
    )

    class Meta:
        verbose_name = "lần xóa dữ liệu cá nhân"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(key=""), name="erasures_erasure_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(ground=""), name="erasures_erasure_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
