"""What stands published, and whether what is shown still says the same."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.ledger.models import Leaf, Opening
from danchu.kernel.ledger.queries import proof_of
from danchu.kernel.ledger.rules.bundles import ItemProof
from danchu.kernel.ledger.rules.findings import Finding, What
from danchu.kernel.ledger.rules.items import Face, canonical
from danchu.kernel.publication.kinds import kind_of
from danchu.kernel.publication.models import Publication, Withdrawal

_GROUP = 500


@dataclass(frozen=True)
class Withdrawn:
    """That an edition no longer stands: since when, and why."""

    reason: str
    at: datetime


@dataclass(frozen=True)
class Edition:
    """One version of an item as pages name it."""

    item: str
    kind: str
    label: str
    version: int
    index: int
    at: datetime
    dossier: int
    withdrawn: Withdrawn | None = None

    @property
    def changed_at(self) -> datetime:
        """When it was published or, if it was, withdrawn."""
        return self.withdrawn.at if self.withdrawn else self.at


def editions_of(dossier: Dossier) -> list[Edition]:
    """Return what strangers may verify of a dossier: the newest of each item."""
    return editions_of_many([dossier.pk]).get(dossier.pk, [])


def editions_of_many(dossiers: Collection[int]) -> dict[int, list[Edition]]:
    """Return the same of several dossiers, by their ids."""
    rows = _rows().filter(dossier__in=dossiers)
    found: dict[int, list[Edition]] = {}
    known: set[str] = set()
    for row in rows.order_by("item", "-version"):
        kind = kind_of(row.kind)
        if not kind.is_open or row.item in known:
            continue
        known.add(row.item)
        found.setdefault(row.dossier_id, []).append(_edition(row))
    return found


def edition_of(item: str) -> Edition | None:
    """Return the newest version of an item that was published, of any kind."""
    row = _rows().filter(item=item).order_by("-version").first()
    return None if row is None else _edition(row)


def _rows() -> QuerySet[Publication]:
    return Publication.objects.select_related("withdrawal")


def _edition(row: Publication) -> Edition:
    withdrawal: Withdrawal | None = getattr(row, "withdrawal", None)
    return Edition(
        item=row.item,
        kind=row.kind,
        label=kind_of(row.kind).label,
        version=row.version,
        index=row.leaf_id,
        at=row.published_at,
        dossier=row.dossier_id,
        withdrawn=None
        if withdrawal is None
        else Withdrawn(withdrawal.reason, withdrawal.withdrawn_at),
    )


def latest_editions(
    units: QuerySet[Any, Any] | None, *, kind: str, most: int
) -> list[Edition]:
    """Return what of an open kind these units published, corrected or withdrew last.

    The newest of each item, latest first; nothing whose content was destroyed. `units`
    selects their ids; None are all.
    """
    rows = _rows().filter(Exists(Opening.objects.filter(leaf=OuterRef("leaf"))))
    rows = rows.filter(kind=kind)
    if units is not None:
        rows = rows.filter(dossier__unit__in=units)
    lately = {
        *rows.order_by("-pk").values_list("item", flat=True)[: most * 2],
        *rows.filter(withdrawal__isnull=False)
        .order_by("-withdrawal__withdrawn_at")
        .values_list("item", flat=True)[:most],
    }
    newest: dict[str, Edition] = {}
    for row in rows.filter(item__in=lately).order_by("item", "-version"):
        newest.setdefault(row.item, _edition(row))
    return sorted(newest.values(), key=lambda one: one.changed_at, reverse=True)[:most]


def public_proof_of(item: str) -> ItemProof:
    """Return the proof of an item's newest version as a stranger may have it.

    Content and salt are in it only where the kind of thing is open.
    """
    newest = Publication.objects.filter(item=item).order_by("-version").first()
    proof = proof_of(item)
    if newest is not None and kind_of(newest.kind).is_open:
        return proof
    return replace(proof, salt=None, face=None)


def differing() -> Iterator[Finding]:
    """Find what is shown otherwise than it was published.

    The tables that pages read are compared, item by item, with what the ledger holds:
    whoever edits a published number past the product changes it in one place only. Of
    what was withdrawn the reason is compared.
    """
    newest = Publication.objects.values("item").annotate(last=Max("pk")).values("last")
    rows = Publication.objects.filter(pk__in=newest).select_related(
        "dossier", "leaf__opening", "withdrawal__leaf__opening"
    )
    for row in rows.order_by("leaf").iterator(chunk_size=_GROUP):
        if leaf := _differing_from(row):
            yield Finding(What.SHOWN, index=leaf.index, item=row.item, at=leaf.at)


def is_shown_otherwise(item: str) -> bool:
    """Tell whether pages show an item otherwise than it was published, as of now."""
    rows = Publication.objects.filter(item=item).select_related(
        "dossier", "leaf__opening", "withdrawal__leaf__opening"
    )
    newest = rows.order_by("-version").first()
    return newest is not None and _differing_from(newest) is not None


def _differing_from(row: Publication) -> Leaf | None:
    """Return the leaf from which what is shown of an item differs, if it does."""
    leaf, face = _shown(row)
    opening: Opening | None = getattr(leaf, "opening", None)
    if opening is None:
        return None
    is_same = face is not None and canonical(face) == bytes(opening.face)
    return None if is_same else leaf


def _shown(row: Publication) -> tuple[Leaf, Face | None]:
    """Return the leaf that an item stands on, and what is shown of it."""
    withdrawal: Withdrawal | None = getattr(row, "withdrawal", None)
    if withdrawal is None:
        return row.leaf, kind_of(row.kind).face_of(row.dossier)
    return withdrawal.leaf, withdrawal_face(row.version, withdrawal.reason)


def withdrawal_face(version: int, reason: str) -> dict[str, Any]:
    """Return what the ledger holds of a withdrawal."""
    return {"withdraws": version, "reason": reason}
