"""The log as it is stored; nothing in it is ever updated."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from danchu.kernel.ledger.rules.findings import Result
from danchu.kernel.ledger.rules.items import TOMBSTONE, Said
from danchu.kernel.units.models import Unit

RESULT_CHOICES = [(Result.SOUND.value, "khớp"), (Result.CHANGED.value, "có thay đổi")]


class Leaf(models.Model):
    """One line of the log: something was published, or its content destroyed."""

    # Items and grounds are named without persons; content lies in `Opening`.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    index = models.BigIntegerField("số thứ tự", primary_key=True)
    item = models.CharField("mục", max_length=200)
    kind = models.CharField("loại", max_length=60)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị",
        related_name="+",
        db_index=False,
        null=True,
    )
    day = models.DateField("ngày")
    commitment = models.BinaryField("cam kết", null=True)
    of = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="hủy nội dung của dòng",
        related_name="tombstone",
        null=True,
    )
    ground = models.CharField("căn cứ", max_length=500, blank=True)
    hash = models.BinaryField("mã băm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "dòng sổ cái"
        constraints = [
            models.CheckConstraint(
                condition=Q(index__gte=0), name="ledger_leaf_counts_from_zero"
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(kind=TOMBSTONE, of__isnull=False, commitment__isnull=True)
                    & ~Q(ground=""),
                )
                | Q(
                    ~Q(kind=TOMBSTONE),
                    ground="",
                    of__isnull=True,
                    commitment__isnull=False,
                ),
                name="ledger_leaf_is_content_or_its_tombstone",
            ),
        ]
        indexes = [
            # `queries.proof_of`, the newest version of an item first.
            models.Index(
                fields=["item", "-index"],
                name="ledger_leaf_of_item",
                condition=Q(of__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.item}"

    @property
    def said(self) -> Said:
        """Return the words that are hashed into the tree."""
        return Said(
            self.item,
            self.kind,
            self.day,
            unit=self.unit_id,
            commitment=None if self.commitment is None else bytes(self.commitment),
            of=self.of_id,
            ground=self.ground,
        )


class Opening(models.Model):
    """What opens a commitment: salt and content, apart so that they can be destroyed.

    A trigger refuses to delete one whose leaf has no tombstone.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"face"})

    leaf = models.OneToOneField(
        Leaf,
        models.PROTECT,
        primary_key=True,
        verbose_name="dòng sổ cái",
        related_name="opening",
    )
    salt = models.BinaryField("muối")
    face = models.BinaryField("nội dung")

    class Meta:
        verbose_name = "nội dung mở cam kết"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Tile(models.Model):
    """256 hashes of the tree, and the one above them; stored when complete."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    level = models.PositiveSmallIntegerField("tầng")
    index = models.BigIntegerField("số thứ tự")
    hashes = models.BinaryField("các mã băm")
    root = models.BinaryField("gốc")

    class Meta:
        verbose_name = "mảnh cây băm"
        constraints = [
            models.UniqueConstraint(
                fields=["level", "index"], name="ledger_tile_is_stored_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """The signed statement that the log had this size and this root."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    size = models.BigIntegerField("số dòng", unique=True)
    root = models.BinaryField("gốc")
    at = models.DateTimeField("lúc")
    note = models.TextField("bản chốt")

    class Meta:
        verbose_name = "bản chốt sổ"

    def __str__(self) -> str:
        return f"{self.size}"


class SelfCheck(models.Model):
    """One look over the whole log, and what no longer fitted."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    at = models.DateTimeField("lúc")
    size = models.BigIntegerField("số dòng")
    root = models.BinaryField("gốc")
    result = models.CharField("kết quả", max_length=10, choices=RESULT_CHOICES)
    findings = models.JSONField("phát hiện", default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "lần tự kiểm tra"
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=[value for value, _ in RESULT_CHOICES]),
                name="ledger_selfcheck_result_known",
            ),
            models.CheckConstraint(
                condition=Q(result=Result.SOUND.value, findings=[])
                | Q(~Q(findings=[]), result=Result.CHANGED.value),
                name="ledger_selfcheck_changed_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.result}"


class Witness(models.Model):
    """Somebody outside who checks that the log only grows, and signs that."""

    # An organisation, under the name in its key.
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    name = models.CharField("tên", max_length=200, unique=True)
    key = models.CharField("khóa công khai", max_length=400, unique=True)
    at = models.DateTimeField("từ lúc")

    class Meta:
        verbose_name = "người chứng kiến"

    def __str__(self) -> str:
        return self.name


class Cosignature(models.Model):
    """A witness's signature below a checkpoint."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    checkpoint = models.ForeignKey(
        Checkpoint,
        models.PROTECT,
        verbose_name="bản chốt sổ",
        related_name="cosignatures",
        db_index=False,
    )
    witness = models.ForeignKey(
        Witness, models.PROTECT, verbose_name="người chứng kiến", related_name="+"
    )
    at = models.DateTimeField("lúc")
    line = models.CharField("dòng chữ ký", max_length=500)

    class Meta:
        verbose_name = "chữ ký chứng kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "witness"],
                name="ledger_cosignature_once_per_checkpoint",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.witness_id}"


class Contradiction(models.Model):
    """A checkpoint in our log's name that is not of this log, kept as evidence.

    Signed by our own key, or by a witness that says it saw it: whoever holds one proves
    that two logs were shown.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    digest = models.BinaryField("mã băm", unique=True)
    size = models.BigIntegerField("số dòng")
    root = models.BinaryField("gốc")
    note = models.TextField("bản chốt")
    is_ours = models.BooleanField("mang chữ ký của khóa sổ này")
    witness = models.ForeignKey(
        Witness,
        models.PROTECT,
        verbose_name="người chứng kiến đã ký",
        related_name="+",
        null=True,
    )
    at = models.DateTimeField("nhận lúc")

    class Meta:
        verbose_name = "bản chốt trái với sổ"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_ours=True) | Q(witness__isnull=False),
                name="ledger_contradiction_is_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size}"
