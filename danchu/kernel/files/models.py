"""Tables of files."""

from typing import ClassVar

from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Length

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.files.rules import Type
from danchu.kernel.files.rules.names import LONGEST_TITLE
from danchu.kernel.people.models import User

DIGEST = Func(
    Func("data", function="sha256"),
    Value("hex"),
    function="encode",
    output_field=models.CharField(),
)
"""What the database itself finds of the bytes that it holds."""


class Content(models.Model):
    """The bytes of a file, once, under their SHA-256; they never change."""

    # What units publish; whom they name is named on purpose.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    type = models.CharField(
        "loại tệp", max_length=4, choices=[(one.value, one.name) for one in Type]
    )
    size = models.PositiveIntegerField("số byte")
    width = models.PositiveIntegerField("rộng", null=True)
    height = models.PositiveIntegerField("cao", null=True)
    data = models.BinaryField("nội dung")

    class Meta:
        verbose_name = "nội dung tệp"
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=sorted(one.value for one in Type)),
                name="files_content_type_known",
            ),
            models.CheckConstraint(
                condition=Q(sha256=DIGEST), name="files_content_is_under_its_digest"
            ),
            models.CheckConstraint(
                condition=Q(size=Length("data")) & Q(size__gt=0),
                name="files_content_size_is_of_its_bytes",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """That a file stands on a dossier: what it is called, and its name in addresses."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="attachments")
    content = models.ForeignKey(Content, models.PROTECT, related_name="attachments")
    title = models.CharField("tên tệp", max_length=LONGEST_TITLE)
    name = models.CharField("tên trong địa chỉ", max_length=80)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField("đính kèm lúc")

    class Meta:
        verbose_name = "tệp đính kèm"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "name"], name="files_attachment_name_once"
            ),
            models.UniqueConstraint(
                fields=["dossier", "content"], name="files_attachment_content_once"
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="files_attachment_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+$"),
                name="files_attachment_name_is_plain",
            ),
        ]

    def __str__(self) -> str:
        return self.title
