"""What stands published, and whether what is shown still says the same."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.ledger.models import Opening
from danchu.kernel.ledger.queries import proof_of
from danchu.kernel.ledger.rules.bundles import ItemProof
from danchu.kernel.ledger.rules.findings import Finding, What
from danchu.kernel.ledger.rules.items import canonical
from danchu.kernel.publication.kinds import kind_of
from danchu.kernel.publication.models import Publication

_GROUP = 500


@dataclass(frozen=True)
class Edition:
    """One version of an item as pages name it."""

    item: str
    kind: str
    label: str
    version: int
    index: int
    at: datetime


def editions_of(dossier: Dossier) -> list[Edition]:
    """Return what strangers may verify of a dossier: the newest of each item."""
    return editions_of_many([dossier.pk]).get(dossier.pk, [])


def editions_of_many(dossiers: Collection[int]) -> dict[int, list[Edition]]:
    """Return the same of several dossiers, by their ids."""
    rows = Publication.objects.filter(dossier__in=dossiers)
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
    row = Publication.objects.filter(item=item).order_by("-version").first()
    return None if row is None else _edition(row)


def _edition(row: Publication) -> Edition:
    return Edition(
        item=row.item,
        kind=row.kind,
        label=kind_of(row.kind).label,
        version=row.version,
        index=row.leaf_id,
        at=row.published_at,
    )


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
    whoever edits a published number past the product changes it in one place only.
    """
    newest = Publication.objects.values("item").annotate(last=Max("pk")).values("last")
    rows = Publication.objects.filter(pk__in=newest).select_related(
        "dossier", "leaf__opening"
    )
    for row in rows.order_by("leaf").iterator(chunk_size=_GROUP):
        opening: Opening | None = getattr(row.leaf, "opening", None)
        if opening is None:
            continue
        face = kind_of(row.kind).face_of(row.dossier)
        if face is None or canonical(face) != bytes(opening.face):
            yield Finding(What.SHOWN, index=row.leaf_id, item=row.item, at=row.leaf.at)
