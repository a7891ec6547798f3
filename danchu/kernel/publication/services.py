"""Publishing, correcting, withdrawing; and looking whether all of it still stands."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.ledger.models import Leaf, Opening, SelfCheck
from danchu.kernel.ledger.rules.items import canonical
from danchu.kernel.ledger.services import append, bury, self_check
from danchu.kernel.people.models import User
from danchu.kernel.publication.kinds import Destroying, Kind, declared, followers
from danchu.kernel.publication.models import Publication, Withdrawal
from danchu.kernel.publication.queries import differing, withdrawal_face

LONGEST_REASON = 500
EXPIRED = "Hết thời hạn công khai"


def publish(
    *,
    dossier: Dossier,
    kind: Kind,
    actor: User,
    at: datetime,
    until: date | None = None,
) -> Publication | None:
    """Commit to the face of a dossier as it stands; again after it was corrected.

    Call it last in the transaction of the deed, which holds the dossier and decided
    that the actor may. None where the kind has nothing to show, or nothing new. After
    the day `until` its content is destroyed by `expire_due`.
    """
    face = kind.face_of(dossier)
    if face is None:
        return None
    item = item_of(kind, dossier)
    before = _newest(item)
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
    made = Publication.objects.create(
        dossier=dossier,
        kind=kind.name,
        item=item,
        version=before.version + 1 if before else 1,
        leaf=leaf,
        published_by=actor,
        published_at=at,
        until=until,
    )
    _tell(item)
    return made


def withdraw(
    *, dossier: Dossier, kind: Kind, reason: str, actor: User, at: datetime
) -> Withdrawal | None:
    """Say that what was published no longer stands, and why; None if nothing stands.

    Call it last in the deed that takes it from the pages. The reason is shown for ever
    and names no person. What was said stays in the ledger, provable to who kept it.
    Refuses with ``publication.reason_missing`` and ``publication.reason_too_long``.
    """
    standing = _newest(item_of(kind, dossier))
    if standing is None or hasattr(standing, "withdrawal"):
        return None
    return _withdrawn(standing, reason=_checked(reason), actor=actor, at=at)


@transaction.atomic
def purge(*, item: str, ground: str, actor: User | None, at: datetime) -> list[Leaf]:
    """Destroy the content of every version of an item, wherever it is kept.

    The ledger keeps tombstones, whoever follows publications forgets it, and pages say
    that it was withdrawn on this ground, which names no person. Whether the actor may
    is decided by the caller; None is a program that found a term over. What its owner's
    tables hold is destroyed by the `forget` of its kind.
    """
    ground = _checked(ground)
    stones = bury(item=item, ground=ground, actor=actor, at=at)
    standing = _newest(item)
    if standing is not None:
        _forget(standing, Destroying(ground, actor, at))
    if standing is not None and not hasattr(standing, "withdrawal"):
        Withdrawal.objects.create(
            publication=standing,
            reason=ground,
            leaf=stones[-1],
            withdrawn_by=actor,
            withdrawn_at=at,
        )
    _tell(item)
    return stones


def expire_due(*, at: datetime) -> list[str]:
    """Destroy what was to be shown for a term that is over; return the items."""
    newest = Publication.objects.values("item").annotate(last=Max("pk")).values("last")
    due = Publication.objects.filter(
        pk__in=newest,
        until__lt=timezone.localdate(at),
        leaf__opening__isnull=False,
    )
    items = list(due.order_by("until", "pk").values_list("item", flat=True))
    for item in items:
        purge(item=item, ground=EXPIRED, actor=None, at=at)
    return items


def item_of(kind: Kind, dossier: Dossier) -> str:
    """Return the name under which the ledger knows a dossier."""
    return f"{kind.name}:{dossier.pk}"


def look_over(*, at: datetime) -> SelfCheck:
    """Look over the whole ledger, and over all that is shown of what it holds."""
    return self_check(at=at, also=differing())


def _forget(standing: Publication, how: Destroying) -> None:
    kind = declared(standing.kind)
    if kind is not None and kind.forget is not None:
        kind.forget(standing.dossier, how)


def _newest(item: str) -> Publication | None:
    rows = Publication.objects.filter(item=item).select_related("withdrawal")
    return rows.order_by("-version").first()


def _is_as_before(before: Publication, face: bytes) -> bool:
    if hasattr(before, "withdrawal"):
        return False
    opening = Opening.objects.filter(leaf=before.leaf_id).first()
    return opening is not None and bytes(opening.face) == face


def _withdrawn(
    standing: Publication, *, reason: str, actor: User, at: datetime
) -> Withdrawal:
    leaf = append(
        item=standing.item,
        kind=standing.kind,
        unit=standing.dossier.unit,
        day=timezone.localdate(at),
        face=withdrawal_face(standing.version, reason),
        at=at,
    )
    made = Withdrawal.objects.create(
        publication=standing,
        reason=reason,
        leaf=leaf,
        withdrawn_by=actor,
        withdrawn_at=at,
    )
    _tell(standing.item)
    return made


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise RuleBroken("publication.reason_missing")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("publication.reason_too_long", most=LONGEST_REASON)
    return reason


def _tell(item: str) -> None:
    for follow in followers():
        follow(item)
