"""Published items are erased wherever publication keeps them."""

from datetime import datetime

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.erasures.kinds import Eraser, Found
from danchu.kernel.erasures.rules import number_in
from danchu.kernel.ledger.models import Opening
from danchu.kernel.people.models import User
from danchu.kernel.publication.kinds import Destroying, declared
from danchu.kernel.publication.models import Publication
from danchu.kernel.publication.services import purge


def _find(text: str) -> Found | None:
    rows = Publication.objects.filter(item=text.strip()[:200])
    newest = rows.select_related("dossier__unit").order_by("-version").first()
    if newest is None or not _may_name_persons(newest.kind):
        return None
    told = (
        f"Mục đã công bố “{newest.item}” của {newest.dossier.unit.name}: nội dung mọi "
        "bản bị hủy, trang và sổ công bố chỉ còn ghi rằng đã hủy."
    )
    return Found(newest.item, told, newest.dossier.unit)


def _may_name_persons(name: str) -> bool:
    """Tell whether an item may be about somebody: figures are about nobody."""
    kind = declared(name)
    return kind is not None and kind.forget is not None


def _destroy(key: str, *, ground: str, actor: User | None, at: datetime) -> bool:
    if Opening.objects.filter(leaf__item=key).exists():
        purge(item=key, ground=ground, actor=actor, at=at)
        return True
    return _forget_unpublished(key, Destroying(ground, actor, at))


def _forget_unpublished(key: str, how: Destroying) -> bool:
    """Destroy what was no more than a draft in the backup that was restored."""
    kind = declared(key.rpartition(":")[0])
    dossier = Dossier.objects.filter(pk=number_in(key) or 0).first()
    if kind is None or kind.forget is None or dossier is None:
        return False
    if Publication.objects.filter(item=key).exists():
        return False
    kind.forget(dossier, how)
    return True


PUBLISHED = Eraser(
    kind="published",
    label="Mục đã công bố",
    hint="Mã mục, ghi cạnh nội dung đã công bố",
    find=_find,
    destroy=_destroy,
    numbered_by="dossiers_dossier",
)
