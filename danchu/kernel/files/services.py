"""Taking in a file, letting it go, destroying all of a dossier.

Whether the actor may is decided by the caller, who holds the dossier and writes the
history.
"""

import hashlib
from datetime import datetime

from django.db import transaction

from danchu.kernel.dossiers.models import Dossier
from danchu.kernel.errors import RuleBroken
from danchu.kernel.files.models import Attachment, Content
from danchu.kernel.files.rules import MOST, Sifted, served_name, sifted, title_of
from danchu.kernel.people.models import User


@transaction.atomic
def attach(
    *,
    actor: User,
    dossier: Dossier,
    data: bytes,
    name: str,
    title: str,
    at: datetime,
) -> Attachment:
    """Keep a file on a dossier, or refuse it whole.

    `name` is what the sender's machine called it, `title` what people are to read;
    without one it is made of the name.
    """
    kept = sifted(data, name)
    there = Attachment.objects.filter(dossier=dossier)
    if there.count() >= MOST:
        raise RuleBroken("files.too_many", most=MOST)
    content = _kept(kept)
    same = there.filter(content=content).first()
    if same is not None:
        raise RuleBroken("files.same", title=same.title)
    called = title_of(title) or title_of(name) or "Tệp đính kèm"
    taken = set(there.values_list("name", flat=True))
    return Attachment.objects.create(
        dossier=dossier,
        content=content,
        title=called,
        name=served_name(called, kept.type.value, taken),
        added_by=actor,
        added_at=at,
    )


@transaction.atomic
def detach(*, dossier: Dossier, attachment: int) -> str:
    """Take a file from a dossier and return what it was called.

    Its bytes are destroyed unless they stand elsewhere too.
    """
    row = Attachment.objects.filter(dossier=dossier, pk=attachment).first()
    if row is None:
        raise RuleBroken("files.not_found")
    _destroy([row])
    return row.title


@transaction.atomic
def destroy_files(*, dossier: Dossier) -> int:
    """Destroy every file of a dossier; return how many there were."""
    return _destroy(list(Attachment.objects.filter(dossier=dossier)))


def _kept(kept: Sifted) -> Content:
    """Return the row of these bytes; a second one of the same is never made.

    Whoever lets the same bytes go at this moment is waited for.
    """
    digest = hashlib.sha256(kept.data).hexdigest()
    rows = Content.objects.defer("data")
    found = rows.select_for_update().filter(pk=digest).first()
    if found is not None:
        return found
    made, _ = rows.get_or_create(
        sha256=digest,
        defaults={
            "type": kept.type.value,
            "size": len(kept.data),
            "width": kept.width,
            "height": kept.height,
            "data": kept.data,
        },
    )
    return made


def _destroy(rows: list[Attachment]) -> int:
    contents = {row.content_id for row in rows}
    held = Content.objects.filter(pk__in=contents).order_by("pk")
    list(held.select_for_update().values_list("pk"))
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    used = Attachment.objects.filter(content__in=contents).values("content")
    Content.objects.filter(pk__in=contents).exclude(pk__in=used).delete()
    return len(rows)
