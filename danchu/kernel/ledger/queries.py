"""Reading the log: proofs, tiles, checkpoints. All of it is public but the content."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.keys import verifier_key
from danchu.kernel.ledger.models import (
    Checkpoint,
    Contradiction,
    Cosignature,
    Leaf,
    Opening,
    SelfCheck,
    Witness,
)
from danchu.kernel.ledger.rules.bundles import GrowthProof, ItemProof
from danchu.kernel.ledger.rules.proofs import consistency_spans, inclusion_spans
from danchu.kernel.ledger.rules.tiles import WIDTH, Tile, bundle, exists
from danchu.kernel.ledger.tree import hashes_at, span_hashes


def proof_of(item: str) -> ItemProof:
    """Return the proof of the newest version of an item, under the newest checkpoint.

    It carries the content: ask whether the reader may see that. Six statements.
    """
    leaf = (
        Leaf.objects.filter(item=item, of=None)
        .select_related("opening", "tombstone")
        .order_by("-index")
        .first()
    )
    if leaf is None:
        raise RuleBroken("ledger.unknown_item", item=item)
    checkpoint = latest_checkpoint()
    if checkpoint is None or checkpoint.size <= leaf.index:
        raise RuleBroken("ledger.not_signed_yet", item=item)
    opening: Opening | None = getattr(leaf, "opening", None)
    tombstone: Leaf | None = getattr(leaf, "tombstone", None)
    spans = inclusion_spans(leaf.index, checkpoint.size)
    return ItemProof(
        key=str(verifier_key()),
        index=leaf.index,
        leaf=leaf.said.data,
        salt=None if opening is None else bytes(opening.salt),
        face=None if opening is None else bytes(opening.face),
        path=span_hashes(spans, checkpoint.size),
        checkpoint=note_of(checkpoint),
        tombstone=None if tombstone is None else tombstone.said.data,
    )


def consistency(old: int, new: int) -> list[bytes]:
    """Return the proof that the log of `new` leaves grew from that of `old`."""
    if not 0 <= old <= new <= _signed_size():
        raise RuleBroken("ledger.unknown_size")
    return span_hashes(consistency_spans(old, new), new)


def growth_of(old: Checkpoint, new: Checkpoint) -> GrowthProof:
    """Return two checkpoints with the proof that the log only grew between them."""
    path = consistency(old.size, new.size)
    return GrowthProof(str(verifier_key()), note_of(old), note_of(new), path)


def tile(level: int, index: int, width: int = WIDTH) -> bytes:
    """Return the first `width` hashes of a tile, as tlog-tiles serves them."""
    size = _signed_size()
    wanted = Tile(level, index, width)
    if not exists(wanted, size):
        raise RuleBroken("ledger.unknown_size")
    # A tree that ends with the tile has it at its edge, or complete.
    ends = (index * WIDTH + width) << (8 * level)
    return hashes_at([(level, index)], ends)[level, index]


def entries(index: int, width: int = WIDTH) -> bytes:
    """Return the first `width` leaves of a bundle, as tlog-tiles serves them."""
    if not exists(Tile(None, index, width), _signed_size()):
        raise RuleBroken("ledger.unknown_size")
    first = index * WIDTH
    leaves = Leaf.objects.filter(index__gte=first, index__lt=first + width)
    return bundle(leaf.said.data for leaf in leaves.order_by("index"))


def latest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint of the largest size, or None while nothing was signed."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoint_of(size: int) -> Checkpoint | None:
    """Return the checkpoint that was signed at a size."""
    return Checkpoint.objects.filter(size=size).first()


def first_checkpoint_over(index: int) -> Checkpoint | None:
    """Return the first checkpoint that was signed over a leaf."""
    rows = Checkpoint.objects.filter(size__gt=index)
    return rows.order_by("size").first()


def daily_checkpoints(most: int) -> list[Checkpoint]:
    """Return the last checkpoint of each day in Viet Nam, the newest first."""
    dated = Checkpoint.objects.annotate(day=TruncDate("at"))
    return list(dated.order_by("-day", "-size").distinct("day")[:most])


def cosigned_checkpoints(most: int) -> list[Checkpoint]:
    """Return the checkpoints that a witness has signed, the newest first."""
    rows = Checkpoint.objects.filter(pk__in=Cosignature.objects.values("checkpoint"))
    return list(rows.order_by("-size")[:most])


def checkpoint_before(checkpoint: Checkpoint) -> Checkpoint | None:
    """Return the last checkpoint of the day before, or of an earlier one."""
    dated = Checkpoint.objects.annotate(day=TruncDate("at"))
    earlier = dated.filter(size__lt=checkpoint.size).exclude(
        day=timezone.localdate(checkpoint.at)
    )
    return earlier.order_by("-size").first()


def note_of(checkpoint: Checkpoint) -> str:
    """Return a checkpoint with the lines of its witnesses."""
    lines = Cosignature.objects.filter(checkpoint=checkpoint).order_by("pk")
    return checkpoint.note + "".join(lines.values_list("line", flat=True))


def witnesses() -> list[Witness]:
    """Return who witnesses, the eldest first."""
    return list(Witness.objects.order_by("pk"))


def contradictions() -> list[Contradiction]:
    """Return what was kept as evidence against the log, the newest first."""
    rows = Contradiction.objects.select_related("witness")
    return list(rows.order_by("-pk"))


def cosignatures_of(sizes: Iterable[int]) -> dict[int, list[Cosignature]]:
    """Return the cosignatures of checkpoints by their size, the first signed first."""
    rows = Cosignature.objects.filter(checkpoint__size__in=list(sizes))
    found: dict[int, list[Cosignature]] = {}
    for one in rows.select_related("checkpoint", "witness").order_by("at", "pk"):
        found.setdefault(one.checkpoint.size, []).append(one)
    return found


def largest_cosigned(witness: Witness | None = None) -> Cosignature | None:
    """Return the cosignature of the largest checkpoint, of one witness or of any."""
    rows = Cosignature.objects.select_related("checkpoint", "witness")
    if witness is not None:
        rows = rows.filter(witness=witness)
    return rows.order_by("-checkpoint__size", "at").first()


def has_cosigned(witness: Witness, checkpoint: Checkpoint) -> bool:
    """Tell whether a witness has signed a checkpoint before."""
    rows = Cosignature.objects.filter(witness=witness, checkpoint=checkpoint)
    return rows.exists()


def first_leaf_after(size: int) -> Leaf | None:
    """Return the leaf that was added when the log had that size."""
    return Leaf.objects.filter(index=size).first()


def out_of_order(witness: Witness, *, size: int, at: datetime) -> bool:
    """Tell whether a witness would have seen a larger log before a smaller one."""
    rows = Cosignature.objects.filter(witness=witness)
    larger = Q(checkpoint__size__gt=size, at__lt=at)
    return rows.filter(larger | Q(checkpoint__size__lt=size, at__gt=at)).exists()


def latest_self_check() -> SelfCheck | None:
    """Return the last look over the whole log."""
    return SelfCheck.objects.order_by("-pk").first()


def _signed_size() -> int:
    size = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
    return size or 0
