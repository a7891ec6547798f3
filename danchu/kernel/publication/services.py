"""Publishing, correcting what was published, and looking whether it still stands."""

from datetime import datetime

from django.utils import timezone

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.ledger.models import Opening, SelfCheck
from danchu.kernel.ledger.rules.items import canonical
from danchu.kernel.ledger.services import append, self_check
from danchu.kernel.people.models import User
from danchu.kernel.publication.kinds import Kind
from danchu.kernel.publication.models import Publication
from danchu.kernel.publication.queries import differing


def publish(
    *, dossier: Dossier, kind: Kind, actor: User, at: datetime
) -> Publication | None:
    """Commit to the face of a dossier as it stands; again after it was corrected.

    Call it last in the transaction of the deed, which holds the dossier and decided
    that the actor may. None where the kind has nothing to show, or nothing new.
    """
    face = kind.face_of(dossier)
    if face is None:
        return None
    item = f"{kind.name}:{dossier.pk}"
    before = Publication.objects.filter(item=item).order_by("-version").first()
    if before is not None and _is_as_before(before, canonical(face)):
        return None
    leaf = append(
        item=item,
        kind=kind.name,
        unit=dossier.unit,
        day=timezone.localdate(at),
        face=face,
        at=at,
    )
    return Publication.objects.create(
        dossier=dossier,
        kind=kind.name,
        item=item,
        version=before.version + 1 if before else 1,
        leaf=leaf,
        published_by=actor,
        published_at=at,
    )


def _is_as_before(before: Publication, face: bytes) -> bool:
    opening = Opening.objects.filter(leaf=before.leaf_id).first()
    return opening is not None and bytes(opening.face) == face


def look_over(*, at: datetime) -> SelfCheck:
    """Look over the whole ledger, and over all that is shown of what it holds."""
    return self_check(at=at, also=differing())
