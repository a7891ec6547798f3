"""Invitations: passwords that serve once, to set another."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Invitation(models.Model):
    """The password of this account was read out by somebody else: it serves once."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"user"})

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        verbose_name="tài khoản",
        related_name="invitation",
    )
    until = models.DateTimeField("dùng được đến")

    class Meta:
        verbose_name = "lời mời"

    def __str__(self) -> str:
        return f"#{self.pk}"
