"""Making, opening and revoking what is shown at conferences; keeping drawings."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from danchu.kernel.access.services import authorize, may
from danchu.kernel.audit.services import record
from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.units.models import Unit
from danchu.presentations.models import Drawing, LinkOpening, Presentation
from danchu.presentations.rules import (
    HOURS,
    KEPT_DRAWINGS,
    LONGEST_TITLE,
    MOST_SLIDES,
    PRESENT,
    REVOKE,
    TOKEN_BYTES,
    hash_of,
    is_open,
)


@transaction.atomic
def present(
    *,
    actor: User,
    unit: Unit,
    title: str,
    slides: Sequence[Mapping[str, Any]],
    hours: int,
    at: datetime,
) -> str:
    """Freeze slides and return the token of their link, which is told this once."""
    authorize(actor, PRESENT, unit)
    if hours not in HOURS:
        raise RuleBroken("presentations.too_long", hours=hours)
    if not slides:
        raise RuleBroken("presentations.nothing_to_show", unit=unit.name)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = Presentation.objects.create(
        token_hash=hash_of(token),
        title=title[:LONGEST_TITLE],
        unit=unit,
        made_by=actor,
        made_at=at,
        ends_at=at + timedelta(hours=hours),
        slides=list(slides)[:MOST_SLIDES],
    )
    record(
        unit=unit,
        verb=PRESENT.name,
        actor=actor,
        at=at,
        subject=f"presentation:{made.pk}",
        title=made.title,
        hours=hours,
        slides=len(made.slides),
    )
    return token


@transaction.atomic
def revoke(*, actor: User, pk: int, at: datetime) -> Presentation:
    """End a link now, one's own or as a leader there; one that has ended stays so."""
    made = (
        Presentation.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(pk=pk)
        .first()
    )
    is_theirs = made is not None and made.made_by_id == actor.pk
    if made is None or not (is_theirs or may(actor, REVOKE, made.unit)):
        raise RuleBroken("presentations.not_found", pk=pk)
    if is_open(ends_at=made.ends_at, revoked_at=made.revoked_at, now=at):
        made.revoked_at = at
        made.save(update_fields=["revoked_at"])
        record(
            unit=made.unit,
            verb=REVOKE.name,
            actor=actor,
            at=at,
            subject=f"presentation:{made.pk}",
        )
    return made


def open_presentation(*, token: str, at: datetime, is_counted: bool) -> Presentation:
    """Return what a link shows and note that it was opened."""
    made = Presentation.objects.filter(token_hash=hash_of(token)).first()
    if made is None or not is_open(
        ends_at=made.ends_at, revoked_at=made.revoked_at, now=at
    ):
        raise RuleBroken("presentations.not_found")
    if is_counted:
        LinkOpening.objects.create(presentation=made, at=at)
    return made


def keep_drawing(*, digest: str, svg: str, at: datetime) -> None:
    """Keep a chart as drawn, and let those go that are old."""
    Drawing.objects.bulk_create(
        [Drawing(digest=digest, svg=svg, drawn_at=at)], ignore_conflicts=True
    )
    Drawing.objects.filter(drawn_at__lt=at - KEPT_DRAWINGS).delete()
